// The hash and the weight of the whole World. Structs are taken apart by structured bindings: a new
// member does not compile until it is hashed.
#include "actors/weight.h"
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "model/sns_hashes.h"
#include "world/world.h"

namespace world {
namespace {

// The layout of the heap says nothing, so the timers are summed up rather than chained.
std::uint64_t hash_of(const engine::Timers& timers) {
  std::uint64_t sum = 0;
  for (const auto& [at, seq, timer] : timers.entries()) {
    base::Hasher h;
    base::hash_fields(h, at, seq, timer);
    sum += h.value();
  }
  return sum;
}

// A list in shared chunks with its index: what no copy shares, and the pointers of the rest.
template <class T>
std::size_t weight_of(const base::SharedVector<T>& slots) {
  return slots.unshared() * (sizeof(T) + 48) + slots.size();
}

}  // namespace

void hash_into(const Options& options, base::Hasher& h) {
  // The services hash their region and account themselves.
  const auto& [seed, profile, hop, sqs, sns, region, account, epoch_ms] = options;
  base::hash_fields(h, seed, profile, hop, sqs, sns, epoch_ms);
}

void hash_into(const Transit& transit, base::Hasher& h) {
  const auto& [id, call, actor, ticket, queue, topic, subscription, publish, bucket, object, stream,
               shard, records, response, departed_at, arrives_at, messages, payload] = transit;
  base::hash_fields(h, id, call, actor, ticket, queue, topic, subscription, publish, bucket, object,
                    stream, shard, records, response, departed_at, arrives_at, messages, payload);
}

void hash_into(const ResourceTexts& texts, base::Hasher& h) {
  const auto& [ref, arn] = texts;
  base::hash_fields(h, ref, arn);
}
void hash_into(const World::OpenCall& call, base::Hasher& h) {
  const auto& [queue, stream, shard] = call;
  base::hash_fields(h, queue, stream, shard);
}

std::uint64_t World::hash() const {
  base::Hasher h;
  base::hash_fields(h, options_, now_, hash_of(timers_), timers_.sequence(), timers_to_prune_,
                    last_seq_, sqs_, sns_, iam_, kms_, s3_, kinesis_, lambda_, actors_,
                    actor_principals_, resources_, transits_, open_calls_, last_transit_,
                    last_call_);
  return h.value();
}

std::size_t World::weight() const {
  std::size_t out = sizeof(World) + timers_.size() * sizeof(engine::Timers::Entry) +
                    transits_.size() * 512 + actors::weight(actors_);
  out += sns_.subscriptions.size() * 1024 + sns_.deliveries.size() * 512 +
         sns_.topics.size() * 1024 + (iam_.principals.size() + kms_.keys.size()) * 512;
  out += services::kinesis::weight(kinesis_);
  for (const auto& [id, bucket] : s3_.buckets) out += 512 + bucket.objects.size() * 256;
  for (const auto& [id, function] : lambda_.functions) out += 512 + function.events.size() * 160;
  for (const auto& [url, endpoint] : sns_.endpoints) out += 256 + endpoint.received.size() * 512;
  for (const auto& [id, queue] : sqs_.queues) {
    // A message with its texts: two small allocations are usual.
    out += sizeof(queue) + queue.slots.unshared() * (sizeof(services::sqs::Message) + 96);
    out += queue.slots.size() / 2 + queue.free_slots.size() * sizeof(std::uint32_t);
    out += queue.by_age.size() * sizeof(services::sqs::AgeEntry);
    for (const auto& node : queue.nodes) {
      out += node.fresh.size() * sizeof(services::sqs::ReadyEntry) + node.returned.size() * 64;
    }
    for (const auto& [group, nodes] : queue.fair.aside) {
      for (const auto& node : nodes) {
        out += node.fresh.size() * sizeof(services::sqs::ReadyEntry) + node.returned.size() * 64;
      }
    }
    out += weight_of(queue.groups.slots()) + weight_of(queue.fifo.sends.slots());
    out += (queue.fifo.attempts.size() + queue.fifo.calls.size()) * 256;
  }
  return out;
}

}  // namespace world
