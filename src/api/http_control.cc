// The endpoint's own routes below /_inflight: its clock, its history, starting afresh. Must not
// know AWS's protocols.
#include <charconv>
#include <format>
#include <set>

#include "api/command_json.h"
#include "api/http_face.h"
#include "api/wire_services.h"

namespace api {
namespace {

using base::Json;

HttpResponse json_response(const Json& json, int status = 200) {
  return {status, {{"Content-Type", "application/json"}}, base::dump(json) + "\n"};
}

HttpResponse complaint(int status, std::string_view message) {
  return json_response({{"error", message}}, status);
}

HttpResponse wrong_method(std::string_view allowed) {
  HttpResponse out = complaint(405, std::format("This address takes {}.", allowed));
  out.headers.push_back({"Allow", std::string(allowed)});
  return out;
}

// A query parameter as a number; `fallback` when it is absent, nothing when it is none.
std::optional<std::int64_t> number_of(const std::vector<FormField>& fields, std::string_view name,
                                      std::int64_t fallback) {
  for (const auto& [key, value] : fields) {
    if (key != name) continue;
    std::int64_t n = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (fault != std::errc() || end != value.data() + value.size() || n < 0) return std::nullopt;
    return n;
  }
  return fallback;
}

std::string text_of(const std::vector<FormField>& fields, std::string_view name,
                    std::string fallback) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return fallback;
}

// {"at_us": 0, "seq": 3, "cause": 2, "type": "MessageReceived", "queue": 1, …}; queues and messages
// also by the names that AWS's clients know.
Json event_json(const model::Event& event, const world::World& world) {
  Json out{{"at_us", event.at.us}, {"seq", event.seq}};
  if (event.cause != 0) out["cause"] = event.cause;
  out["type"] = model::event_name(event.body);
  for (const model::EventField& field : model::event_fields(event.body)) {
    out[std::string(field.name)] = field.value;
  }
  const model::EventSubjects about = model::subjects(event.body);
  if (const auto* queue = world.sqs().find(about.queue)) out["queue_name"] = queue->name;
  if (about.message) {
    out["message_id"] = services::sqs::message_uuid(world.options().seed, about.message);
  }
  return out;
}

Json received_json(const services::sns::Received& r) {
  Json out{{"at_ms", r.at.us / 1000}, {"type", r.type}};
  if (!r.message_id.empty()) out["message_id"] = r.message_id;
  if (!r.subject.empty()) out["subject"] = r.subject;
  out["body"] = r.body;
  return out;
}

}  // namespace

HttpResponse HttpFace::control(const HttpRequest& request) {
  const std::string_view route = std::string_view(request.path).substr(10);
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  if (route == "/health") return get ? control_health() : wrong_method("GET");
  if (route == "/events") return get ? control_events(request) : wrong_method("GET");
  if (route == "/clock") {
    if (get) return clock_answer();
    return post ? control_clock(request) : wrong_method("GET, POST");
  }
  if (route == "/outside") {
    return get || post ? control_outside(request) : wrong_method("GET, POST");
  }
  if (route == "/reset") {
    if (!post) return wrong_method("POST");
    reset();
    return clock_answer();
  }
  return complaint(404,
                   "There is no such address: health, clock, events, outside and reset are here.");
}

HttpResponse HttpFace::clock_answer() const {
  Json out{{"clock", options_.manual_clock ? "manual" : "real"},
           {"now_ms", now_.us / 1000},
           {"date_ms", options_.epoch_ms + now_.us / 1000}};
  const base::SimTime due = next_due();
  out["next_due_ms"] = due == base::kNever ? Json() : Json((due.us + 999) / 1000);
  return json_response(out);
}

HttpResponse HttpFace::control_clock(const HttpRequest& request) {
  if (!options_.manual_clock) {
    return complaint(409,
                     "The clock follows the wall clock. Started with --clock manual, it "
                     "moves only from here.");
  }
  const auto document = base::parse_json(request.body, {.max_bytes = 4096, .max_depth = 4});
  if (!document) return complaint(400, document.error().message);
  std::vector<base::JsonError> errors;
  const base::JsonReader in(document->root, "", errors);
  in.only({"advance_ms"});
  const auto member = in.member("advance_ms", true);
  const std::int64_t ms = member ? member->integer(0, kMaxAdvanceMs) : 0;
  if (!errors.empty()) {
    return complaint(400, std::format("{}: {}", errors.front().pointer, errors.front().message));
  }
  advance(now_ + base::milliseconds(ms));
  return clock_answer();
}

HttpResponse HttpFace::control_events(const HttpRequest& request) {
  const auto fields = parse_form(request.query);
  if (!fields) return complaint(400, "The query string is malformed.");
  const auto after = number_of(*fields, "after", 0);
  const auto limit = number_of(*fields, "limit", 1000);
  if (!after) return complaint(400, "after must be the seq of an event.");
  if (!limit || *limit < 1 || *limit > 10'000) {
    return complaint(400, "limit must be between 1 and 10000.");
  }
  HttpResponse out{200, {{"Content-Type", "application/x-ndjson"}}, ""};
  const auto it = sites_.find(site_key(*fields));
  if (it == sites_.end()) return out;  // nothing has happened there
  std::int64_t left = *limit;
  for (const model::Event& event : it->second.events) {
    if (event.seq <= *after || left == 0) continue;
    out.body += base::dump(event_json(event, it->second.world)) + "\n";
    --left;
  }
  return out;
}

std::string HttpFace::site_key(const std::vector<FormField>& query) const {
  return std::format("{}/{}", text_of(query, "account", options_.account),
                     text_of(query, "region", options_.region));
}

// The simulated endpoints outside AWS (phones, mailboxes, devices): what one got, and how one
// behaves from now on.
HttpResponse HttpFace::control_outside(const HttpRequest& request) {
  const auto fields = parse_form(request.query);
  if (!fields) return complaint(400, "The query string is malformed.");
  const std::string key = site_key(*fields);
  if (request.method == "GET") {
    HttpResponse out{200, {{"Content-Type", "application/x-ndjson"}}, ""};
    const auto it = sites_.find(key);
    if (it == sites_.end()) return out;  // nothing has happened there
    const auto& endpoints = it->second.world.sns().endpoints;
    const auto endpoint = endpoints.find(text_of(*fields, "endpoint", ""));
    if (endpoint == endpoints.end()) return out;
    for (const services::sns::Received& r : endpoint->second.received) {
      out.body += base::dump(received_json(r)) + "\n";
    }
    return out;
  }
  const auto document = base::parse_json(request.body, {.max_bytes = 4096, .max_depth = 4});
  if (!document) return complaint(400, document.error().message);
  Site* there = site(key);
  if (there == nullptr) return complaint(409, "There are as many Worlds as this endpoint keeps.");
  std::vector<base::JsonError> errors;
  const base::JsonReader in(document->root, "", errors);
  const auto command =
      in.has("opt_out") || in.has("endpoint") ? read_command(in, there->world) : std::nullopt;
  if (!errors.empty()) {
    return complaint(400, std::format("{}: {}", errors.front().pointer, errors.front().message));
  }
  if (!command) return complaint(400, "The body must have \"opt_out\" or \"endpoint\".");
  const bool done = there->world.apply(*command, *there).done;
  return done ? json_response(Json::object())
              : complaint(409, "It is so already, nothing was changed.");
}

HttpResponse HttpFace::control_health() const {
  std::set<std::string_view> services;
  for (const Operation& op : operations()) {
    if (find_wire_service(op.service) != nullptr) services.insert(op.service);
  }
  Json sites = Json::array();
  for (const auto& [key, site] : sites_) {
    sites.push_back({{"account", site.world.sqs().account},
                     {"region", site.world.sqs().region},
                     {"queues", site.world.sqs().queues.size()},
                     {"streams", site.world.kinesis().streams.size()}});
  }
  return json_response({{"status", "ok"},
                        {"services", services},
                        {"clock", options_.manual_clock ? "manual" : "real"},
                        {"waiting", waiting_.size()},
                        {"worlds", sites}});
}

// As after the start. Requests that wait are told that their queue is gone. A real clock goes on.
void HttpFace::reset() {
  for (const auto& [token, w] : waiting_) {
    if (w.open) {
      answers_.push_back({token, {}, Part::kLast});
      continue;
    }
    answers_.push_back({token, write_error(w.style,
                                           {.type = "QueueDoesNotExist",
                                            .query_code = "AWS.SimpleQueueService.NonExistentQueue",
                                            .message = "The specified queue does not exist."},
                                           w.request_id)});
  }
  waiting_.clear();
  deliveries_.clear();  // late results of these are for nobody
  sites_.clear();
  accepted_bytes_ = measured_bytes_ = 0;
  request_ids_ = base::Rng(options_.seed, "api-request-ids");
  if (options_.manual_clock) now_ = {};
}

}  // namespace api
