// A stream in words, for those who do not see it.
#include <algorithm>
#include <format>

#include "view/scene_stream.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kMostNamed = 6;

std::string shard_sentence(const StageShard& s) {
  std::string out = std::format("shard {} holds {}", s.number, amount(s.end - s.begin, "record"));
  if (!s.open) return out + " and is closed";
  out += std::format(", {} put in the last second", s.puts);
  if (s.throttled) out += ", and refuses records";
  return out;
}

}  // namespace

std::vector<std::string> stream_words(const StageStream& stream, Lens lens) {
  std::vector<std::string> out;
  const auto open = std::ranges::count(stream.shards, true, &StageShard::open);
  std::string head = std::format("stream {} is {} with {}", stream.name, stream.status,
                                 amount(static_cast<std::uint64_t>(open), "open shard"));
  if (!stream.becomes.empty()) head += ": " + stream.becomes;
  out.push_back(std::move(head));
  if (lens == Lens::kApi) return out;
  std::size_t left = kMostNamed;
  for (const StageShard& s : stream.shards) {
    if (left-- == 0) break;
    out.push_back(shard_sentence(s));
  }
  if (stream.shards.size() > kMostNamed) {
    out.push_back(amount(stream.shards.size() - kMostNamed, "more shard"));
  }
  std::size_t flying = 0;
  for (const StageStreamHop& hop : stream.hops) {
    if (!hop.read && hop.to_stream) flying += hop.count;
  }
  if (flying > 0) {
    out.push_back(std::format("{} on the way to {}", amount(flying, "record"), stream.name));
  }
  if (stream.throttle) {
    const StageThrottle& t = *stream.throttle;
    out.push_back(std::format("a record{} was refused: throughput exceeded",
                              t.key.empty() ? "" : " of " + t.key));
  }
  for (const StageReader& r : stream.readers) {
    std::string words = std::format("{} ({})", r.name, r.state);
    if (r.behind.us > 0) {
      words += std::format(" is {} behind", countdown(r.behind));
    } else if (!r.cursors.empty()) {
      words += " has read everything";
    }
    if (r.out_of_order > 0) words += std::format(", {} out of order", r.out_of_order);
    out.push_back(std::move(words));
  }
  return out;
}

}  // namespace view
