// The metrics that are kept: AWS's names, units and how their values come about (aws-facts 1.10,
// 2.9, 3.11). Must not know a queue, a topic or a stream.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace services::cloudwatch {

/// Who reports. A shard reports beside its stream when enhanced monitoring is on; its dimension is
/// "stream/shardId-000000000000" here.
enum class Source : std::uint8_t { kSqs, kSns, kKinesis, kKinesisShard };
std::string_view name_of(Source source);       // "AWS/SQS"
std::string_view dimension_of(Source source);  // "QueueName"

enum class Unit : std::uint8_t { kCount, kSeconds, kMilliseconds, kBytes };

/// How the values of a metric come about.
enum class Kind : std::uint8_t {
  kCount,  // pieces of a minute; 0 in a minute without any while its subject is active
  kSize,   // one value for each piece; nothing in a minute without any
  kLevel,  // looked at when a minute ends
  kSince,  // a level: the seconds since a moment, 0 without one
};

struct Metric {
  Source source = Source::kSqs;
  std::string_view name;
  Unit unit = Unit::kCount;
  Kind kind = Kind::kCount;
};

/// A row of the table below.
enum class MetricId : std::uint8_t {
  kVisible,
  kNotVisible,
  kDelayed,
  kAge,
  kSent,
  kReceived,
  kDeleted,
  kEmptyReceives,
  kSentSize,
  kGroupsInFlight,
  kDeduplicated,
  kNoisyGroups,
  kVisibleQuiet,
  kNotVisibleQuiet,
  kDelayedQuiet,
  kAgeQuiet,
  kPublished,
  kPublishSize,
  kDelivered,
  kFailed,
  kFilteredOut,
  kFilteredOutAttributes,
  kFilteredOutNoAttributes,
  kFilteredOutInvalidAttributes,
  kFilteredOutBody,
  kFilteredOutInvalidBody,
  kRedrivenToDlq,
  kFailedToRedrive,
  kIncomingBytes,
  kIncomingRecords,
  kPutRecordSuccess,
  kPutRecordsTotal,
  kPutRecordsSuccessful,
  kPutRecordsFailed,
  kPutRecordsThrottled,
  kWriteThrottled,
  kReadThrottled,
  kGetRecordsBytes,
  kGetRecordsRecords,
  kGetRecordsSuccess,
  kGetRecordsLatency,
  kIteratorAge,
  kPushBehind,
  kSubscribeRefused,
  kShardIncomingBytes,
  kShardIncomingRecords,
  kShardOutgoingBytes,
  kShardOutgoingRecords,
  kShardWriteThrottled,
  kShardReadThrottled,
  kShardIteratorAge,
};
inline constexpr std::size_t kMetrics = 51;

inline constexpr std::array<Metric, kMetrics> kTable{{
    {Source::kSqs, "ApproximateNumberOfMessagesVisible", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateNumberOfMessagesNotVisible", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateNumberOfMessagesDelayed", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateAgeOfOldestMessage", Unit::kSeconds, Kind::kSince},
    {Source::kSqs, "NumberOfMessagesSent", Unit::kCount, Kind::kCount},
    {Source::kSqs, "NumberOfMessagesReceived", Unit::kCount, Kind::kCount},
    {Source::kSqs, "NumberOfMessagesDeleted", Unit::kCount, Kind::kCount},
    {Source::kSqs, "NumberOfEmptyReceives", Unit::kCount, Kind::kCount},
    {Source::kSqs, "SentMessageSize", Unit::kBytes, Kind::kSize},
    {Source::kSqs, "ApproximateNumberOfGroupsWithInflightMessages", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "NumberOfDeduplicatedSentMessages", Unit::kCount, Kind::kCount},
    {Source::kSqs, "ApproximateNumberOfNoisyGroups", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateNumberOfMessagesVisibleInQuietGroups", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateNumberOfMessagesNotVisibleInQuietGroups", Unit::kCount,
     Kind::kLevel},
    {Source::kSqs, "ApproximateNumberOfMessagesDelayedInQuietGroups", Unit::kCount, Kind::kLevel},
    {Source::kSqs, "ApproximateAgeOfOldestMessageInQuietGroups", Unit::kSeconds, Kind::kSince},
    {Source::kSns, "NumberOfMessagesPublished", Unit::kCount, Kind::kCount},
    {Source::kSns, "PublishSize", Unit::kBytes, Kind::kSize},
    {Source::kSns, "NumberOfNotificationsDelivered", Unit::kCount, Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFailed", Unit::kCount, Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut", Unit::kCount, Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut-MessageAttributes", Unit::kCount,
     Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut-NoMessageAttributes", Unit::kCount,
     Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut-InvalidAttributes", Unit::kCount,
     Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut-MessageBody", Unit::kCount, Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFilteredOut-InvalidMessageBody", Unit::kCount,
     Kind::kCount},
    {Source::kSns, "NumberOfNotificationsRedrivenToDlq", Unit::kCount, Kind::kCount},
    {Source::kSns, "NumberOfNotificationsFailedToRedriveToDlq", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "IncomingBytes", Unit::kBytes, Kind::kSize},
    {Source::kKinesis, "IncomingRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "PutRecord.Success", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "PutRecords.TotalRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "PutRecords.SuccessfulRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "PutRecords.FailedRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "PutRecords.ThrottledRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "WriteProvisionedThroughputExceeded", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "ReadProvisionedThroughputExceeded", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "GetRecords.Bytes", Unit::kBytes, Kind::kSize},
    {Source::kKinesis, "GetRecords.Records", Unit::kCount, Kind::kSize},
    {Source::kKinesis, "GetRecords.Success", Unit::kCount, Kind::kCount},
    {Source::kKinesis, "GetRecords.Latency", Unit::kMilliseconds, Kind::kSize},
    {Source::kKinesis, "GetRecords.IteratorAgeMilliseconds", Unit::kMilliseconds, Kind::kSize},
    {Source::kKinesis, "SubscribeToShardEvent.MillisBehindLatest", Unit::kMilliseconds,
     Kind::kSize},
    {Source::kKinesis, "SubscribeToShard.RateExceeded", Unit::kCount, Kind::kCount},
    {Source::kKinesisShard, "IncomingBytes", Unit::kBytes, Kind::kSize},
    {Source::kKinesisShard, "IncomingRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesisShard, "OutgoingBytes", Unit::kBytes, Kind::kSize},
    {Source::kKinesisShard, "OutgoingRecords", Unit::kCount, Kind::kCount},
    {Source::kKinesisShard, "WriteProvisionedThroughputExceeded", Unit::kCount, Kind::kCount},
    {Source::kKinesisShard, "ReadProvisionedThroughputExceeded", Unit::kCount, Kind::kCount},
    {Source::kKinesisShard, "IteratorAgeMilliseconds", Unit::kMilliseconds, Kind::kSize},
}};

constexpr const Metric& info(MetricId id) { return kTable[static_cast<std::size_t>(id)]; }
/// By AWS's name; nothing when it is not kept.
std::optional<MetricId> find_metric(Source source, std::string_view name);

}  // namespace services::cloudwatch
