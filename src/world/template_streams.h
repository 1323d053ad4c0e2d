// What a template says about streams of Kinesis: AWS::Kinesis::Stream, AWS::Kinesis::StreamConsumer
// and the simulated producers and consumers. Must not know how they behave.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "world/world.h"

namespace world {

/// A value with Ref and Fn::GetAtt replaced, as text.
using ResolveStreamText = std::function<std::string(const base::JsonReader&)>;

/// Makes a stream as its properties say, ACTIVE at once:
///   { "Name": "orders", "ShardCount": 4, "RetentionPeriodHours": 48,
///     "StreamModeDetails": { "StreamMode": "PROVISIONED|ON_DEMAND" },
///     "StreamEncryption": { "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" },
///     "MaxRecordSizeInKiB": 1024, "Tags": [ { "Key": "team", "Value": "shop" } ] }
/// A provisioned stream without a ShardCount has one shard.
void add_stream(World& world, const std::string& name, const base::JsonReader& resource,
                const ResolveStreamText& resolve);
/// Registers a stream consumer (enhanced fan-out), ACTIVE at once:
///   { "ConsumerName": "fraud", "StreamARN": { "Fn::GetAtt": ["Orders", "Arn"] } }
void add_stream_consumer(World& world, const std::string& name, const base::JsonReader& resource,
                         const ResolveStreamText& resolve);

/// What one entry of the Actors section becomes: so many callers, 0 = one with the entry's name.
struct StreamActors {
  actors::StreamSpec spec;
  std::int64_t count = 0;
};

bool knows_stream_actor(std::string_view type);
/// For the refusal of others.
std::string stream_actor_types();
/// Reads the properties of a "StreamProducer", "StreamConsumer", "KclWorkers" or
/// "EventSourceMapping". Their keys are described in lessons/README.md.
StreamActors read_stream_actors(const World& world, const std::string& name, std::string_view type,
                                const base::JsonReader& properties,
                                const ResolveStreamText& resolve);

}  // namespace world
