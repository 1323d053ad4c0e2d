// Looking things up in SNS and the names it gives.
#include "services/sns/state.h"

#include <algorithm>
#include <array>

namespace services::sns {
namespace {

constexpr std::array<std::string_view, kProtocols> kNames{
    "sqs", "lambda", "firehose", "http", "https", "email", "email-json", "sms", "application"};

void put_hex(std::string& out, std::size_t at, std::size_t digits, std::uint64_t value) {
  for (std::size_t i = digits; i > 0; --i, value >>= 4) {
    out[at + i - 1] = "0123456789abcdef"[value & 15];
  }
}

}  // namespace

std::optional<Protocol> protocol_from(std::string_view name) {
  const auto it = std::ranges::find(kNames, name);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<Protocol>(it - kNames.begin());
}

std::string_view protocol_name(Protocol protocol) {
  return kNames[static_cast<std::size_t>(protocol)];
}

State::State(std::uint64_t world_seed, Behaviour how)
    : seed(world_seed), behaviour(how), retry_rng(world_seed, "sns.retry") {}

const Topic* State::find(model::TopicId id) const {
  const auto it = topics.find(id);
  return it == topics.end() ? nullptr : &it->second;
}

const Topic* State::find_by_arn(std::string_view arn) const {
  const auto it = by_name.find(arn.substr(arn.rfind(':') + 1));
  const Topic* topic = it == by_name.end() ? nullptr : find(it->second);
  return topic != nullptr && topic->arn == arn ? topic : nullptr;
}

const Subscription* State::find(model::SubscriptionId id) const {
  const auto it = subscriptions.find(id);
  return it == subscriptions.end() ? nullptr : &it->second;
}

const Subscription* State::find_subscription(std::string_view arn) const {
  const auto it = std::ranges::find_if(subscriptions,
                                       [&](const auto& entry) { return entry.second.arn == arn; });
  return it == subscriptions.end() ? nullptr : &it->second;
}

std::string uuid_for(std::uint64_t seed, std::string_view purpose, std::uint64_t number) {
  base::Hasher h;
  h.add(seed);
  h.add(purpose);
  h.add(number);
  const std::uint64_t a = h.value();
  h.add("second half");
  const std::uint64_t b = h.value();
  std::string out = "00000000-0000-4000-8000-000000000000";  // version 4, variant 1
  put_hex(out, 0, 8, a);
  put_hex(out, 9, 4, a >> 32);
  put_hex(out, 15, 3, a >> 48);
  put_hex(out, 19, 1, 8 + (b >> 60 & 3));
  put_hex(out, 20, 3, b >> 48);
  put_hex(out, 24, 12, b);
  return out;
}

void State::note_copy(model::MessageId message, model::PublishId publish) {
  if (copies.size() == 2 * kKeptCopies) copies.erase(copies.begin(), copies.begin() + kKeptCopies);
  copies.push_back({message, publish});
}

model::PublishId State::publish_of(model::MessageId message) const {
  const auto it = std::ranges::lower_bound(copies, message, {}, &QueueCopy::message);
  return it == copies.end() || it->message != message ? model::PublishId{} : it->publish;
}

std::string short_id(std::uint64_t seed, model::PublishId id) {
  base::Hasher h;
  h.add(seed);
  h.add("publish names");
  constexpr std::uint64_t kOdd = 0x9E5;  // one to one on 12 bits
  std::string out(3, '0');
  put_hex(out, 0, 3, (id.value * kOdd + h.value()) & 0xFFF);
  return out;
}

std::string publish_uuid(std::uint64_t seed, model::PublishId id) {
  const std::string name = short_id(seed, id);
  return name + uuid_for(seed, "publish", id.value).substr(name.size());
}

}  // namespace services::sns
