// Adding up what callers hold: records that wait, cursors, leases and what is remembered of them.
#include "actors/weight.h"

namespace actors {
namespace {

std::size_t weight_of(const std::deque<ReadRecord>& records) {
  std::size_t out = 0;
  for (const ReadRecord& record : records) out += sizeof(record) + 64 + record.data.size();
  return out;
}

std::size_t weight_of(const StreamReader& reader) {
  std::size_t out = 0;
  for (const auto& [id, cursor] : reader.cursors) {
    out += sizeof(cursor) + 512 + weight_of(cursor.unprocessed);
  }
  return out;
}

std::size_t weight_of(const StreamProgress& progress) {
  return progress.done.runs.size() * 8 + progress.last_of_key.size() * 192;
}

template <class Records>
std::size_t weight_of_unsent(const Records& records) {
  std::size_t out = 0;
  for (const UnsentRecord& record : records) out += sizeof(record) + record.data.size();
  return out;
}

std::size_t weight_of(const StreamProducer& producer) {
  std::size_t out = weight_of_unsent(producer.waiting) + weight_of_unsent(producer.limited) +
                    producer.spec.keys.size() * 64 + producer.budgets.size() * 128;
  for (const RecordBatch& batch : producer.batches) out += weight_of_unsent(batch.records);
  for (const Aggregate& open : producer.aggregates) out += sizeof(open) + open.packed.size();
  return out + producer.given_up.size() * 64;
}

std::size_t weight_of(const LambdaMapping& mapping) {
  std::size_t out = weight_of(mapping.reader) + weight_of(mapping.progress);
  for (const auto& [id, lanes] : mapping.lanes) {
    for (const LambdaLane& lane : lanes) {
      out += sizeof(lane) + weight_of(lane.waiting);
      for (const LambdaBatch& batch : lane.batches) out += batch.records.size() * 256;
    }
  }
  return out;
}

std::size_t weight_of(const StreamPoller& poller) {
  return weight_of(poller.reader) + weight_of(poller.progress);
}
std::size_t weight_of(const KclWorker& worker) {
  return weight_of(worker.reader) + (worker.seen.size() + worker.bytes.size()) * 96;
}
// Their jobs and uploads are few.
std::size_t weight_of(const Producer&) { return 0; }
std::size_t weight_of(const Worker&) { return 0; }

}  // namespace

std::size_t weight(const State& state) {
  std::size_t out = state.actors.size() * 512 + state.effects.size() * 48;
  for (const auto& [id, actor] : state.actors) {
    out += std::visit([](const auto& role) { return weight_of(role); }, actor.role);
  }
  for (const auto& [name, table] : state.lease_tables) {
    out += table.leases.size() * (sizeof(Lease) + 512) + weight_of(table.progress);
  }
  for (const auto& [stream, names] : state.shard_names) out += names.size() * 96;
  return out;
}

}  // namespace actors
