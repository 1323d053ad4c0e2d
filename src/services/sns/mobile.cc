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
constexpr std::size_t kMaxToken = 8'192;

ApiError no_application() { return not_found("PlatformApplication"); }
ApiError no_endpoint() { return not_found("Endpoint"); }

std::string too_long(std::size_t most) {
  return std::format("must be at most {} bytes long in UTF-8 encoding", most);
}

// "…:app/GCM/shop" has two slashes, "…:endpoint/GCM/shop/uuid" three.
std::optional<ApiError> check_arn(std::string_view arn, std::string_view parameter,
                                  std::ptrdiff_t slashes) {
  if (arn.empty()) {
    return invalid_parameter(std::format("{} Reason: no value for required parameter", parameter));
  }
  const auto colons = std::ranges::count(arn, ':');
  if (colons < 5) {
    return invalid_parameter(std::format("{} Reason: An ARN must have at least 6 elements, not {}",
                                         parameter, colons + 1));
  }
  if (std::ranges::count(arn, '/') == slashes) return std::nullopt;
  return invalid_parameter(
      std::format("{} Reason: Wrong number of slashes in relative portion of the ARN.", parameter));
}
std::optional<ApiError> check_application_arn(std::string_view arn) {
  return check_arn(arn, "PlatformApplicationArn", 2);
}
std::optional<ApiError> check_endpoint_arn(std::string_view arn) {
  return check_arn(arn, "EndpointArn", 3);
}

std::optional<ApiError> check_endpoint_attributes(const model::sns::AttributeMap& attributes) {
  const auto fault = [](std::string_view name, std::string_view why) {
    return invalid_parameter(
        std::format("Attributes Reason: Invalid value for attribute: {}: {}", name, why));
  };
  for (const auto& [name, value] : attributes) {
    if (name == "Enabled") {
      if (value != "true" && value != "false") return fault(name, "must be true or false");
    } else if (name == "CustomUserData") {
      if (value.size() > kMaxUserData) return fault(name, too_long(kMaxUserData));
    } else if (name == "Token") {
      if (value.size() > kMaxToken) return fault(name, too_long(kMaxToken));
    } else {
      return invalid_parameter(std::format("Attributes Reason: Invalid attribute name: {}", name));
    }
  }
  return std::nullopt;
}

std::optional<ApiError> check_application_name(std::string_view name) {
  const auto fault = [&](std::string_view why) {
    return invalid_parameter(std::format("{} Reason: {}", name, why));
  };
  if (name.empty()) return fault("cannot be empty");
  if (name.size() > 256) return fault("must be at most 256 characters long");
  const bool known = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
  if (known) return std::nullopt;
  return fault("must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'");
}

// Google's service has one secret, the others have a name with it.
std::optional<ApiError> check_credentials(std::string_view platform,
                                          const model::sns::AttributeMap& attributes) {
  const bool credential = attributes.contains("PlatformCredential");
  const bool principal = attributes.contains("PlatformPrincipal");
  if (platform != "GCM" && principal && !credential) {
    return invalid_parameter(
        "Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential");
  }
  if (platform != "GCM" && credential && !principal) {
    return invalid_parameter(
        "Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal");
  }
  if (credential) return std::nullopt;
  return invalid_parameter(
      "Attributes Reason: Platform credentials are required: PlatformCredential");
}

// Secrets are not given back.
model::sns::AttributeMap shown(model::sns::AttributeMap attributes) {
  attributes.erase("PlatformCredential");
  attributes.erase("PlatformPrincipal");
  return attributes;
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
        invalid_parameter(std::format("Platform Reason: {} is not supported", request.platform)));
  }
  if (auto error = check_application_name(request.name)) return std::unexpected(*error);
  if (request.attributes.empty()) return std::unexpected(validation_error("attributes"));
  if (auto error = check_credentials(request.platform, request.attributes)) {
    return std::unexpected(*error);
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
  if (auto error = check_application_arn(request.platform_application_arn)) {
    return std::unexpected(*error);
  }
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
    out.platform_applications.push_back({arn, shown(app.attributes)});
  }
  return Response(std::move(out));
}

Result get_application(const State& state,
                       const model::sns::GetPlatformApplicationAttributesRequest& request) {
  if (auto error = check_application_arn(request.platform_application_arn)) {
    return std::unexpected(*error);
  }
  const auto it = state.applications.find(request.platform_application_arn);
  if (it == state.applications.end()) return std::unexpected(no_application());
  return Response(
      model::sns::GetPlatformApplicationAttributesResponse{shown(it->second.attributes)});
}

Result set_application(State& state,
                       const model::sns::SetPlatformApplicationAttributesRequest& request) {
  if (request.attributes.empty()) return std::unexpected(validation_error("attributes"));
  if (auto error = check_application_arn(request.platform_application_arn)) {
    return std::unexpected(*error);
  }
  const auto it = state.applications.find(request.platform_application_arn);
  if (it == state.applications.end()) return std::unexpected(no_application());
  for (const auto& [name, value] : request.attributes) it->second.attributes[name] = value;
  return Response(EmptyResponse{});
}

Result create_endpoint(State& state, const model::sns::CreatePlatformEndpointRequest& request) {
  if (auto error = check_application_arn(request.platform_application_arn)) {
    return std::unexpected(*error);
  }
  const auto app = state.applications.find(request.platform_application_arn);
  if (app == state.applications.end()) return std::unexpected(no_application());
  model::sns::AttributeMap attributes = request.attributes;
  if (auto error = check_endpoint_attributes(attributes)) return std::unexpected(*error);
  if (request.custom_user_data.size() > kMaxUserData) {
    return std::unexpected(invalid_parameter("CustomUserData Reason: " + too_long(kMaxUserData)));
  }
  if (request.token.size() > kMaxToken) {
    return std::unexpected(invalid_parameter("Token Reason: " + too_long(kMaxToken)));
  }
  // Recorded: the attribute wins over the parameter.
  if (!request.custom_user_data.empty()) {
    attributes.try_emplace("CustomUserData", request.custom_user_data);
  }
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
  if (auto error = check_endpoint_arn(request.endpoint_arn)) return std::unexpected(*error);
  state.devices.erase(request.endpoint_arn);
  return Response(EmptyResponse{});
}

Result list_endpoints(const State& state,
                      const model::sns::ListEndpointsByPlatformApplicationRequest& request) {
  if (auto error = check_application_arn(request.platform_application_arn)) {
    return std::unexpected(*error);
  }
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
  if (auto error = check_endpoint_arn(request.endpoint_arn)) return std::unexpected(*error);
  const auto it = state.devices.find(request.endpoint_arn);
  if (it == state.devices.end()) return std::unexpected(no_endpoint());
  return Response(model::sns::GetEndpointAttributesResponse{it->second.attributes});
}

Result set_endpoint(State& state, const model::sns::SetEndpointAttributesRequest& request) {
  if (request.attributes.empty()) return std::unexpected(validation_error("attributes"));
  if (auto error = check_endpoint_arn(request.endpoint_arn)) return std::unexpected(*error);
  const auto it = state.devices.find(request.endpoint_arn);
  if (it == state.devices.end()) return std::unexpected(no_endpoint());
  if (auto error = check_endpoint_attributes(request.attributes)) return std::unexpected(*error);
  for (const auto& [name, value] : request.attributes) it->second.attributes[name] = value;
  return Response(EmptyResponse{});
}

std::string_view platform_of(std::string_view device_arn) {
  constexpr std::string_view kBefore = ":endpoint/";
  const std::size_t at = device_arn.find(kBefore);
  if (at == std::string_view::npos) return {};
  device_arn.remove_prefix(at + kBefore.size());
  return device_arn.substr(0, device_arn.find('/'));
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
