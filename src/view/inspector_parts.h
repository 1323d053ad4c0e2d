// What the inspector is made of, shared by its files: properties by kind of subject, and the chain
// of "Why?". Must not know ImGui.
#pragma once

#include <string>
#include <vector>

#include "view/event_index.h"
#include "view/inspector.h"

namespace view {

/// Where a message is: its queue, and its slot there; queue null when it has gone or is not yet
/// there.
struct MessagePlace {
  const services::sqs::Queue* queue = nullptr;
  const services::sqs::Message* message = nullptr;
};
MessagePlace find_message_place(const world::World& world, model::MessageId id);

/// The group whose lock keeps a waiting message of a FIFO queue; "" when nothing does.
std::string locked_group(const services::sqs::Queue& queue, const services::sqs::Message& message);

std::vector<Property> message_properties(const world::World& world, model::MessageId id);
std::vector<Property> queue_properties(const services::sqs::State& sqs,
                                       const services::sqs::Queue& queue);
std::vector<Property> actor_properties(const world::World& world, const actors::Actor& actor);

/// A value under its name, shortened to fit.
Property make_property(std::string name, std::string value);

std::vector<Property> topic_properties(const world::World& world,
                                       const services::sns::Topic& topic);
std::vector<Property> subscription_properties(const world::World& world,
                                              const services::sns::Subscription& subscription);
/// Of what stands behind a subscription, when it is no queue.
std::vector<Property> endpoint_properties(const world::World& world,
                                          const services::sns::Subscription& subscription);
/// What became of the latest message: one link for each subscription.
std::vector<WhyStep> topic_why(const world::Timeline& timeline, const services::sns::Topic& topic);
std::string subscription_why_title(const world::Timeline& timeline,
                                   const services::sns::Subscription& subscription);
/// Why the subscriber got the latest message of its topic, gets it later, or does not.
std::vector<WhyStep> subscription_why(const world::Timeline& timeline,
                                      const services::sns::Subscription& subscription);

std::vector<Property> bucket_properties(const world::World& world,
                                        const services::s3::Bucket& bucket);
std::vector<Property> object_properties(const world::World& world, model::ObjectId id);
/// What the bucket told whom lately, and what was lost.
std::vector<WhyStep> bucket_why(const world::Timeline& timeline, const services::s3::Bucket& bucket,
                                const EventIndex* index);
/// Who stored an object, who was told of it, and which message points to it.
std::vector<WhyStep> object_why(const world::Timeline& timeline, model::ObjectId id,
                                const EventIndex* index);

/// Events of a thing that have happened at the playhead, the oldest first, at most `most`.
std::vector<const model::Event*> events_of(const world::Timeline& timeline, model::Ref ref,
                                           const EventIndex* index, std::size_t most);

/// Links of a chain.
WhyStep why_step(const model::Event& event, WhyKind kind, std::string title, std::string detail);
WhyStep why_rule(std::string title, std::string detail);
WhyStep why_absence(std::string title, std::string detail, std::string time);

/// The chain that led to where the message is now: what happened, and between that the rules that
/// made the next thing follow.
std::vector<WhyStep> message_why(const world::Timeline& timeline, model::MessageId id,
                                 const EventIndex* index);
/// Where the messages of a queue are, as a sum; of a dead-letter queue also how they got there.
std::vector<WhyStep> queue_why(const world::Timeline& timeline, const services::sqs::Queue& queue,
                               const EventIndex* index);
std::string worker_why_title(const world::World& world, const actors::Actor& actor,
                             const actors::Worker& worker);
std::vector<WhyStep> worker_why(const world::Timeline& timeline, const actors::Actor& actor,
                                const EventIndex* index);
/// A plain line of history.
WhyStep history_step(const world::Timeline& timeline, const model::Event& event);

}  // namespace view
