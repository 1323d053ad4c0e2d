// Commands as JSON. Must not know where they are kept.
#include "api/command_json.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace api {
namespace {

using base::Json;
using base::JsonReader;

constexpr std::array<std::pair<std::string_view, actors::Order>, 3> kOrders{{
    {"crash", actors::Order::kCrash},
    {"restart", actors::Order::kRestart},
    {"hang", actors::Order::kHang},
}};

// No job, pause or heartbeat of a simulated worker is longer than a year.
constexpr std::int64_t kLongest = base::hours(24 * 365).us;

std::string actor_name(const world::World& world, model::ActorId id) {
  const actors::Actor* actor = world.actors().find(id);
  return actor == nullptr ? "" : actor->name;
}

model::ActorId read_actor(const JsonReader& in, const world::World& world) {
  const std::string name = in.text();
  const actors::Actor* actor = world.actors().find_by_name(name);
  if (actor != nullptr) return actor->id;
  in.fail(std::format("there is no caller named '{}'", name));
  return {};
}

// The service is named unless it is SQS, which is what a call without a service means.
Json write(const world::ApiCall& call, const world::World&) {
  const Operation& op = operation_of(call.request);
  Json out{{"call", op.action}, {"request", request_to_json(call.request)}};
  if (op.service != "sqs") out["service"] = op.service;
  if (call.as) out["as"] = call.as.value;
  if (!call.trace_header.empty()) out["trace"] = call.trace_header;
  return out;
}

Json write(const world::ActorOrder& order, const world::World& world) {
  return {{"order", order_name(order.order)}, {"actor", actor_name(world, order.actor)}};
}

Json write(const world::WorkerChange& change, const world::World& world) {
  Json out{{"worker", actor_name(world, change.actor)}};
  if (change.work) out["work_us"] = change.work->us;
  if (change.heartbeat && *change.heartbeat) {
    out["heartbeat"] = {{"every_us", (*change.heartbeat)->every.us},
                        {"extend_seconds", (*change.heartbeat)->extend_seconds}};
  } else if (change.heartbeat) {
    out["heartbeat"] = nullptr;
  }
  if (change.idempotent) out["idempotent"] = *change.idempotent;
  return out;
}

Json write(const world::SettingsChange& change, const world::World& world) {
  const auto properties = base::parse_json(change.properties);
  return {{"settings", properties ? properties->root : Json::object()},
          {"actor", actor_name(world, change.actor)}};
}

constexpr std::array<std::pair<std::string_view, services::kms::Order>, 4> kKeyOrders{{
    {"enable", services::kms::Order::kEnable},
    {"disable", services::kms::Order::kDisable},
    {"schedule-deletion", services::kms::Order::kScheduleDeletion},
    {"cancel-deletion", services::kms::Order::kCancelDeletion},
}};

Json write(const world::HttpDriver& driver, const world::World&) {
  return {{"http_driver", driver.attached}};
}

Json write(const world::HttpDeliveryResult& result, const world::World&) {
  return {{"http_delivery", result.delivery.value}, {"status", result.status}};
}

Json write(const world::EndpointChange& change, const world::World&) {
  const auto& how = change.behaviour;
  return {{"endpoint", change.endpoint},
          {"fail_first", how.fail_first},
          {"fail_always", how.fail_always},
          {"status", how.status},
          {"confirms", how.confirms}};
}

Json write(const world::PhoneOptOut& opt_out, const world::World&) {
  return {{"opt_out", opt_out.number}};
}

Json write(const world::KeyOrder& order, const world::World&) {
  std::string_view name;
  for (const auto& [known, value] : kKeyOrders) {
    if (value == order.order) name = known;
  }
  return {{"key", order.key.value}, {"do", name}};
}

std::uint32_t read_id(const JsonReader& in, std::string_view name) {
  return static_cast<std::uint32_t>(in.member(name, true)->integer(0, INT32_MAX));
}

int read_status(const JsonReader& in) {
  const auto status = in.member("status");
  return status ? static_cast<int>(status->integer(0, 599)) : 0;
}

world::Command read_endpoint(const JsonReader& in) {
  in.only({"endpoint", "fail_first", "fail_always", "status", "confirms"});
  world::EndpointChange out;
  out.endpoint = in.member("endpoint", true)->text();
  if (const auto first = in.member("fail_first")) {
    out.behaviour.fail_first = static_cast<std::uint32_t>(first->integer(0, INT32_MAX));
  }
  if (const auto always = in.member("fail_always")) out.behaviour.fail_always = always->boolean();
  if (in.has("status")) out.behaviour.status = read_status(in);
  if (const auto confirms = in.member("confirms")) out.behaviour.confirms = confirms->boolean();
  return out;
}

world::Command read_key(const JsonReader& in) {
  in.only({"key", "do"});
  world::KeyOrder out{{read_id(in, "key")}, services::kms::Order::kDisable};
  const auto what = in.member("do", true);
  const std::string name = what ? what->text() : "";
  const auto it = std::ranges::find(kKeyOrders, name, [](const auto& row) { return row.first; });
  if (it == kKeyOrders.end()) {
    if (what) what->fail("is no order to a key");
  } else {
    out.order = it->second;
  }
  return out;
}

world::Command read_call(const JsonReader& in) {
  in.only({"call", "request", "service", "as", "trace"});
  const auto name = in.member("call", true);
  const auto service = in.member("service");
  const Operation* op = find_operation(service ? service->text() : "sqs", name->text());
  if (op == nullptr) name->fail("is not an action that is simulated");
  world::ApiCall out;
  if (const auto as = in.member("as")) {
    out.as.value = static_cast<std::uint32_t>(as->integer(0, INT32_MAX));
  }
  if (const auto trace = in.member("trace")) out.trace_header = trace->text();
  const auto request = in.member("request", true);
  if (op == nullptr || !request) return out;
  if (auto read = read_request(*op, *request)) out.request = *std::move(read);
  return out;
}

world::Command read_order(const JsonReader& in, const world::World& world) {
  in.only({"order", "actor"});
  world::ActorOrder out;
  const auto name = in.member("order", true);
  if (const auto order = order_from(name->text())) {
    out.order = *order;
  } else {
    name->fail("is not an order");
  }
  if (const auto actor = in.member("actor", true)) out.actor = read_actor(*actor, world);
  return out;
}

world::Command read_settings(const JsonReader& in, const world::World& world) {
  in.only({"settings", "actor"});
  world::SettingsChange out;
  const auto settings = in.member("settings", true);
  if (const auto actor = in.member("actor", true)) out.actor = read_actor(*actor, world);
  if (!settings || !settings->is_object()) {
    in.fail("\"settings\" must be an object");
  } else {
    out.properties = base::dump(settings->value());
  }
  return out;
}

world::Command read_worker(const JsonReader& in, const world::World& world) {
  in.only({"worker", "work_us", "heartbeat", "idempotent"});
  world::WorkerChange out;
  out.actor = read_actor(*in.member("worker", true), world);
  if (const auto work = in.member("work_us")) out.work = {work->integer(0, kLongest)};
  if (const auto heartbeat = in.member("heartbeat")) {
    out.heartbeat.emplace();
    if (!heartbeat->value().is_null()) {
      heartbeat->only({"every_us", "extend_seconds"});
      actors::HeartbeatSpec spec;
      if (const auto every = heartbeat->member("every_us", true)) {
        spec.every = {every->integer(1, kLongest)};
      }
      if (const auto extend = heartbeat->member("extend_seconds", true)) {
        spec.extend_seconds = extend->integer(0, INT32_MAX);
      }
      *out.heartbeat = spec;
    }
  }
  if (const auto idempotent = in.member("idempotent")) out.idempotent = idempotent->boolean();
  return out;
}

}  // namespace

std::string_view order_name(actors::Order order) {
  for (const auto& [name, value] : kOrders) {
    if (value == order) return name;
  }
  return "";
}

std::optional<actors::Order> order_from(std::string_view name) {
  for (const auto& [known, value] : kOrders) {
    if (known == name) return value;
  }
  return std::nullopt;
}

Json command_to_json(const world::Command& command, const world::World& world) {
  return std::visit([&](const auto& c) { return write(c, world); }, command);
}

std::optional<world::Command> read_command(const JsonReader& in, const world::World& world) {
  const std::size_t before = in.errors().size();
  world::Command out;
  if (in.has("call")) {
    out = read_call(in);
  } else if (in.has("order")) {
    out = read_order(in, world);
  } else if (in.has("http_driver")) {
    in.only({"http_driver"});
    out = world::HttpDriver{in.member("http_driver")->boolean()};
  } else if (in.has("http_delivery")) {
    in.only({"http_delivery", "status"});
    out = world::HttpDeliveryResult{{read_id(in, "http_delivery")}, read_status(in)};
  } else if (in.has("endpoint")) {
    out = read_endpoint(in);
  } else if (in.has("opt_out")) {
    in.only({"opt_out"});
    out = world::PhoneOptOut{in.member("opt_out")->text()};
  } else if (in.has("key")) {
    out = read_key(in);
  } else if (in.has("settings")) {
    out = read_settings(in, world);
  } else if (in.has("worker")) {
    out = read_worker(in, world);
  } else {
    in.fail("must have one of \"call\", \"order\", \"worker\"");
  }
  if (in.errors().size() != before) return std::nullopt;
  return out;
}

}  // namespace api
