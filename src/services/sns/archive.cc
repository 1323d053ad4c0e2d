// Keeping and replaying messages.
#include "services/sns/archive.h"

#include "base/calendar.h"
#include "base/json.h"
#include "services/sns/delivery.h"

namespace services::sns {
namespace {

constexpr base::Duration kDay = base::hours(24);

// The virtual time of a timestamp in the policy; the fallback when there is none.
base::SimTime time_of(const State& state, const base::Json& policy, const char* name,
                      base::SimTime fallback) {
  const auto it = policy.find(name);
  if (it == policy.end() || !it->is_string()) return fallback;
  const auto ms = base::parse_iso8601(it->get_ref<const std::string&>());
  if (!ms) return fallback;
  return {(*ms - state.epoch_ms) * 1000};
}

void complete(engine::Context& ctx, Subscription& s) {
  s.replay = ReplayStatus::kCompleted;
  s.last_event = ctx.emit(model::ReplayCompleted{s.topic, s.id}, s.last_event);
}

}  // namespace

void archive(engine::Context& ctx, Topic& topic, const MessagePtr& message) {
  if (topic.archive_days == 0) return;
  const base::SimTime oldest = ctx.now() + kDay * -topic.archive_days;
  std::erase_if(topic.archive, [&](const MessagePtr& m) { return m->published_at < oldest; });
  topic.archive.push_back(message);
}

void start_replay(State& state, engine::Context& ctx, model::SubscriptionId id) {
  Subscription& s = state.subscriptions.at(id);
  if (s.replay != ReplayStatus::kPending || s.pending) return;
  const auto policy = base::parse_json(s.replay_policy);
  if (!policy) return;
  const base::SimTime from = time_of(state, policy->root, "StartingPoint", {});
  const base::SimTime to = time_of(state, policy->root, "EndingPoint", ctx.now());
  std::vector<MessagePtr> chosen;
  for (const MessagePtr& m : state.find(s.topic)->archive) {
    if (m->published_at < from || m->published_at > to) continue;
    const auto body = s.filter ? parse_json_text(m->body) : std::nullopt;
    if (!s.filter || passes(*s.filter, m->attributes, body ? &*body : nullptr)) {
      chosen.push_back(m);
    }
  }
  s.replay = ReplayStatus::kInProgress;
  s.replay_left = static_cast<std::uint32_t>(chosen.size());
  s.last_event = ctx.emit(model::ReplayStarted{s.topic, s.id, s.replay_left}, s.last_event);
  if (chosen.empty()) complete(ctx, s);
  for (const MessagePtr& m : chosen) replay_to(state, ctx, s, m);
}

void replay_finished_one(State& state, engine::Context& ctx, model::SubscriptionId id) {
  const auto it = state.subscriptions.find(id);
  if (it == state.subscriptions.end() || it->second.replay_left == 0) return;
  if (--it->second.replay_left == 0) complete(ctx, it->second);
}

}  // namespace services::sns
