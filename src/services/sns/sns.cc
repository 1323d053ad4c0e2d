// The door of Amazon SNS: requests to their actions.
#include "services/sns/sns.h"

#include "services/sns/mobile.h"
#include "services/sns/publish.h"
#include "services/sns/subscriptions.h"
#include "services/sns/topics.h"

namespace services::sns {
namespace {

using model::sns::Response;

struct Dispatch {
  State& state;
  engine::Context& ctx;
  const Caller& caller;

  Result operator()(const model::sns::AddPermissionRequest& r) const {
    return add_permission(state, ctx, r);
  }
  Result operator()(const model::sns::CheckIfPhoneNumberIsOptedOutRequest& r) const {
    return check_opt_out(state, r);
  }
  Result operator()(const model::sns::ConfirmSubscriptionRequest& r) const {
    return confirm_subscription(state, ctx, caller, r);
  }
  Result operator()(const model::sns::CreatePlatformApplicationRequest& r) const {
    return create_application(state, r);
  }
  Result operator()(const model::sns::CreatePlatformEndpointRequest& r) const {
    return create_endpoint(state, r);
  }
  Result operator()(const model::sns::CreateSMSSandboxPhoneNumberRequest& r) const {
    return create_sandbox_number(state, r);
  }
  Result operator()(const model::sns::CreateTopicRequest& r) const {
    return create_topic(state, ctx, caller, r);
  }
  Result operator()(const model::sns::DeleteEndpointRequest& r) const {
    return delete_endpoint(state, r);
  }
  Result operator()(const model::sns::DeletePlatformApplicationRequest& r) const {
    return delete_application(state, r);
  }
  Result operator()(const model::sns::DeleteSMSSandboxPhoneNumberRequest& r) const {
    return delete_sandbox_number(state, r);
  }
  Result operator()(const model::sns::DeleteTopicRequest& r) const {
    return delete_topic(state, ctx, caller, r);
  }
  Result operator()(const model::sns::GetDataProtectionPolicyRequest& r) const {
    return get_data_protection(state, r);
  }
  Result operator()(const model::sns::GetEndpointAttributesRequest& r) const {
    return get_endpoint(state, r);
  }
  Result operator()(const model::sns::GetPlatformApplicationAttributesRequest& r) const {
    return get_application(state, r);
  }
  Result operator()(const model::sns::GetSMSAttributesRequest& r) const {
    return get_sms(state, r);
  }
  Result operator()(const model::sns::GetSubscriptionAttributesRequest& r) const {
    return get_subscription_attributes(state, r);
  }
  Result operator()(const model::sns::GetTopicAttributesRequest& r) const {
    return get_topic_attributes(state, r);
  }
  Result operator()(const model::sns::ListEndpointsByPlatformApplicationRequest& r) const {
    return list_endpoints(state, r);
  }
  Result operator()(const model::sns::ListPhoneNumbersOptedOutRequest& r) const {
    return list_opted_out(state, r);
  }
  Result operator()(const model::sns::ListPlatformApplicationsRequest& r) const {
    return list_applications(state, r);
  }
  Result operator()(const model::sns::ListSMSSandboxPhoneNumbersRequest& r) const {
    return list_sandbox_numbers(state, r);
  }
  Result operator()(const model::sns::ListSubscriptionsRequest& r) const {
    return list_subscriptions(state, r);
  }
  Result operator()(const model::sns::ListSubscriptionsByTopicRequest& r) const {
    return list_subscriptions_by_topic(state, r);
  }
  Result operator()(const model::sns::ListTagsForResourceRequest& r) const {
    return list_tags(state, r);
  }
  Result operator()(const model::sns::ListTopicsRequest& r) const { return list_topics(state, r); }
  Result operator()(const model::sns::OptInPhoneNumberRequest& r) const {
    return opt_in(state, ctx, r);
  }
  Result operator()(const model::sns::PublishRequest& r) const {
    return publish(state, ctx, caller, r);
  }
  Result operator()(const model::sns::PublishBatchRequest& r) const {
    return publish_batch(state, ctx, caller, r);
  }
  Result operator()(const model::sns::PutDataProtectionPolicyRequest& r) const {
    return put_data_protection(state, r);
  }
  Result operator()(const model::sns::RemovePermissionRequest& r) const {
    return remove_permission(state, ctx, r);
  }
  Result operator()(const model::sns::SetEndpointAttributesRequest& r) const {
    return set_endpoint(state, r);
  }
  Result operator()(const model::sns::SetPlatformApplicationAttributesRequest& r) const {
    return set_application(state, r);
  }
  Result operator()(const model::sns::SetSMSAttributesRequest& r) const {
    return set_sms(state, r);
  }
  Result operator()(const model::sns::SetSubscriptionAttributesRequest& r) const {
    return set_subscription_attributes(state, ctx, r);
  }
  Result operator()(const model::sns::SetTopicAttributesRequest& r) const {
    return set_topic_attributes(state, ctx, r);
  }
  Result operator()(const model::sns::SubscribeRequest& r) const {
    return subscribe(state, ctx, caller, r);
  }
  Result operator()(const model::sns::TagResourceRequest& r) const {
    return tag_resource(state, r);
  }
  Result operator()(const model::sns::UnsubscribeRequest& r) const {
    return unsubscribe(state, ctx, caller, r);
  }
  Result operator()(const model::sns::UntagResourceRequest& r) const {
    return untag_resource(state, r);
  }
  Result operator()(const model::sns::VerifySMSSandboxPhoneNumberRequest& r) const {
    return verify_sandbox_number(state, r);
  }
  Result operator()(const model::sns::GetSMSSandboxAccountStatusRequest&) const {
    return Response(model::sns::GetSMSSandboxAccountStatusResponse{state.behaviour.sms_sandbox});
  }
  // No simulated account owns an origination number.
  Result operator()(const model::sns::ListOriginationNumbersRequest&) const {
    return Response(model::sns::ListOriginationNumbersResponse{});
  }
};

}  // namespace

model::ApiResult<model::sns::Response> handle(State& state, engine::Context& ctx,
                                              const model::Caller& caller,
                                              const model::sns::Request& request) {
  return std::visit(Dispatch{state, ctx, caller}, request);
}

}  // namespace services::sns
