// What AWS bills by the piece: the kinds of charges and their prices. The prices are facts; a free
// tier is stated apart. Must not know how a service works.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.h"
#include "model/facts.h"
#include "model/ids.h"

namespace model {

/// One kind of thing that is billed.
enum class Billed : std::uint8_t {
  kSqsRequest,      // to a standard queue, or to none
  kSqsFifoRequest,  // to a FIFO queue
  kSqsFairRequest,  // surcharge for messages with a MessageGroupId in a standard queue
  kSnsRequest,      // publishes and all other calls
  kSnsFifoRequest,  // publishes to a FIFO topic
  kSnsToSqs,
  kSnsToLambda,
  kSnsToFirehose,
  kSnsToHttp,
  kSnsToEmail,
  kSnsToPhone,
  kSnsToDevice,
  kS3Write,  // PUT, COPY, POST, LIST
  kS3Read,   // GET and the rest
  kS3Free,   // DELETE
  kKinesisRequest,        // calls are free; what they carry is not
  kKinesisPutUnit,        // every started 25 KB of a record
  kKinesisShardHour,      // of a provisioned stream
  kKinesisRetentionHour,  // a provisioned shard-hour with more than 24 hours of retention
  kKinesisEfoShardHour,   // of a stream consumer of a provisioned stream
  kKinesisEfoKib,         // pushed to stream consumers of provisioned streams
  kKinesisStreamHour,     // of an on-demand stream, as the four kinds below: On-demand Standard
  kKinesisInKib,          // written to on-demand streams
  kKinesisOutKib,         // read from on-demand streams
  kKinesisOnDemandEfoKib,            // pushed to stream consumers of on-demand streams
  kKinesisOnDemandRetentionKibHour,  // held by on-demand streams between 24 hours and 7 days
  kKinesisLongRetentionKibHour,      // held by a stream of either mode for more than 7 days
  kKinesisAdvantageInKib,            // written to on-demand streams in On-demand Advantage
  kKinesisAdvantageOutKib,           // read from them or pushed by them
  kLambdaRequest,                    // invocations, whoever asked for them
  kLambdaTime,                       // every started millisecond of a function with 128 MB
};
inline constexpr std::size_t kBilledKinds = 31;

/// A price. All are of us-east-1, in the smallest usage tier, and indicative: AWS changes them.
struct Price {
  Billed what;
  std::string_view service;
  std::string_view unit;  // "requests to FIFO queues"
  bool is_request;        // counts as a request of the caller, not as a delivery or surcharge
  FactId per_million;     // in millionths of a dollar
  FactId free_per_month;  // pieces
};

/// The day on which the prices were looked up.
inline constexpr std::string_view kPricesAsOf = "2026-11-20";

inline constexpr std::array<Price, kBilledKinds> kPrices{{
    {Billed::kSqsRequest, "sqs", "requests to standard queues", true,
     "sqs.price.per_million_requests", "sqs.free_requests_per_month"},
    {Billed::kSqsFifoRequest, "sqs", "requests to FIFO queues", true,
     "sqs.fifo.price.per_million_requests", "sqs.free_requests_per_month"},
    {Billed::kSqsFairRequest, "sqs", "requests with message groups in standard queues", false,
     "sqs.fair.price.per_million_requests", "price.nothing_free"},
    {Billed::kSnsRequest, "sns", "requests", true, "sns.price.per_million_requests",
     "sns.free_requests_per_month"},
    {Billed::kSnsFifoRequest, "sns", "publishes to FIFO topics", true,
     "sns.fifo.price.per_million_requests", "price.nothing_free"},
    {Billed::kSnsToSqs, "sns", "deliveries to SQS", false, "price.free", "price.nothing_free"},
    {Billed::kSnsToLambda, "sns", "deliveries to Lambda", false, "price.free",
     "price.nothing_free"},
    {Billed::kSnsToFirehose, "sns", "deliveries to Firehose", false,
     "sns.price.per_million_to_firehose", "price.nothing_free"},
    {Billed::kSnsToHttp, "sns", "deliveries to HTTP/S", false, "sns.price.per_million_to_http",
     "sns.free_to_http_per_month"},
    {Billed::kSnsToEmail, "sns", "mails", false, "sns.price.per_million_to_email",
     "sns.free_to_email_per_month"},
    {Billed::kSnsToPhone, "sns", "text messages to the United States", false,
     "sns.price.per_million_to_phone", "price.nothing_free"},
    {Billed::kSnsToDevice, "sns", "mobile pushes", false, "sns.price.per_million_to_device",
     "sns.free_to_device_per_month"},
    {Billed::kS3Write, "s3", "PUT and LIST requests", true, "s3.price.per_million_writes",
     "s3.free_writes_per_month"},
    {Billed::kS3Read, "s3", "GET requests", true, "s3.price.per_million_reads",
     "s3.free_reads_per_month"},
    {Billed::kS3Free, "s3", "DELETE requests", true, "price.free", "price.nothing_free"},
    {Billed::kKinesisRequest, "kinesis", "requests", true, "price.free", "price.nothing_free"},
    {Billed::kKinesisPutUnit, "kinesis", "PUT payload units", false,
     "kinesis.price.per_million_put_units", "price.nothing_free"},
    {Billed::kKinesisShardHour, "kinesis", "shard-hours", false,
     "kinesis.price.per_million_shard_hours", "price.nothing_free"},
    {Billed::kKinesisRetentionHour, "kinesis", "shard-hours of extended retention", false,
     "kinesis.price.per_million_retention_hours", "price.nothing_free"},
    {Billed::kKinesisEfoShardHour, "kinesis", "consumer-shard-hours", false,
     "kinesis.price.per_million_efo_shard_hours", "price.nothing_free"},
    {Billed::kKinesisEfoKib, "kinesis", "KiB of enhanced fan-out", false,
     "kinesis.price.per_million_efo_kib", "price.nothing_free"},
    {Billed::kKinesisStreamHour, "kinesis", "on-demand stream-hours", false,
     "kinesis.price.per_million_stream_hours", "price.nothing_free"},
    {Billed::kKinesisInKib, "kinesis", "KiB written on demand", false,
     "kinesis.price.per_million_in_kib", "price.nothing_free"},
    {Billed::kKinesisOutKib, "kinesis", "KiB read on demand", false,
     "kinesis.price.per_million_out_kib", "price.nothing_free"},
    {Billed::kKinesisOnDemandEfoKib, "kinesis", "KiB of enhanced fan-out on demand", false,
     "kinesis.price.per_million_on_demand_efo_kib", "price.nothing_free"},
    {Billed::kKinesisOnDemandRetentionKibHour, "kinesis",
     "KiB-hours of extended retention on demand", false,
     "kinesis.price.per_million_on_demand_retention_kib_hours", "price.nothing_free"},
    {Billed::kKinesisLongRetentionKibHour, "kinesis", "KiB-hours of long-term retention", false,
     "kinesis.price.per_million_long_retention_kib_hours", "price.nothing_free"},
    {Billed::kKinesisAdvantageInKib, "kinesis", "KiB written in On-demand Advantage", false,
     "kinesis.price.per_million_advantage_in_kib", "price.nothing_free"},
    {Billed::kKinesisAdvantageOutKib, "kinesis", "KiB read in On-demand Advantage", false,
     "kinesis.price.per_million_advantage_out_kib", "price.nothing_free"},
    {Billed::kLambdaRequest, "lambda", "invocations", false, "lambda.price.per_million_requests",
     "lambda.free_requests_per_month"},
    {Billed::kLambdaTime, "lambda", "milliseconds at 128 MB", false, "lambda.price.per_million_ms",
     "lambda.free_ms_per_month"},
}};

constexpr const Price& price_of(Billed what) { return kPrices[static_cast<std::size_t>(what)]; }
static_assert([] {
  for (std::size_t i = 0; i < kPrices.size(); ++i) {
    if (static_cast<std::size_t>(kPrices[i].what) != i) return false;
  }
  return true;
}());

/// One call or delivery that is billed. `after` is the last event before it, so that a bill can be
/// drawn up at any event of a run.
struct Charge {
  base::SimTime at;
  EventSeq after = 0;
  Billed what = Billed::kSqsRequest;
  std::uint32_t units = 1;  // one per started 64 KiB of payload
  bool operator==(const Charge&) const = default;
};

}  // namespace model
