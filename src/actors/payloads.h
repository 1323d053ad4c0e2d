// Big payloads in S3: what the extended client sends instead of a body, and how it reads it back
// (aws-facts 1.9). Must not know when a caller sends or works.
#pragma once

#include <optional>
#include <string>

#include "actors/state.h"
#include "model/s3.h"
#include "model/sqs.h"

namespace actors {

inline constexpr const char* kPayloadSize = "ExtendedPayloadSize";
inline constexpr const char* kLegacyPayloadSize = "SQSLargePayloadSize";

/// Where a payload lies.
struct PayloadPointer {
  std::string bucket;
  std::string key;
};

/// True when the client stores the payload of this message in S3.
bool is_large(const LargePayloadSpec& spec, const model::sqs::SendMessageRequest& message);
/// Takes the body out of the message, which carries a pointer from then on. `name` makes the key,
/// which no other message may have.
model::s3::PutObjectRequest take_payload(const LargePayloadSpec& spec, const std::string& name,
                                         model::sqs::SendMessageRequest& message);
/// The pointer in a received message, if it carries one.
std::optional<PayloadPointer> pointer_of(const model::sqs::ReceivedMessage& message);

}  // namespace actors
