// The events of Kinesis Data Streams and of those who use it, each as one plain sentence. Must not
// know where it is shown.
#include <algorithm>
#include <format>

#include "view/stage_stream.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::uint64_t kNear = 256;  // records looked at around where one should be

class StreamSentences {
 public:
  explicit StreamSentences(const world::World& world) : world_(world) {}

  std::string operator()(const model::StreamCreated& e) const {
    return std::format("{} was created", stream(e.stream));
  }
  std::string operator()(const model::StreamDeleted& e) const {
    return std::format("{} was deleted with everything in it", stream(e.stream));
  }
  std::string operator()(const model::StreamStatusChanged& e) const {
    return std::format("{} is {} now", stream(e.stream), stream_status_words(e.status));
  }
  std::string operator()(const model::StreamRetentionChanged& e) const {
    return std::format("the retention of {} changed from {} to {} hours", stream(e.stream),
                       e.before_hours, e.after_hours);
  }
  std::string operator()(const model::StreamModeChanged& e) const {
    return std::format("{} is in {} mode now", stream(e.stream),
                       e.on_demand ? "on-demand" : "provisioned");
  }
  std::string operator()(const model::StreamSettingsChanged& e) const {
    return std::format("{} changed a setting of {}", actor(e.by), stream(e.stream));
  }
  std::string operator()(const model::ShardOpened& e) const {
    if (!e.parent) return std::format("{} opened {}", stream(e.stream), shard(e.shard));
    if (!e.adjacent_parent) {
      return std::format("{} opened with a part of the keys of {}", shard(e.shard),
                         shard(e.parent));
    }
    return std::format("{} opened with the keys of {} and {}", shard(e.shard), shard(e.parent),
                       shard(e.adjacent_parent));
  }
  std::string operator()(const model::ShardClosed& e) const {
    return std::format("{} closed: it takes no more records, but can still be read",
                       shard(e.shard));
  }
  std::string operator()(const model::ShardSplit& e) const {
    return std::format("{} was split into {} and {}", shard(e.shard), shard(e.lower),
                       shard(e.upper));
  }
  std::string operator()(const model::ShardsMerged& e) const {
    return std::format("{} and {} were merged into {}", shard(e.shard), shard(e.adjacent),
                       shard(e.child));
  }
  std::string operator()(const model::ShardExpired&) const {
    return "a closed shard expired: its last record reached the end of its retention";
  }
  std::string operator()(const model::RecordPut& e) const {
    return std::format("{} put {} into {}", actor(e.by), record(e.shard, e.record), shard(e.shard));
  }
  std::string operator()(const model::RecordThrottled& e) const {
    return std::format("{} refused {} of {}: it is at its {} a second", shard(e.shard),
                       held(e.by, e.record), actor(e.by), e.by_bytes ? "1 MiB" : "1,000 records");
  }
  std::string operator()(const model::RecordsRead& e) const {
    if (e.records == 0) return std::format("{} found nothing in {}", actor(e.by), shard(e.shard));
    return std::format("{} read {} from {}{}", actor(e.by), amount(e.records, "record"),
                       shard(e.shard), behind(e.behind_ms));
  }
  std::string operator()(const model::ReadThrottled& e) const {
    return std::format("{} refused a read of {}: it is at its {} a second", shard(e.shard),
                       actor(e.by), e.by_bytes ? "2 MiB" : "5 calls");
  }
  std::string operator()(const model::IteratorExpired& e) const {
    return std::format("an iterator of {} on {} had expired", actor(e.by), shard(e.shard));
  }
  std::string operator()(const model::RecordsTrimmed& e) const {
    return std::format("{} of {} reached the end of {} retention", amount(e.records, "record"),
                       shard(e.shard), e.records == 1 ? "its" : "their");
  }
  std::string operator()(const model::ConsumerRegistered& e) const {
    return std::format("{} registered the consumer {}", actor(e.by), consumer(e.consumer));
  }
  std::string operator()(const model::ConsumerDeregistered& e) const {
    return std::format("{} deregistered a consumer of {}", actor(e.by), stream(e.stream));
  }
  std::string operator()(const model::ShardSubscribed& e) const {
    return std::format("{} subscribed to {}", consumer(e.consumer), shard(e.shard));
  }
  std::string operator()(const model::ShardSubscriptionEnded& e) const {
    const bool refused = e.how == model::SubscriptionEnd::kKeyRefused;
    return std::format("the subscription of {} to {} ended{}", consumer(e.consumer), shard(e.shard),
                       refused ? ": its KMS key cannot be used" : "");
  }
  std::string operator()(const model::RecordsPushed& e) const {
    return std::format("{} pushed {} to {}{}", shard(e.shard), amount(e.records, "record"),
                       consumer(e.consumer), behind(e.behind_ms));
  }
  std::string operator()(const model::RecordsAggregated& e) const {
    return std::format("{} packed {} into {}", actor(e.by), amount(e.user_records, "user record"),
                       amount(e.records, "record"));
  }
  std::string operator()(const model::RecordDropped& e) const {
    return std::format("{} gave up {} after {}", actor(e.by), held(e.by, e.record),
                       amount(e.attempts, "attempt"));
  }
  std::string operator()(const model::RecordProcessed& e) const {
    const std::string what = record(e.shard, e.record);
    if (e.out_of_order) {
      return std::format("{} processed {} after a later one of its key: out of order", actor(e.by),
                         what);
    }
    if (e.effect == model::Effect::kDuplicate) {
      return std::format("{} processed {} again", actor(e.by), what);
    }
    if (e.effect == model::Effect::kSkipped) {
      return std::format("{} found {} already processed and skipped it", actor(e.by), what);
    }
    return std::format("{} processed {}", actor(e.by), what);
  }
  std::string operator()(const model::LeaseTaken& e) const {
    if (!e.from) return std::format("{} took the lease of {}", actor(e.worker), shard(e.shard));
    return std::format("{} {} the lease of {} from {}", actor(e.worker),
                       e.stolen ? "stole" : "took over", shard(e.shard), actor(e.from));
  }
  std::string operator()(const model::LeaseLost& e) const {
    if (!e.to) return std::format("{} lost the lease of {}", actor(e.worker), shard(e.shard));
    return std::format("{} lost the lease of {} to {}", actor(e.worker), shard(e.shard),
                       actor(e.to));
  }
  std::string operator()(const model::CheckpointWritten& e) const {
    if (e.shard_end) {
      return std::format("{} checkpointed the end of {}: its children may be read", actor(e.worker),
                         shard(e.shard));
    }
    return std::format("{} checkpointed {} in {}", actor(e.worker), record(e.shard, e.record),
                       shard(e.shard));
  }
  std::string operator()(const model::BatchInvoked& e) const {
    return std::format("{} was invoked with {} of {}{}", actor(e.by), amount(e.records, "record"),
                       shard(e.shard), attempt(e.attempt));
  }
  std::string operator()(const model::BatchFailed& e) const {
    return std::format("{} failed with {} of {}{}; {}", actor(e.by), amount(e.records, "record"),
                       shard(e.shard), attempt(e.attempt),
                       e.will_retry ? "the shard waits for the next attempt" : "there is no other");
  }
  std::string operator()(const model::BatchBisected& e) const {
    return std::format("the batch of {} from {} was bisected into {} and {} records", actor(e.by),
                       shard(e.shard), e.left, e.right);
  }
  std::string operator()(const model::BatchDiscarded& e) const {
    return std::format("{} skipped {} of {}{}; {}", actor(e.by), amount(e.records, "record"),
                       shard(e.shard), e.too_old ? ", which were too old" : "",
                       e.to_destination ? "a description went to the on-failure destination"
                                        : "nothing tells of them any more");
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }

 private:
  std::string actor(model::ActorId id) const { return actor_name(world_, id); }
  std::string stream(model::StreamId id) const {
    const auto* found = world_.kinesis().find(id);
    return found == nullptr ? "a deleted stream" : found->name;
  }
  std::string shard(model::ShardId id) const {
    const auto* found = world_.kinesis().find(id);
    return found == nullptr ? "an expired shard" : std::format("shard {}", found->number);
  }
  std::string consumer(model::ConsumerId id) const {
    const auto* found = world_.kinesis().find(id);
    return found == nullptr ? "a consumer" : found->name;
  }
  static std::string behind(std::uint32_t ms) {
    return ms == 0 ? "" : std::format(", {} behind", countdown(base::milliseconds(ms)));
  }
  static std::string attempt(std::uint32_t n) {
    return n > 1 ? std::format(", attempt {}", n) : "";
  }

  std::string held(model::ActorId by, model::RecordId id) const {
    const auto key = by ? key_held_by(world_, by, id) : std::nullopt;
    return key ? "a record of " + *key : "a record";
  }

  // Names of records rise almost evenly along a shard: look where it should be, and around.
  std::string record(model::ShardId shard_id, model::RecordId id) const {
    const auto* found = world_.kinesis().find(shard_id);
    if (found == nullptr || found->records.empty()) return "a record";
    const auto& log = found->records;
    std::uint64_t low = log.begin_position();
    std::uint64_t high = log.end_position();
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      log[middle].id < id ? low = middle + 1 : high = middle;
    }
    const std::uint64_t first = std::max(log.begin_position(), low > kNear ? low - kNear : 0);
    const std::uint64_t last = std::min(log.end_position(), low + kNear);
    for (std::uint64_t at = first; at < last; ++at) {
      if (log[at].id == id) return "a record of " + log[at].partition_key;
    }
    return "a record";
  }

  const world::World& world_;
};

}  // namespace

std::string stream_event_sentence(const world::World& world, const model::EventBody& body) {
  return std::visit(StreamSentences(world), body);
}

}  // namespace view
