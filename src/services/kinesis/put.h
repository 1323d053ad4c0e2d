// Writing records (aws-facts 3.1, 3.2, 3.3).
#pragma once

#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result put_record(State& state, engine::Context& ctx, const Caller& caller,
                  const model::kinesis::PutRecordRequest& request);
Result put_records(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::PutRecordsRequest& request);

/// What the records of all streams may take up in memory together: a limit of this simulation.
inline constexpr std::int64_t kMostHeldBytes = std::int64_t{256} << 20;

}  // namespace services::kinesis
