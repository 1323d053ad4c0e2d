// Chains of events per message, caller and queue, built once per event.
#include "view/event_index.h"

#include <algorithm>

namespace view {
namespace {

constexpr std::size_t kSearched = 20'000;

model::SubscriptionId subscription_of(const model::EventBody& body) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.subscription; }) {
          return e.subscription;
        } else {
          return model::SubscriptionId{};
        }
      },
      body);
}

bool names_bucket(const model::EventBody& body, model::BucketId id) {
  return std::visit(
      [&](const auto& e) {
        if constexpr (requires { e.bucket; }) {
          return e.bucket == id;
        } else {
          return false;
        }
      },
      body);
}

model::ConsumerId consumer_of(const model::EventBody& body) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.consumer; }) {
          return e.consumer;
        } else {
          return model::ConsumerId{};
        }
      },
      body);
}

bool names_object(const model::EventBody& body, model::ObjectId id) {
  return std::visit(
      [&](const auto& e) {
        if constexpr (requires { e.object; }) {
          return e.object == id;
        } else {
          return false;
        }
      },
      body);
}

// Shards that an event is about besides its subject: children, and the other one of a merge.
bool names_shard(const model::EventBody& body, std::uint32_t id) {
  if (const auto* split = std::get_if<model::ShardSplit>(&body)) {
    return split->lower.value == id || split->upper.value == id;
  }
  if (const auto* merge = std::get_if<model::ShardsMerged>(&body)) {
    return merge->adjacent.value == id || merge->child.value == id;
  }
  return false;
}

bool concerns(const model::Event& event, model::Ref ref) {
  const model::EventSubjects s = model::subjects(event.body);
  switch (ref.kind) {
    case model::RefKind::kMessage: return s.message.value == ref.id;
    case model::RefKind::kActor: return s.actor.value == ref.id;
    case model::RefKind::kQueue: return s.queue.value == ref.id;
    case model::RefKind::kTopic: return s.topic.value == ref.id;
    case model::RefKind::kSubscription:
    case model::RefKind::kEndpoint: return subscription_of(event.body).value == ref.id;
    case model::RefKind::kBucket: return names_bucket(event.body, {ref.id});
    case model::RefKind::kObject: return names_object(event.body, {ref.id});
    case model::RefKind::kStream: return s.stream.value == ref.id;
    case model::RefKind::kShard: return s.shard.value == ref.id || names_shard(event.body, ref.id);
    case model::RefKind::kRecord: return s.record.value == ref.id;
    case model::RefKind::kConsumer: return consumer_of(event.body).value == ref.id;
    default: return false;
  }
}

}  // namespace

void EventIndex::Chain::add(std::uint32_t id, EventAt at) {
  if (id >= last.size()) last.resize(std::size_t{id} + 1, kNone);
  previous.push_back(last[id]);
  last[id] = at;
}

void EventIndex::reset() { *this = EventIndex{}; }

void EventIndex::update(const world::Timeline& timeline) {
  const auto& log = timeline.log();
  const bool same = timeline.branch() == branch_ && seen_ <= log.size() &&
                    (seen_ == 0 || log[seen_ - 1] == newest_);
  if (!same) reset();
  branch_ = timeline.branch();
  for (; seen_ < log.size(); ++seen_) {
    const model::EventSubjects s = model::subjects(log[seen_].body);
    const auto at = static_cast<EventAt>(seen_);
    messages_.add(s.message.value, at);
    actors_.add(s.actor.value, at);
    queues_.add(s.queue.value, at);
  }
  if (seen_ > 0) newest_ = log[seen_ - 1];
}

std::vector<EventAt> EventIndex::latest(const world::Timeline& timeline, model::Ref ref,
                                        std::size_t shown, std::size_t most) const {
  const Chain* chain = nullptr;
  if (ref.kind == model::RefKind::kMessage) chain = &messages_;
  if (ref.kind == model::RefKind::kActor) chain = &actors_;
  if (ref.kind == model::RefKind::kQueue) chain = &queues_;
  // Topics, streams and what belongs to them have no chains: their latest events are not far back.
  if (ref && chain == nullptr) return latest_events(timeline, ref, shown, most, kSearched);
  // An index of another history, or one that has not read so far, is no help.
  if (timeline.branch() != branch_ || seen_ < shown) {
    return latest_events(timeline, ref, shown, most);
  }
  std::vector<EventAt> out;
  if (chain == nullptr || ref.id >= chain->last.size()) return out;
  for (EventAt at = chain->last[ref.id]; at != kNone && out.size() < most;
       at = chain->previous[at]) {
    if (at < shown) out.push_back(at);
  }
  return out;
}

std::vector<EventAt> latest_events(const world::Timeline& timeline, model::Ref ref,
                                   std::size_t shown, std::size_t most, std::size_t budget) {
  const auto& log = timeline.log();
  std::vector<EventAt> out;
  std::size_t i = std::min(shown, log.size());
  for (; i > 0 && budget > 0 && out.size() < most; --i, --budget) {
    if (concerns(log[i - 1], ref)) out.push_back(static_cast<EventAt>(i - 1));
  }
  return out;
}

const model::Event* event_by_seq(const world::Timeline& timeline, model::EventSeq seq) {
  const auto& log = timeline.log();
  if (seq == 0 || seq > log.size()) return nullptr;
  const model::Event& event = log[seq - 1];
  return event.seq == seq ? &event : nullptr;
}

}  // namespace view
