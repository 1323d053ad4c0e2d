// What the stage shows of Amazon SNS, read out of the World: topics with their latest message,
// subscriptions with their verdicts and retries, what SNS has on the wire; and calls that IAM
// denied, and message move tasks. Must not know sizes or places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/request.h"
#include "view/stage_fifo.h"
#include "view/stage_state.h"
#include "world/timeline.h"

namespace view {

/// A published message and its copies share a colour; it comes again after eight messages.
int publish_slot(model::PublishId id);
/// The three digits by which the picture names it.
std::string publish_name(const world::World& world, model::PublishId id);

/// The topic behind the ARN in a producer's target; 0 when it is none.
model::TopicId publish_target(const world::World& world, std::string_view target);
/// A message on its way to its topic.
StageMessage published_message(const world::World& world, model::PublishId id,
                               const model::Request& request, const GroupSlots& slots);
/// A call of SNS on the wire, or a refusal on its way back; nothing for plain answers.
std::optional<StageHop> delivery_hop(const world::World& world, const world::Transit& transit,
                                     const GroupSlots& slots);

/// "refunds" of an ARN, "shop.example/hook" of a URL; addresses and numbers as they are.
std::string endpoint_name(const services::sns::Subscription& subscription);
EndpointKind endpoint_kind(services::sns::Protocol protocol);
/// Lucide's name for it.
std::string_view endpoint_icon(EndpointKind kind);
/// "Lambda", "HTTPS", "E-mail".
std::string_view endpoint_words(EndpointKind kind, services::sns::Protocol protocol);
model::QueueId queue_by_arn(const world::World& world, std::string_view arn);

void read_topics(const world::Timeline& timeline, const GroupSlots& slots, StageState& out);
void read_denials(const world::Timeline& timeline, StageState& out);
void read_moves(const world::World& world, StageState& out);

}  // namespace view
