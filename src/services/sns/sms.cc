// Text messages: attributes, opting out and in, the sandbox of new accounts (aws-facts 2.7).
#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "services/sns/mobile.h"

namespace services::sns {
namespace {

using model::sns::EmptyResponse;
using model::sns::Response;

constexpr std::array<std::string_view, 6> kNames{
    "MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate",
    "DefaultSenderID",   "DefaultSMSType",        "UsageReportS3Bucket"};
// Every simulated phone gets the same code.
constexpr std::string_view kOneTimePassword = "123456";
constexpr base::Duration kBetweenOptIns = base::hours(24 * 30);

bool is_number(std::string_view text) {
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  return text.size() >= 5 && text.size() <= 15 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

ApiError malformed_number() {
  return invalid_parameter("PhoneNumber Reason: input incorrectly formatted");
}

ApiError bad_number(std::string_view number) {
  return invalid_parameter(
      std::format("PhoneNumber Reason: {} is not valid to publish to", number));
}

// Up to 11 letters and digits, of which one is a letter.
bool is_sender_id(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool known = std::ranges::all_of(
      text, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ' '; });
  return known && text.size() <= 11 && std::ranges::any_of(text, is_letter);
}

std::optional<ApiError> check_sms_attribute(std::string_view name, std::string_view value) {
  if (!std::ranges::contains(kNames, name)) {
    return plain_invalid_parameter(std::format("{} is not a valid attribute", name));
  }
  if (name == "DefaultSMSType" && value != "Promotional" && value != "Transactional") {
    return plain_invalid_parameter("DefaultSMSType is invalid");
  }
  if (name == "DefaultSenderID" && !is_sender_id(value)) {
    return plain_invalid_parameter("DefaultSenderID is invalid");
  }
  if (name == "MonthlySpendLimit") {
    std::int64_t limit = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), limit);
    if (error != std::errc{} || end != value.data() + value.size() || limit < 0) {
      return plain_invalid_parameter("MonthlySpendLimit is invalid");
    }
  }
  return std::nullopt;
}

}  // namespace

Result set_sms(State& state, const model::sns::SetSMSAttributesRequest& request) {
  for (const auto& [name, value] : request.attributes) {
    if (auto error = check_sms_attribute(name, value)) return std::unexpected(*error);
  }
  for (const auto& [name, value] : request.attributes) state.sms_attributes[name] = value;
  return Response(EmptyResponse{});
}

Result get_sms(const State& state, const model::sns::GetSMSAttributesRequest& request) {
  model::sns::GetSMSAttributesResponse out;
  auto all = state.sms_attributes;
  all.try_emplace("MonthlySpendLimit", "1");  // of an account that nobody raised
  for (const auto& [name, value] : all) {
    if (request.attributes.empty() || std::ranges::contains(request.attributes, name)) {
      out.attributes[name] = value;
    }
  }
  return Response(std::move(out));
}

Result check_opt_out(const State& state,
                     const model::sns::CheckIfPhoneNumberIsOptedOutRequest& request) {
  if (!is_number(request.phone_number)) return std::unexpected(malformed_number());
  return Response(model::sns::CheckIfPhoneNumberIsOptedOutResponse{
      state.opted_out.contains(request.phone_number)});
}

Result opt_in(State& state, engine::Context& ctx,
              const model::sns::OptInPhoneNumberRequest& request) {
  if (!is_number(request.phone_number)) return std::unexpected(malformed_number());
  const auto last = state.opted_in.find(request.phone_number);
  if (last != state.opted_in.end() && ctx.now() < last->second + kBetweenOptIns) {
    return std::unexpected(
        invalid_parameter("PhoneNumber Reason: it was opted in within the last 30 days"));
  }
  if (state.opted_out.erase(request.phone_number) > 0) {
    state.opted_in[request.phone_number] = ctx.now();
  }
  return Response(EmptyResponse{});
}

Result list_opted_out(const State& state,
                      const model::sns::ListPhoneNumbersOptedOutRequest& request) {
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListPhoneNumbersOptedOutResponse out;
  std::size_t i = 0;
  for (const auto& [number, since] : state.opted_out) {
    if (i++ < *start) continue;
    if (out.phone_numbers.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    out.phone_numbers.push_back(number);
  }
  return Response(std::move(out));
}

Result create_sandbox_number(State& state,
                             const model::sns::CreateSMSSandboxPhoneNumberRequest& request) {
  if (!is_number(request.phone_number)) return std::unexpected(malformed_number());
  if (state.opted_out.contains(request.phone_number)) {
    return std::unexpected(opted_out("The phone number has opted out of text messages."));
  }
  state.sandbox_numbers.try_emplace(request.phone_number, false);
  return Response(EmptyResponse{});
}

Result verify_sandbox_number(State& state,
                             const model::sns::VerifySMSSandboxPhoneNumberRequest& request) {
  const auto it = state.sandbox_numbers.find(request.phone_number);
  if (it == state.sandbox_numbers.end()) return std::unexpected(resource_not_found());
  if (request.one_time_password != kOneTimePassword) {
    return std::unexpected(verification_failed("The one-time password is not right."));
  }
  it->second = true;
  return Response(EmptyResponse{});
}

Result delete_sandbox_number(State& state,
                             const model::sns::DeleteSMSSandboxPhoneNumberRequest& request) {
  if (state.sandbox_numbers.erase(request.phone_number) == 0) {
    return std::unexpected(resource_not_found());
  }
  return Response(EmptyResponse{});
}

Result list_sandbox_numbers(const State& state,
                            const model::sns::ListSMSSandboxPhoneNumbersRequest& request) {
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListSMSSandboxPhoneNumbersResponse out;
  std::size_t i = 0;
  for (const auto& [number, verified] : state.sandbox_numbers) {
    if (i++ < *start) continue;
    if (out.phone_numbers.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    out.phone_numbers.push_back({number, verified ? "Verified" : "Pending"});
  }
  return Response(std::move(out));
}

std::optional<ApiError> check_phone(const State& state, std::string_view number) {
  if (!is_number(number)) return bad_number(number);
  if (!state.behaviour.sms_sandbox) return std::nullopt;
  const auto it = state.sandbox_numbers.find(number);
  if (it != state.sandbox_numbers.end() && it->second) return std::nullopt;
  return invalid_parameter(
      "PhoneNumber Reason: the account is in the SMS sandbox and the number "
      "is not verified");
}

}  // namespace services::sns
