// What may pass in a second: token buckets of bytes and of calls (aws-facts 3.3). Must not know
// what passes.
#pragma once

#include <cstdint>

#include "services/kinesis/state.h"

namespace services::kinesis {

/// A bucket that holds what one second allows.
TokenBucket full_bucket(base::SimTime now, std::int64_t per_second);
/// Brings the tokens up to `now`.
void refill(TokenBucket& bucket, base::SimTime now, std::int64_t per_second);
/// How many whole tokens are there now; negative while more was taken than there was.
std::int64_t tokens_in(const TokenBucket& bucket, base::SimTime now, std::int64_t per_second);
/// Takes `count` if they are there. A piece larger than a whole second takes a full bucket, and
/// what it lacks is owed: the average stays at the limit ("bursting", aws-facts 3.3).
bool take(TokenBucket& bucket, base::SimTime now, std::int64_t per_second, std::int64_t count);
/// Takes them in any case. What is more than there is occupies the bucket for its whole length: a
/// read of 10 MiB at 2 MiB/s for 5 seconds (aws-facts 3.3).
void occupy(TokenBucket& bucket, base::SimTime now, std::int64_t per_second, std::int64_t count);
/// The first moment at which take() would give `count`.
base::SimTime when_taken(const TokenBucket& bucket, base::SimTime now, std::int64_t per_second,
                         std::int64_t count);

}  // namespace services::kinesis
