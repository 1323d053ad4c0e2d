// Keys: their states, names and uses.
#include "services/kms/kms.h"

#include <algorithm>
#include <format>

#include "base/hash_fields.h"

namespace services::kms {
namespace {

std::string key_uuid(std::uint64_t seed, model::KeyId id) {
  const std::string hex = base::sha256_hex(std::format("key {} {}", seed, id.value));
  return std::format("{}-{}-4{}-8{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(13, 3),
                     hex.substr(17, 3), hex.substr(20, 12));
}

Key& make_key(State& state) {
  Key key;
  key.id = {++state.last_key};
  key.key_id = key_uuid(state.seed, key.id);
  key.arn = std::format("arn:aws:kms:{}:{}:key/{}", state.region, state.account, key.key_id);
  return state.keys.emplace(key.id, std::move(key)).first->second;
}

void set_state(engine::Context& ctx, Key& key, model::KeyState to) {
  key.state = to;
  ctx.emit(model::KeyStateChanged{key.id, to});
}

}  // namespace

const Key* State::find(model::KeyId id) const {
  const auto it = keys.find(id);
  return it == keys.end() ? nullptr : &it->second;
}

const Key* State::find_by_name(std::string_view name) const {
  const std::size_t alias = name.find(":alias/");
  if (alias != std::string_view::npos) name.remove_prefix(alias + 1);
  const auto it = std::ranges::find_if(keys, [&](const auto& entry) {
    const Key& key = entry.second;
    return key.key_id == name || key.arn == name || (!key.alias.empty() && key.alias == name);
  });
  return it == keys.end() ? nullptr : &it->second;
}

model::KeyId add_key(State& state, std::string alias, std::string policy) {
  Key& key = make_key(state);
  key.alias = std::move(alias);
  key.policy = std::move(policy);
  return key.id;
}

const Key& managed_key(State& state, std::string_view service) {
  const std::string alias = std::format("alias/aws/{}", service);
  if (const Key* known = state.find_by_name(alias)) return *known;
  Key& key = make_key(state);
  key.alias = alias;
  key.manager = service;
  return key;
}

bool obey(State& state, engine::Context& ctx, model::KeyId id, Order order,
          base::Duration waiting_period) {
  const auto it = state.keys.find(id);
  if (it == state.keys.end() || !it->second.manager.empty()) return false;
  Key& key = it->second;
  const bool pending = key.state == model::KeyState::kPendingDeletion;
  if (pending && ctx.now() >= key.deleted_at) return false;
  switch (order) {
    case Order::kEnable:
    case Order::kDisable: {
      const auto to =
          order == Order::kEnable ? model::KeyState::kEnabled : model::KeyState::kDisabled;
      if (pending || key.state == to) return false;
      set_state(ctx, key, to);
      return true;
    }
    case Order::kScheduleDeletion:
      // 7 to 30 days, as AWS asks for.
      if (pending || waiting_period < base::hours(24 * 7) ||
          waiting_period > base::hours(24 * 30)) {
        return false;
      }
      key.deleted_at = ctx.now() + waiting_period;
      set_state(ctx, key, model::KeyState::kPendingDeletion);
      return true;
    case Order::kCancelDeletion:
      if (!pending) return false;
      key.deleted_at = base::kNever;
      set_state(ctx, key, model::KeyState::kDisabled);  // AWS leaves it disabled
      return true;
  }
  return false;
}

std::optional<Fault> check_state(State& state, engine::Context& ctx, const Use& use,
                                 const Key*& found) {
  found = state.find_by_name(use.key);
  if (found == nullptr && use.key.ends_with("alias/aws/" + use.service)) {
    found = &managed_key(state, use.service);
  }
  if (found == nullptr || ctx.now() >= found->deleted_at) return Fault::kNotFound;
  // A key that AWS manages for a service serves that service's own callers only.
  if (!found->manager.empty() && (use.from_service || found->manager != use.service)) {
    return Fault::kAccessDenied;
  }
  switch (found->state) {
    case model::KeyState::kEnabled: return std::nullopt;
    case model::KeyState::kDisabled: return Fault::kDisabled;
    case model::KeyState::kPendingDeletion:
    case model::KeyState::kPendingImport: break;
  }
  return Fault::kInvalidState;
}

bool is_reused(const State& state, base::SimTime now, const Use& use) {
  const auto it = state.reused_until.find(use.resource + " " + use.key);
  return it != state.reused_until.end() && now < it->second;
}

void count_use(State& state, engine::Context& ctx, const Use& use, model::KeyId key) {
  ++state.keys.at(key).calls;
  std::erase_if(state.reused_until, [&](const auto& entry) { return entry.second <= ctx.now(); });
  if (use.reuse.us > 0) state.reused_until[use.resource + " " + use.key] = ctx.now() + use.reuse;
}

FaultText text_of(Fault fault, const Use& use) {
  switch (fault) {
    case Fault::kNotFound: return {"NotFound", std::format("Invalid keyId {}", use.key)};
    case Fault::kDisabled: return {"Disabled", std::format("{} is disabled.", use.key)};
    case Fault::kInvalidState:
      return {"InvalidState", std::format("{} is pending deletion.", use.key)};
    case Fault::kAccessDenied: break;
  }
  return {"AccessDenied",
          "The ciphertext refers to a customer master key that does not exist, does not exist in "
          "this region, or you are not allowed to access."};
}

void hash_into(const Key& key, base::Hasher& h) {
  const auto& [id, key_id, arn, alias, manager, policy, state, deleted_at, calls] = key;
  base::hash_fields(h, id, key_id, arn, alias, manager, policy, state, deleted_at, calls);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [region, account, seed, keys, last_key, reused_until] = state;
  base::hash_fields(h, region, account, seed, keys, last_key, reused_until);
}

}  // namespace services::kms
