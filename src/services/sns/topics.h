// Topics: creating, attributes, tags, permissions (aws-facts 2.1, 2.2). Must not know deliveries.
#pragma once

#include "engine/context.h"
#include "model/request.h"
#include "services/sns/state.h"

namespace services::sns {

using Caller = model::Caller;
using Result = model::ApiResult<model::sns::Response>;

Result create_topic(State& state, engine::Context& ctx, const Caller& caller,
                    const model::sns::CreateTopicRequest& request);
Result delete_topic(State& state, engine::Context& ctx, const Caller& caller,
                    const model::sns::DeleteTopicRequest& request);
Result get_topic_attributes(State& state, const model::sns::GetTopicAttributesRequest& request);
Result set_topic_attributes(State& state, engine::Context& ctx,
                            const model::sns::SetTopicAttributesRequest& request);
Result list_topics(const State& state, const model::sns::ListTopicsRequest& request);
Result add_permission(State& state, engine::Context& ctx,
                      const model::sns::AddPermissionRequest& request);
Result remove_permission(State& state, engine::Context& ctx,
                         const model::sns::RemovePermissionRequest& request);
Result tag_resource(State& state, const model::sns::TagResourceRequest& request);
Result untag_resource(State& state, const model::sns::UntagResourceRequest& request);
Result list_tags(State& state, const model::sns::ListTagsForResourceRequest& request);
Result put_data_protection(State& state, const model::sns::PutDataProtectionPolicyRequest& request);
Result get_data_protection(State& state, const model::sns::GetDataProtectionPolicyRequest& request);

/// The topic an ARN names, or AWS's refusal.
model::ApiResult<Topic*> find_topic(State& state, std::string_view arn,
                                    std::string_view parameter = "TopicArn");
/// The policy as it is enforced: the default one lets only the owner in.
std::string effective_policy(const State& state, const Topic& topic);
/// Where a list goes on, and the token for the page after it: pages of 100 (aws-facts 2.1). Tokens
/// are base64, as AWS's are: clients look into them.
inline constexpr std::size_t kPage = 100;
std::optional<std::size_t> page_start(std::string_view token);
std::string page_token(std::size_t next);

}  // namespace services::sns
