// What a template says about big payloads in S3 and about requests and answers of simulated
// callers. Must not know how they behave.
#pragma once

#include <functional>
#include <string>

#include "actors/state.h"
#include "base/json.h"

namespace world {

/// What a Ref stands for.
using ResolveText = std::function<std::string(const base::JsonReader&)>;

/// "BodyBytes", "LargePayload" and "Replies" of a producer:
///   "LargePayload": { "Bucket": { "Ref": "Payloads" }, "Threshold": 262144, "Always": true,
///                     "LegacyAttribute": true },
///   "Replies": { "Queue": { "Ref": "Answers" }, "Virtual": true, "Timeout": "20s",
///                "IdleRetention": "5m", "WaitTimeSeconds": 20 }
void read_payloads(const base::JsonReader& producer, const ResolveText& resolve,
                   model::Profile profile, actors::ProducerSpec& out);
/// "LargePayload": { "DeletePayload": true } and "Reply": "<body>" of a worker.
void read_payloads(const base::JsonReader& worker, actors::WorkerSpec& out);

}  // namespace world
