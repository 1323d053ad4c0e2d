// Records through a stream with one, with many and with very many shards.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <map>
#include <string>

#include "bench/bench.h"
#include "engine/event_log.h"

namespace bench {
namespace {

using namespace model::kinesis;

constexpr std::uint32_t kBatch = 250;  // records of one PutRecords
constexpr double kWorstGrowth = 3.0;   // of a record's cost from 1 to 1,000 shards

class LogSink final : public model::EventSink {
 public:
  void append(const model::Event& event) override { log_.push_back(event); }

 private:
  engine::EventLog<model::Event> log_;
};

template <class T>
T answer(world::World& world, model::EventSink& sink, model::Request request) {
  world::Reply reply = world.apply(world::ApiCall{std::move(request)}, sink);
  if (reply.result) return std::move(std::get<T>(*reply.result));
  std::fprintf(stderr, "a bench's call was refused: %s\n", reply.result.error().message.c_str());
  std::exit(2);
}

std::string iterator_of(world::World& world, model::EventSink& sink, const std::string& shard) {
  GetShardIteratorRequest request;
  request.stream_name = "s";
  request.shard_id = shard;
  request.shard_iterator_type = "TRIM_HORIZON";
  return *answer<GetShardIteratorResponse>(world, sink, request).shard_iterator;
}

// Puts records by PutRecords and reads all of them by GetRecords, below every limit: each shard
// takes a record per millisecond at most and is read once in 200 ms.
class Run {
 public:
  explicit Run(std::uint32_t shards)
      : world_(make_world(std::format(R"({{"Resources": {{"S": {{"Type": "AWS::Kinesis::Stream",
            "Properties": {{"Name": "s", "ShardCount": {}}}}}}}}})",
                                      shards))) {
    for (const auto& [id, shard] : world_.kinesis().shards) {
      const std::string name = services::kinesis::shard_name(shard.number);
      iterators_[name] = iterator_of(world_, sink_, name);
    }
  }

  // Microseconds of one record from its producer to its reader.
  double cost(std::uint32_t records) {
    const Stopwatch watch;
    std::uint32_t read = 0;
    for (std::uint32_t put = 0; put < records;) {
      // 200 ms of traffic, then every shard is read.
      for (int i = 0; i < 20 && put < records; ++i, put += kBatch) put_batch(put);
      read += read_all();
    }
    if (read != records) {
      std::fprintf(stderr, "a bench read %u of %u records\n", read, records);
      std::exit(2);
    }
    return watch.seconds() / records * 1e6;
  }

 private:
  void put_batch(std::uint32_t first) {
    PutRecordsRequest request;
    request.stream_name = "s";
    for (std::uint32_t i = 0; i < kBatch; ++i) {
      PutRecordsRequestEntry entry;
      entry.partition_key = std::format("key-{}", first + i);
      entry.data = "0123456789";
      request.records.push_back(std::move(entry));
    }
    const auto done = answer<PutRecordsResponse>(world_, sink_, std::move(request));
    if (done.failed_record_count.value_or(0) != 0) std::exit(2);
    pass(base::milliseconds(static_cast<std::int64_t>(iterators_.size()) >= kBatch ? 10 : 260));
  }
  std::uint32_t read_all() {
    std::uint32_t out = 0;
    pass(base::milliseconds(250));
    for (auto& [shard, iterator] : iterators_) {
      GetRecordsRequest request;
      request.shard_iterator = iterator;
      auto got = answer<GetRecordsResponse>(world_, sink_, std::move(request));
      out += static_cast<std::uint32_t>(got.records.size());
      iterator = std::move(*got.next_shard_iterator);
    }
    return out;
  }
  void pass(base::Duration span) { world_.run_until(world_.now() + span, sink_); }

  world::World world_;
  LogSink sink_;
  std::map<std::string, std::string> iterators_;
};

}  // namespace

bool bench_streams() {
  std::printf("Streams (a record is put by PutRecords and read by GetRecords)\n");
  double one = 0;
  double growth = 1;
  for (const std::uint32_t shards : {1u, 64u, 1000u}) {
    double best = 1e9;
    for (int round = 0; round < 3; ++round) best = std::min(best, Run(shards).cost(100'000));
    if (one == 0) one = best;
    growth = best / one;
    line(std::format("{} shards: records per second", shards), 1e6 / best, "");
  }
  line("cost of a record, 1,000 shards against 1", growth, "times (target 3 at most)");
  return growth <= kWorstGrowth;
}

}  // namespace bench
