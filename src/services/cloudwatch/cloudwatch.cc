// Keeping values by the minute, and statistics over them.
#include "services/cloudwatch/cloudwatch.h"

#include <algorithm>
#include <span>

#include "model/facts.h"

namespace services::cloudwatch {
namespace {

bool is_counted(MetricId id) {
  return info(id).kind == Kind::kCount || info(id).kind == Kind::kSize;
}

constexpr std::array kQueueCounts{MetricId::kSent,     MetricId::kReceived,
                                  MetricId::kDeleted,  MetricId::kEmptyReceives,
                                  MetricId::kSentSize, MetricId::kDeduplicated};
constexpr std::array kTopicCounts{MetricId::kPublished,
                                  MetricId::kPublishSize,
                                  MetricId::kDelivered,
                                  MetricId::kFailed,
                                  MetricId::kFilteredOut,
                                  MetricId::kFilteredOutAttributes,
                                  MetricId::kFilteredOutNoAttributes,
                                  MetricId::kFilteredOutInvalidAttributes,
                                  MetricId::kFilteredOutBody,
                                  MetricId::kFilteredOutInvalidBody,
                                  MetricId::kRedrivenToDlq,
                                  MetricId::kFailedToRedrive};

constexpr std::array kStreamCounts{
    MetricId::kIncomingBytes,       MetricId::kIncomingRecords,      MetricId::kPutRecordSuccess,
    MetricId::kPutRecordsTotal,     MetricId::kPutRecordsSuccessful, MetricId::kPutRecordsFailed,
    MetricId::kPutRecordsThrottled, MetricId::kWriteThrottled,       MetricId::kReadThrottled,
    MetricId::kGetRecordsBytes,     MetricId::kGetRecordsRecords,    MetricId::kGetRecordsSuccess,
    MetricId::kGetRecordsLatency,   MetricId::kIteratorAge,          MetricId::kPushBehind,
    MetricId::kSubscribeRefused};
constexpr std::array kShardCounts{MetricId::kShardIncomingBytes,  MetricId::kShardIncomingRecords,
                                  MetricId::kShardOutgoingBytes,  MetricId::kShardOutgoingRecords,
                                  MetricId::kShardWriteThrottled, MetricId::kShardReadThrottled,
                                  MetricId::kShardIteratorAge};

// The place of each counted metric among the pending values of its source.
constexpr auto kPlaces = [] {
  std::array<std::uint8_t, kMetrics> out{};
  const auto place = [&]<std::size_t kCounts>(const std::array<MetricId, kCounts>& counts) {
    static_assert(kCounts <= std::tuple_size_v<decltype(Pending::values)>);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      out[static_cast<std::size_t>(counts[i])] = static_cast<std::uint8_t>(i);
    }
  };
  place(kQueueCounts);
  place(kTopicCounts);
  place(kStreamCounts);
  place(kShardCounts);
  return out;
}();

std::span<const MetricId> counts_of(Source source) {
  switch (source) {
    case Source::kSqs: return kQueueCounts;
    case Source::kSns: return kTopicCounts;
    case Source::kKinesis: return kStreamCounts;
    case Source::kKinesisShard: break;
  }
  return kShardCounts;
}

std::uint64_t bit_of(MetricId id) { return std::uint64_t{1} << static_cast<std::uint32_t>(id); }

// The first entry whose minute is after `minute`.
template <class T, class Minute>
std::size_t upper(const Latest<T>& list, std::uint32_t minute, Minute of) {
  std::size_t lo = 0;
  std::size_t hi = list.size();
  while (lo < hi) {
    const std::size_t mid = lo + (hi - lo) / 2;
    (of(list[mid]) <= minute ? lo : hi) = of(list[mid]) <= minute ? mid + 1 : mid;
  }
  return lo;
}

const Level* level_at(const Latest<Level>& list, std::uint32_t minute) {
  const std::size_t i = upper(list, minute, [](const Level& l) { return l.minute; });
  return i == 0 ? nullptr : &list[i - 1];
}

const Values* values_at(const Latest<Values>& list, std::uint32_t minute) {
  const std::size_t i = upper(list, minute, [](const Values& v) { return v.minute; });
  return i == 0 || list[i - 1].minute != minute ? nullptr : &list[i - 1];
}

void put_level(Latest<Level>& list, Level level) {
  if (!list.empty() && list.back().value == level.value) return;
  list.push_back(level);
}

// It holds messages or was used within six hours (aws-facts 1.10).
bool is_active(const Subject& s, std::uint32_t minute) {
  const Level* busy = level_at(s.busy, minute);
  if (busy != nullptr && busy->value != 0) return true;
  const std::size_t used = upper(s.used, minute, [](std::uint32_t m) { return m; });
  const auto kept = model::fact("cloudwatch.active", model::Profile::kCurrent) / 60;
  return used > 0 && minute - s.used[used - 1] < kept;
}

// The value of one minute, in `out`; false when there is none.
bool value_in(const Subject& s, MetricId metric, std::uint32_t minute, Values& out) {
  const Kind kind = info(metric).kind;
  if (is_counted(metric)) {
    const auto list = s.counts.find(metric);
    const Values* found = list == s.counts.end() ? nullptr : values_at(list->second, minute);
    if (found != nullptr) {
      out = *found;
      return true;
    }
    if (kind == Kind::kSize || !is_active(s, minute)) return false;
    out = {minute, 1, 0, 0, 0};
    return true;
  }
  const auto list = s.levels.find(metric);
  const Level* found = list == s.levels.end() ? nullptr : level_at(list->second, minute);
  if (found == nullptr || !is_active(s, minute)) return false;
  std::int64_t value = found->value;
  if (kind == Kind::kSince) {
    const std::int64_t end = (minute + std::int64_t{1}) * kMinute.us;
    value = value == kNoMoment ? 0 : (end - value) / 1'000'000;
  }
  out = {minute, 1, value, value, value};
  return true;
}

void flush(State& state, std::uint32_t number) {
  const Pending pending = state.pending[number];
  if (!pending.used) return;
  Subject& s = state.subjects.edit(number);
  s.used.push_back(state.minute);
  const auto metrics = counts_of(s.source);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (pending.values[i].count == 0) continue;
    s.counts[metrics[i]].push_back(pending.values[i]);
  }
  state.pending.edit(number) = {};
}

// The number of whole minutes before a time.
std::uint32_t minutes_before(base::SimTime t) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(t.us / kMinute.us, 0, UINT32_MAX));
}

}  // namespace

std::string_view name_of(Source source) {
  return source == Source::kSqs ? "AWS/SQS" : source == Source::kSns ? "AWS/SNS" : "AWS/Kinesis";
}
std::string_view dimension_of(Source source) {
  switch (source) {
    case Source::kSqs: return "QueueName";
    case Source::kSns: return "TopicName";
    case Source::kKinesis: return "StreamName";
    case Source::kKinesisShard: break;
  }
  return "StreamName, ShardId";
}

std::optional<MetricId> find_metric(Source source, std::string_view name) {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].source == source && kTable[i].name == name) return static_cast<MetricId>(i);
  }
  return std::nullopt;
}

void Values::add(std::int64_t value) {
  min = count == 0 ? value : std::min(min, value);
  max = count == 0 ? value : std::max(max, value);
  sum += value;
  ++count;
}

std::uint32_t subject_of(State& state, Source source, const std::string& name) {
  // Names of queues come from outside, and what was measured outlives its queue.
  constexpr std::uint32_t kMostSubjects = 20'000;
  const auto next = static_cast<std::uint32_t>(state.subjects.size());
  if (next >= kMostSubjects && !state.by_name.contains(std::pair(source, name))) return UINT32_MAX;
  const auto [it, fresh] = state.by_name.try_emplace({source, name}, next);
  if (fresh) {
    Subject subject;
    subject.source = source;
    subject.name = name;
    for (const MetricId id : counts_of(source)) {
      if (id != MetricId::kDeduplicated) subject.reported |= bit_of(id);
    }
    state.subjects.push_back(std::move(subject));
    state.pending.push_back({});
  }
  return it->second;
}

void use(State& state, std::uint32_t subject) {
  if (!state.pending[subject].used) state.pending.edit(subject).used = true;
}

void add(State& state, std::uint32_t subject, MetricId metric, std::int64_t value) {
  Pending& pending = state.pending.edit(subject);
  pending.used = true;
  Values& values = pending.values[kPlaces[static_cast<std::size_t>(metric)]];
  values.minute = state.minute;
  values.add(value);
}

void set_level(State& state, std::uint32_t subject, MetricId metric, std::int64_t value) {
  const Subject& s = state.subjects[subject];
  const auto list = s.levels.find(metric);
  if (list != s.levels.end() && !list->second.empty() && list->second.back().value == value) return;
  Subject& changed = state.subjects.edit(subject);
  changed.reported |= bit_of(metric);
  put_level(changed.levels[metric], {state.minute, value});
}

bool has_level(const State& state, std::uint32_t subject, MetricId metric) {
  return state.subjects[subject].levels.contains(metric);
}

void set_busy(State& state, std::uint32_t subject, bool busy) {
  const Subject& s = state.subjects[subject];
  if (s.busy.empty() ? !busy : s.busy.back().value == (busy ? 1 : 0)) return;
  put_level(state.subjects.edit(subject).busy, {state.minute, busy ? 1 : 0});
}

void close_minutes(State& state, std::uint32_t next) {
  for (std::uint32_t i = 0; i < state.subjects.size(); ++i) flush(state, i);
  state.minute = next;
}

std::vector<MetricName> list_metrics(const State& state) {
  std::vector<MetricName> out;
  for (const Subject& s : state.subjects) {
    for (std::size_t i = 0; i < kMetrics; ++i) {
      const auto id = static_cast<MetricId>(i);
      const bool ever = is_counted(id) && info(id).kind == Kind::kSize
                            ? s.counts.contains(id)
                            : (s.reported & bit_of(id)) != 0 || s.counts.contains(id);
      const bool reported = !s.used.empty() || !s.busy.empty();
      if (info(id).source == s.source && ever && reported) out.push_back({s.source, id, s.name});
    }
  }
  return out;
}

std::vector<Statistics> statistics(const State& state, MetricId metric, std::string_view dimension,
                                   base::SimTime from, base::SimTime to, base::Duration period) {
  std::vector<Statistics> out;
  const auto subject = state.by_name.find(std::pair(info(metric).source, std::string(dimension)));
  const std::uint32_t step = minutes_before({std::max(period.us, kMinute.us)});
  if (subject == state.by_name.end()) return out;
  const Subject& s = state.subjects[subject->second];
  const bool has = (s.reported & bit_of(metric)) != 0 || s.counts.contains(metric);
  const std::uint32_t end = std::min(minutes_before({to.us + kMinute.us - 1}), state.minute);
  std::uint32_t begin = minutes_before(from);
  // Nothing older is kept, however far back is asked.
  if (end > kKept && begin < end - kKept) begin = end - kKept - (end - kKept - begin) % step;
  for (std::uint32_t m = begin; has && m < end; ++m) {
    Values v;
    if (!value_in(s, metric, m, v)) continue;
    const base::SimTime at{(m - (m - begin) % step) * kMinute.us};
    if (out.empty() || out.back().at != at) out.push_back({at, 0, 0, v.min, v.max});
    Statistics& last = out.back();
    last.count += v.count;
    last.sum += v.sum;
    last.minimum = std::min(last.minimum, v.min);
    last.maximum = std::max(last.maximum, v.max);
  }
  return out;
}

}  // namespace services::cloudwatch
