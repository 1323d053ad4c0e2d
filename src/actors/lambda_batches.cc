// What becomes of a batch: success, failure, bisection, another attempt, or being given up with a
// note to the on-failure destination (aws-facts 3.10).
#include <algorithm>
#include <format>
#include <utility>

#include "actors/lambda.h"
#include "base/calendar.h"
#include "base/json.h"
#include "model/s3.h"
#include "model/sns.h"
#include "model/sqs.h"

namespace actors {
namespace {

std::uint32_t size_of(const LambdaBatch& batch) {
  return static_cast<std::uint32_t>(batch.records.size());
}

// The record at which the function fails on this attempt; the batch's size when it does not.
std::size_t failing_record(const FunctionSpec& function, const LambdaBatch& batch) {
  const bool over = function.fail_first != 0 && batch.attempts >= function.fail_first;
  if (function.poison.empty() || over) return batch.records.size();
  const auto it = std::ranges::find_if(batch.records, [&](const ReadRecord& record) {
    return record.data.find(function.poison) != std::string::npos;
  });
  return static_cast<std::size_t>(it - batch.records.begin());
}

std::string iso(std::int64_t epoch_ms) { return base::format_iso8601(epoch_ms); }

// "arn:aws:lambda:<region>:<account>:function:<name>", with the stream's region and account.
std::string function_arn(const LaneWork& w) {
  constexpr std::string_view kStreamPrefix = "arn:aws:kinesis:";
  const std::string_view stream = w.r.source.stream_arn;
  const std::size_t end = stream.find(":stream/");
  const std::string_view home =
      end == std::string_view::npos || end < kStreamPrefix.size()
          ? std::string_view()
          : stream.substr(kStreamPrefix.size(), end - kStreamPrefix.size());
  return std::format("arn:aws:lambda:{}:function:{}", home, w.r.actor.name);
}

// What Lambda sends about a batch that it gave up: where it was, not what was in it.
base::Json description_of(const LaneWork& w, const LambdaBatch& batch, bool too_old) {
  const ReadRecord& first = batch.records.front();
  const ReadRecord& last = batch.records.back();
  base::Json out;
  out["requestContext"] = {
      {"functionArn", function_arn(w)},
      {"condition", too_old ? "MaximumRecordAgeExceeded" : "RetryAttemptsExhausted"},
      {"approximateInvokeCount", batch.attempts}};
  out["responseContext"] = {
      {"statusCode", 200}, {"executedVersion", "$LATEST"}, {"functionError", "Unhandled"}};
  out["version"] = "1.0";
  out["timestamp"] = iso(w.r.epoch_ms());
  out["KinesisBatchInfo"] = {{"shardId", w.cursor.shard_id},
                             {"startSequenceNumber", first.sequence},
                             {"endSequenceNumber", last.sequence},
                             {"approximateArrivalOfFirstRecord", iso(first.arrived_epoch_ms)},
                             {"approximateArrivalOfLastRecord", iso(last.arrived_epoch_ms)},
                             {"batchSize", batch.records.size()},
                             {"streamArn", w.r.source.stream_arn}};
  return out;
}

// S3 gets the records, too.
void add_payload(base::Json& description, const LambdaBatch& batch) {
  base::Json records = base::Json::array();
  for (const ReadRecord& record : batch.records) {
    records.push_back({{"kinesis",
                        {{"partitionKey", record.partition_key},
                         {"sequenceNumber", record.sequence},
                         {"data", base::to_base64(record.data)}}}});
  }
  description["payload"] = {{"Records", std::move(records)}};
}

void tell_destination(const LaneWork& w, const LambdaBatch& batch, bool too_old) {
  constexpr std::string_view kBucketArn = "arn:aws:s3:::";
  const std::string& destination = w.mapping.spec.on_failure;
  base::Json description = description_of(w, batch, too_old);
  if (destination.starts_with(kBucketArn)) {
    add_payload(description, batch);
    model::s3::PutObjectRequest put;
    put.bucket = destination.substr(kBucketArn.size());
    put.key = std::format("aws/lambda/{}/{}/{}", w.r.actor.name, w.cursor.shard_id,
                          batch.records.front().sequence);
    put.body = base::dump(description);
    w.r.wire.outgoing.push_back({w.r.actor.id, std::move(put), false});
  } else if (destination.starts_with("arn:aws:sns:")) {
    model::sns::PublishRequest publish;
    publish.topic_arn = destination;
    publish.message = base::dump(description);
    w.r.wire.outgoing.push_back({w.r.actor.id, std::move(publish), false});
  } else {
    model::sqs::SendMessageRequest message;
    message.queue_url = destination;
    message.message_body = base::dump(description);
    w.r.wire.outgoing.push_back({w.r.actor.id, std::move(message), false});
  }
}

// Two halves that are tried one after the other; splitting is not counted as an attempt.
void bisect(LaneWork& w) {
  LambdaBatch left = std::move(w.lane.batches.front());
  LambdaBatch right;
  const std::size_t half = (left.records.size() + 1) / 2;
  right.records.assign(std::make_move_iterator(left.records.begin() + std::ptrdiff_t(half)),
                       std::make_move_iterator(left.records.end()));
  left.records.resize(half);
  right.last_of_window = std::exchange(left.last_of_window, false);
  right.attempts = left.attempts;
  w.cursor.last_event =
      w.r.ctx.emit(model::BatchBisected{w.r.actor.id, w.r.reader.stream, w.cursor.shard,
                                        size_of(left), size_of(right)},
                   w.cursor.last_event);
  w.lane.batches.front() = std::move(left);
  w.lane.batches.insert(w.lane.batches.begin() + 1, std::move(right));
}

// The function reports how far it came: what it had done is not handed over again.
bool keep_what_was_done(LaneWork& w, std::size_t done) {
  if (!w.mapping.spec.report_item_failures || done == 0) return false;
  LambdaBatch& batch = w.lane.batches.front();
  batch.records.erase(batch.records.begin(), batch.records.begin() + std::ptrdiff_t(done));
  return true;
}

void fail(LaneWork& w, std::size_t done) {
  const LambdaMappingSpec& spec = w.mapping.spec;
  LambdaBatch& batch = w.lane.batches.front();
  const std::uint32_t size = size_of(batch);
  const std::uint32_t attempt = batch.attempts + 1;
  ++w.mapping.failures;
  // A batch that shrinks towards its fault uses up no attempt.
  const bool shorter = keep_what_was_done(w, done);
  const bool halves = !shorter && spec.bisect && size > 1;
  if (!shorter && !halves) ++batch.attempts;
  const bool again =
      shorter || halves || spec.max_retries < 0 || batch.attempts <= spec.max_retries;
  w.cursor.last_event = w.r.ctx.emit(
      model::BatchFailed{w.r.actor.id, w.r.reader.stream, w.cursor.shard, size, attempt, again},
      w.cursor.last_event);
  w.lane.due = w.r.now() + spec.retry_pause;
  if (halves) bisect(w);
  if (again) return;
  LambdaBatch given_up = std::move(batch);
  w.lane.batches.erase(w.lane.batches.begin());
  w.lane.due = w.r.now();
  discard(w, std::move(given_up), false);
}

}  // namespace

void discard(LaneWork& w, LambdaBatch batch, bool too_old) {
  const bool told = !w.mapping.spec.on_failure.empty();
  w.mapping.discarded += batch.records.size();
  w.cursor.last_event =
      w.r.ctx.emit(model::BatchDiscarded{w.r.actor.id, w.r.reader.stream, w.cursor.shard,
                                         size_of(batch), too_old, told},
                   w.cursor.last_event);
  if (told) tell_destination(w, batch, too_old);
}

void end_invocation(LaneWork& w) {
  w.lane.invoked = false;
  --w.mapping.running;
  const LambdaBatch& batch = w.lane.batches.front();
  const std::size_t done = failing_record(w.mapping.spec.function, batch);
  const bool failed = done < batch.records.size();
  for (std::size_t i = 0; i < done; ++i) {
    record_done(w.r, w.mapping.progress, w.cursor, batch.records[i]);
  }
  if (failed) {
    fail(w, done);
    return;
  }
  w.lane.window_records += batch.records.size();
  if (batch.last_of_window) {
    w.lane.window_ends = 0;
    w.lane.window_records = 0;
  }
  w.lane.batches.erase(w.lane.batches.begin());
  w.lane.due = w.r.now();
}

}  // namespace actors
