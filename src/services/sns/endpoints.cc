// What endpoints do with what they get.
#include "services/sns/endpoints.h"

#include <format>

#include "model/timers.h"
#include "services/sns/delivery.h"
#include "services/sns/subscriptions.h"

namespace services::sns {
namespace {

constexpr base::Duration kHttpTimeout = base::seconds(15);

// Answers of 400 to 499 will not get better, except "slow down" (aws-facts 2.5).
bool is_client_fault(int status) { return status >= 400 && status < 500 && status != 429; }

Failure failure_of_status(int status) {
  if (status == 0) return {"ConnectionFailed", "The endpoint could not be reached.", false};
  return {std::to_string(status), std::format("The endpoint answered with status {}.", status),
          is_client_fault(status)};
}

void keep(Endpoint& endpoint, engine::Context& ctx, const State& state,
          const model::sns::EndpointCall& call) {
  const auto delivery = state.deliveries.find(call.delivery);
  Received received{ctx.now(), {}, call.type, call.subject, call.body};
  if (delivery != state.deliveries.end() && delivery->second.message) {
    received.message_id = delivery->second.message->message_id;
  }
  if (endpoint.received.size() == kKeptPerEndpoint) {
    endpoint.received.erase(endpoint.received.begin());
  }
  endpoint.received.push_back(std::move(received));
}

// A device whose token the push service rejects is switched off by SNS (aws-facts 2.7).
std::optional<Failure> device_fault(State& state, engine::Context& ctx,
                                    const model::sns::EndpointCall& call, bool rejected) {
  const auto device = state.devices.find(call.endpoint);
  if (device == state.devices.end()) {
    return Failure{"EndpointNotFound", "The endpoint does not exist.", true};
  }
  std::string& enabled = device->second.attributes["Enabled"];
  if (enabled == "false") return Failure{"EndpointDisabled", "Endpoint is disabled", true};
  if (!rejected) return std::nullopt;
  enabled = "false";
  ctx.emit(model::EndpointSwitchedOff{state.deliveries.at(call.delivery).topic,
                                      state.deliveries.at(call.delivery).subscription});
  return Failure{"InvalidPlatformToken", "The push service rejected the token.", true};
}

std::optional<Failure> fault(State& state, engine::Context& ctx, Endpoint& endpoint,
                             const model::sns::EndpointCall& call) {
  const EndpointBehaviour& how = endpoint.behaviour;
  const bool fails = how.fail_always || endpoint.calls <= how.fail_first;
  if (call.protocol == "application") return device_fault(state, ctx, call, fails);
  if (call.protocol == "sms" && state.opted_out.contains(call.endpoint)) {
    return Failure{"PhoneNumberOptedOut", "The phone number has opted out.", true};
  }
  if (fails) return failure_of_status(how.status);
  return std::nullopt;
}

void confirm_from(State& state, engine::Context& ctx, const model::sns::EndpointCall& call,
                  const EndpointBehaviour& how) {
  if (!how.confirms || call.type != "SubscriptionConfirmation") return;
  const auto delivery = state.deliveries.find(call.delivery);
  if (delivery == state.deliveries.end()) return;
  const auto s = state.subscriptions.find(delivery->second.subscription);
  if (s != state.subscriptions.end()) confirm(ctx, s->second, false);
}

}  // namespace

bool reach_endpoint(State& state, engine::Context& ctx, const model::sns::EndpointCall& call) {
  const auto delivery = state.deliveries.find(call.delivery);
  if (delivery == state.deliveries.end()) return false;
  const bool http = call.protocol == "http" || call.protocol == "https";
  if (http && state.http_driven) {
    HttpDelivery out{call.delivery, delivery->second.attempt, call.endpoint, {}, call.body};
    for (const auto& [name, value] : call.headers) out.headers.emplace_back(name, value);
    state.http_outbox.push_back(std::move(out));
    delivery->second.due = ctx.now() + kHttpTimeout;
    ctx.set_timer(delivery->second.due, model::DeliveryDue{call.delivery});
    return false;
  }
  Endpoint& endpoint = state.endpoints[call.endpoint];
  ++endpoint.calls;
  if (auto failure = fault(state, ctx, endpoint, call)) {
    fail(state, ctx, call.delivery, *std::move(failure));
    return false;
  }
  ++endpoint.accepted;
  keep(endpoint, ctx, state, call);
  confirm_from(state, ctx, call, endpoint.behaviour);
  succeed(state, ctx, call.delivery, {});
  return true;
}

bool answer_http(State& state, engine::Context& ctx, model::DeliveryId delivery, int status) {
  const auto it = state.deliveries.find(delivery);
  if (it == state.deliveries.end() || it->second.phase != DeliveryPhase::kUnderWay) return false;
  if (status >= 200 && status < 300) {
    succeed(state, ctx, delivery, {});
  } else {
    fail(state, ctx, delivery, failure_of_status(status));
  }
  return true;
}

}  // namespace services::sns
