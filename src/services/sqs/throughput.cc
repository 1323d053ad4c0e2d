// Calls per second, counted from the first call of each second. Simplifications: AWS counts less
// exactly, and how many partitions a queue has is its secret; here there are as many as it takes
// to reach the region's quota.
#include "services/sqs/throughput.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "services/sqs/errors.h"

namespace services::sqs {
namespace {

constexpr std::uint32_t kWholeQueue = UINT32_MAX;

bool has_room(const engine::Context& ctx, const CallWindow& window, std::int64_t limit) {
  return ctx.now() - window.start >= base::seconds(1) || window.calls < limit;
}

void count(const engine::Context& ctx, CallWindow& window) {
  if (window.calls == 0 || ctx.now() - window.start >= base::seconds(1)) {
    window = {ctx.now(), 0};
  }
  ++window.calls;
}

std::uint32_t partition_of(std::string_view group, std::int64_t partitions) {
  base::Hasher h;
  h.add("partition");
  h.add(group);
  return static_cast<std::uint32_t>(h.value() % static_cast<std::uint64_t>(partitions));
}

}  // namespace

std::optional<model::ApiError> count_call(engine::Context& ctx, Queue& queue, CallKind kind,
                                          std::span<const std::string_view> groups) {
  if (!queue.is_fifo()) return std::nullopt;
  const std::int64_t each = ctx.fact("sqs.fifo.calls_per_second");
  const bool high = queue.attributes.limits_per_group;
  const std::int64_t whole = high ? ctx.fact("sqs.fifo.high_throughput.calls_per_second") : each;
  std::set<std::uint32_t> partitions;
  if (high) {
    for (const std::string_view group : groups) {
      partitions.insert(partition_of(group, std::max<std::int64_t>(1, whole / each)));
    }
  }
  auto& windows = queue.fifo.calls;
  bool room = has_room(ctx, windows[{kind, kWholeQueue}], whole);
  for (const std::uint32_t p : partitions) {
    room = room && has_room(ctx, windows[{kind, p}], each);
  }
  if (!room) return request_throttled();
  count(ctx, windows[{kind, kWholeQueue}]);
  for (const std::uint32_t p : partitions) count(ctx, windows[{kind, p}]);
  return std::nullopt;
}

}  // namespace services::sqs
