// One list of fields per event of a stream; text, hash and subjects derive from it in events.cc,
// which alone includes it.
#pragma once

#include "model/stream_events.h"

namespace model {

template <class F> void fields(const StreamCreated& e, F&& f) {
  f("stream", e.stream);
  f("by", e.by);
}
template <class F> void fields(const StreamDeleted& e, F&& f) {
  f("stream", e.stream);
  f("by", e.by);
}
template <class F> void fields(const StreamStatusChanged& e, F&& f) {
  f("stream", e.stream);
  f("status", static_cast<std::uint32_t>(e.status));
}
template <class F> void fields(const StreamRetentionChanged& e, F&& f) {
  f("stream", e.stream);
  f("before_hours", e.before_hours);
  f("after_hours", e.after_hours);
}
template <class F> void fields(const StreamModeChanged& e, F&& f) {
  f("stream", e.stream);
  f("on_demand", static_cast<std::uint32_t>(e.on_demand));
}
template <class F> void fields(const StreamSettingsChanged& e, F&& f) {
  f("stream", e.stream);
  f("by", e.by);
}
template <class F> void fields(const ShardOpened& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("parent", e.parent);
  f("adjacent_parent", e.adjacent_parent);
}
template <class F> void fields(const ShardClosed& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
}
template <class F> void fields(const ShardSplit& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("lower", e.lower);
  f("upper", e.upper);
}
template <class F> void fields(const ShardsMerged& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("adjacent", e.adjacent);
  f("child", e.child);
}
template <class F> void fields(const ShardExpired& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
}
template <class F> void fields(const RecordPut& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("record", e.record);
  f("by", e.by);
  f("bytes", e.bytes);
}
template <class F> void fields(const RecordThrottled& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("record", e.record);
  f("by", e.by);
  f("by_bytes", static_cast<std::uint32_t>(e.by_bytes));
}
template <class F> void fields(const RecordsRead& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("by", e.by);
  f("records", e.records);
  f("bytes", e.bytes);
  f("behind_ms", e.behind_ms);
}
template <class F> void fields(const ReadThrottled& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("by", e.by);
  f("by_bytes", static_cast<std::uint32_t>(e.by_bytes));
}
template <class F> void fields(const IteratorExpired& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("by", e.by);
}
template <class F> void fields(const RecordsTrimmed& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("records", e.records);
}
template <class F> void fields(const ConsumerRegistered& e, F&& f) {
  f("stream", e.stream);
  f("consumer", e.consumer);
  f("by", e.by);
}
template <class F> void fields(const ConsumerDeregistered& e, F&& f) {
  f("stream", e.stream);
  f("consumer", e.consumer);
  f("by", e.by);
}
template <class F> void fields(const ShardSubscribed& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("consumer", e.consumer);
  f("by", e.by);
}
template <class F> void fields(const ShardSubscriptionEnded& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("consumer", e.consumer);
  f("how", static_cast<std::uint32_t>(e.how));
}
template <class F> void fields(const RecordsPushed& e, F&& f) {
  f("stream", e.stream);
  f("shard", e.shard);
  f("consumer", e.consumer);
  f("by", e.by);
  f("records", e.records);
  f("bytes", e.bytes);
  f("behind_ms", e.behind_ms);
}
template <class F> void fields(const RecordsAggregated& e, F&& f) {
  f("by", e.by);
  f("user_records", e.user_records);
  f("records", e.records);
}
template <class F> void fields(const RecordDropped& e, F&& f) {
  f("by", e.by);
  f("record", e.record);
  f("attempts", e.attempts);
}
template <class F> void fields(const RecordProcessed& e, F&& f) {
  f("by", e.by);
  f("stream", e.stream);
  f("shard", e.shard);
  f("record", e.record);
  f("effect", static_cast<std::uint32_t>(e.effect));
  f("out_of_order", static_cast<std::uint32_t>(e.out_of_order));
}
template <class F> void fields(const LeaseTaken& e, F&& f) {
  f("worker", e.worker);
  f("stream", e.stream);
  f("shard", e.shard);
  f("from", e.from);
  f("stolen", static_cast<std::uint32_t>(e.stolen));
}
template <class F> void fields(const LeaseLost& e, F&& f) {
  f("worker", e.worker);
  f("stream", e.stream);
  f("shard", e.shard);
  f("to", e.to);
}
template <class F> void fields(const CheckpointWritten& e, F&& f) {
  f("worker", e.worker);
  f("stream", e.stream);
  f("shard", e.shard);
  f("record", e.record);
  f("shard_end", static_cast<std::uint32_t>(e.shard_end));
}
template <class F> void fields(const BatchInvoked& e, F&& f) {
  f("by", e.by);
  f("stream", e.stream);
  f("shard", e.shard);
  f("records", e.records);
  f("attempt", e.attempt);
}
template <class F> void fields(const BatchFailed& e, F&& f) {
  f("by", e.by);
  f("stream", e.stream);
  f("shard", e.shard);
  f("records", e.records);
  f("attempt", e.attempt);
  f("will_retry", static_cast<std::uint32_t>(e.will_retry));
}
template <class F> void fields(const BatchBisected& e, F&& f) {
  f("by", e.by);
  f("stream", e.stream);
  f("shard", e.shard);
  f("left", e.left);
  f("right", e.right);
}
template <class F> void fields(const BatchDiscarded& e, F&& f) {
  f("by", e.by);
  f("stream", e.stream);
  f("shard", e.shard);
  f("records", e.records);
  f("too_old", static_cast<std::uint32_t>(e.too_old));
  f("to_destination", static_cast<std::uint32_t>(e.to_destination));
}

}  // namespace model
