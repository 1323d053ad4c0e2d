// Tokens are kept in millionths, so that a microsecond brings `per_second` of them.
#include "services/kinesis/buckets.h"

#include <algorithm>

namespace services::kinesis {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
// No debt is older: the largest piece is 10 MiB at 1 MiB/s.
constexpr base::Duration kLongest = base::seconds(60);

}  // namespace

TokenBucket full_bucket(base::SimTime now, std::int64_t per_second) {
  return {per_second * kMillion, now};
}

void refill(TokenBucket& bucket, base::SimTime now, std::int64_t per_second) {
  const base::Duration passed = std::min(now - bucket.at, kLongest);
  bucket.tokens = std::min(bucket.tokens + passed.us * per_second, per_second * kMillion);
  bucket.at = now;
}

std::int64_t tokens_in(const TokenBucket& bucket, base::SimTime now, std::int64_t per_second) {
  TokenBucket copy = bucket;
  refill(copy, now, per_second);
  return copy.tokens / kMillion;
}

bool take(TokenBucket& bucket, base::SimTime now, std::int64_t per_second, std::int64_t count) {
  refill(bucket, now, per_second);
  if (bucket.tokens < std::min(count, per_second) * kMillion) return false;
  bucket.tokens -= count * kMillion;
  return true;
}

void occupy(TokenBucket& bucket, base::SimTime now, std::int64_t per_second, std::int64_t count) {
  refill(bucket, now, per_second);
  const std::int64_t taken = count * kMillion;
  bucket.tokens = taken > bucket.tokens ? std::min(bucket.tokens, std::int64_t{0}) - taken
                                        : bucket.tokens - taken;
}

base::SimTime when_taken(const TokenBucket& bucket, base::SimTime now, std::int64_t per_second,
                         std::int64_t count) {
  TokenBucket copy = bucket;
  refill(copy, now, per_second);
  const std::int64_t lack = std::min(count, per_second) * kMillion - copy.tokens;
  if (lack <= 0) return now;
  return now + base::microseconds((lack + per_second - 1) / per_second);
}

}  // namespace services::kinesis
