// What a consumer has done with records: twice, or in the wrong order? Bounded memory, for events
// and counters alone.
#include <algorithm>
#include <format>
#include <utility>

#include "actors/stream_reader.h"

namespace actors {
namespace {

constexpr std::size_t kMostRuns = 4'096;
constexpr std::size_t kMostKeys = 1'024;

// Keys that were not used for the longest time are forgotten, half of them at once.
void forget_old_keys(StreamProgress& progress) {
  std::vector<std::string> sequences;
  for (const auto& [key, sequence] : progress.last_of_key) sequences.push_back(sequence);
  const auto middle = sequences.begin() + static_cast<std::ptrdiff_t>(sequences.size() / 2);
  std::ranges::nth_element(sequences, middle, std::ranges::less{});
  const std::string least = *middle;
  std::erase_if(progress.last_of_key, [&](const auto& entry) { return entry.second < least; });
  // The user records of one aggregate all bear the same number.
  if (progress.last_of_key.size() >= kMostKeys) progress.last_of_key.clear();
}

// Its place among the records of its stream: sequence numbers alone tell only those of one shard
// and its ancestors apart, so the arrival comes first.
std::string place_of(const ReadRecord& record) {
  constexpr std::size_t kDigits = 129;  // of a sequence number at most (aws-facts 3.1)
  std::string out = std::format("{:016}", record.arrived_epoch_ms);
  out.append(kDigits - std::min(kDigits, record.sequence.size()), '0');
  return out + record.sequence;
}

// True when a later record of the same key was processed before.
bool comes_late(StreamProgress& progress, const ReadRecord& record) {
  std::string place = place_of(record);
  const auto it = progress.last_of_key.find(record.partition_key);
  if (it == progress.last_of_key.end()) {
    if (progress.last_of_key.size() >= kMostKeys) forget_old_keys(progress);
    progress.last_of_key.emplace(record.partition_key, std::move(place));
    return false;
  }
  if (it->second > place) return true;
  it->second = std::move(place);
  return false;
}

// The user records of one Kinesis record share its name: it counts as done with the last of them.
bool is_first(StreamProgress& progress, const ReadRecord& record) {
  if (!record.record) return true;
  return record.last_of_record ? progress.done.insert(record.record.value)
                               : !progress.done.contains(record.record.value);
}

}  // namespace

bool NumberSet::contains(std::uint32_t number) const {
  const auto after =
      std::ranges::upper_bound(runs, number, {}, [](const auto& r) { return r.first; });
  return after != runs.begin() && std::prev(after)->second >= number;
}

bool NumberSet::insert(std::uint32_t number) {
  const auto after =
      std::ranges::upper_bound(runs, number, {}, [](const auto& r) { return r.first; });
  const bool has_before = after != runs.begin();
  if (has_before && std::prev(after)->second >= number) return false;
  const bool joins_before = has_before && std::prev(after)->second + 1 == number;
  const bool joins_after = after != runs.end() && after->first == number + 1;
  if (joins_before && joins_after) {
    std::prev(after)->second = after->second;
    runs.erase(after);
  } else if (joins_before) {
    std::prev(after)->second = number;
  } else if (joins_after) {
    after->first = number;
  } else {
    runs.insert(after, {number, number});
    if (runs.size() > kMostRuns) runs.erase(runs.begin());
  }
  return true;
}

// Sequence numbers are decimal without leading zeros.
bool is_later(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

model::Effect record_done(Reading& r, StreamProgress& progress, ShardCursor& cursor,
                          const ReadRecord& record) {
  const bool first = is_first(progress, record);
  ++(first ? progress.first : progress.duplicate);
  // What is done again comes late by nature; that is no disorder of its own.
  const bool late = first && comes_late(progress, record);
  if (late) ++progress.out_of_order;
  ++cursor.processed;
  cursor.last_processed = record.record;
  const model::Effect effect = first ? model::Effect::kFirst : model::Effect::kDuplicate;
  cursor.last_event = r.ctx.emit(model::RecordProcessed{r.actor.id, r.reader.stream, cursor.shard,
                                                        record.record, effect, late},
                                 cursor.last_event);
  return effect;
}

}  // namespace actors
