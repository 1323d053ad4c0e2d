// KMS keys as the other services meet them: who may use a key, in which state it is, and for how
// long a data key spares a call (aws-facts 1.12, 7). A plain value and functions on it. Must not
// know queues or topics: it is asked by the dispatcher.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/context.h"
#include "model/events.h"
#include "model/ids.h"

namespace services::kms {

/// A key. Those that AWS manages for one service ("alias/aws/sqs") cannot be used by others.
struct Key {
  model::KeyId id;
  std::string key_id;  // UUID
  std::string arn;
  std::string alias;   // "alias/orders", may be empty
  std::string manager;  // "sqs" for an AWS-managed key, empty for a customer's own
  std::string policy;   // key policy; of a customer key
  model::KeyState state = model::KeyState::kEnabled;
  base::SimTime deleted_at = base::kNever;  // end of the waiting period
  std::uint64_t calls = 0;                  // GenerateDataKey and Decrypt made so far
};

struct State {
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::uint64_t seed = 0;
  std::map<model::KeyId, Key> keys;
  std::uint32_t last_key = 0;
  /// Until when a service reuses the data key of a resource, by ARN.
  std::map<std::string, base::SimTime, std::less<>> reused_until;

  const Key* find(model::KeyId id) const;
  /// By key id, ARN, alias or alias ARN.
  const Key* find_by_name(std::string_view name) const;
};

model::KeyId add_key(State& state, std::string alias, std::string policy);
/// The key behind "alias/aws/sqs", made at its first use as AWS does.
const Key& managed_key(State& state, std::string_view service);

/// Orders of an administrator. False when the state of the key does not allow it.
enum class Order : std::uint8_t { kEnable, kDisable, kScheduleDeletion, kCancelDeletion };
bool obey(State& state, engine::Context& ctx, model::KeyId key, Order order,
          base::Duration waiting_period = base::hours(24 * 30));

/// Why a key cannot be used.
enum class Fault : std::uint8_t { kNotFound, kDisabled, kInvalidState, kAccessDenied };

/// One use: through which service, for whom, for what.
struct Use {
  std::string key;       // as the resource names it
  std::string service;   // "sqs": whose AWS-managed key may be meant
  std::string resource;  // ARN, whose data key is reused
  bool from_service = false;  // the caller is a service such as sns.amazonaws.com
  base::Duration reuse;
};
/// Whether `allowed(key)`, asked for a customer key, lets the caller use it.
template <class Allowed>
std::optional<Fault> use_key(State& state, engine::Context& ctx, const Use& use, Allowed allowed);

/// The parts of use_key that ask nobody.
std::optional<Fault> check_state(State& state, engine::Context& ctx, const Use& use,
                                 const Key*& found);
bool is_reused(const State& state, base::SimTime now, const Use& use);
void count_use(State& state, engine::Context& ctx, const Use& use, model::KeyId key);

/// What SQS and SNS call the fault, and its text.
struct FaultText {
  std::string_view name;  // "Disabled"
  std::string message;
};
FaultText text_of(Fault fault, const Use& use);

void hash_into(const State& state, base::Hasher& h);

template <class Allowed>
std::optional<Fault> use_key(State& state, engine::Context& ctx, const Use& use, Allowed allowed) {
  // As long as the data key is reused, nobody asks KMS: a key that was disabled meanwhile is not
  // noticed (aws-facts 7).
  if (is_reused(state, ctx.now(), use)) return std::nullopt;
  const Key* key = nullptr;
  if (const auto fault = check_state(state, ctx, use, key)) return fault;
  if (key->manager.empty() && !allowed(*key)) return Fault::kAccessDenied;
  count_use(state, ctx, use, key->id);
  return std::nullopt;
}

}  // namespace services::kms
