// What SQS accepts in a request: ranges, characters, attributes, sizes, checksums
// (aws-facts 1.3, 1.4). Must not know what happens next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "model/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

using model::ApiError;

/// True when every character may stand in a message body (and the text is UTF-8).
bool is_valid_text(std::string_view text);
/// The refusal of a message body and its attributes, or nothing.
std::optional<ApiError> check_message(const engine::Context& ctx, const Queue& queue,
                                      const model::sqs::SendMessageRequest& request);
/// The refusal of a ReceiveRequestAttemptId, or nothing.
std::optional<ApiError> check_attempt_id(const engine::Context& ctx, const Queue& queue,
                                         const std::string& id);
/// The refusal of a message that is longer than the queue allows, or nothing.
std::optional<ApiError> check_size(const Queue& queue,
                                   const model::sqs::SendMessageRequest& request,
                                   std::string_view opening);
/// Body plus name, type and value of every user attribute, in bytes.
std::int64_t message_size(const model::sqs::SendMessageRequest& request);
/// MD5OfMessageAttributes in hex; "" without attributes.
std::string attributes_md5(const model::sqs::MessageAttributes& attributes);
/// 1 to 80 of letters, digits, hyphen and underscore.
bool is_valid_name(std::string_view name);
/// The same with the suffix `.fifo`, which counts.
bool is_valid_fifo_name(std::string_view name);

}  // namespace services::sqs
