// Tags of streams and stream consumers (aws-facts 3.2).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "services/kinesis/errors.h"
#include "services/kinesis/kinesis.h"

namespace services::kinesis {

using Tags = std::map<std::string, std::string>;

/// What is wrong with tags that are to be added to those of a stream.
std::optional<ApiError> check_tags(const engine::Context& ctx, const State& state,
                                   const std::string& stream_name, const Tags& added,
                                   const Tags& present);

Result add_tags(State& state, engine::Context& ctx, const Caller& caller,
                const model::kinesis::AddTagsToStreamRequest& request);
Result remove_tags(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::RemoveTagsFromStreamRequest& request);
Result list_tags(State& state, const model::kinesis::ListTagsForStreamRequest& request);
Result tag_resource(State& state, engine::Context& ctx, const Caller& caller,
                    const model::kinesis::TagResourceRequest& request);
Result untag_resource(State& state, engine::Context& ctx, const Caller& caller,
                      const model::kinesis::UntagResourceRequest& request);
Result list_resource_tags(State& state, const model::kinesis::ListTagsForResourceRequest& request);

}  // namespace services::kinesis
