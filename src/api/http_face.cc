// Calls over HTTP: which World a request is for, queue URLs that lead back here, long polls. Must
// not know sockets nor the wall clock.
#include "api/http_face.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

#include "api/kinesis_rules.h"

namespace api {
namespace {

using base::Json;

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == ':' || c == '[' || c == ']' || c == '_';
  });
}

bool has_member(const TypeInfo& type, std::string_view name) {
  return std::ranges::contains(type.members, name, &MemberInfo::name);
}

constexpr std::array kUrlMembers{std::string_view("QueueUrl"), std::string_view("QueueUrls"),
                                 std::string_view("queueUrls")};

// "https://sqs.us-east-1.amazonaws.com/000000000000/orders" at this endpoint's address.
std::string local_url(const std::string& url, const std::string& base_url) {
  const std::size_t path = url.find('/', url.find("//") + 2);
  return path == std::string::npos ? url : base_url + url.substr(path);
}

void point_here(Json& output, const std::string& base_url) {
  for (const std::string_view name : kUrlMembers) {
    const auto it = output.find(name);
    if (it == output.end()) continue;
    if (it->is_string()) *it = local_url(it->get<std::string>(), base_url);
    if (!it->is_array()) continue;
    for (Json& url : *it) url = local_url(url.get<std::string>(), base_url);
  }
}

// A queue's URL in AWS's own form, whichever host and scheme the client wrote. SQS takes a queue's
// bare name as well.
void point_to_aws(Json& input, const services::sqs::State& sqs) {
  const auto it = input.find("QueueUrl");
  if (it == input.end() || !it->is_string()) return;
  std::string url = it->get<std::string>();
  url.resize(url.find_last_not_of('/') + 1);
  *it = std::format("https://sqs.{}.amazonaws.com/{}/{}", sqs.region, sqs.account,
                    url.substr(url.rfind('/') + 1));
}

// The account and region that an ARN in the input names: an address that SNS mails out is visited
// without a signature.
std::optional<std::string> site_of_arn(const Json& input) {
  for (const auto& [name, value] : input.items()) {
    const auto* arn = value.get_ptr<const std::string*>();
    if (arn == nullptr || !arn->starts_with("arn:aws:")) continue;
    const std::string_view rest = std::string_view(*arn).substr(8);
    const std::size_t region = rest.find(':') + 1;
    const std::size_t account = std::min(rest.find(':', region), rest.size() - 1) + 1;
    const std::string_view site_region = rest.substr(region, account - 1 - region);
    const std::string_view site_account = rest.substr(account, rest.find(':', account) - account);
    if (is_region(site_region) && is_account(site_account)) {
      return std::format("{}/{}", site_account, site_region);
    }
  }
  return std::nullopt;
}

// The addresses in a message to a subscriber, at this endpoint's own.
std::string with_local_addresses(std::string text, std::string_view region,
                                 const std::string& base_url) {
  const std::string from = std::format("https://sns.{}.amazonaws.com/?Action=", region);
  const std::string to = std::format("{}/?Action=", base_url);
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

model::ApiError limit_reached(std::string message) {
  return {.type = "OverLimit",
          .query_code = "OverLimit",
          .http_status = 403,
          .message = std::move(message)};
}

}  // namespace

HttpFace::HttpFace(HttpFaceOptions options)
    : options_(std::move(options)), request_ids_(options_.seed, "api-request-ids") {}

void HttpFace::Site::append(const model::Event& event) {
  if (events.size() == kMaxKeptEvents) events.pop_front();
  events.push_back(event);
}

HttpFace::Outcome HttpFace::handle(const HttpRequest& request) {
  if (request.path == "/_inflight" || request.path.starts_with("/_inflight/")) {
    return control(request);
  }
  return call(request);
}

HttpFace::Outcome HttpFace::call(const HttpRequest& request) {
  if (request.method != "POST" && request.method != "GET") {
    return HttpResponse{405, {{"Allow", "GET, POST"}}, ""};
  }
  const std::string_view target = header_of(request, "x-amz-target");
  const bool form = header_of(request, "content-type").contains("x-www-form-urlencoded");
  const bool query = form || request.query.contains("Action=") || request.body.contains("Action=");
  if (target.empty() ? !query : request.method != "POST") {
    // What the services themselves say to a visitor without a request.
    return HttpResponse{404, {{"Content-Type", "text/xml"}}, "<UnknownOperationException/>\n"};
  }
  Origin origin = origin_of(request);
  const auto path = path_segments(request.path);
  const std::string queue_url = path.size() < 2 ? "" : origin.base_url + request.path;
  const auto call = read_call(request, queue_url);
  if (!call) return write_error(call.error().style, call.error().error, origin.request_id);
  if (!origin.is_signed) {
    if (auto named = site_of_arn(call->input)) origin.site = *std::move(named);
  }
  return carry_out(*call, origin, request.body.size() + request.query.size());
}

HttpFace::Outcome HttpFace::carry_out(const WireCall& call, const Origin& origin,
                                      std::size_t bytes) {
  Site* here = site(origin.site);
  if (here == nullptr) {
    return write_error(call.style,
                       limit_reached(std::format("This endpoint keeps at most {} accounts and "
                                                 "regions.",
                                                 kMaxSites)),
                       origin.request_id);
  }
  here->base_url = origin.base_url;
  Json input = call.input;
  if (has_member(*call.operation->input, "QueueUrl")) point_to_aws(input, here->world.sqs());
  if (call.operation->service == "kinesis") {
    if (const auto fault = check_kinesis_rules(*call.operation, input, options_.profile)) {
      return write_error(call.style, *fault, origin.request_id);
    }
  }
  auto request = request_from_json(*call.operation, input);
  if (!request) return write_error(call.style, request.error(), origin.request_id);
  if (auto error = over_limits(*here, *call.operation)) {
    return write_error(call.style, *error, origin.request_id);
  }
  const bool stores =
      call.operation->action.starts_with("Send") || call.operation->action.starts_with("Publish") ||
      call.operation->action.starts_with("Put") || call.operation->action.starts_with("Create");
  if (stores && is_full(bytes)) {
    return write_error(call.style,
                       limit_reached(std::format("This endpoint keeps at most {} MiB of messages.",
                                                 options_.max_stored_bytes >> 20)),
                       origin.request_id);
  }
  const world::Reply reply = here->world.apply(
      world::ApiCall{.request = *std::move(request), .trace_header = origin.trace_header}, *here);
  if (call.operation->action == "SubscribeToShard" && reply.result) {
    Outcome opened = open(call, origin, reply.call);
    collect(origin.site, *here);
    return opened;
  }
  if (!reply.pending) {
    collect(origin.site, *here);
    return answer(call.style, *call.operation, origin, reply.result);
  }
  const Token token = ++last_token_;
  waiting_[token] = {origin.site,    reply.call,      call.style,
                     call.operation, origin.base_url, origin.request_id};
  collect(origin.site, *here);
  return token;
}

HttpFace::Outcome HttpFace::open(const WireCall& call, const Origin& origin, model::CallId id) {
  const Token token = ++last_token_;
  waiting_[token] = {origin.site,       id,  call.style, call.operation, origin.base_url,
                     origin.request_id, true};
  return Opened{token, open_event_stream(call.style, origin.request_id)};
}

HttpFace::Answer HttpFace::next_part(Token token, const Waiting& open,
                                     const model::ApiResult<Response>& result) const {
  Answer out{.token = token, .response = {}, .part = Part::kNext};
  if (!result) {
    out.part = Part::kLast;
    out.response.body = write_event_error(open.style, result.error());
    return out;
  }
  const auto* event = std::get_if<model::kinesis::SubscribeToShardEvent>(&*result);
  if (event == nullptr || event->ended) out.part = Part::kLast;
  Json json = response_to_json(*result);
  // At the end of a shard there is nowhere to go on, which clients know by its absence.
  constexpr const char* kNext = "ContinuationSequenceNumber";
  if (event != nullptr && event->continuation_sequence_number.empty()) json.erase(kNext);
  out.response.body =
      write_event(open.style, "SubscribeToShardEvent", *open.operation->output, json);
  return out;
}

HttpResponse HttpFace::answer(const WireStyle& style, const Operation& operation,
                              const Origin& origin,
                              const model::ApiResult<Response>& result) const {
  if (!result) return write_error(style, result.error(), origin.request_id);
  Json output = response_to_json(*result);
  if (style.service->service == "sqs") point_here(output, origin.base_url);
  return write_answer(style, operation, output, origin.request_id);
}

// X-Ray's header becomes the AWSTraceHeader of what the call sends (recorded, for sends to queues
// and for publishes). Texts that are none are passed over, as X-Ray does.
std::string HttpFace::trace_header_of(const HttpRequest& request) {
  constexpr std::size_t kLongest = 256;
  const std::string_view text = header_of(request, "x-amzn-trace-id");
  const bool plain = std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
  return plain && text.size() <= kLongest ? std::string(text) : std::string();
}

HttpFace::Origin HttpFace::origin_of(const HttpRequest& request) {
  const CredentialScope scope = credential_scope(request);
  const std::string& account = is_account(scope.access_key) ? scope.access_key : options_.account;
  const std::string& region = is_region(scope.region) ? scope.region : options_.region;
  const std::string_view host = header_of(request, "host");
  return {std::format("{}/{}", account, region),
          std::format("http://{}", is_host(host) ? host : "localhost"), next_request_id(),
          trace_header_of(request), !scope.region.empty()};
}

// Every account and region has a World of its own, made when it is first spoken of. The usual
// one's ids are those of the seed.
HttpFace::Site* HttpFace::site(const std::string& key) {
  if (const auto it = sites_.find(key); it != sites_.end()) return &it->second;
  if (sites_.size() == kMaxSites) return nullptr;
  world::Options options;
  options.seed = options_.seed;
  options.profile = options_.profile;
  options.epoch_ms = options_.epoch_ms;
  options.hop = {};  // the client's own network is the way here; services answer each other at once
  options.account = key.substr(0, key.find('/'));
  options.region = key.substr(key.find('/') + 1);
  if (options.account != options_.account || options.region != options_.region) {
    base::Hasher h;
    h.add(options_.seed);
    h.add(std::string_view(key));
    options.seed = h.value();
  }
  Site& made = sites_.try_emplace(key, options).first->second;
  if (options_.drives_http) made.world.apply(world::HttpDriver{.attached = true}, made);
  made.world.run_until(now_, made);
  return &made;
}

std::string HttpFace::next_request_id() {
  const std::uint64_t a = request_ids_.next();
  const std::uint64_t b = request_ids_.next();
  return std::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", a >> 32, a >> 16 & 0xFFFF,
                     (a & 0x0FFF) | 0x4000, (b >> 48 & 0x3FFF) | 0x8000, b & 0xFFFF'FFFF'FFFF);
}

// What clients may leave behind here; AWS has no such limits, a process has.
std::optional<model::ApiError> HttpFace::over_limits(const Site& site, const Operation& operation) {
  if (operation.action == "CreateQueue" && site.world.sqs().queues.size() >= kMaxQueuesPerSite) {
    return limit_reached(
        std::format("This endpoint keeps at most {} queues per region.", kMaxQueuesPerSite));
  }
  const bool waits = operation.action == "ReceiveMessage" || operation.action == "SubscribeToShard";
  if (waits && waiting_.size() >= kMaxWaitingCalls) {
    return limit_reached(
        std::format("This endpoint lets at most {} requests wait.", kMaxWaitingCalls));
  }
  return std::nullopt;
}

// True when `more` bytes would be too much. Adds them up, and only when the sum says so it looks
// at what is really still there.
bool HttpFace::is_full(std::size_t more) {
  constexpr std::uint64_t kPerRequest = 1024;
  const std::uint64_t cost = more + kPerRequest;
  if (measured_bytes_ + accepted_bytes_ + cost > options_.max_stored_bytes) {
    measured_bytes_ = stored_bytes();
    accepted_bytes_ = 0;
  }
  if (measured_bytes_ + accepted_bytes_ + cost > options_.max_stored_bytes) return true;
  accepted_bytes_ += cost;
  return false;
}

std::uint64_t HttpFace::stored_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& [key, site] : sites_) {
    for (const auto& [id, queue] : site.world.sqs().queues) {
      for (const services::sqs::Message& m : queue.slots) {
        if (m.id) sum += m.body.size() + 1024;
        for (const auto& [name, value] : m.attributes) {
          sum += name.size() + value.string_value.size() + value.binary_value.size();
        }
      }
    }
    for (const auto& [id, shard] : site.world.kinesis().shards) {
      const auto& records = shard.records;
      for (std::uint64_t at = records.begin_position(); at < records.end_position(); ++at) {
        sum += static_cast<std::uint64_t>(records[at].bytes()) + 1024;
      }
    }
  }
  return sum;
}

void HttpFace::advance(base::SimTime to) {
  if (to <= now_) return;
  now_ = to;
  for (auto& [key, site] : sites_) {
    site.world.run_until(to, site);
    collect(key, site);
  }
}

base::SimTime HttpFace::next_due() const {
  base::SimTime next = base::kNever;
  for (const auto& [key, site] : sites_) next = std::min(next, site.world.next_due());
  return next;
}

// Turns what a World answered late into answers of waiting requests.
void HttpFace::collect(const std::string& key, Site& site) {
  for (world::ExternalAnswer& late : site.world.take_external_answers()) {
    const auto it = std::ranges::find_if(waiting_, [&](const auto& entry) {
      return entry.second.site == key && entry.second.call == late.call;
    });
    if (it == waiting_.end()) continue;
    const Waiting& w = it->second;
    if (w.open) {
      answers_.push_back(next_part(it->first, w, late.result));
      if (answers_.back().part == Part::kLast) waiting_.erase(it);
      continue;
    }
    answers_.push_back({it->first, answer(w.style, *w.operation, {w.site, w.base_url, w.request_id},
                                          late.result)});
    waiting_.erase(it);
  }
}

std::vector<HttpFace::Answer> HttpFace::take_answers() { return std::exchange(answers_, {}); }

std::vector<HttpFace::Delivery> HttpFace::take_deliveries() {
  std::vector<Delivery> out;
  for (auto& [key, site] : sites_) {
    for (services::sns::HttpDelivery& call : site.world.take_http_deliveries()) {
      const Token token = ++last_token_;
      deliveries_[token] = {key, call.delivery};
      Delivery made{.token = token, .url = std::move(call.url)};
      for (auto& [name, value] : call.headers) {
        made.headers.push_back({std::move(name), std::move(value)});
      }
      made.body =
          with_local_addresses(std::move(call.body), site.world.sqs().region, site.base_url);
      out.push_back(std::move(made));
    }
  }
  return out;
}

void HttpFace::delivered(Token token, int status) {
  const auto node = deliveries_.extract(token);
  if (node.empty()) return;
  const auto it = sites_.find(node.mapped().site);
  if (it == sites_.end()) return;
  it->second.world.apply(
      world::HttpDeliveryResult{.delivery = node.mapped().delivery, .status = status}, it->second);
  collect(it->first, it->second);
}

void HttpFace::forget(Token token) {
  const auto node = waiting_.extract(token);
  if (node.empty()) return;
  if (Site* here = site(node.mapped().site)) here->world.hang_up(node.mapped().call);
}

}  // namespace api
