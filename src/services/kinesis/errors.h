// Every refusal of Kinesis Data Streams in one place: code, status and text (aws-facts 3.2). Must
// not know when they apply.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/api_error.h"
#include "services/kinesis/state.h"

namespace services::kinesis {

using model::ApiError;

ApiError invalid_argument(std::string message);
ApiError validation_error(std::string message);
ApiError not_found(std::string message);
ApiError in_use(std::string message);
ApiError limit_exceeded(std::string message);
ApiError internal_failure(std::string message);

/// "Stream X under account N not found."
ApiError no_such_stream(std::string_view name, std::string_view account);
/// "Stream X under account N not ACTIVE, instead in state UPDATING"
ApiError not_active(const State& state, const Stream& stream);
/// "Consumer C with creation timestamp T under stream: X , account N is not in ACTIVE status."
ApiError consumer_not_active(const State& state, const Stream& stream, const Consumer& consumer);
/// "Could not find shard S in stream X under account N."
ApiError could_not_find_shard(std::string_view shard, std::string_view stream,
                              std::string_view account);
/// "Shard S in stream X under account N does not exist"
ApiError no_such_shard(std::string_view shard, std::string_view stream, std::string_view account);
/// "Rate exceeded for shard S in stream X under account N."
std::string rate_exceeded_text(const State& state, const Stream& stream, const Shard& shard);
ApiError throughput_exceeded(const State& state, const Stream& stream, const Shard& shard);
ApiError expired_iterator(std::int64_t created_epoch_ms, std::int64_t now_epoch_ms,
                          base::Duration tolerated);
ApiError expired_token();
ApiError shard_limit_exceeded(const State& state, std::int64_t current, std::int64_t limit,
                              std::int64_t additional);

/// "CREATING".
std::string_view status_name(StreamStatus status);
std::string_view status_name(ConsumerStatus status);
/// "Fri Nov 20 09:52:56 UTC 2026".
std::string java_date(std::int64_t epoch_ms);

}  // namespace services::kinesis
