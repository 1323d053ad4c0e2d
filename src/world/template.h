// A World from a template: CloudFormation's shape (Resources with Type and Properties) plus an
// Actors section for the simulated callers. Must not know lessons.
#pragma once

#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "world/world.h"

namespace world {

/// Builds the World a template describes, or says everything that is wrong with it; pointers are
/// relative to `pointer`. `profile` holds unless the template names one.
///
///   { "seed": 7, "profile": "current", "hop": "400ms",
///     "behaviour": { "sampling": true, "duplicates": "1/50", "reordering": "1/20" },
///     "Resources": { "Orders": { "Type": "AWS::SQS::Queue", "Properties": {
///         "QueueName": "orders", "VisibilityTimeout": 30,
///         "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["OrdersDlq", "Arn"] },
///                            "maxReceiveCount": 3 } } } },
///     "Actors": {
///       "checkout": { "Type": "Producer", "Properties": { "Target": { "Ref": "Orders" },
///           "Every": "4s", "Start": "2s", "Count": 6, "Pattern": "fixed|burst|random",
///           "Burst": 3, "Body": "{\"order\":{n}}", "FirstNumber": 1000, "DelaySeconds": 10,
///           "DelayEach": 4, "MessageGroupId": "customer-1" | "Groups": ["a", "b"],
///           "MessageDeduplicationId": "order-{n}" } },
///       "worker": { "Type": "Worker", "Properties": { "Source": { "Ref": "Orders" }, "Count": 2,
///           "Work": "8s" | ["8s", "45s"] | {"Min": "40s", "Max": "50s"} | {"Mean": "5s"},
///           "PollEvery": "1s", "WaitTimeSeconds": 0, "VisibilityTimeout": 60, "MaxMessages": 1,
///           "Start": "0s", "Idempotent": true, "Crash": "1/100",
///           "Heartbeat": { "Every": "20s", "Extend": 30 },
///           "Faults": [ { "On": 2, "Do": "crash|hang|forget-delete", "After": "10s",
///                         "RestartAfter": "20s" } ] } } } }
///
/// Streams of Kinesis, their producers and consumers: see world/template_streams.h.
///
/// Producers may have LargePayload and Replies, workers LargePayload and Reply: see
/// world/template_payloads.h.
///
/// `Groups` are taken in turn. A FIFO queue without a QueueName gets its logical name with `.fifo`.
///
/// A worker with a Count above 1 becomes "name-1", "name-2", …; without Count it keeps its name.
base::Result<World, std::vector<base::JsonError>> build_world(
    const base::Json& document, const std::string& pointer = "",
    model::Profile profile = model::Profile::kCurrent);

}  // namespace world
