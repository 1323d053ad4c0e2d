// Event notifications of buckets (aws-facts 1.12; the form of records and the refusals are those of
// AWS's user guide, from memory).
#include "services/s3/notifications.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/calendar.h"
#include "base/hash.h"
#include "base/json.h"

namespace services::s3 {
namespace {

using base::Json;
using model::ApiError;

constexpr std::array<std::string_view, 24> kEvents{"s3:ObjectCreated:*",
                                                   "s3:ObjectCreated:Put",
                                                   "s3:ObjectCreated:Post",
                                                   "s3:ObjectCreated:Copy",
                                                   "s3:ObjectCreated:CompleteMultipartUpload",
                                                   "s3:ObjectRemoved:*",
                                                   "s3:ObjectRemoved:Delete",
                                                   "s3:ObjectRemoved:DeleteMarkerCreated",
                                                   "s3:ObjectRestore:*",
                                                   "s3:ObjectRestore:Post",
                                                   "s3:ObjectRestore:Completed",
                                                   "s3:ObjectRestore:Delete",
                                                   "s3:ReducedRedundancyLostObject",
                                                   "s3:Replication:*",
                                                   "s3:LifecycleExpiration:*",
                                                   "s3:LifecycleExpiration:Delete",
                                                   "s3:LifecycleExpiration:DeleteMarkerCreated",
                                                   "s3:LifecycleTransition",
                                                   "s3:IntelligentTiering",
                                                   "s3:ObjectTagging:*",
                                                   "s3:ObjectTagging:Put",
                                                   "s3:ObjectTagging:Delete",
                                                   "s3:ObjectAcl:Put",
                                                   "s3:TestEvent"};

std::string_view name_of(ObjectEvent what) {
  return what == ObjectEvent::kCreatedPut ? "ObjectCreated:Put" : "ObjectRemoved:Delete";
}

ApiError invalid_argument(std::string message) {
  return {
      .type = "InvalidArgument", .query_code = "InvalidArgument", .message = std::move(message)};
}

// "s3:ObjectCreated:*" stands for all of its kind.
bool covers(std::string_view pattern, std::string_view event) {
  if (!pattern.ends_with('*')) return pattern == event;
  return event.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool share_an_event(const Notification& a, const Notification& b) {
  return std::ranges::any_of(a.events, [&](const std::string& x) {
    return std::ranges::any_of(b.events,
                               [&](const std::string& y) { return covers(x, y) || covers(y, x); });
  });
}

// Some key could match both.
bool overlap(const Notification& a, const Notification& b) {
  const bool prefixes = a.prefix.starts_with(b.prefix) || b.prefix.starts_with(a.prefix);
  const bool suffixes = a.suffix.ends_with(b.suffix) || b.suffix.ends_with(a.suffix);
  return prefixes && suffixes && share_an_event(a, b);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

std::optional<ApiError> read_filter(Notification& out) {
  if (!out.filter) return std::nullopt;
  bool prefix = false;
  bool suffix = false;
  for (const model::s3::FilterRule& rule : out.filter->key.filter_rules) {
    const bool is_prefix = equals_ignoring_case(rule.name, "prefix");
    if (!is_prefix && !equals_ignoring_case(rule.name, "suffix")) {
      return invalid_argument("filter rule name must be either prefix or suffix");
    }
    bool& seen = is_prefix ? prefix : suffix;
    if (seen) {
      return invalid_argument(std::format("Cannot specify more than one {} rule in a filter.",
                                          is_prefix ? "prefix" : "suffix"));
    }
    seen = true;
    (is_prefix ? out.prefix : out.suffix) = rule.value;
  }
  return std::nullopt;
}

std::optional<ApiError> check(const State& state, const Notification& n) {
  const std::string wanted =
      std::format("arn:aws:{}:{}:{}:", n.to_topic ? "sns" : "sqs", state.region, state.account);
  // Another account's would be possible in AWS; here there is one account.
  if (!n.destination.starts_with(n.to_topic ? "arn:aws:sns:" : "arn:aws:sqs:")) {
    return invalid_argument("The ARN could not be parsed");
  }
  if (!n.destination.starts_with(wanted)) {
    return invalid_argument("Unable to validate the following destination configurations");
  }
  if (n.events.empty()) {
    return ApiError{.type = "MalformedXML",
                    .query_code = "MalformedXML",
                    .message =
                        "The XML you provided was not well-formed or did not validate "
                        "against our published schema"};
  }
  for (const std::string& event : n.events) {
    if (event == "s3:TestEvent" || !std::ranges::contains(kEvents, event)) {
      return invalid_argument("A specified event is not supported for notifications.");
    }
  }
  return std::nullopt;
}

template <class Configuration>
Notification notification_of(const Configuration& c, const std::string& arn, bool to_topic) {
  Notification out;
  out.id = c.id;
  out.destination = arn;
  out.to_topic = to_topic;
  out.events = c.events;
  out.filter = c.filter;
  return out;
}

// Names of requests as AWS writes them: drawn from the seed, so that a run repeats itself.
std::string request_id(const State& state) {
  base::Hasher h;
  h.add("s3 request");
  h.add(state.seed);
  h.add(state.last_request);
  return std::format("{:016X}", h.value());
}
std::string host_id(const State& state) {
  return base::to_base64(base::sha256_hex(request_id(state)).substr(0, 48));
}

std::string iso(const State& state, base::SimTime t) {
  return base::format_iso8601(state.epoch_ms + t.us / 1000);
}

void send(State& state, const Bucket& bucket, const Notification& n, model::ObjectId object,
          std::string text, model::EventSeq cause) {
  Outgoing out;
  out.number = ++state.last_outgoing;
  out.bucket = bucket.id;
  out.object = object;
  out.cause = cause;
  if (n.to_topic) {
    model::sns::PublishRequest publish;
    publish.topic_arn = n.destination;
    publish.subject = "Amazon S3 Notification";
    publish.message = std::move(text);
    out.call = std::move(publish);
  } else {
    const std::string name = n.destination.substr(n.destination.rfind(':') + 1);
    out.call = model::sqs::SendMessageRequest{
        .queue_url =
            std::format("https://sqs.{}.amazonaws.com/{}/{}", state.region, state.account, name),
        .message_body = std::move(text)};
  }
  state.under_way.emplace(out.number, State::UnderWay{bucket.id, object, cause});
  state.outgoing.push_back(std::move(out));
}

// One record: of a removal without size and eTag.
Json record_of(const State& state, const engine::Context& ctx, const model::Caller& caller,
               const Bucket& bucket, const Notification& n, const std::string& key,
               const Object& object, ObjectEvent what) {
  Json entry{{"key", url_encoded(key)}};
  if (what == ObjectEvent::kCreatedPut) {
    entry["size"] = object.body->size();
    entry["eTag"] = object.etag;
  }
  entry["sequencer"] = std::format("{:018X}", object.sequencer);
  const std::string who = "AWS:" + caller.sender_id;
  Json record;
  record["eventVersion"] = "2.1";
  record["eventSource"] = "aws:s3";
  record["awsRegion"] = state.region;
  record["eventTime"] = iso(state, ctx.now());
  record["eventName"] = name_of(what);
  record["userIdentity"] = {{"principalId", who}};
  record["requestParameters"] = {{"sourceIPAddress", "203.0.113.10"}};
  record["responseElements"] = {{"x-amz-request-id", request_id(state)},
                                {"x-amz-id-2", host_id(state)}};
  record["s3"]["s3SchemaVersion"] = "1.0";
  record["s3"]["configurationId"] = n.id;
  record["s3"]["bucket"]["name"] = bucket.name;
  record["s3"]["bucket"]["ownerIdentity"] = {{"principalId", "A" + state.account}};
  record["s3"]["bucket"]["arn"] = bucket.arn;
  record["s3"]["object"] = std::move(entry);
  return record;
}

}  // namespace

std::string url_encoded(std::string_view key) {
  std::string out;
  for (const char c : key) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-_.*/").find(c) != std::string_view::npos;
    if (plain) {
      out.push_back(c);
    } else if (c == ' ') {
      out.push_back('+');
    } else {
      out += std::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

model::ApiResult<std::vector<Notification>> read_configuration(
    const State& state, const engine::Context& ctx,
    const model::s3::NotificationConfiguration& asked) {
  std::vector<Notification> out;
  for (const auto& c : asked.topic_configurations) {
    out.push_back(notification_of(c, c.topic_arn, true));
  }
  for (const auto& c : asked.queue_configurations) {
    out.push_back(notification_of(c, c.queue_arn, false));
  }
  if (out.size() > static_cast<std::size_t>(ctx.fact("s3.notifications.max"))) {
    return std::unexpected(invalid_argument("Too many notification configurations."));
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (auto error = check(state, out[i])) return std::unexpected(*error);
    if (auto error = read_filter(out[i])) return std::unexpected(*error);
    // A configuration without an id gets one.
    if (out[i].id.empty()) {
      const std::string seen =
          std::format("{} {} {} {}", i, out[i].destination, out[i].prefix, out[i].suffix);
      out[i].id = base::to_base64(base::md5_hex(seen)).substr(0, 48);
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (!overlap(out[i], out[j])) continue;
      return std::unexpected(invalid_argument(
          "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if "
          "the prefixes are overlapping for the same event type."));
    }
  }
  return out;
}

model::s3::NotificationConfiguration write_configuration(const Bucket& bucket) {
  model::s3::NotificationConfiguration out;
  for (const Notification& n : bucket.notifications) {
    if (n.to_topic) {
      out.topic_configurations.push_back({n.id, n.destination, n.events, n.filter});
    } else {
      out.queue_configurations.push_back({n.id, n.destination, n.events, n.filter});
    }
  }
  return out;
}

void notify(State& state, const model::Caller& caller, const engine::Context& ctx,
            const Bucket& bucket, const std::string& key, const Object& object, ObjectEvent what,
            model::EventSeq cause) {
  const std::string event = std::format("s3:{}", name_of(what));
  for (const Notification& n : bucket.notifications) {
    const bool wants = std::ranges::any_of(
        n.events, [&](const std::string& pattern) { return covers(pattern, event); });
    if (!wants || !key.starts_with(n.prefix) || !key.ends_with(n.suffix)) continue;
    Json message;
    message["Records"] = Json::array({record_of(state, ctx, caller, bucket, n, key, object, what)});
    send(state, bucket, n, object.id, base::dump(message), cause);
  }
}

void send_test_event(State& state, const engine::Context& ctx, const Bucket& bucket,
                     const Notification& notification) {
  Json message;
  message["Service"] = "Amazon S3";
  message["Event"] = "s3:TestEvent";
  message["Time"] = iso(state, ctx.now());
  message["Bucket"] = bucket.name;
  message["RequestId"] = request_id(state);
  message["HostId"] = host_id(state);
  send(state, bucket, notification, {}, base::dump(message), 0);
}

}  // namespace services::s3
