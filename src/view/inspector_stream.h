// The inspector's pages of Kinesis Data Streams: streams, shards, records, consumers, and callers
// that put or read records. Must not know ImGui.
#pragma once

#include <string>
#include <vector>

#include "view/inspector.h"
#include "view/inspector_parts.h"

namespace view {

/// Fills the page of a stream, a shard, a record or a registered consumer; leaves it without a
/// subject when there is no such thing.
void inspect_stream_thing(const world::Timeline& timeline, model::Ref subject,
                          const InspectorOptions& options, Inspector& out);
/// The same for a caller that puts records or reads them. False for any other caller.
bool inspect_stream_actor(const world::Timeline& timeline, const actors::Actor& actor,
                          const InspectorOptions& options, Inspector& out);

}  // namespace view
