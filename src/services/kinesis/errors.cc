// Codes, statuses and texts (aws-facts 3.2 "Message patterns" and the API model).
#include "services/kinesis/errors.h"

#include <array>
#include <format>

#include "base/calendar.h"

namespace services::kinesis {
namespace {

ApiError make(std::string_view code, std::string message) {
  return {
      .type = std::string(code), .query_code = std::string(code), .message = std::move(message)};
}

}  // namespace

ApiError invalid_argument(std::string message) {
  return make("InvalidArgumentException", std::move(message));
}
ApiError validation_error(std::string message) {
  return make("ValidationException", std::move(message));
}
ApiError not_found(std::string message) {
  return make("ResourceNotFoundException", std::move(message));
}
ApiError in_use(std::string message) { return make("ResourceInUseException", std::move(message)); }
ApiError limit_exceeded(std::string message) {
  return make("LimitExceededException", std::move(message));
}
ApiError internal_failure(std::string message) {
  ApiError out = make("InternalFailure", std::move(message));
  out.http_status = 500;
  out.sender_fault = false;
  return out;
}

ApiError no_such_stream(std::string_view name, std::string_view account) {
  return not_found(std::format("Stream {} under account {} not found.", name, account));
}
ApiError not_active(const State& state, const Stream& stream) {
  return in_use(std::format("Stream {} under account {} not ACTIVE, instead in state {}",
                            stream.name, state.account, status_name(stream.status)));
}
ApiError consumer_not_active(const State& state, const Stream& stream, const Consumer& consumer) {
  return in_use(std::format(
      "Consumer {} with creation timestamp {} under stream: {} , account {} is not in ACTIVE "
      "status.",
      consumer.name, state.epoch_at(consumer.created_at) / 1000, stream.name, state.account));
}

ApiError could_not_find_shard(std::string_view shard, std::string_view stream,
                              std::string_view account) {
  return not_found(std::format("Could not find shard {} in stream {} under account {}.", shard,
                               stream, account));
}
ApiError no_such_shard(std::string_view shard, std::string_view stream, std::string_view account) {
  return not_found(
      std::format("Shard {} in stream {} under account {} does not exist", shard, stream, account));
}
std::string rate_exceeded_text(const State& state, const Stream& stream, const Shard& shard) {
  return std::format("Rate exceeded for shard {} in stream {} under account {}.",
                     shard_name(shard.number), stream.name, state.account);
}
ApiError throughput_exceeded(const State& state, const Stream& stream, const Shard& shard) {
  return make("ProvisionedThroughputExceededException", rate_exceeded_text(state, stream, shard));
}
ApiError expired_iterator(std::int64_t created_epoch_ms, std::int64_t now_epoch_ms,
                          base::Duration tolerated) {
  return make(
      "ExpiredIteratorException",
      std::format("Iterator expired. The iterator was created at time {} while right now it is {} "
                  "which is further in the future than the tolerated delay of {} milliseconds.",
                  java_date(created_epoch_ms), java_date(now_epoch_ms), tolerated.us / 1000));
}
ApiError expired_token() {
  return make("ExpiredNextTokenException",
              "The pagination token passed to the operation has expired.");
}
ApiError shard_limit_exceeded(const State& state, std::int64_t current, std::int64_t limit,
                              std::int64_t additional) {
  return limit_exceeded(std::format(
      "This request would exceed the shard limit for the account {} in {}. Current shard count for "
      "the account: {}. Limit: {}. Number of additional shards that would have resulted from this "
      "request: {}. Refer to the AWS Service Limits page "
      "(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits "
      "and how to request higher limits.",
      state.account, state.region, current, limit, additional));
}

std::string_view status_name(StreamStatus status) {
  switch (status) {
    case StreamStatus::kCreating: return "CREATING";
    case StreamStatus::kActive: return "ACTIVE";
    case StreamStatus::kUpdating: return "UPDATING";
    case StreamStatus::kDeleting: break;
  }
  return "DELETING";
}
std::string_view status_name(ConsumerStatus status) {
  switch (status) {
    case ConsumerStatus::kCreating: return "CREATING";
    case ConsumerStatus::kActive: return "ACTIVE";
    case ConsumerStatus::kDeleting: break;
  }
  return "DELETING";
}

std::string java_date(std::int64_t epoch_ms) {
  constexpr std::array kDays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::string iso = base::format_iso8601(epoch_ms);  // 2026-11-20T09:00:00.000Z
  if (epoch_ms < 0 || iso.size() < 19) return iso;
  const int month = (iso[5] - '0') * 10 + (iso[6] - '0');
  return std::format("{} {} {} {} UTC {}", kDays[static_cast<std::size_t>(epoch_ms / kDayMs % 7)],
                     kMonths[static_cast<std::size_t>(month - 1) % 12], iso.substr(8, 2),
                     iso.substr(11, 8), iso.substr(0, 4));
}

}  // namespace services::kinesis
