// Queue attributes as AWS writes them (strings) and as the queue uses them (aws-facts 1.1).
// Must not know queues' messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/context.h"
#include "model/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// The defaults of a new queue.
Attributes default_attributes(const engine::Context& ctx);
/// True when the attributes of a CreateQueue ask for a FIFO queue.
bool asks_for_fifo(const model::sqs::AttributeMap& given);

/// `base` with the given attributes set, or the refusal of the first bad one.
model::ApiResult<Attributes> with_attributes(const engine::Context& ctx, Attributes base,
                                             const model::sqs::AttributeMap& given);

/// The name of the first given attribute whose value differs from the queue's; "" when none does.
std::string first_difference(const Attributes& have, const Attributes& wanted,
                             const model::sqs::AttributeMap& given);

/// Every attribute of a queue under AWS's name, read-only ones included.
model::sqs::AttributeMap describe(const State& state, const Queue& queue);

/// True for any attribute name GetQueueAttributes knows.
bool is_attribute_name(std::string_view name);

/// One changed attribute, for events; numbers only where the attribute is one.
struct AttributeChange {
  model::QueueAttribute attribute = model::QueueAttribute::kOther;
  std::int64_t before = 0;
  std::int64_t after = 0;
};
std::vector<AttributeChange> changes(const Attributes& before, const Attributes& after);

}  // namespace services::sqs
