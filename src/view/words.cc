// Names, times and amounts in plain words.
#include "view/words.h"

#include <algorithm>
#include <format>

namespace view {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kTenth = kSecond / 10;

std::string tenths(std::int64_t n) { return std::format("{}.{}", n / 10, n % 10); }

std::int64_t divide_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

std::string message_name(const world::World& world, model::MessageId id) {
  return world::short_name(world, id);
}

std::string actor_name(const world::World& world, model::ActorId id) {
  if (!id) return "you";
  const actors::Actor* actor = world.actors().find(id);
  return actor != nullptr ? actor->name : "a caller";
}

std::string queue_name(const world::World& world, model::QueueId id) {
  const services::sqs::Queue* queue = world.sqs().find(id);
  return queue != nullptr ? queue->name : "a deleted queue";
}

std::string countdown(base::Duration left) {
  const std::int64_t us = std::max<std::int64_t>(left.us, 0);
  if (us <= 60 * kSecond) return tenths(divide_up(us, kTenth)) + " s";
  if (us < 600 * kSecond) return std::format("{} s", divide_up(us, kSecond));
  if (us < 3600 * kSecond) return tenths(divide_up(us, 6 * kSecond)) + " min";
  return tenths(divide_up(us, 360 * kSecond)) + " h";
}

std::string elapsed(base::Duration gone) {
  const std::int64_t us = std::max<std::int64_t>(gone.us, 0);
  if (us < 60 * kSecond) return tenths(us / kTenth);
  return std::to_string(us / kSecond);
}

std::string clock_tenths(base::SimTime t) {
  const std::string full = base::format_clock(t);
  const std::size_t dot = full.find('.');
  return dot == std::string::npos ? full : full.substr(0, dot + 2);
}

std::string amount(std::uint64_t n, std::string_view noun) {
  return std::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string times(std::uint64_t n) {
  if (n == 1) return "once";
  if (n == 2) return "twice";
  return std::format("{} times", n);
}

std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] -= 'a' - 'A';
  return text;
}

std::string noun_of(std::string_view queue_name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (queue_name.ends_with(".fifo")) queue_name.remove_suffix(5);
  if (queue_name.size() < 4 || !queue_name.ends_with('s') || queue_name.ends_with("ss") ||
      !std::ranges::all_of(queue_name, is_letter)) {
    return "message";
  }
  return std::string(queue_name.substr(0, queue_name.size() - 1));
}

}  // namespace view
