// Mobile push and text messages: applications, devices, phone numbers (aws-facts 2.7). Must not
// know topics.
#pragma once

#include "services/sns/errors.h"
#include "services/sns/topics.h"

namespace services::sns {

Result create_application(State& state,
                          const model::sns::CreatePlatformApplicationRequest& request);
Result delete_application(State& state,
                          const model::sns::DeletePlatformApplicationRequest& request);
Result list_applications(const State& state,
                         const model::sns::ListPlatformApplicationsRequest& request);
Result get_application(const State& state,
                       const model::sns::GetPlatformApplicationAttributesRequest& request);
Result set_application(State& state,
                       const model::sns::SetPlatformApplicationAttributesRequest& request);
Result create_endpoint(State& state, const model::sns::CreatePlatformEndpointRequest& request);
Result delete_endpoint(State& state, const model::sns::DeleteEndpointRequest& request);
Result list_endpoints(const State& state,
                      const model::sns::ListEndpointsByPlatformApplicationRequest& request);
Result get_endpoint(const State& state, const model::sns::GetEndpointAttributesRequest& request);
Result set_endpoint(State& state, const model::sns::SetEndpointAttributesRequest& request);

Result set_sms(State& state, const model::sns::SetSMSAttributesRequest& request);
Result get_sms(const State& state, const model::sns::GetSMSAttributesRequest& request);
Result check_opt_out(const State& state,
                     const model::sns::CheckIfPhoneNumberIsOptedOutRequest& request);
Result opt_in(State& state, engine::Context& ctx,
              const model::sns::OptInPhoneNumberRequest& request);
Result list_opted_out(const State& state,
                      const model::sns::ListPhoneNumbersOptedOutRequest& request);
Result create_sandbox_number(State& state,
                             const model::sns::CreateSMSSandboxPhoneNumberRequest& request);
Result verify_sandbox_number(State& state,
                             const model::sns::VerifySMSSandboxPhoneNumberRequest& request);
Result delete_sandbox_number(State& state,
                             const model::sns::DeleteSMSSandboxPhoneNumberRequest& request);
Result list_sandbox_numbers(const State& state,
                            const model::sns::ListSMSSandboxPhoneNumbersRequest& request);

/// "GCM" of "…:endpoint/GCM/shop/uuid".
std::string_view platform_of(std::string_view device_arn);
/// Whether something can be published to this device or number now.
std::optional<ApiError> check_device(const State& state, std::string_view arn);
std::optional<ApiError> check_phone(const State& state, std::string_view number);

}  // namespace services::sns
