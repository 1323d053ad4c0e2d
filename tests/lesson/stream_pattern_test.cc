// What lessons can say of streams: filters, counts, and how far a reader is behind.
#include <gtest/gtest.h>

#include "lesson/event_pattern.h"
#include "lesson/expression.h"
#include "lesson/history.h"

namespace lesson {
namespace {

constexpr model::StreamId kStream{1};
constexpr model::ActorId kReader{4};

Names names() {
  Names out;
  out.streams["positions"] = {kStream, 2};
  out.streams["other"] = {model::StreamId{2}, 1};
  out.actors["map"] = {kReader};
  return out;
}

model::Event event(model::EventBody body, model::EventSeq seq = 1) {
  return {.at = base::SimTime{seq * 1000}, .seq = seq, .body = body};
}

model::RecordPut put(std::uint32_t shard, std::uint32_t record) {
  return {kStream, model::ShardId{shard}, model::RecordId{record}, model::ActorId{2}, 100};
}

bool passes(const char* text, const model::EventBody& body, const CastSubjects& cast = {}) {
  const auto pattern = parse_pattern(text);
  EXPECT_TRUE(pattern) << text << ": " << (pattern ? "" : pattern.error().message);
  return pattern && matches(*pattern, event(body), names(), cast);
}

TEST(StreamPattern, AStreamIsMeantByItsName) {
  EXPECT_TRUE(passes("RecordPut, stream=positions", put(1, 7)));
  EXPECT_FALSE(passes("RecordPut, stream=other", put(1, 7)));
  EXPECT_TRUE(passes("RecordPut, stream!=other", put(1, 7)));
}

TEST(StreamPattern, AShardIsMeantByTheNumberThatItsNameEndsIn) {
  EXPECT_TRUE(passes("RecordPut, shard=0", put(1, 7)));
  EXPECT_FALSE(passes("RecordPut, shard=1", put(1, 7)));
  EXPECT_FALSE(passes("RecordPut, shard=01x", put(1, 7)));
}

TEST(StreamPattern, AShardOrRecordOfTheCastIsMeantByTheCastName) {
  CastSubjects cast;
  cast.emplace("first", model::subjects(put(2, 7)));
  EXPECT_TRUE(passes("RecordPut, shard=first, record=first", put(2, 7), cast));
  EXPECT_TRUE(passes("RecordPut, shard=first, record!=first", put(2, 8), cast));
  EXPECT_FALSE(passes("RecordPut, shard=first", put(1, 8), cast));
  EXPECT_FALSE(passes("RecordPut, record=unknown", put(2, 7), cast));
}

TEST(StreamPattern, TheOrderAndTheEffectOfAProcessedRecordAreFilters) {
  const model::RecordProcessed late{
      kReader, kStream, model::ShardId{1}, model::RecordId{7}, model::Effect::kDuplicate, true};
  EXPECT_TRUE(passes("RecordProcessed, order=broken, effect=duplicate, by=map", late));
  EXPECT_FALSE(passes("RecordProcessed, order=kept", late));
  EXPECT_FALSE(parse_pattern("RecordProcessed, order=reversed"));
  EXPECT_FALSE(parse_pattern("RecordProcessed, effect=third"));
}

TEST(StreamPattern, CastNamesOfRecordsAndShardsAreChecked) {
  const auto pattern = parse_pattern("RecordPut, record=first, shard=hot");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(cast_names(*pattern), (std::vector<std::string>{"first", "hot"}));
  EXPECT_TRUE(cast_names(*parse_pattern("RecordPut, shard=3")).empty());
}

std::int64_t value_of(const char* text, const History& history) {
  const auto parsed = parse_expression(text);
  EXPECT_TRUE(parsed) << text;
  return Statement(*parsed).value(history, {}).value_or(-1);
}

TEST(StreamStatement, OpenShardsFollowSplitsAndMerges) {
  History history({}, names());
  EXPECT_EQ(value_of("open_shards(positions)", history), 2);
  history.add(event(model::ShardClosed{kStream, model::ShardId{1}}, 1));
  history.add(event(model::ShardOpened{kStream, model::ShardId{3}, model::ShardId{1}, {}}, 2));
  history.add(event(model::ShardOpened{kStream, model::ShardId{4}, model::ShardId{1}, {}}, 3));
  EXPECT_EQ(value_of("open_shards(positions)", history), 3);
  EXPECT_EQ(value_of("open_shards(other)", history), 1);
}

TEST(StreamStatement, AReaderIsAsFarBehindAsItsSlowestShard) {
  History history({}, names());
  EXPECT_EQ(value_of("behind(map)", history), 0);
  history.add(event(model::RecordsRead{kStream, model::ShardId{1}, kReader, 5, 500, 4000}, 1));
  history.add(event(model::RecordsRead{kStream, model::ShardId{2}, kReader, 5, 500, 1500}, 2));
  EXPECT_EQ(value_of("behind(map)", history), 4'000'000);
  history.add(event(model::RecordsRead{kStream, model::ShardId{1}, kReader, 5, 500, 0}, 3));
  EXPECT_EQ(value_of("behind(map)", history), 1'500'000);
  EXPECT_EQ(value_of("behind(map) <= 2s", history), 1);
}

TEST(StreamStatement, ARecordProcessedAgainIsADuplicate) {
  History history({}, names());
  model::RecordProcessed done{kReader, kStream, model::ShardId{1}, model::RecordId{7}};
  history.add(event(done, 1));
  done.effect = model::Effect::kDuplicate;
  history.add(event(done, 2));
  EXPECT_EQ(value_of("duplicates()", history), 1);
}

}  // namespace
}  // namespace lesson
