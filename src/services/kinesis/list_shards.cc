// ListShards: filters by time and by name, pages with tokens (aws-facts 3.2).
#include <algorithm>
#include <array>
#include <format>
#include <utility>

#include "services/kinesis/find.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/streams.h"
#include "services/kinesis/tokens.h"

namespace services::kinesis {
namespace {

using model::kinesis::ListShardsRequest;
using model::kinesis::ListShardsResponse;
using model::kinesis::Response;

// What of a request a token carries on.
struct Page {
  Stream* stream = nullptr;
  std::int64_t after = -1;  // a shard's number
  std::string filter = "FROM_TRIM_HORIZON";
  std::int64_t filter_us = 0;  // SimTime of AT_TIMESTAMP and FROM_TIMESTAMP
};

bool passes(const Shard& shard, const Page& page, base::SimTime horizon) {
  // A stream that is younger than its retention begins with its first shards; what is asked for
  // before that is answered as of there.
  const base::SimTime begin = std::max(horizon, page.stream->created_at + kStreamWork);
  const base::SimTime at{page.filter_us};
  if (page.filter == "AT_LATEST") return shard.is_open();
  if (page.filter == "AT_TRIM_HORIZON" || (page.filter == "AT_TIMESTAMP" && at < begin)) {
    return shard.opened_at <= begin && shard.closed_at > horizon;
  }
  if (page.filter == "AT_TIMESTAMP") return shard.opened_at <= at && shard.closed_at >= at;
  if (page.filter == "FROM_TIMESTAMP") return shard.closed_at >= at;
  return true;
}

std::optional<ApiError> read_filter(const State& state, const engine::Context& ctx,
                                    const model::kinesis::ShardFilter& filter, Page& page) {
  page.filter = filter.type;
  if (filter.type == "AFTER_SHARD_ID") {
    const auto number = shard_number(filter.shard_id.value_or(""));
    if (!number) {
      return invalid_argument("ShardId must be provided for ShardFilter of type AFTER_SHARD_ID.");
    }
    page.after = std::max<std::int64_t>(page.after, *number);
    return std::nullopt;
  }
  if (filter.type != "AT_TIMESTAMP" && filter.type != "FROM_TIMESTAMP") return std::nullopt;
  if (!filter.timestamp) {
    return invalid_argument("Timestamp must be provided for ShardFilter of type " + filter.type +
                            ".");
  }
  if (filter.timestamp->epoch_ms > state.epoch_at(ctx.now())) {
    return invalid_argument("The Timestamp of a ShardFilter cannot be in the future.");
  }
  page.filter_us = std::max<std::int64_t>(filter.timestamp->epoch_ms - state.epoch_ms, 0) * 1000;
  return std::nullopt;
}

base::Result<Page, ApiError> page_of_token(State& state, const engine::Context& ctx,
                                           const std::string& text) {
  const auto token = read_token(state, "shards", text);
  if (!token || token->fields.size() != 4) {
    return std::unexpected(invalid_argument("Invalid NextToken."));
  }
  if (ctx.now() - token->made_at > base::seconds(ctx.fact("kinesis.token.lifetime"))) {
    return std::unexpected(expired_token());
  }
  auto stream = find_stream(state, token->fields[0], std::nullopt);
  if (!stream) return std::unexpected(stream.error());
  const auto after = base::parse_u128(token->fields[1]);
  const auto us = base::parse_u128(token->fields[3]);
  return Page{*stream, static_cast<std::int64_t>(after->low), token->fields[2],
              static_cast<std::int64_t>(us->low)};
}

// A token says everything but how many are wanted.
std::optional<ApiError> check_alone(const ListShardsRequest& r) {
  const std::array<std::pair<std::string_view, bool>, 5> others{{
      {"StreamName", r.stream_name.has_value()},
      {"StreamARN", r.stream_arn.has_value()},
      {"ExclusiveStartShardId", r.exclusive_start_shard_id.has_value()},
      {"StreamCreationTimestamp", r.stream_creation_timestamp.has_value()},
      {"ShardFilter", r.shard_filter.has_value()},
  }};
  for (const auto& [name, given] : others) {
    if (!given) continue;
    return invalid_argument(std::format("NextToken and {} cannot be provided together.", name));
  }
  return std::nullopt;
}

base::Result<Page, ApiError> page_of(State& state, const engine::Context& ctx,
                                     const ListShardsRequest& r) {
  if (r.next_token) {
    if (auto error = check_alone(r)) return std::unexpected(*error);
    return page_of_token(state, ctx, *r.next_token);
  }
  if (!r.stream_name && !r.stream_arn) {
    return std::unexpected(invalid_argument("Either NextToken or StreamName should be provided."));
  }
  auto stream = find_stream(state, r.stream_name, r.stream_arn);
  if (!stream) return std::unexpected(stream.error());
  Page page{*stream};
  if (r.exclusive_start_shard_id) {
    const auto number = shard_number(*r.exclusive_start_shard_id);
    if (!number) {
      return std::unexpected(
          could_not_find_shard(*r.exclusive_start_shard_id, (*stream)->name, state.account));
    }
    page.after = *number;
  }
  if (r.shard_filter) {
    if (auto error = read_filter(state, ctx, *r.shard_filter, page)) return std::unexpected(*error);
  }
  return page;
}

}  // namespace

Result list_shards(State& state, engine::Context& ctx, const ListShardsRequest& r) {
  if (auto error = check_rate(state, ctx, Limited::kListShards, r.stream_name, r.stream_arn)) {
    return std::unexpected(*error);
  }
  const auto page = page_of(state, ctx, r);
  if (!page) return std::unexpected(page.error());
  const Stream& stream = *page->stream;
  const base::SimTime horizon = ctx.now() - base::hours(stream.retention_hours);
  // More than 1,000 are accepted, but not given (aws-facts 3.2).
  const auto limit =
      static_cast<std::size_t>(std::clamp<std::int64_t>(r.max_results.value_or(1'000), 1, 1'000));
  ListShardsResponse out;
  std::uint32_t last = 0;
  for (const model::ShardId id : stream.shards) {
    const Shard& shard = *state.find(id);
    if (shard.number <= page->after || !passes(shard, *page, horizon)) continue;
    if (out.shards.size() == limit) {
      out.next_token = write_token(
          state, "shards",
          {ctx.now(),
           {stream.name, std::to_string(last), page->filter, std::to_string(page->filter_us)}});
      break;
    }
    last = shard.number;
    out.shards.push_back(describe(state, shard));
  }
  return Response(std::move(out));
}

}  // namespace services::kinesis
