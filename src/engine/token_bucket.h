// What may pass in a second: token buckets of bytes, records or calls (aws-facts 3.3). Must not
// know what passes.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/hash_fields.h"
#include "base/time.h"

namespace engine {

/// What may still pass in this second: tokens come back evenly, up to one second's worth.
struct TokenBucket {
  std::int64_t tokens = 0;  // millionths, so that a microsecond brings as many as a second allows
  base::SimTime at;  // when `tokens` was right
};

namespace detail {
inline constexpr std::int64_t kMillionTokens = 1'000'000;
// No debt is older: the largest piece is 10 MiB at 1 MiB/s.
inline constexpr base::Duration kLongestDebt = base::seconds(60);
}  // namespace detail

/// A bucket that holds what one second allows.
inline TokenBucket full_bucket(base::SimTime now, std::int64_t per_second) {
  return {per_second * detail::kMillionTokens, now};
}

/// Brings the tokens up to `now`.
inline void refill(TokenBucket& bucket, base::SimTime now, std::int64_t per_second) {
  const base::Duration passed = std::min(now - bucket.at, detail::kLongestDebt);
  bucket.tokens =
      std::min(bucket.tokens + passed.us * per_second, per_second * detail::kMillionTokens);
  bucket.at = now;
}

/// How many whole tokens are there now; negative while more was taken than there was.
inline std::int64_t tokens_in(const TokenBucket& bucket, base::SimTime now,
                              std::int64_t per_second) {
  TokenBucket copy = bucket;
  refill(copy, now, per_second);
  return copy.tokens / detail::kMillionTokens;
}

/// Takes `count` if they are there. A piece larger than a whole second takes a full bucket, and
/// what it lacks is owed: the average stays at the limit ("bursting", aws-facts 3.3).
inline bool take(TokenBucket& bucket, base::SimTime now, std::int64_t per_second,
                 std::int64_t count) {
  refill(bucket, now, per_second);
  if (bucket.tokens < std::min(count, per_second) * detail::kMillionTokens) return false;
  bucket.tokens -= count * detail::kMillionTokens;
  return true;
}

/// Takes them in any case. What is more than there is occupies the bucket for its whole length: a
/// read of 10 MiB at 2 MiB/s for 5 seconds (aws-facts 3.3).
inline void occupy(TokenBucket& bucket, base::SimTime now, std::int64_t per_second,
                   std::int64_t count) {
  refill(bucket, now, per_second);
  const std::int64_t taken = count * detail::kMillionTokens;
  bucket.tokens = taken > bucket.tokens ? std::min(bucket.tokens, std::int64_t{0}) - taken
                                        : bucket.tokens - taken;
}

/// The first moment at which take() would give `count`.
inline base::SimTime when_taken(const TokenBucket& bucket, base::SimTime now,
                                std::int64_t per_second, std::int64_t count) {
  TokenBucket copy = bucket;
  refill(copy, now, per_second);
  const std::int64_t lack = std::min(count, per_second) * detail::kMillionTokens - copy.tokens;
  if (lack <= 0) return now;
  return now + base::microseconds((lack + per_second - 1) / per_second);
}

inline void hash_into(const TokenBucket& bucket, base::Hasher& h) {
  const auto& [tokens, at] = bucket;
  base::hash_fields(h, tokens, at);
}

}  // namespace engine
