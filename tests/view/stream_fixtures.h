// The stage of drawing 5, streams of any size, and Worlds with streams, for the tests of the view
// models.
#pragma once

#include <algorithm>
#include <format>
#include <string>
#include <utility>

#include "fixtures.h"
#include "view/scene_stream.h"

namespace test {

inline view::StageRecord record(std::uint32_t id, std::string key, int slot, double at,
                                std::uint64_t position, double arrived) {
  return {{id}, std::move(key), slot, at, position, seconds(arrived)};
}

inline view::StageShard shard(std::uint32_t number, double from, double to) {
  view::StageShard s;
  s.id = {number + 1};
  s.number = number;
  s.from = from;
  s.to = to;
  s.closed_at = base::kNever;
  return s;
}

/// Puts `n` records into a shard, one each `every` seconds, the newest at `newest`.
inline void fill(view::StageShard& s, std::uint64_t n, double newest, double every) {
  s.begin = 0;
  s.end = n;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(n, view::kMostTapeRecords); ++i) {
    const auto id = static_cast<std::uint32_t>(1'000 * s.number + n - i);
    s.records.push_back(record(id, "truck-12", 3, (s.from + s.to) / 2, n - 1 - i,
                               newest - every * static_cast<double>(i)));
  }
}

inline view::StageReader poller(std::uint32_t id, std::string name) {
  view::StageReader r;
  r.ref = model::ref(model::ActorId{id});
  r.name = std::move(name);
  r.state = "polls every 1 s";
  return r;
}

// Drawing 5: shard 1 was split into 3 and 4, whose key truck-12 is hot.
inline view::StageState drawing_five() {
  view::StageState s;
  s.now = seconds(134.2);
  view::StageStream stream;
  stream.id = {1};
  stream.name = "positions";
  stream.status = "UPDATING";
  stream.becomes = "3 shards become 4 open, 1 closed";
  stream.shards = {shard(0, 0, 1. / 3), shard(1, 1. / 3, 2. / 3), shard(2, 2. / 3, 1),
                   shard(3, 1. / 3, .5), shard(4, .5, 2. / 3)};
  view::StageShard& parent = stream.shards[1];
  parent.open = false;
  parent.closed_at = seconds(125);
  parent.children = {{4}, {5}};
  stream.shards[3].parent = stream.shards[4].parent = {2};
  fill(stream.shards[0], 8, 134, 4);
  fill(parent, 5, 124, 2);
  fill(stream.shards[2], 8, 133, 4);
  fill(stream.shards[3], 3, 134, 2);
  fill(stream.shards[4], 5, 134, 1);
  stream.shards[4].puts = 1'000;
  stream.shards[4].bytes = 985'661;
  stream.shards[4].throttled = true;
  stream.cuts = {{.5, false}};
  stream.throttle = view::StageThrottle{.record = {77},
                                        .by = {20},
                                        .shard = {5},
                                        .key = "truck-12",
                                        .slot = 3,
                                        .at = .6353,
                                        .when = seconds(134)};
  view::StageStreamHop put;
  put.id = {1};
  put.actor = {20};
  put.departed_at = seconds(134);
  put.arrives_at = seconds(134.4);
  put.records = {record(90, "truck-31", 0, .4438, 0, 0), record(91, "truck-07", 1, .8461, 0, 0)};
  put.count = 2;
  stream.hops = {put};
  s.streams = {std::move(stream)};
  view::StageProducer gateway{{20}, "gateway", {}, "5 per 1 s"};
  gateway.stream = {1};
  s.producers = {gateway};
  return s;
}

/// A stream of `n` equal shards.
inline view::StageState many_shards(std::uint32_t n) {
  view::StageState s;
  s.now = seconds(100);
  view::StageStream stream;
  stream.id = {1};
  stream.name = "orders";
  stream.status = "ACTIVE";
  for (std::uint32_t i = 0; i < n; ++i) {
    stream.shards.push_back(shard(i, static_cast<double>(i) / n, static_cast<double>(i + 1) / n));
    fill(stream.shards.back(), 30, 99, .5);
  }
  s.streams = {std::move(stream)};
  return s;
}

/// A stage beside a lesson: as wide as drawing 5 unless told otherwise.
inline view::SceneOptions desk_stage(float w = 880, float h = 532) { return stage(w, h); }

/// The one stream of the stage.
inline view::StreamPicture picture_of(const view::StageState& state,
                                      const view::SceneOptions& options) {
  view::Scene scene = view::arrange(state, {}, options);
  EXPECT_EQ(scene.streams.size(), 1u);
  return scene.streams.empty() ? view::StreamPicture{} : scene.streams.front();
}

inline const view::TapeNode* tape_of(const view::StreamPicture& p, std::uint32_t shard) {
  const auto it =
      std::ranges::find(p.tapes, model::ref(model::ShardId{shard}), &view::TapeNode::ref);
  return it == p.tapes.end() ? nullptr : &*it;
}

inline bool overlap(const view::Rect& a, const view::Rect& b) {
  return a.x < b.right() - .01f && b.x < a.right() - .01f && a.y < b.bottom() - .01f &&
         b.y < a.bottom() - .01f;
}

inline bool inside(const view::Rect& part, const view::Rect& whole) {
  return part.x >= whole.x - .01f && part.y >= whole.y - .01f &&
         part.right() <= whole.right() + .01f && part.bottom() <= whole.bottom() + .01f;
}

inline constexpr const char* kStreamTemplate = R"({
  "seed": 7, "hop": "400ms",
  "Resources": { "Positions": { "Type": "AWS::Kinesis::Stream",
    "Properties": { "Name": "positions", "ShardCount": 2 } } },
  "Actors": {
    "gateway": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "Positions"},
      "Every": "1s", "Start": "1s", "Pattern": "burst", "Burst": 3,
      "Keys": ["truck-12", "truck-31", "truck-07"] } },
    "map": { "Type": "StreamConsumer", "Properties": { "Source": {"Ref": "Positions"},
      "StartingPosition": "TRIM_HORIZON", "PollEvery": "1s" } } } })";

}  // namespace test
