// Delivery policies and the pauses between attempts, in whole milliseconds.
#include "services/sns/retry.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/hash_fields.h"
#include "base/json.h"

namespace services::sns {
namespace {

using base::Json;

constexpr std::int64_t kMaxDelay = 3'600;
constexpr std::int64_t kMaxRetries = 100;

constexpr std::array<std::pair<std::string_view, Backoff>, 4> kBackoffs{{
    {"linear", Backoff::kLinear},
    {"arithmetic", Backoff::kArithmetic},
    {"geometric", Backoff::kGeometric},
    {"exponential", Backoff::kExponential},
}};

// The pause of step `i` of `n` from the least to the greatest delay. Linear grows evenly;
// exponential doubles from the least delay; arithmetic grows by ever larger steps and geometric by
// half each time: AWS publishes curves, not formulas, so these shapes are a simplification.
std::int64_t growing_ms(const RetryPolicy& p, std::int64_t i, std::int64_t n) {
  const std::int64_t lo = p.min_delay * 1000;
  const std::int64_t hi = p.max_delay * 1000;
  if (n <= 1 || lo >= hi) return lo;
  std::int64_t ms = lo;
  switch (p.backoff) {
    case Backoff::kLinear: return lo + (hi - lo) * i / (n - 1);
    case Backoff::kArithmetic: return lo + (hi - lo) * (i * (i + 1)) / ((n - 1) * n);
    case Backoff::kGeometric:
      for (std::int64_t k = 0; k < i && ms < hi; ++k) ms = ms * 3 / 2;
      return std::min(ms, hi);
    case Backoff::kExponential:
      for (std::int64_t k = 0; k < i && ms < hi; ++k) ms *= 2;
      return std::min(ms, hi);
  }
  return ms;
}

// Reads the members of one policy object; the first fault stays in `fault`.
class PolicyReader {
 public:
  explicit PolicyReader(const Json& json) : json_(json) {}

  void number(const char* name, std::int64_t lo, std::int64_t hi, std::int64_t& out) {
    const auto it = json_.find(name);
    if (it == json_.end() || it->is_null() || !fault.empty()) return;
    if (!it->is_number_integer()) {
      fault = std::format("{} must be an integer", name);
      return;
    }
    out = it->get<std::int64_t>();
    if (out < lo || out > hi) fault = std::format("{} must be between {} and {}", name, lo, hi);
  }
  void backoff(Backoff& out) {
    const auto it = json_.find("backoffFunction");
    if (it == json_.end() || it->is_null() || !fault.empty()) return;
    const std::string name = it->is_string() ? it->get<std::string>() : "";
    const auto known =
        std::ranges::find(kBackoffs, name, &std::pair<std::string_view, Backoff>::first);
    if (known == kBackoffs.end()) {
      fault = "backoffFunction must be one of linear, arithmetic, geometric, exponential";
    } else {
      out = known->second;
    }
  }
  std::string fault;

 private:
  const Json& json_;
};

std::string read_retry(const Json& json, RetryPolicy& out) {
  if (json.is_null()) return {};
  if (!json.is_object()) return "retry policy must be an object";
  out = {};
  PolicyReader in(json);
  in.number("minDelayTarget", 1, kMaxDelay, out.min_delay);
  in.number("maxDelayTarget", 1, kMaxDelay, out.max_delay);
  in.number("numRetries", 0, kMaxRetries, out.retries);
  in.number("numNoDelayRetries", 0, kMaxRetries, out.no_delay);
  in.number("numMinDelayRetries", 0, kMaxRetries, out.at_min_delay);
  in.number("numMaxDelayRetries", 0, kMaxRetries, out.at_max_delay);
  in.backoff(out.backoff);
  if (!in.fault.empty()) return in.fault;
  if (out.max_delay < out.min_delay) {
    return "maxDelayTarget must be greater than or equal to minDelayTarget";
  }
  if (out.no_delay + out.at_min_delay + out.at_max_delay > out.retries) {
    return "numRetries must be greater than or equal to numNoDelayRetries + numMinDelayRetries + "
           "numMaxDelayRetries";
  }
  std::int64_t total_ms = 0;
  for (std::int64_t n = 1; n <= out.retries; ++n) total_ms += retry_delay(out, n)->us / 1000;
  if (total_ms > kMaxDelay * 1000) return "the policy spans more than 3600 seconds";
  return {};
}

std::string read_rest(const Json& json, const char* throttle, const char* request,
                      DeliveryPolicy& out) {
  if (const auto it = json.find(throttle); it != json.end() && it->is_object()) {
    PolicyReader in(*it);
    out.max_receives_per_second = 0;
    in.number("maxReceivesPerSecond", 1, 1'000'000, out.max_receives_per_second);
    if (!in.fault.empty()) return in.fault;
  }
  if (const auto it = json.find(request); it != json.end() && it->is_object()) {
    const auto type = it->find("headerContentType");
    if (type != it->end() && type->is_string()) out.content_type = type->get<std::string>();
    if (out.content_type.size() > 128) return "headerContentType is too long";
  }
  return {};
}

Json retry_json(const RetryPolicy& p) {
  std::string_view backoff = kBackoffs[static_cast<std::size_t>(p.backoff)].first;
  return {{"minDelayTarget", p.min_delay},
          {"maxDelayTarget", p.max_delay},
          {"numRetries", p.retries},
          {"numMaxDelayRetries", p.at_max_delay},
          {"numNoDelayRetries", p.no_delay},
          {"numMinDelayRetries", p.at_min_delay},
          {"backoffFunction", std::string(backoff)}};
}

constexpr base::JsonLimits kPolicyLimits{.max_bytes = 16 * 1024, .max_depth = 8};

}  // namespace

std::optional<base::Duration> retry_delay(const RetryPolicy& p, std::int64_t n) {
  if (n < 1 || n > p.retries) return std::nullopt;
  if (n <= p.no_delay) return base::Duration{};
  n -= p.no_delay;
  if (n <= p.at_min_delay) return base::seconds(p.min_delay);
  n -= p.at_min_delay;
  const std::int64_t growing = p.retries - p.no_delay - p.at_min_delay - p.at_max_delay;
  if (n <= growing) return base::milliseconds(growing_ms(p, n - 1, growing));
  return base::seconds(p.max_delay);
}

base::Result<DeliveryPolicy, std::string> read_topic_delivery_policy(std::string_view text) {
  const auto document = base::parse_json(text, kPolicyLimits);
  if (!document || !document->root.is_object()) return std::unexpected("failed to parse JSON.");
  DeliveryPolicy out;
  const auto http = document->root.find("http");
  if (http == document->root.end()) return out;
  if (!http->is_object()) return std::unexpected("http must be an object");
  std::string fault;
  if (const auto it = http->find("defaultHealthyRetryPolicy"); it != http->end()) {
    fault = read_retry(*it, out.retry);
  }
  if (fault.empty()) fault = read_rest(*http, "defaultThrottlePolicy", "defaultRequestPolicy", out);
  const auto override_flag = http->find("disableSubscriptionOverrides");
  if (override_flag != http->end() && override_flag->is_boolean()) {
    out.disable_overrides = override_flag->get<bool>();
  }
  if (!fault.empty()) return std::unexpected(std::move(fault));
  return out;
}

base::Result<DeliveryPolicy, std::string> read_subscription_delivery_policy(
    std::string_view text, const DeliveryPolicy& of_topic) {
  const auto document = base::parse_json(text, kPolicyLimits);
  if (!document || !document->root.is_object()) return std::unexpected("failed to parse JSON.");
  DeliveryPolicy out = of_topic;
  std::string fault;
  if (const auto it = document->root.find("healthyRetryPolicy"); it != document->root.end()) {
    fault = read_retry(*it, out.retry);
  }
  if (fault.empty()) fault = read_rest(document->root, "throttlePolicy", "requestPolicy", out);
  if (!fault.empty()) return std::unexpected(std::move(fault));
  return out;
}

std::string topic_policy_text(const DeliveryPolicy& policy) {
  Json http{{"defaultHealthyRetryPolicy", retry_json(policy.retry)},
            {"disableSubscriptionOverrides", policy.disable_overrides}};
  if (policy.max_receives_per_second > 0) {
    http["defaultThrottlePolicy"] = {{"maxReceivesPerSecond", policy.max_receives_per_second}};
  }
  http["defaultRequestPolicy"] = {{"headerContentType", policy.content_type}};
  return base::dump({{"http", http}});
}

std::string subscription_policy_text(const DeliveryPolicy& policy) {
  Json throttle;
  if (policy.max_receives_per_second > 0) {
    throttle = {{"maxReceivesPerSecond", policy.max_receives_per_second}};
  }
  return base::dump({{"healthyRetryPolicy", retry_json(policy.retry)},
                     {"sicklyRetryPolicy", nullptr},
                     {"throttlePolicy", throttle},
                     {"requestPolicy", {{"headerContentType", policy.content_type}}},
                     {"guaranteed", false}});
}

std::string shown_topic_policy(std::string_view text) {
  const auto document = base::parse_json(text, kPolicyLimits);
  if (!document) return std::string(text);
  const Json given = document->root.value("http", Json::object());
  Json http = Json::object();
  const auto take = [&](const char* name) {
    if (const auto it = given.find(name); it != given.end() && !it->is_null()) http[name] = *it;
  };
  take("defaultHealthyRetryPolicy");
  http["disableSubscriptionOverrides"] = false;
  take("disableSubscriptionOverrides");
  take("defaultThrottlePolicy");
  take("defaultRequestPolicy");
  return base::dump({{"http", http}});
}

std::string shown_subscription_policy(std::string_view text) {
  const auto document = base::parse_json(text, kPolicyLimits);
  if (!document) return std::string(text);
  const Json& given = document->root;
  const auto member = [&](const char* name) {
    const auto it = given.find(name);
    return it == given.end() ? Json() : *it;
  };
  Json retry = member("healthyRetryPolicy");
  RetryPolicy whole;
  if (!retry.is_null() && read_retry(retry, whole).empty()) retry = retry_json(whole);
  return base::dump({{"healthyRetryPolicy", retry},
                     {"sicklyRetryPolicy", nullptr},
                     {"throttlePolicy", member("throttlePolicy")},
                     {"requestPolicy", member("requestPolicy")},
                     {"guaranteed", false}});
}

void hash_into(const RetryPolicy& policy, base::Hasher& h) {
  const auto& [min_delay, max_delay, retries, no_delay, at_min_delay, at_max_delay, backoff] =
      policy;
  base::hash_fields(h, min_delay, max_delay, retries, no_delay, at_min_delay, at_max_delay,
                    backoff);
}

void hash_into(const DeliveryPolicy& policy, base::Hasher& h) {
  const auto& [retry, max_receives_per_second, content_type, disable_overrides] = policy;
  base::hash_fields(h, retry, max_receives_per_second, content_type, disable_overrides);
}

}  // namespace services::sns
