// What can be set on a stream, and the settings of the account (aws-facts 3.1, 3.2, 3.11).
#pragma once

#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result increase_retention(State& state, engine::Context& ctx,
                          const model::kinesis::IncreaseStreamRetentionPeriodRequest& request);
Result decrease_retention(State& state, engine::Context& ctx,
                          const model::kinesis::DecreaseStreamRetentionPeriodRequest& request);
Result update_max_record_size(State& state, engine::Context& ctx, const Caller& caller,
                              const model::kinesis::UpdateMaxRecordSizeRequest& request);
Result start_encryption(State& state, engine::Context& ctx, const Caller& caller,
                        const model::kinesis::StartStreamEncryptionRequest& request);
Result stop_encryption(State& state, engine::Context& ctx, const Caller& caller,
                       const model::kinesis::StopStreamEncryptionRequest& request);
Result enable_monitoring(State& state, engine::Context& ctx, const Caller& caller,
                         const model::kinesis::EnableEnhancedMonitoringRequest& request);
Result disable_monitoring(State& state, engine::Context& ctx, const Caller& caller,
                          const model::kinesis::DisableEnhancedMonitoringRequest& request);
Result put_policy(State& state, engine::Context& ctx, const Caller& caller,
                  const model::kinesis::PutResourcePolicyRequest& request);
Result get_policy(State& state, const model::kinesis::GetResourcePolicyRequest& request);
Result delete_policy(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::DeleteResourcePolicyRequest& request);
Result describe_account(const State& state);
Result update_account(State& state, engine::Context& ctx,
                      const model::kinesis::UpdateAccountSettingsRequest& request);

}  // namespace services::kinesis
