// Applications and devices of push services.
#include "services/sns/mobile.h"

#include <algorithm>
#include <array>
#include <format>

namespace services::sns {
namespace {

using model::sns::EmptyResponse;
using model::sns::Response;

constexpr std::array<std::string_view, 7> kPlatforms{"ADM",   "APNS", "APNS_SANDBOX", "GCM",
                                                     "BAIDU", "MPNS", "WNS"};
constexpr std::size_t kMaxUserData = 2'048;

ApiError no_application() { return not_found("PlatformApplication"); }
ApiError no_endpoint() { return not_found("Endpoint"); }

std::optional<ApiError> check_endpoint_attributes(const model::sns::AttributeMap& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name == "Enabled") {
      if (value != "true" && value != "false") return invalid_parameter("Attributes");
    } else if (name != "Token" && name != "CustomUserData") {
      return invalid_parameter(std::format("Attributes Reason: Unknown attribute: {}", name));
    } else if (value.size() > kMaxUserData) {
      return invalid_parameter(std::format("{} Reason: too long", name));
    }
  }
  return std::nullopt;
}

bool is_off(const model::sns::AttributeMap& attributes) {
  const auto it = attributes.find("Enabled");
  return it != attributes.end() && it->second == "false";
}

}  // namespace

Result create_application(State& state,
                          const model::sns::CreatePlatformApplicationRequest& request) {
  if (!std::ranges::contains(kPlatforms, request.platform)) {
    return std::unexpected(
        invalid_parameter(std::format("{} is not supported in this region", request.platform)));
  }
  const bool named = !request.name.empty() && request.name.size() <= 256 &&
                     std::ranges::all_of(request.name, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
                     });
  if (!named) return std::unexpected(invalid_parameter("Name"));
  if (!request.attributes.contains("PlatformCredential")) {
    return std::unexpected(invalid_parameter(
        "Attributes Reason: Platform credentials are required: PlatformCredential"));
  }
  PlatformApplication app;
  app.arn = std::format("arn:aws:sns:{}:{}:app/{}/{}", state.region, state.account,
                        request.platform, request.name);
  app.platform = request.platform;
  app.attributes = request.attributes;
  app.attributes.try_emplace("Enabled", "true");
  const std::string arn = app.arn;
  state.applications[arn] = std::move(app);
  return Response(model::sns::CreatePlatformApplicationResponse{arn});
}

Result delete_application(State& state,
                          const model::sns::DeletePlatformApplicationRequest& request) {
  state.applications.erase(request.platform_application_arn);
  std::erase_if(state.devices, [&](const auto& entry) {
    return entry.second.application_arn == request.platform_application_arn;
  });
  return Response(EmptyResponse{});
}

Result list_applications(const State& state,
                         const model::sns::ListPlatformApplicationsRequest& request) {
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListPlatformApplicationsResponse out;
  std::size_t i = 0;
  for (const auto& [arn, app] : state.applications) {
    if (i++ < *start) continue;
    if (out.platform_applications.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    auto attributes = app.attributes;
    attributes.erase("PlatformCredential");  // secrets are not given back
    out.platform_applications.push_back({arn, std::move(attributes)});
  }
  return Response(std::move(out));
}

Result get_application(const State& state,
                       const model::sns::GetPlatformApplicationAttributesRequest& request) {
  const auto it = state.applications.find(request.platform_application_arn);
  if (it == state.applications.end()) return std::unexpected(no_application());
  model::sns::GetPlatformApplicationAttributesResponse out{it->second.attributes};
  out.attributes.erase("PlatformCredential");
  return Response(std::move(out));
}

Result set_application(State& state,
                       const model::sns::SetPlatformApplicationAttributesRequest& request) {
  const auto it = state.applications.find(request.platform_application_arn);
  if (it == state.applications.end()) return std::unexpected(no_application());
  for (const auto& [name, value] : request.attributes) it->second.attributes[name] = value;
  return Response(EmptyResponse{});
}

Result create_endpoint(State& state, const model::sns::CreatePlatformEndpointRequest& request) {
  const auto app = state.applications.find(request.platform_application_arn);
  if (app == state.applications.end()) return std::unexpected(no_application());
  model::sns::AttributeMap attributes = request.attributes;
  if (!request.custom_user_data.empty()) attributes["CustomUserData"] = request.custom_user_data;
  if (auto error = check_endpoint_attributes(attributes)) return std::unexpected(*error);
  attributes["Token"] = request.token;
  attributes.try_emplace("Enabled", "true");
  for (const auto& [arn, device] : state.devices) {
    if (device.application_arn != app->first || device.attributes.at("Token") != request.token) {
      continue;
    }
    if (device.attributes == attributes) {
      return Response(model::sns::CreatePlatformEndpointResponse{arn});
    }
    return std::unexpected(invalid_parameter(
        std::format("Token Reason: Endpoint {} already exists with the same Token, but different "
                    "attributes.",
                    arn)));
  }
  PlatformEndpoint device;
  const std::string below = app->first.substr(app->first.find(":app/") + 5);
  device.arn = std::format("arn:aws:sns:{}:{}:endpoint/{}/{}", state.region, state.account, below,
                           uuid_for(state.seed, "device", ++state.last_platform));
  device.application_arn = app->first;
  device.attributes = std::move(attributes);
  const std::string arn = device.arn;
  state.devices[arn] = std::move(device);
  return Response(model::sns::CreatePlatformEndpointResponse{arn});
}

Result delete_endpoint(State& state, const model::sns::DeleteEndpointRequest& request) {
  state.devices.erase(request.endpoint_arn);
  return Response(EmptyResponse{});
}

Result list_endpoints(const State& state,
                      const model::sns::ListEndpointsByPlatformApplicationRequest& request) {
  if (!state.applications.contains(request.platform_application_arn)) {
    return std::unexpected(no_application());
  }
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListEndpointsByPlatformApplicationResponse out;
  std::size_t i = 0;
  for (const auto& [arn, device] : state.devices) {
    if (device.application_arn != request.platform_application_arn || i++ < *start) continue;
    if (out.endpoints.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    out.endpoints.push_back({arn, device.attributes});
  }
  return Response(std::move(out));
}

Result get_endpoint(const State& state, const model::sns::GetEndpointAttributesRequest& request) {
  const auto it = state.devices.find(request.endpoint_arn);
  if (it == state.devices.end()) return std::unexpected(no_endpoint());
  return Response(model::sns::GetEndpointAttributesResponse{it->second.attributes});
}

Result set_endpoint(State& state, const model::sns::SetEndpointAttributesRequest& request) {
  const auto it = state.devices.find(request.endpoint_arn);
  if (it == state.devices.end()) return std::unexpected(no_endpoint());
  if (auto error = check_endpoint_attributes(request.attributes)) return std::unexpected(*error);
  for (const auto& [name, value] : request.attributes) it->second.attributes[name] = value;
  return Response(EmptyResponse{});
}

std::optional<ApiError> check_device(const State& state, std::string_view arn) {
  const auto it = state.devices.find(arn);
  if (it == state.devices.end()) {
    return invalid_parameter("TargetArn Reason: No endpoint found for the target arn specified");
  }
  const auto app = state.applications.find(it->second.application_arn);
  if (app != state.applications.end() && is_off(app->second.attributes)) {
    return application_disabled();
  }
  if (is_off(it->second.attributes)) return endpoint_disabled();
  return std::nullopt;
}

}  // namespace services::sns
