// Cursors: where they begin, how they poll or are pushed to, and when they have come to an end.
#include "actors/stream_reader.h"

#include <algorithm>
#include <utility>

#include "actors/kpl.h"

namespace actors {
namespace {

using model::kinesis::GetRecordsResponse;
using model::kinesis::SubscribeToShardEvent;

constexpr base::Duration kTryAgain = base::seconds(1);
constexpr base::Duration kLongestBackOff = base::seconds(10);

bool is_pushed(const StreamSourceSpec& source) { return !source.consumer.empty(); }

std::string_view code_of(const model::ApiError& error) {
  return error.query_code.empty() ? error.type : error.query_code;
}

void call(Reading& r, ShardCall::Kind kind, const std::string& shard_id, model::Request request) {
  r.reader.calls.push_back({{}, kind, shard_id});
  r.wire.outgoing.push_back({r.actor.id, std::move(request)});
}

void describe_consumer(Reading& r) {
  model::kinesis::DescribeStreamConsumerRequest request;
  request.stream_arn = r.source.stream_arn;
  request.consumer_name = r.source.consumer;
  r.reader.describe_at = base::kNever;
  call(r, ShardCall::Kind::kDescribeConsumer, "", std::move(request));
}

void register_consumer(Reading& r) {
  model::kinesis::RegisterStreamConsumerRequest request;
  request.stream_arn = r.source.stream_arn;
  request.consumer_name = r.source.consumer;
  call(r, ShardCall::Kind::kRegister, "", std::move(request));
}

// Where a cursor goes on: after the last record read, else where it was told to begin.
struct Position {
  std::string type;
  std::optional<std::string> sequence;
  std::optional<model::kinesis::Timestamp> timestamp;
};
Position position_of(const Reading& r, const ShardCursor& cursor) {
  if (!cursor.last_sequence.empty()) return {"AFTER_SEQUENCE_NUMBER", cursor.last_sequence, {}};
  Position out{cursor.start_type, {}, {}};
  if (!cursor.start_sequence.empty()) out.sequence = cursor.start_sequence;
  if (out.type == "AT_TIMESTAMP") {
    // A time to come is refused: it is as good as now.
    out.timestamp = model::kinesis::Timestamp{std::min(r.source.start_epoch_ms, r.epoch_ms())};
  }
  return out;
}

void ask_for_iterator(Reading& r, ShardCursor& cursor) {
  Position at = position_of(r, cursor);
  model::kinesis::GetShardIteratorRequest request;
  request.stream_name = r.source.stream;
  request.shard_id = cursor.shard_id;
  request.shard_iterator_type = std::move(at.type);
  request.starting_sequence_number = std::move(at.sequence);
  request.timestamp = at.timestamp;
  cursor.phase = CursorPhase::kStarting;
  call(r, ShardCall::Kind::kIterator, cursor.shard_id, std::move(request));
}

void subscribe(Reading& r, ShardCursor& cursor) {
  Position at = position_of(r, cursor);
  model::kinesis::SubscribeToShardRequest request;
  request.consumer_arn = r.reader.consumer_arn;
  request.shard_id = cursor.shard_id;
  request.starting_position = {std::move(at.type), std::move(at.sequence), at.timestamp};
  cursor.phase = CursorPhase::kStarting;
  call(r, ShardCall::Kind::kSubscribe, cursor.shard_id, std::move(request));
}

void get_records(Reading& r, ShardCursor& cursor) {
  model::kinesis::GetRecordsRequest request;
  request.shard_iterator = cursor.iterator;
  if (r.source.limit > 0) request.limit = r.source.limit;
  cursor.phase = CursorPhase::kReading;
  cursor.next_poll = r.now() + r.source.poll_every;
  call(r, ShardCall::Kind::kGet, cursor.shard_id, std::move(request));
}

// Throttled reads wait longer and longer, with jitter, so that consumers do not collide for ever.
void back_off(Reading& r, ShardCursor& cursor) {
  base::Duration most = base::milliseconds(250);
  for (std::uint32_t i = 0; i < cursor.failures && most < kLongestBackOff; ++i) most = most * 2;
  ++cursor.failures;
  most = std::min(most, kLongestBackOff);
  cursor.phase = CursorPhase::kResting;
  cursor.next_poll =
      r.now() + r.source.poll_every + base::Duration{r.actor.rng.between(0, most.us)};
}

void take_records(ShardCursor& cursor, const std::vector<model::kinesis::Record>& records) {
  for (const model::kinesis::Record& record : records) {
    ++cursor.records_read;
    cursor.last_sequence = record.sequence_number;
    cursor.last_record = record.record;
    const std::uint32_t done =
        record.sequence_number == cursor.start_sequence ? cursor.skip_sub_sequences : 0;
    ReadRecord one;
    one.record = record.record;
    one.sequence = record.sequence_number;
    if (record.approximate_arrival_timestamp) {
      one.arrived_epoch_ms = record.approximate_arrival_timestamp->epoch_ms;
    }
    auto users = unpack(record.data);
    if (!users) {
      one.partition_key = record.partition_key.value_or("");
      one.data = record.data;
      if (done == 0) cursor.unprocessed.push_back(std::move(one));
      continue;
    }
    const auto all = static_cast<std::uint32_t>(users->size());
    for (std::uint32_t i = done; i < all; ++i) {
      one.sub_sequence = i;
      one.last_of_record = i + 1 == all;
      one.partition_key = std::move((*users)[i].partition_key);
      one.data = std::move((*users)[i].data);
      cursor.unprocessed.push_back(one);
    }
  }
}

void take_iterator(Reading& r, ShardCursor& cursor,
                   const model::ApiResult<model::Response>& result) {
  const auto* got =
      result ? std::get_if<model::kinesis::GetShardIteratorResponse>(&*result) : nullptr;
  if (got == nullptr || !got->shard_iterator) return back_off(r, cursor);
  cursor.iterator = *got->shard_iterator;
  cursor.failures = 0;
  cursor.phase = CursorPhase::kResting;
  cursor.next_poll = r.now();
}

void take_batch(Reading& r, ShardCursor& cursor, const model::ApiResult<model::Response>& result) {
  const auto* got = result ? std::get_if<GetRecordsResponse>(&*result) : nullptr;
  if (got == nullptr) {
    const std::string_view code = result ? "" : code_of(result.error());
    if (code == "ProvisionedThroughputExceededException") ++r.reader.throttled;
    if (code == "ExpiredIteratorException") {
      cursor.iterator.clear();
      cursor.phase = CursorPhase::kResting;
      cursor.next_poll = r.now();
      return;
    }
    return back_off(r, cursor);
  }
  cursor.failures = 0;
  if (got->shard) cursor.shard = got->shard;
  if (got->stream) r.reader.stream = got->stream;
  take_records(cursor, got->records);
  cursor.behind_ms = got->millis_behind_latest.value_or(0);
  cursor.iterator = got->next_shard_iterator.value_or("");
  cursor.children = got->child_shards;
  cursor.ended = cursor.iterator.empty();
  cursor.phase = CursorPhase::kResting;
}

// The first answer of a subscription and every push look alike.
void take_push(Reading& r, ShardCursor& cursor, const SubscribeToShardEvent& push) {
  if (push.shard) cursor.shard = push.shard;
  take_records(cursor, push.records);
  cursor.behind_ms = push.millis_behind_latest;
  if (cursor.last_sequence.empty() && !push.continuation_sequence_number.empty()) {
    // What comes between two subscriptions must not be missed.
    cursor.start_type = "AFTER_SEQUENCE_NUMBER";
    cursor.start_sequence = push.continuation_sequence_number;
  }
  if (!push.child_shards.empty()) {
    cursor.children = push.child_shards;
    cursor.ended = true;
  }
  if (!push.ended && !cursor.ended && cursor.unprocessed.size() < kMostUnprocessed) return;
  // Over, or the connection is closed by a consumer that is too slow.
  cursor.subscription = {};
  cursor.phase = CursorPhase::kResting;
  cursor.next_poll = r.now();
}

void take_subscription(Reading& r, ShardCursor& cursor, model::CallId number,
                       const model::ApiResult<model::Response>& result) {
  const auto* push = result ? std::get_if<SubscribeToShardEvent>(&*result) : nullptr;
  if (push == nullptr) return back_off(r, cursor);
  cursor.failures = 0;
  cursor.subscription = number;
  cursor.phase = CursorPhase::kSubscribed;
  take_push(r, cursor, *push);
}

void take_consumer(Reading& r, ShardCall::Kind kind,
                   const model::ApiResult<model::Response>& result) {
  r.reader.describe_at = r.now() + kTryAgain;
  if (kind == ShardCall::Kind::kRegister) return;  // ACTIVE soon, or somebody was faster
  if (!result) {
    if (code_of(result.error()) == "ResourceNotFoundException") {
      r.reader.describe_at = base::kNever;
      register_consumer(r);
    }
    return;
  }
  const auto* told = std::get_if<model::kinesis::DescribeStreamConsumerResponse>(&*result);
  if (told == nullptr || told->consumer_description.consumer_status != "ACTIVE") return;
  r.reader.consumer_arn = told->consumer_description.consumer_arn;
  r.reader.describe_at = base::kNever;
}

bool may_read(const ShardCursor& cursor, std::size_t limit) {
  return cursor.phase == CursorPhase::kResting && !cursor.ended &&
         cursor.unprocessed.size() < limit;
}

}  // namespace

void list_shards(Reading& r, std::string_view filter) {
  r.reader.list_at = base::kNever;
  model::kinesis::ListShardsRequest request;
  request.stream_name = r.source.stream;
  request.max_results = 10'000;  // all of them in one answer (aws-facts 3.2)
  if (!filter.empty()) {
    request.shard_filter = model::kinesis::ShardFilter{std::string(filter), {}, {}};
    if (filter == "AT_TIMESTAMP" || filter == "FROM_TIMESTAMP") {
      request.shard_filter->timestamp =
          model::kinesis::Timestamp{std::min(r.source.start_epoch_ms, r.epoch_ms())};
    }
  }
  call(r, ShardCall::Kind::kList, "", std::move(request));
}

std::string_view filter_of(const StreamSourceSpec& source) {
  if (source.start_type == "LATEST") return "AT_LATEST";
  return source.start_type == "AT_TIMESTAMP" ? "AT_TIMESTAMP" : "AT_TRIM_HORIZON";
}

ShardCursor& open_cursor(Reading& r, const std::string& shard_id,
                         std::vector<std::string> parents) {
  const auto [it, fresh] = r.reader.cursors.try_emplace(shard_id);
  ShardCursor& cursor = it->second;
  if (!fresh) return cursor;
  cursor.shard_id = shard_id;
  cursor.parents = std::move(parents);
  cursor.start_type = r.source.start_type;
  if (const auto stream = r.state.shard_names.find(r.source.stream);
      stream != r.state.shard_names.end()) {
    if (const auto name = stream->second.find(shard_id); name != stream->second.end()) {
      cursor.shard = name->second.shard;
      r.reader.stream = name->second.stream;
    }
  }
  return cursor;
}

void open_listed(Reading& r, const model::kinesis::ListShardsResponse& listed,
                 const std::string& start_type) {
  for (const model::kinesis::Shard& shard : listed.shards) {
    if (r.reader.cursors.contains(shard.shard_id)) continue;
    // What came before the shards of a starting position is none of this consumer's business.
    std::vector<std::string> parents;
    for (const auto& parent : {shard.parent_shard_id, shard.adjacent_parent_shard_id}) {
      if (parent && r.reader.cursors.contains(*parent)) parents.push_back(*parent);
    }
    open_cursor(r, shard.shard_id, std::move(parents)).start_type = start_type;
  }
  r.reader.listed = true;
}

void exhaust(Reading& r, ShardCursor& cursor) {
  cursor.exhausted = true;
  cursor.phase = CursorPhase::kExhausted;
  for (const model::kinesis::ChildShard& child : cursor.children) {
    if (r.reader.cursors.contains(child.shard_id)) continue;
    open_cursor(r, child.shard_id, child.parent_shards).start_type = "TRIM_HORIZON";
  }
}

// The other parent of a merged shard may not have been heard of yet: that holds it up, too.
bool parents_exhausted(const StreamReader& reader, const ShardCursor& cursor) {
  return std::ranges::all_of(cursor.parents, [&](const std::string& parent) {
    const auto it = reader.cursors.find(parent);
    return it != reader.cursors.end() && it->second.exhausted;
  });
}

void forget_exhausted(StreamReader& reader) {
  constexpr std::ptrdiff_t kMost = 64;
  auto exhausted = std::ranges::count_if(reader.cursors,
                                         [](const auto& entry) { return entry.second.exhausted; });
  // Nobody but its children asks for a shard; a child that is forgotten itself has begun before.
  const auto is_asked_for = [&](const ShardCursor& cursor) {
    return std::ranges::any_of(cursor.children, [&](const model::kinesis::ChildShard& child) {
      const auto it = reader.cursors.find(child.shard_id);
      return it != reader.cursors.end() && it->second.phase == CursorPhase::kWaiting;
    });
  };
  for (auto it = reader.cursors.begin(); exhausted > kMost && it != reader.cursors.end();) {
    if (it->second.exhausted && !is_asked_for(it->second)) {
      it = reader.cursors.erase(it);
      --exhausted;
    } else {
      ++it;
    }
  }
}

void begin(Reading& r, ShardCursor& cursor) {
  if (cursor.phase != CursorPhase::kWaiting) return;
  cursor.phase = CursorPhase::kResting;
  cursor.next_poll = r.now();
}

void read_on(Reading& r, std::size_t limit) {
  const bool pushed = is_pushed(r.source);
  if (r.reader.describe_at <= r.now()) describe_consumer(r);
  if (pushed && r.reader.consumer_arn.empty()) return;
  for (auto& [id, cursor] : r.reader.cursors) {
    if (!may_read(cursor, limit) || cursor.next_poll > r.now()) continue;
    if (pushed) {
      subscribe(r, cursor);
    } else if (cursor.iterator.empty()) {
      ask_for_iterator(r, cursor);
    } else {
      get_records(r, cursor);
    }
  }
}

base::SimTime next_reading(const Reading& r, std::size_t limit) {
  base::SimTime at = std::min(r.reader.list_at, r.reader.describe_at);
  if (is_pushed(r.source) && r.reader.consumer_arn.empty()) return at;
  for (const auto& [id, cursor] : r.reader.cursors) {
    if (may_read(cursor, limit)) at = std::min(at, cursor.next_poll);
  }
  return at;
}

std::optional<Brought> take_answer(Reading& r, model::CallId number,
                                   const model::ApiResult<model::Response>& result) {
  const auto it = std::ranges::find(r.reader.calls, number, &ShardCall::call);
  if (it == r.reader.calls.end()) {
    const auto pushed = std::ranges::find_if(
        r.reader.cursors, [&](const auto& entry) { return entry.second.subscription == number; });
    if (pushed == r.reader.cursors.end()) return std::nullopt;
    ShardCursor& cursor = pushed->second;
    if (!result) {
      // The event stream ended with an error: another subscription is tried later.
      cursor.subscription = {};
      back_off(r, cursor);
      return Brought{nullptr, &cursor};
    }
    const auto* push = std::get_if<SubscribeToShardEvent>(&*result);
    if (push == nullptr) return std::nullopt;
    take_push(r, cursor, *push);
    return Brought{nullptr, &cursor};
  }
  const ShardCall made = std::move(*it);
  r.reader.calls.erase(it);
  Brought out;
  if (made.kind == ShardCall::Kind::kList) {
    out.listed = result ? std::get_if<model::kinesis::ListShardsResponse>(&*result) : nullptr;
    if (out.listed == nullptr) r.reader.list_at = r.now() + kTryAgain;
    return out;
  }
  if (made.shard_id.empty()) {
    take_consumer(r, made.kind, result);
    return out;
  }
  const auto cursor = r.reader.cursors.find(made.shard_id);
  if (cursor == r.reader.cursors.end()) return std::nullopt;
  out.cursor = &cursor->second;
  if (made.kind == ShardCall::Kind::kIterator) take_iterator(r, cursor->second, result);
  if (made.kind == ShardCall::Kind::kGet) take_batch(r, cursor->second, result);
  if (made.kind == ShardCall::Kind::kSubscribe) {
    take_subscription(r, cursor->second, number, result);
  }
  return out;
}

void forget_reading(StreamReader& reader) {
  const model::StreamId stream = reader.stream;
  const std::uint64_t throttled = reader.throttled;
  reader = {};
  reader.stream = stream;
  reader.throttled = throttled;
}

void note_reader_call(StreamReader& reader, model::CallId number) {
  const auto it = std::ranges::find(reader.calls, model::CallId{}, &ShardCall::call);
  if (it != reader.calls.end()) it->call = number;
}

base::Duration draw_work(Actor& actor, const WorkSpec& work, std::uint32_t nth) {
  switch (work.kind) {
    case WorkSpec::Kind::kUniform: return {actor.rng.between(work.lo.us, work.hi.us)};
    case WorkSpec::Kind::kExponential: return actor.rng.exponential(work.mean);
    case WorkSpec::Kind::kList: break;
  }
  return work.list[(nth - 1) % work.list.size()];
}

bool begin_work(Reading& r, const RecordWork& work, ShardCursor& cursor) {
  if (cursor.work_started != base::kNever) return true;
  if (cursor.unprocessed.empty()) return false;
  cursor.nth = ++work.begun;
  cursor.work_started = r.now();
  const base::Duration length =
      work.work ? draw_work(r.actor, *work.work, cursor.nth) : base::Duration{};
  cursor.work_ends = r.now() + length;
  if (cursor.phase == CursorPhase::kResting) cursor.phase = CursorPhase::kWorking;
  return true;
}

const FaultSpec* fault_now(const RecordWork& work, const ShardCursor& cursor, base::SimTime now) {
  const auto it = std::ranges::find(work.faults, cursor.nth, &FaultSpec::nth);
  if (it == work.faults.end() || now < cursor.work_started + it->after) return nullptr;
  return &*it;
}

base::SimTime next_work(const RecordWork& work, const ShardCursor& cursor) {
  if (cursor.work_started == base::kNever) return base::kNever;
  const auto it = std::ranges::find(work.faults, cursor.nth, &FaultSpec::nth);
  if (it == work.faults.end()) return cursor.work_ends;
  return std::min(cursor.work_ends, cursor.work_started + it->after);
}

ReadRecord finish_work(ShardCursor& cursor) {
  ReadRecord out = std::move(cursor.unprocessed.front());
  cursor.unprocessed.pop_front();
  cursor.work_started = cursor.work_ends = base::kNever;
  if (cursor.phase == CursorPhase::kWorking) cursor.phase = CursorPhase::kResting;
  return out;
}

}  // namespace actors
