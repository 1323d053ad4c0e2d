// When a failed delivery is tried again: the phases per kind of endpoint and the HTTP delivery
// policy (aws-facts 2.5). Pure arithmetic. Must not know topics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"

namespace services::sns {

enum class Backoff : std::uint8_t { kLinear, kArithmetic, kGeometric, kExponential };

/// healthyRetryPolicy: retries without a pause, then at the least delay, then growing, then at the
/// greatest delay. Seconds.
struct RetryPolicy {
  std::int64_t min_delay = 20;
  std::int64_t max_delay = 20;
  std::int64_t retries = 3;
  std::int64_t no_delay = 0;
  std::int64_t at_min_delay = 0;
  std::int64_t at_max_delay = 0;
  Backoff backoff = Backoff::kLinear;
  auto operator<=>(const RetryPolicy&) const = default;
};

/// SQS, Lambda and Firehose: 100,015 retries over 23 days.
inline constexpr RetryPolicy kManagedRetries{1, 20, 100'015, 3, 2, 100'000, Backoff::kExponential};
/// E-mail, SMS and mobile push: 50 retries over 6 hours.
inline constexpr RetryPolicy kCustomerRetries{10, 600, 50, 0, 2, 38, Backoff::kExponential};

/// The delivery policy of a topic or of an HTTP subscription.
struct DeliveryPolicy {
  RetryPolicy retry;
  std::int64_t max_receives_per_second = 0;  // 0 = no throttle
  std::string content_type = "text/plain; charset=UTF-8";
  bool disable_overrides = false;
  bool operator==(const DeliveryPolicy&) const = default;
};

/// The pause before retry number `n`, from 1; nothing when it is one too many.
std::optional<base::Duration> retry_delay(const RetryPolicy& policy, std::int64_t n);

/// Reads a topic's `{"http": {"defaultHealthyRetryPolicy": …}}` or a subscription's
/// `{"healthyRetryPolicy": …}`, which has the topic's where it has no own; or says what is wrong
/// with it.
base::Result<DeliveryPolicy, std::string> read_topic_delivery_policy(std::string_view text);
base::Result<DeliveryPolicy, std::string> read_subscription_delivery_policy(
    std::string_view text, const DeliveryPolicy& of_topic);
/// EffectiveDeliveryPolicy of a topic, and of a subscription.
std::string topic_policy_text(const DeliveryPolicy& policy);
std::string subscription_policy_text(const DeliveryPolicy& policy);
/// DeliveryPolicy as AWS shows what was set: a topic's without what is null, a subscription's with
/// all of its members.
std::string shown_topic_policy(std::string_view text);
std::string shown_subscription_policy(std::string_view text);

void hash_into(const RetryPolicy& policy, base::Hasher& h);
void hash_into(const DeliveryPolicy& policy, base::Hasher& h);

}  // namespace services::sns
