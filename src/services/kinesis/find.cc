// Look-ups.
#include "services/kinesis/find.h"

#include <algorithm>
#include <format>

namespace services::kinesis {
namespace {

template <class Map, class Id>
auto* look_up(Map& map, Id id) {
  const auto it = map.find(id);
  return it == map.end() ? nullptr : &it->second;
}

// "arn:aws:kinesis:region:account:stream/name", also with what follows the name.
std::optional<StreamName> split_arn(std::string_view arn) {
  std::size_t at = 0;
  for (int i = 0; i < 4; ++i) {
    at = arn.find(':', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  const std::size_t colon = arn.find(':', at);
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view rest = arn.substr(colon + 1);
  if (!rest.starts_with("stream/")) return std::nullopt;
  const std::string_view name = rest.substr(7);
  return StreamName{std::string(name.substr(0, name.find('/'))),
                    std::string(arn.substr(at, colon - at))};
}

// Calls a second, for the whole account.
std::int64_t rate_of(Limited call, const engine::Context& ctx) {
  switch (call) {
    case Limited::kCreateStream: return ctx.fact("kinesis.create_stream.rate");
    case Limited::kDescribeStream: return ctx.fact("kinesis.describe_stream.rate");
    case Limited::kDescribeStreamSummary: return ctx.fact("kinesis.describe_stream_summary.rate");
    case Limited::kListShards: return ctx.fact("kinesis.list_shards.rate");
    case Limited::kUpdateShardCount: return ctx.fact("kinesis.update_shard_count.rate");
    case Limited::kRegisterStreamConsumer: break;
  }
  return ctx.fact("kinesis.register_consumer.rate");
}

}  // namespace

Stream* find(State& state, model::StreamId id) { return look_up(state.streams, id); }
Shard* find(State& state, model::ShardId id) { return look_up(state.shards, id); }
Consumer* find(State& state, model::ConsumerId id) { return look_up(state.consumers, id); }

base::Result<StreamName, ApiError> stream_name_of(const State& state,
                                                  const std::optional<std::string>& name,
                                                  const std::optional<std::string>& arn) {
  if (!arn) {
    if (name) return StreamName{*name, state.account};
    return std::unexpected(invalid_argument("Either StreamName or StreamARN should be provided."));
  }
  const auto parts = split_arn(*arn);
  if (!parts) return std::unexpected(invalid_argument(std::format("Invalid StreamARN: {}", *arn)));
  if (name && *name != parts->name) {
    return std::unexpected(
        invalid_argument("StreamName and StreamARN do not name the same stream."));
  }
  return *parts;
}

Found<Stream> find_stream(State& state, const std::optional<std::string>& name,
                          const std::optional<std::string>& arn) {
  const auto named = stream_name_of(state, name, arn);
  if (!named) return std::unexpected(named.error());
  const auto it = state.by_name.find(named->name);
  Stream* stream = it == state.by_name.end() ? nullptr : find(state, it->second);
  if (stream == nullptr || (arn && stream->arn != *arn)) {
    return std::unexpected(no_such_stream(named->name, named->account));
  }
  return stream;
}

Found<Stream> find_active(State& state, const std::optional<std::string>& name,
                          const std::optional<std::string>& arn) {
  auto found = find_stream(state, name, arn);
  if (found && (*found)->status != StreamStatus::kActive) {
    return std::unexpected(not_active(state, **found));
  }
  return found;
}

std::optional<std::uint32_t> shard_number(std::string_view shard_id) {
  const std::size_t dash = shard_id.rfind('-');
  const std::string_view text =
      dash == std::string_view::npos ? shard_id : shard_id.substr(dash + 1);
  if (text.empty()) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
    if (out > INT32_MAX) return std::nullopt;
  }
  return static_cast<std::uint32_t>(out);
}

const Shard* find_shard(const State& state, const Stream& stream, std::uint32_t number) {
  // Numbers rise along the list.
  const auto it = std::ranges::lower_bound(
      stream.shards, number, {}, [&](model::ShardId id) { return state.find(id)->number; });
  if (it == stream.shards.end()) return nullptr;
  const Shard* shard = state.find(*it);
  return shard->number == number ? shard : nullptr;
}
Shard* find_shard(State& state, const Stream& stream, std::uint32_t number) {
  const Shard* shard = find_shard(std::as_const(state), stream, number);
  return shard == nullptr ? nullptr : find(state, shard->id);
}

model::kinesis::Timestamp creation_date(const State& state, base::SimTime at) {
  return {state.epoch_at(at) / 1000 * 1000};
}

base::Result<Resource, ApiError> find_resource(State& state, std::string_view arn) {
  if (const Consumer* consumer = state.find_consumer_by_arn(arn)) {
    return Resource{find(state, consumer->stream), find(state, consumer->id)};
  }
  const auto parts = split_arn(arn);
  if (!parts) return std::unexpected(invalid_argument(std::format("Invalid ResourceARN: {}", arn)));
  if (arn.contains("/consumer/")) {
    return std::unexpected(not_found(std::format("Consumer {} not found.", arn)));
  }
  auto found = find_stream(state, std::nullopt, std::string(arn));
  if (!found) return std::unexpected(found.error());
  return Resource{*found, nullptr};
}

std::optional<ApiError> check_rate(State& state, const engine::Context& ctx, Limited call) {
  const std::int64_t rate = rate_of(call, ctx);
  const auto key = static_cast<std::uint8_t>(call);
  const auto it = state.call_rates.try_emplace(key, full_bucket(ctx.now(), rate)).first;
  if (take(it->second, ctx.now(), rate, 1)) return std::nullopt;
  return limit_exceeded(std::format("Rate exceeded for account {}.", state.account));
}

std::optional<ApiError> check_rate(State& state, const engine::Context& ctx, Limited call,
                                   const std::optional<std::string>& name,
                                   const std::optional<std::string>& arn) {
  auto error = check_rate(state, ctx, call);
  if (!error) return std::nullopt;
  if (const auto named = stream_name_of(state, name, arn)) {
    error->message =
        std::format("Rate exceeded for stream {} under account {}.", named->name, named->account);
  }
  return error;
}

}  // namespace services::kinesis
