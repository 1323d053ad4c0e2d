// Receipt handles: opaque to callers, checkable by the service. A handle names one receive, not
// the message (aws-facts 1.5). Must not know how messages are stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/ids.h"

namespace services::sqs {

/// What a handle says.
struct Receipt {
  model::QueueId queue;
  std::uint32_t slot = 0;
  model::MessageId message;
  std::uint32_t number = 0;  // of the receive
};

std::string encode_receipt(std::uint64_t seed, const Receipt& receipt);
/// Nothing for a text that this service never gave out.
std::optional<Receipt> decode_receipt(std::uint64_t seed, std::string_view handle);

}  // namespace services::sqs
