// Every event type: its name, its line, its subjects, its hash.
#include "model/events.h"

#include <set>

#include <gtest/gtest.h>

namespace {

using namespace model;

struct Case {
  EventBody body;
  std::string line;  // after the name
  EventSubjects subjects;
};

// One example per type, in the order of the variant.
const std::vector<Case>& cases() {
  const QueueId q{1};
  const MessageId m{2};
  const ActorId a{3};
  const TopicId t{4};
  const StreamId s{10};
  const ShardId h{11};
  const RecordId c{12};
  const ConsumerId k{13};
  static const std::vector<Case> all{
      {QueueCreated{q}, "queue=1", {{}, q, {}}},
      {QueueDeleted{q}, "queue=1", {{}, q, {}}},
      {QueuePurged{q, 7}, "queue=1 messages=7", {{}, q, {}}},
      {QueueAttributeChanged{q, QueueAttribute::kDelaySeconds, 5, 9},
       "queue=1 attribute=1 before=5 after=9",
       {{}, q, {}}},
      {MessageSent{q, m, a, base::seconds(2)}, "queue=1 message=2 by=3 delay=2000000us", {m, q, a}},
      {DelayElapsed{q, m}, "queue=1 message=2", {m, q, {}}},
      {MessageReceived{q, m, a, 4, {30'000'000}, true},
       "queue=1 message=2 by=3 receive_count=4 hidden_until=00:30.000 stale_copy=1",
       {m, q, a}},
      {ReceiveReturnedEmpty{q, a, true, 6}, "queue=1 by=3 long_poll=1 visible=6", {{}, q, a}},
      {VisibilityExpired{q, m, a, 4}, "queue=1 message=2 holder=3 receive_count=4", {m, q, a}},
      {VisibilityChanged{q, m, a, {1'000'000}},
       "queue=1 message=2 by=3 hidden_until=00:01.000",
       {m, q, a}},
      {MessageDeleted{q, m, a}, "queue=1 message=2 by=3", {m, q, a}},
      {DeleteHadNoEffect{q, m, a}, "queue=1 message=2 by=3", {m, q, a}},
      {MessageExpired{q, m}, "queue=1 message=2", {m, q, {}}},
      {MessageMovedToDlq{q, {9}, m, 4}, "queue=1 to=9 message=2 receive_count=4", {m, q, {}}},
      {CallRefused{q, a, 77}, "queue=1 by=3 code=77", {{}, q, a}},
      {WorkStarted{a, m, q, base::milliseconds(1)},
       "worker=3 message=2 queue=1 work=1000us",
       {m, q, a}},
      {WorkFinished{a, m, Effect::kSkipped}, "worker=3 message=2 effect=2", {m, {}, a}},
      {WorkerCrashed{a, m}, "worker=3 message=2", {m, {}, a}},
      {WorkerRestarted{a}, "worker=3", {{}, {}, a}},
      {WorkerHung{a, m}, "worker=3 message=2", {m, {}, a}},
      {DeleteForgotten{a, m}, "worker=3 message=2", {m, {}, a}},
      {DuplicateSendIgnored{q, m, {8}, a}, "queue=1 message=2 copy=8 by=3", {m, q, a}},
      {GroupLocked{q, {5}, m, a, 6}, "queue=1 group=5 message=2 by=3 waiting=6", {m, q, a}},
      {GroupUnlocked{q, {5}, m, 6}, "queue=1 group=5 message=2 waiting=6", {m, q, {}}},
      {ReceiveRepeated{q, a, 2, {1'000'000}},
       "queue=1 by=3 messages=2 hidden_until=00:01.000",
       {{}, q, a}},
      {GroupBecameNoisy{q, {5}, 30, 9}, "queue=1 group=5 in_flight=30 waiting=9", {{}, q, {}}},
      {GroupBecameQuiet{q, {5}}, "queue=1 group=5", {{}, q, {}}},
      {QueueTagsChanged{q, 2}, "queue=1 tags=2", {{}, q, {}}},
      {MessageMoveStarted{q, {9}, {4}, a, 7}, "queue=1 to=9 task=4 by=3 messages=7", {{}, q, a}},
      {MessageRedriven{q, {9}, m, {4}, 7}, "queue=1 to=9 message=2 task=4 moved=7", {m, q, {}}},
      {MessageMoveFinished{q, {4}, MoveEnd::kFailed, 7},
       "queue=1 task=4 how=2 moved=7",
       {{}, q, {}}},
      {TopicCreated{t, a}, "topic=4 by=3", {{}, {}, a, t}},
      {TopicDeleted{t, a}, "topic=4 by=3", {{}, {}, a, t}},
      {TopicAttributeChanged{t}, "topic=4", {{}, {}, {}, t}},
      {SubscriptionCreated{t, {5}, a, true},
       "topic=4 subscription=5 by=3 pending=1",
       {{}, {}, a, t}},
      {SubscriptionConfirmed{t, {5}}, "topic=4 subscription=5", {{}, {}, {}, t}},
      {SubscriptionDeleted{t, {5}, a}, "topic=4 subscription=5 by=3", {{}, {}, a, t}},
      {SubscriptionAttributeChanged{t, {5}}, "topic=4 subscription=5", {{}, {}, {}, t}},
      {MessagePublished{t, {6}, a, 11}, "topic=4 publish=6 by=3 bytes=11", {{}, {}, a, t}},
      {PublishDeduplicated{t, {6}, a}, "topic=4 publish=6 by=3", {{}, {}, a, t}},
      {DeliveryFiltered{t, {6}, {5}, FilteredWhy::kMessageBody},
       "topic=4 publish=6 subscription=5 why=3",
       {{}, {}, {}, t}},
      {DeliverySucceeded{t, {6}, {5}, m, 8},
       "topic=4 publish=6 subscription=5 message=2 attempt=8",
       {m, {}, {}, t}},
      {DeliveryFailed{t, {6}, {5}, 8, true, {9'000'000}},
       "topic=4 publish=6 subscription=5 attempt=8 will_retry=1 next_at=00:09.000",
       {{}, {}, {}, t}},
      {DeliveryDeadLettered{t, {6}, {5}, m, 8},
       "topic=4 publish=6 subscription=5 message=2 attempts=8",
       {m, {}, {}, t}},
      {DeliveryDropped{t, {6}, {5}, 8, true},
       "topic=4 publish=6 subscription=5 attempts=8 dlq_refused=1",
       {{}, {}, {}, t}},
      {EndpointSwitchedOff{t, {5}}, "topic=4 subscription=5", {{}, {}, {}, t}},
      {ReplayStarted{t, {5}, 8}, "topic=4 subscription=5 messages=8", {{}, {}, {}, t}},
      {ReplayCompleted{t, {5}}, "topic=4 subscription=5", {{}, {}, {}, t}},
      {CallDenied{q, t, a, Service::kSns, true, s},
       "queue=1 topic=4 by=3 by_service=1 explicit_deny=1 stream=10",
       {{}, q, a, t, s, {}, {}}},
      {KeyStateChanged{{7}, KeyState::kDisabled}, "key=7 state=1", {{}, {}, {}, {}}},
      {KeyUseRefused{{7}, q, t, a, s},
       "key=7 queue=1 topic=4 by=3 stream=10",
       {{}, q, a, t, s, {}, {}}},
      {BucketCreated{{8}, a}, "bucket=8 by=3", {{}, {}, a}},
      {BucketDeleted{{8}, a}, "bucket=8 by=3", {{}, {}, a}},
      {ObjectCreated{{8}, {9}, a, 5}, "bucket=8 object=9 by=3 bytes=5", {{}, {}, a}},
      {ObjectRemoved{{8}, {9}, a}, "bucket=8 object=9 by=3", {{}, {}, a}},
      {BucketNotified{{8}, {9}, q, t, m},
       "bucket=8 object=9 queue=1 topic=4 message=2",
       {m, q, {}, t}},
      {BucketNotificationLost{{8}, {9}, q, t}, "bucket=8 object=9 queue=1 topic=4", {{}, q, {}, t}},
      {RequestAnswered{a, m, base::seconds(1)}, "by=3 message=2 took=1000000us", {m, {}, a}},
      {RequestTimedOut{a, base::seconds(2)}, "by=3 waited=2000000us", {{}, {}, a}},
      {StreamCreated{s, a}, "stream=10 by=3", {{}, {}, a, {}, s, {}, {}}},
      {StreamDeleted{s, a}, "stream=10 by=3", {{}, {}, a, {}, s, {}, {}}},
      {StreamStatusChanged{s, StreamStatus::kUpdating},
       "stream=10 status=2",
       {{}, {}, {}, {}, s, {}, {}}},
      {StreamRetentionChanged{s, 5, 5},
       "stream=10 before_hours=5 after_hours=5",
       {{}, {}, {}, {}, s, {}, {}}},
      {StreamModeChanged{s, true}, "stream=10 on_demand=1", {{}, {}, {}, {}, s, {}, {}}},
      {StreamSettingsChanged{s, a}, "stream=10 by=3", {{}, {}, a, {}, s, {}, {}}},
      {ShardOpened{s, h, {14}, {15}},
       "stream=10 shard=11 parent=14 adjacent_parent=15",
       {{}, {}, {}, {}, s, h, {}}},
      {ShardClosed{s, h}, "stream=10 shard=11", {{}, {}, {}, {}, s, h, {}}},
      {ShardSplit{s, h, {14}, {15}},
       "stream=10 shard=11 lower=14 upper=15",
       {{}, {}, {}, {}, s, h, {}}},
      {ShardsMerged{s, h, {14}, {15}},
       "stream=10 shard=11 adjacent=14 child=15",
       {{}, {}, {}, {}, s, h, {}}},
      {ShardExpired{s, h}, "stream=10 shard=11", {{}, {}, {}, {}, s, h, {}}},
      {RecordPut{s, h, c, a, 5},
       "stream=10 shard=11 record=12 by=3 bytes=5",
       {{}, {}, a, {}, s, h, c}},
      {RecordThrottled{s, h, c, a, true},
       "stream=10 shard=11 record=12 by=3 by_bytes=1",
       {{}, {}, a, {}, s, h, c}},
      {RecordsRead{s, h, a, 5, 5, 5},
       "stream=10 shard=11 by=3 records=5 bytes=5 behind_ms=5",
       {{}, {}, a, {}, s, h, {}}},
      {ReadThrottled{s, h, a, true},
       "stream=10 shard=11 by=3 by_bytes=1",
       {{}, {}, a, {}, s, h, {}}},
      {IteratorExpired{s, h, a}, "stream=10 shard=11 by=3", {{}, {}, a, {}, s, h, {}}},
      {RecordsTrimmed{s, h, 5}, "stream=10 shard=11 records=5", {{}, {}, {}, {}, s, h, {}}},
      {ConsumerRegistered{s, k, a}, "stream=10 consumer=13 by=3", {{}, {}, a, {}, s, {}, {}}},
      {ConsumerDeregistered{s, k, a}, "stream=10 consumer=13 by=3", {{}, {}, a, {}, s, {}, {}}},
      {ShardSubscribed{s, h, k, a},
       "stream=10 shard=11 consumer=13 by=3",
       {{}, {}, a, {}, s, h, {}}},
      {ShardSubscriptionEnded{s, h, k, SubscriptionEnd::kShardEnd},
       "stream=10 shard=11 consumer=13 how=2",
       {{}, {}, {}, {}, s, h, {}}},
      {RecordsPushed{s, h, k, a, 5, 5, 5},
       "stream=10 shard=11 consumer=13 by=3 records=5 bytes=5 behind_ms=5",
       {{}, {}, a, {}, s, h, {}}},
      {RecordsAggregated{a, 5, 5}, "by=3 user_records=5 records=5", {{}, {}, a, {}, {}, {}, {}}},
      {RecordDropped{a, c, 5}, "by=3 record=12 attempts=5", {{}, {}, a, {}, {}, {}, c}},
      {RecordProcessed{a, s, h, c, Effect::kDuplicate, true},
       "by=3 stream=10 shard=11 record=12 effect=1 out_of_order=1",
       {{}, {}, a, {}, s, h, c}},
      {LeaseTaken{a, s, h, {4}, true},
       "worker=3 stream=10 shard=11 from=4 stolen=1",
       {{}, {}, a, {}, s, h, {}}},
      {LeaseLost{a, s, h, {4}}, "worker=3 stream=10 shard=11 to=4", {{}, {}, a, {}, s, h, {}}},
      {CheckpointWritten{a, s, h, c, true},
       "worker=3 stream=10 shard=11 record=12 shard_end=1",
       {{}, {}, a, {}, s, h, c}},
      {BatchInvoked{a, s, h, 5, 5},
       "by=3 stream=10 shard=11 records=5 attempt=5",
       {{}, {}, a, {}, s, h, {}}},
      {BatchFailed{a, s, h, 5, 5, true},
       "by=3 stream=10 shard=11 records=5 attempt=5 will_retry=1",
       {{}, {}, a, {}, s, h, {}}},
      {BatchBisected{a, s, h, 5, 5},
       "by=3 stream=10 shard=11 left=5 right=5",
       {{}, {}, a, {}, s, h, {}}},
      {BatchDiscarded{a, s, h, 5, true, true},
       "by=3 stream=10 shard=11 records=5 too_old=1 to_destination=1",
       {{}, {}, a, {}, s, h, {}}}};
  return all;
}

TEST(Events, ThereIsACaseForEveryType) {
  ASSERT_EQ(cases().size(), std::variant_size_v<EventBody>);
  for (std::size_t i = 0; i < cases().size(); ++i) EXPECT_EQ(cases()[i].body.index(), i);
}

TEST(Events, NamesAreUniqueAndInOrder) {
  std::set<std::string_view> names;
  ASSERT_EQ(event_names().size(), cases().size());
  for (std::size_t i = 0; i < cases().size(); ++i) {
    EXPECT_EQ(event_name(cases()[i].body), event_names()[i]);
    EXPECT_TRUE(names.insert(event_names()[i]).second);
  }
  EXPECT_EQ(event_name(MessageReceived{}), "MessageReceived");
  EXPECT_EQ(event_name(DeleteForgotten{}), "DeleteForgotten");
}

TEST(Events, Lines) {
  for (const Case& c : cases()) {
    const std::string line = to_line({{42'000'000}, 17, 9, c.body});
    EXPECT_EQ(line, "00:42.000 #17 <9 " + std::string(event_name(c.body)) + " " + c.line);
  }
  EXPECT_EQ(to_line({{}, 1, 0, QueueCreated{{1}}}), "00:00.000 #1 QueueCreated queue=1");
  EXPECT_EQ(to_line({{}, 1, 0, MessageSent{{1}, {2}, {}, {}}}),
            "00:00.000 #1 MessageSent queue=1 message=2")
      << "the learner (actor 0) and no delay are left out";
}

TEST(Events, ADenialThatIsAboutNoStreamNamesNone) {
  EXPECT_EQ(to_line({{}, 1, 0, CallDenied{.queue = {1}, .by = {3}}}),
            "00:00.000 #1 CallDenied queue=1 by=3 by_service=0 explicit_deny=0");
  EXPECT_EQ(to_line({{}, 1, 0, KeyUseRefused{.key = {7}, .topic = {4}}}),
            "00:00.000 #1 KeyUseRefused key=7 topic=4");
}

TEST(Events, Subjects) {
  for (const Case& c : cases()) {
    const EventSubjects found = subjects(c.body);
    EXPECT_EQ(found.message, c.subjects.message) << event_name(c.body);
    EXPECT_EQ(found.queue, c.subjects.queue) << event_name(c.body);
    EXPECT_EQ(found.actor, c.subjects.actor) << event_name(c.body);
    EXPECT_EQ(found.topic, c.subjects.topic) << event_name(c.body);
    EXPECT_EQ(found.stream, c.subjects.stream) << event_name(c.body);
    EXPECT_EQ(found.shard, c.subjects.shard) << event_name(c.body);
    EXPECT_EQ(found.record, c.subjects.record) << event_name(c.body);
  }
}

std::uint64_t hash_of(const Event& event) {
  base::Hasher h;
  hash_into(event, h);
  return h.value();
}

TEST(Events, HashDependsOnEveryPart) {
  const Event event{{5}, 2, 1, MessageSent{{1}, {2}, {3}, {4}}};
  std::set<std::uint64_t> hashes{hash_of(event)};
  for (const Event& other : std::vector<Event>{{{6}, 2, 1, event.body},
                                               {{5}, 3, 1, event.body},
                                               {{5}, 2, 0, event.body},
                                               {{5}, 2, 1, MessageSent{{9}, {2}, {3}, {4}}},
                                               {{5}, 2, 1, MessageSent{{1}, {9}, {3}, {4}}},
                                               {{5}, 2, 1, MessageSent{{1}, {2}, {9}, {4}}},
                                               {{5}, 2, 1, MessageSent{{1}, {2}, {3}, {9}}},
                                               {{5}, 2, 1, MessageDeleted{{1}, {2}, {3}}},
                                               {{5}, 2, 1, DeleteHadNoEffect{{1}, {2}, {3}}}}) {
    EXPECT_TRUE(hashes.insert(hash_of(other)).second) << to_line(other);
  }
}

}  // namespace
