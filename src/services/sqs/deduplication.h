// What a FIFO queue remembers of accepted sends for five minutes (aws-facts 1.6). Must not know
// what a message is.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "base/shared_index.h"
#include "base/shared_vector.h"
#include "base/time.h"
#include "model/ids.h"

namespace services::sqs {

/// One accepted send.
struct AcceptedSend {
  base::Md5Digest key{};  // of its deduplication id, within its scope
  model::MessageId message;
  std::uint64_t rank = 0;         // its sequence number
  model::EventSeq sent_event = 0;  // its MessageSent
  base::SimTime at;
  std::uint32_t next = UINT32_MAX;  // the send accepted after it; of a free slot the next free one
};

/// The accepted sends of the deduplication window. Looking up, adding and forgetting cost the same
/// however many there are.
class DedupTable {
 public:
  /// The key of a deduplication id. `group` is "" when the scope is the queue.
  static base::Md5Digest key_of(std::string_view group, std::string_view id);

  /// Null when nothing with this key was accepted in the window.
  const AcceptedSend* find(const base::Md5Digest& key) const;
  /// A send that was not found; `send.next` does not count.
  void add(AcceptedSend send);
  /// Forgets what was accepted at or before `t`.
  void forget_until(base::SimTime t);
  void clear();
  std::size_t size() const { return index_.size(); }
  const base::SharedVector<AcceptedSend>& slots() const { return sends_; }

  void hash_into(base::Hasher& h) const;

 private:
  base::SharedVector<AcceptedSend> sends_;
  base::SharedIndex index_;  // says nothing that the keys do not say: not in the hash
  std::uint32_t oldest_ = UINT32_MAX;
  std::uint32_t newest_ = UINT32_MAX;
  std::uint32_t free_ = UINT32_MAX;
};

}  // namespace services::sqs
