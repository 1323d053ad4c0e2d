// Helpers of the tests of Kinesis Data Streams: a World with one stream "s", reading and checking.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/kinesis/kinesis.h"
#include "world/world.h"

namespace test::kinesis {

namespace km = model::kinesis;

/// The open shards of a stream cover every hash key exactly once.
inline void expect_tiled(const services::kinesis::State& state,
                         const services::kinesis::Stream& stream) {
  base::U128 next;
  bool whole = false;
  for (const auto& [first, id] : stream.open) {
    const auto* shard = state.find(id);
    ASSERT_NE(shard, nullptr);
    EXPECT_TRUE(shard->is_open());
    EXPECT_FALSE(whole) << "something beyond the last key";
    EXPECT_EQ(base::to_decimal(shard->first_hash_key), base::to_decimal(next));
    EXPECT_LE(shard->first_hash_key, shard->last_hash_key);
    EXPECT_TRUE(first == shard->first_hash_key);
    whole = shard->last_hash_key == base::U128::max();
    next = shard->last_hash_key + 1;
  }
  EXPECT_TRUE(whole) << "the last key has no shard";
}

class Streams {
 public:
  explicit Streams(std::int64_t shards, world::Options options = {}) : world(options) {
    ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "s", .shard_count = shards});
    run(base::seconds(3));
  }

  world::World world;
  std::vector<model::Event> events;

  const services::kinesis::State& state() const { return world.kinesis(); }
  const services::kinesis::Stream& stream(std::string_view name = "s") const {
    return *state().find_by_name(name);
  }
  void run(base::Duration d) {
    Sink sink(events);
    world.run_until(world.now() + d, sink);
  }
  model::ApiResult<model::Response> call(model::Request request) {
    Sink sink(events);
    reply = world.apply(world::ApiCall{std::move(request)}, sink);
    return reply.result;
  }
  template <class Response, class Request>
  Response ok(Request request) {
    auto result = call(std::move(request));
    if (!result) {
      ADD_FAILURE() << result.error().query_code << ": " << result.error().message;
      return {};
    }
    return std::get<Response>(*result);
  }
  template <class Request>
  model::ApiError refused(Request request) {
    auto result = call(std::move(request));
    if (result) {
      ADD_FAILURE() << "the call was not refused";
      return {};
    }
    return result.error();
  }
  template <class Event>
  std::vector<Event> all() const {
    std::vector<Event> out;
    for (const auto& event : events) {
      if (const auto* body = std::get_if<Event>(&event.body)) out.push_back(*body);
    }
    return out;
  }

  static km::PutRecordRequest put_request(std::string key, std::string data = "d") {
    km::PutRecordRequest out;
    out.stream_name = "s";
    out.partition_key = std::move(key);
    out.data = std::move(data);
    return out;
  }
  km::PutRecordResponse put(std::string key, std::string data = "d") {
    return ok<km::PutRecordResponse>(put_request(std::move(key), std::move(data)));
  }
  std::string iterator(std::string shard, std::string type = "TRIM_HORIZON",
                       std::optional<std::string> sequence = std::nullopt) {
    km::GetShardIteratorRequest request;
    request.stream_name = "s";
    request.shard_id = std::move(shard);
    request.shard_iterator_type = std::move(type);
    request.starting_sequence_number = std::move(sequence);
    return ok<km::GetShardIteratorResponse>(request).shard_iterator.value_or("");
  }
  km::GetRecordsResponse get(std::string iterator,
                             std::optional<std::int64_t> limit = std::nullopt) {
    return ok<km::GetRecordsResponse>(km::GetRecordsRequest{std::move(iterator), limit, {}});
  }
  std::vector<km::Shard> shards() {
    return ok<km::ListShardsResponse>(km::ListShardsRequest{.stream_name = "s"}).shards;
  }
  km::Shard shard(std::string_view id) {
    for (auto& s : shards()) {
      if (s.shard_id == id) return s;
    }
    ADD_FAILURE() << "no shard " << id;
    return {};
  }
  std::vector<std::string> open_ids() const {
    std::vector<std::string> out;
    for (const auto& [first, id] : stream().open) {
      out.push_back(services::kinesis::shard_name(state().find(id)->number));
    }
    return out;
  }
  /// Splits a shard in the middle and waits until it is done.
  void split(const std::string& id) {
    const auto range = shard(id).hash_key_range;
    const base::U128 first = *base::parse_u128(range.starting_hash_key);
    const base::U128 last = *base::parse_u128(range.ending_hash_key);
    km::SplitShardRequest request;
    request.stream_name = "s";
    request.shard_to_split = id;
    request.new_starting_hash_key = base::to_decimal(first + (last - first) / 2 + 1);
    ok<km::EmptyResponse>(request);
    run(base::seconds(3));
  }
  void merge(const std::string& lower, const std::string& upper) {
    km::MergeShardsRequest request;
    request.stream_name = "s";
    request.shard_to_merge = lower;
    request.adjacent_shard_to_merge = upper;
    ok<km::EmptyResponse>(request);
    run(base::seconds(3));
  }

  world::Reply reply;

 private:
  class Sink final : public model::EventSink {
   public:
    explicit Sink(std::vector<model::Event>& events) : events_(events) {}
    void append(const model::Event& event) override { events_.push_back(event); }

   private:
    std::vector<model::Event>& events_;
  };
};

}  // namespace test::kinesis
