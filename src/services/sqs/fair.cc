// Who is noisy in a fair queue. AWS calls its thresholds approximate; what "recent" means is a
// design value: the running period of five minutes and the one before it.
#include "services/sqs/fair.h"

#include <algorithm>

namespace services::sqs {
namespace {

std::int64_t period_of(const engine::Context& ctx) {
  return ctx.now().us / base::seconds(ctx.fact("sqs.fair.quiet_after")).us;
}

bool exceeds_share(const engine::Context& ctx, std::int64_t part, std::int64_t whole) {
  return part > whole / 100 * ctx.fact("sqs.fair.noisy.percent") +
                    whole % 100 * ctx.fact("sqs.fair.noisy.percent") / 100;
}

void become_noisy(engine::Context& ctx, Queue& queue, std::uint32_t group) {
  Group& g = queue.groups.edit(group);
  // Without a backlog there is nothing that others could be preferred to.
  if (g.noisy || g.waiting() == 0) return;
  g.noisy = true;
  g.last_event =
      ctx.emit(model::GroupBecameNoisy{queue.id, g.id, g.in_flight, g.waiting()}, g.last_event);
  queue.fair.noisy.push_back(group);
}

void become_quiet(engine::Context& ctx, Queue& queue, std::uint32_t group) {
  Group& g = queue.groups.edit(group);
  g.noisy = false;
  g.last_event = ctx.emit(model::GroupBecameQuiet{queue.id, g.id}, g.last_event);
  std::erase(queue.fair.noisy, group);
}

}  // namespace

void tenant_sent(engine::Context& ctx, Queue& queue, std::uint32_t group) {
  queue.groups.edit(group).last_sent = ctx.now();
}

void tenant_received(engine::Context& ctx, Queue& queue, std::uint32_t group) {
  const Group& g = queue.groups[group];
  if (g.in_flight >= ctx.fact("sqs.fair.noisy.in_flight") &&
      exceeds_share(ctx, g.in_flight, queue.in_flight)) {
    become_noisy(ctx, queue, group);
  }
  tenant_shrank(ctx, queue, group);
}

void tenant_processed(engine::Context& ctx, Queue& queue, std::uint32_t group,
                      base::Duration time) {
  const std::int64_t period = period_of(ctx);
  queue.fair.processing.add(period, time);
  if (group == kNoSlot) return;
  Group& g = queue.groups.edit(group);
  g.processing.add(period, time);
  // Assumption: the floor of 30 messages holds here too, or two small tenants would both be noisy.
  if (g.processing.count(period) >= ctx.fact("sqs.fair.noisy.in_flight") &&
      exceeds_share(ctx, g.processing.sum(period).us, queue.fair.processing.sum(period).us)) {
    become_noisy(ctx, queue, group);
  }
}

void tenant_shrank(engine::Context& ctx, Queue& queue, std::uint32_t group) {
  const Group& g = queue.groups[group];
  if (g.noisy && g.waiting() == 0) become_quiet(ctx, queue, group);
}

void forget_tenant(Queue& queue, std::uint32_t group) {
  queue.fair.aside.erase(group);
  std::erase(queue.fair.noisy, group);
}

void settle_tenants(engine::Context& ctx, Queue& queue) {
  const base::Duration silence = base::seconds(ctx.fact("sqs.fair.quiet_after"));
  for (const std::uint32_t group : std::vector(queue.fair.noisy)) {
    if (ctx.now() - queue.groups[group].last_sent >= silence) become_quiet(ctx, queue, group);
  }
}

}  // namespace services::sqs
