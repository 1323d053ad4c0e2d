// The deduplication window: slots in order of acceptance, found by their key.
#include "services/sqs/deduplication.h"

#include "base/hash_fields.h"

namespace services::sqs {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// The digest is a good hash already.
std::uint64_t hash_of(const base::Md5Digest& key) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | key[i];
  return out;
}

}  // namespace

base::Md5Digest DedupTable::key_of(std::string_view group, std::string_view id) {
  std::string text(group);
  text.push_back('\0');  // stands in neither
  text += id;
  return base::md5(text);
}

const AcceptedSend* DedupTable::find(const base::Md5Digest& key) const {
  const std::uint32_t slot =
      index_.find(hash_of(key), [&](std::uint32_t s) { return sends_[s].key == key; });
  return slot == kNone ? nullptr : &sends_[slot];
}

void DedupTable::add(AcceptedSend send) {
  std::uint32_t slot = free_;
  if (slot == kNone) {
    slot = static_cast<std::uint32_t>(sends_.size());
    sends_.push_back({});
  } else {
    free_ = sends_[slot].next;
  }
  send.next = kNone;
  index_.insert(hash_of(send.key), slot);
  sends_.edit(slot) = send;
  if (newest_ != kNone) sends_.edit(newest_).next = slot;
  newest_ = slot;
  if (oldest_ == kNone) oldest_ = slot;
}

void DedupTable::forget_until(base::SimTime t) {
  while (oldest_ != kNone && sends_[oldest_].at <= t) {
    const std::uint32_t slot = oldest_;
    oldest_ = sends_[slot].next;
    if (oldest_ == kNone) newest_ = kNone;
    index_.erase(hash_of(sends_[slot].key), slot);
    sends_.edit(slot) = {};
    sends_.edit(slot).next = free_;
    free_ = slot;
  }
}

void DedupTable::clear() {
  sends_.clear();
  index_.clear();
  oldest_ = newest_ = free_ = kNone;
}

void hash_into(const AcceptedSend& send, base::Hasher& h) {
  const auto& [key, message, rank, sent_event, at, next] = send;
  base::hash_fields(h, key, message, rank, sent_event, at, next);
}

void DedupTable::hash_into(base::Hasher& h) const {
  base::hash_fields(h, sends_, oldest_, newest_, free_);
}

}  // namespace services::sqs
