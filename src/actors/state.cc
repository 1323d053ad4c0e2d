// Looking actors up, and the hash of all of them.
#include "actors/state.h"

#include <algorithm>

namespace actors {
namespace {

void hash_role(const Producer& p, base::Hasher& h) {
  h.add(p.sent);
  h.add(p.refused);
}

void hash_role(const Worker& w, base::Hasher& h) {
  h.add(static_cast<std::uint32_t>(w.phase));
  h.add(w.received);
  h.add(w.finished);
  h.add(w.duplicates);
  h.add(w.call.value);
  h.add(static_cast<std::uint32_t>(w.spec.idempotent));
  h.add(w.spec.heartbeat ? w.spec.heartbeat->every.us : 0);
  for (const base::Duration d : w.spec.work.list) h.add(d);
  for (const Job& job : w.jobs) {
    h.add(job.message.value);
    h.add(job.received_at);
    h.add(job.started_at);
    h.add(job.work);
    h.add(job.heartbeat_at);
  }
}

}  // namespace

const Actor* State::find(model::ActorId id) const {
  const auto it = actors.find(id);
  return it == actors.end() ? nullptr : &it->second;
}

const Actor* State::find_by_name(std::string_view name) const {
  const auto it = std::ranges::find_if(
      actors, [&](const auto& entry) { return entry.second.name == name; });
  return it == actors.end() ? nullptr : &it->second;
}

void State::hash_into(base::Hasher& h) const {
  for (const auto& [id, actor] : actors) {
    h.add(id.value);
    h.add(actor.token);
    h.add(actor.wakes_at);
    actor.rng.hash_into(h);
    std::visit([&](const auto& role) { hash_role(role, h); }, actor.role);
  }
  for (const auto& [message, entry] : effects) {
    h.add(message.value);
    h.add(entry.times);
  }
  h.add(effects_first);
  h.add(effects_duplicate);
  h.add(effects_skipped);
}

}  // namespace actors
