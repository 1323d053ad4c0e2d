// Finding the stream, shard or consumer that a request names, with AWS's refusals when there is
// none (aws-facts 3.2). Must not know what is done with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "services/kinesis/errors.h"
#include "services/kinesis/state.h"

namespace services::kinesis {

template <class T>
using Found = base::Result<T*, ApiError>;

Stream* find(State& state, model::StreamId id);
Shard* find(State& state, model::ShardId id);
Consumer* find(State& state, model::ConsumerId id);

/// The name and the account a request means by StreamName, StreamARN or both.
struct StreamName {
  std::string name;
  std::string account;
};
base::Result<StreamName, ApiError> stream_name_of(const State& state,
                                                  const std::optional<std::string>& name,
                                                  const std::optional<std::string>& arn);
Found<Stream> find_stream(State& state, const std::optional<std::string>& name,
                          const std::optional<std::string>& arn);
/// The same, but it has to be ACTIVE.
Found<Stream> find_active(State& state, const std::optional<std::string>& name,
                          const std::optional<std::string>& arn);
/// The number in "shardId-000000000005", "shardId-5" or "5"; nothing when there is none up to
/// 2^31 - 1.
std::optional<std::uint32_t> shard_number(std::string_view shard_id);
/// A listed shard of a stream by its number.
Shard* find_shard(State& state, const Stream& stream, std::uint32_t number);
const Shard* find_shard(const State& state, const Stream& stream, std::uint32_t number);

/// When a stream or a consumer was created, as it is told: in whole seconds, like in ARNs.
model::kinesis::Timestamp creation_date(const State& state, base::SimTime at);

/// A stream or one of its consumers, by ARN, for policies and tags.
struct Resource {
  Stream* stream = nullptr;
  Consumer* consumer = nullptr;
};
base::Result<Resource, ApiError> find_resource(State& state, std::string_view arn);

/// Calls that AWS limits by the second (aws-facts 3.2).
enum class Limited : std::uint8_t {
  kCreateStream,
  kDescribeStream,
  kDescribeStreamSummary,
  kListShards,
  kUpdateShardCount,
  kRegisterStreamConsumer,
};
/// Counts one call; a refusal when there were too many in this second.
std::optional<ApiError> check_rate(State& state, const engine::Context& ctx, Limited call);
/// The same of a call about a stream: the refusal names it.
std::optional<ApiError> check_rate(State& state, const engine::Context& ctx, Limited call,
                                   const std::optional<std::string>& name,
                                   const std::optional<std::string>& arn);

}  // namespace services::kinesis
