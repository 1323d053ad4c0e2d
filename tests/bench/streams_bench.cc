// Records a second through streams of few and of many shards.
#include <cstdio>
#include <cstdlib>
#include <format>

#include "bench/bench.h"

namespace bench {
namespace {

using namespace model::kinesis;

template <class T>
T answer(world::World& world, model::Request request) {
  model::NullSink sink;
  world::Reply reply = world.apply(world::ApiCall{std::move(request)}, sink);
  if (reply.result) return std::get<T>(std::move(*reply.result));
  std::fprintf(stderr, "a bench's call was refused: %s\n", reply.result.error().message.c_str());
  std::exit(2);
}

world::World world_with(std::int64_t shards) {
  world::World world;
  CreateStreamRequest create;
  create.stream_name = "s";
  create.shard_count = shards;
  answer<EmptyResponse>(world, create);
  model::NullSink sink;
  world.run_until(world.now() + base::seconds(3), sink);
  return world;
}

PutRecordsRequest batch_of(int round) {
  PutRecordsRequest out;
  out.stream_name = "s";
  for (int i = 0; i < 500; ++i) {
    out.records.push_back({.data = std::format("{{\"reading\":{}}}", i),
                           .explicit_hash_key = {},
                           .partition_key = std::format("device-{}", round * 500 + i)});
  }
  return out;
}

// Records put a second of real time, in requests of 500, so slowly that no shard throttles.
double puts_per_second(world::World world) {
  constexpr int kRounds = 200;
  model::NullSink sink;
  std::vector<PutRecordsRequest> batches;
  for (int i = 0; i < kRounds; ++i) batches.push_back(batch_of(i));
  const Stopwatch watch;
  for (auto& batch : batches) {
    answer<PutRecordsResponse>(world, std::move(batch));
    world.run_until(world.now() + base::seconds(1), sink);
  }
  return kRounds * 500 / watch.seconds();
}

// Records read a second of real time, 500 a call from one shard.
double reads_per_second() {
  constexpr int kRounds = 200;
  world::World world = world_with(1);
  model::NullSink sink;
  for (int i = 0; i < kRounds; ++i) {
    answer<PutRecordsResponse>(world, batch_of(i));
    world.run_until(world.now() + base::seconds(1), sink);
  }
  GetShardIteratorRequest begin;
  begin.stream_name = "s";
  begin.shard_id = "shardId-000000000000";
  begin.shard_iterator_type = "TRIM_HORIZON";
  std::string iterator = *answer<GetShardIteratorResponse>(world, begin).shard_iterator;
  const Stopwatch watch;
  for (int i = 0; i < kRounds; ++i) {
    iterator = *answer<GetRecordsResponse>(world, GetRecordsRequest{iterator, 500, {}})
                    .next_shard_iterator;
    world.run_until(world.now() + base::milliseconds(200), sink);
  }
  return kRounds * 500 / watch.seconds();
}

}  // namespace

bool bench_streams() {
  std::printf("Streams (PutRecords of 500 small records, GetRecords of 500)\n");
  for (const std::int64_t shards : {1, 64, 1'000}) {
    line(std::format("{} {}: records put per second", shards, shards == 1 ? "shard" : "shards"),
         puts_per_second(world_with(shards)), "");
  }
  line("records read per second from one shard", reads_per_second(), "");
  return true;
}

}  // namespace bench
