// The services' wire facts (aws-facts 1, 1.3, 2; AWS's API references). Must not know any action's
// members beyond their names.
#include "api/wire_services.h"

#include <algorithm>
#include <array>
#include <format>

namespace api {
namespace {

constexpr std::array kServices{
    WireService{.service = "sqs",
                .target = "AmazonSQS",
                .json_version = "1.0",
                .error_namespace = "com.amazonaws.sqs",
                .query_version = "2012-11-05",
                .xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/",
                .flat = true,
                .omits_empty = true},
    WireService{.service = "sns",
                .query_version = "2010-03-31",
                .xml_namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
                .pretty = true},
    WireService{
        .service = "kinesis", .target = "Kinesis_20131202", .json_version = "1.1", .cbor = true},
};

const WireService* find_by(std::string_view WireService::* field, std::string_view text) {
  if (text.empty()) return nullptr;
  const auto it = std::ranges::find(kServices, text, field);
  return it == kServices.end() ? nullptr : &*it;
}

// The name of one item: "Attributes" -> "Attribute", "queueUrls" -> "QueueUrl".
std::string flat_name(std::string_view action, std::string_view member) {
  if (member == "Entries") return std::format("{}RequestEntry", action);
  if (member == "Successful" || member == "Results") return std::format("{}ResultEntry", action);
  if (member == "Failed") return "BatchResultErrorEntry";
  if (member == "Actions") return "ActionName";
  std::string out(member);
  if (out.ends_with('s')) out.pop_back();
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

}  // namespace

const WireService* find_wire_service(std::string_view service) {
  return find_by(&WireService::service, service);
}
const WireService* find_wire_service_by_target(std::string_view target) {
  return find_by(&WireService::target, target);
}
const WireService* find_wire_service_by_version(std::string_view query_version) {
  return find_by(&WireService::query_version, query_version);
}

QueryNames query_names(const WireService& service, std::string_view action,
                       const MemberInfo& member) {
  const bool map = member.type->kind == Kind::kMap || is_map_on_wire(member);
  QueryNames out;
  if (service.flat) {
    out.prefix = out.item = flat_name(action, member.name);
    const bool tags = out.item == "Tag";
    out.key = tags ? "Key" : "Name";
    out.value = "Value";
    return out;
  }
  out.item = map ? "entry" : "member";
  out.prefix = std::format("{}.{}", member.name, out.item);
  const bool named = member.name == "MessageAttributes";
  out.key = named ? "Name" : "key";
  out.value = named ? "Value" : "value";
  return out;
}

bool is_map_on_wire(const MemberInfo& member) { return member.name == "MessageSystemAttributes"; }

bool has_empty_result(const WireService& service, std::string_view action) {
  constexpr std::array kActions{std::string_view("TagResource"),
                                std::string_view("UntagResource"),
                                std::string_view("SetSMSAttributes"),
                                std::string_view("OptInPhoneNumber"),
                                std::string_view("CreateSMSSandboxPhoneNumber"),
                                std::string_view("VerifySMSSandboxPhoneNumber"),
                                std::string_view("DeleteSMSSandboxPhoneNumber")};
  return service.service == "sns" && std::ranges::contains(kActions, action);
}

}  // namespace api
