// Stream consumers: registering, listing, deregistering (aws-facts 3.2).
#include <algorithm>
#include <format>

#include "services/kinesis/fan_out.h"
#include "services/kinesis/find.h"
#include "services/kinesis/tags.h"
#include "services/kinesis/tokens.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

constexpr base::Duration kConsumerWork = base::seconds(1);

std::optional<ApiError> check_room(const State& state, const engine::Context& ctx,
                                   const Stream& stream, const std::string& name) {
  std::int64_t all = 0;
  std::int64_t creating = 0;
  for (const auto& [id, consumer] : state.consumers) {
    if (consumer.stream != stream.id) continue;
    if (consumer.name == name) {
      return in_use(std::format("Consumer {} of stream {} under account {} already exists.", name,
                                stream.name, state.account));
    }
    ++all;
    if (consumer.status == ConsumerStatus::kCreating) ++creating;
  }
  const std::int64_t most = state.minimum_commitment ? ctx.fact("kinesis.consumers.advantage.max")
                                                     : ctx.fact("kinesis.consumers.max");
  if (all >= most) {
    return limit_exceeded(
        std::format("Stream {} under account {} cannot have more than {} "
                    "registered consumers.",
                    stream.name, state.account, most));
  }
  if (const auto at_once = ctx.fact("kinesis.consumers_creating.max"); creating >= at_once) {
    return limit_exceeded(
        std::format("Stream {} under account {} cannot have more than {} "
                    "consumers in the CREATING state.",
                    stream.name, state.account, at_once));
  }
  return std::nullopt;
}

void begin(engine::Context& ctx, Consumer& consumer, ConsumerStatus status) {
  consumer.status = status;
  consumer.due = ctx.now() + kConsumerWork;
  ctx.set_timer(consumer.due, model::ConsumerDue{consumer.id});
}

model::kinesis::Consumer describe(const State& state, const Consumer& consumer) {
  return {consumer.name, consumer.arn, std::string(status_name(consumer.status)),
          creation_date(state, consumer.created_at)};
}

Found<Consumer> find_consumer(State& state, const std::optional<std::string>& stream_arn,
                              const std::optional<std::string>& name,
                              const std::optional<std::string>& consumer_arn) {
  if (consumer_arn) {
    const Consumer* consumer = state.find_consumer_by_arn(*consumer_arn);
    if (consumer == nullptr) {
      return std::unexpected(not_found(std::format("Consumer {} not found.", *consumer_arn)));
    }
    // All three may be given as long as they do not contradict each other.
    const bool fits = (!name || *name == consumer->name) &&
                      (!stream_arn || *stream_arn == state.find(consumer->stream)->arn);
    if (fits) return find(state, consumer->id);
    return std::unexpected(
        invalid_argument("ConsumerARN, StreamARN and ConsumerName do not name the same consumer."));
  }
  if (!stream_arn || !name) {
    return std::unexpected(
        invalid_argument("Either ConsumerARN or both StreamARN and ConsumerName are needed."));
  }
  auto stream = find_stream(state, std::nullopt, *stream_arn);
  if (!stream) return std::unexpected(stream.error());
  for (auto& [id, consumer] : state.consumers) {
    if (consumer.stream == (*stream)->id && consumer.name == *name) return &consumer;
  }
  return std::unexpected(
      not_found(std::format("Consumer {} of stream {} under account {} not found.", *name,
                            (*stream)->name, state.account)));
}

}  // namespace

Result register_consumer(State& state, engine::Context& ctx, const Caller& caller,
                         const model::kinesis::RegisterStreamConsumerRequest& r) {
  if (auto error =
          check_rate(state, ctx, Limited::kRegisterStreamConsumer, std::nullopt, r.stream_arn)) {
    return std::unexpected(*error);
  }
  auto found = find_stream(state, std::nullopt, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  const Stream& stream = **found;
  const bool there =
      stream.status == StreamStatus::kActive || stream.status == StreamStatus::kUpdating;
  if (!there) return std::unexpected(not_active(state, stream));
  if (auto error = check_room(state, ctx, stream, r.consumer_name)) return std::unexpected(*error);
  if (auto error = check_tags(ctx, state, stream.name, r.tags, {})) return std::unexpected(*error);
  Consumer consumer;
  consumer.id = {++state.last_consumer};
  consumer.stream = stream.id;
  consumer.name = r.consumer_name;
  consumer.arn = std::format("{}/consumer/{}:{}", stream.arn, r.consumer_name,
                             state.epoch_at(ctx.now()) / 1000);
  consumer.created_at = ctx.now();
  consumer.tags = r.tags;
  begin(ctx, consumer, ConsumerStatus::kCreating);
  ctx.emit(model::ConsumerRegistered{stream.id, consumer.id, caller.actor});
  model::kinesis::RegisterStreamConsumerResponse out{describe(state, consumer)};
  state.consumers.emplace(consumer.id, std::move(consumer));
  return Response(std::move(out));
}

Result deregister_consumer(State& state, engine::Context& ctx, const Caller& caller,
                           const model::kinesis::DeregisterStreamConsumerRequest& r) {
  auto found = find_consumer(state, r.stream_arn, r.consumer_name, r.consumer_arn);
  if (!found) return std::unexpected(found.error());
  Consumer& consumer = **found;
  if (consumer.status == ConsumerStatus::kDeleting) return Response(EmptyResponse{});
  ctx.emit(model::ConsumerDeregistered{consumer.stream, consumer.id, caller.actor});
  end_subscriptions(state, ctx, consumer, model::SubscriptionEnd::kClosed);
  begin(ctx, consumer, ConsumerStatus::kDeleting);
  return Response(EmptyResponse{});
}

Result describe_consumer(State& state, const model::kinesis::DescribeStreamConsumerRequest& r) {
  auto found = find_consumer(state, r.stream_arn, r.consumer_name, r.consumer_arn);
  if (!found) return std::unexpected(found.error());
  const auto c = describe(state, **found);
  return Response(model::kinesis::DescribeStreamConsumerResponse{
      {c.consumer_name, c.consumer_arn, c.consumer_status, c.consumer_creation_timestamp,
       state.find((*found)->stream)->arn}});
}

Result list_consumers(State& state, engine::Context& ctx,
                      const model::kinesis::ListStreamConsumersRequest& r) {
  auto found = find_stream(state, std::nullopt, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  std::uint64_t after = 0;
  if (r.next_token) {
    const auto token = read_token(state, "consumers", *r.next_token);
    const auto number =
        token && token->fields.size() == 1 ? base::parse_u128(token->fields.front()) : std::nullopt;
    if (!number) return std::unexpected(invalid_argument("Invalid NextToken."));
    if (ctx.now() - token->made_at > base::seconds(ctx.fact("kinesis.token.lifetime"))) {
      return std::unexpected(expired_token());
    }
    after = number->low;
  }
  const auto limit = page_size(r.max_results);
  model::kinesis::ListStreamConsumersResponse out;
  std::uint32_t last = 0;
  for (const auto& [id, consumer] : state.consumers) {
    if (consumer.stream != (*found)->id || id.value <= after) continue;
    if (out.consumers.size() == limit) {
      out.next_token = write_token(state, "consumers", {ctx.now(), {std::to_string(last)}});
      break;
    }
    last = id.value;
    out.consumers.push_back(describe(state, consumer));
  }
  return Response(std::move(out));
}

void on_timer(State& state, engine::Context& ctx, const model::ConsumerDue& due) {
  Consumer* consumer = find(state, due.consumer);
  if (consumer == nullptr || consumer->due != ctx.now()) return;
  consumer->due = base::kNever;
  if (consumer->status == ConsumerStatus::kDeleting) {
    state.consumers.erase(due.consumer);
  } else {
    consumer->status = ConsumerStatus::kActive;
  }
}

bool is_void(const State& state, base::SimTime at, const model::ConsumerDue& due) {
  const Consumer* consumer = state.find(due.consumer);
  return consumer == nullptr || consumer->due != at;
}

}  // namespace services::kinesis
