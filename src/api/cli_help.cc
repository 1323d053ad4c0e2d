// Help and skeletons. Must not know any single operation.
#include "api/cli_help.h"

#include <algorithm>
#include <format>
#include <vector>

#include "api/cli.h"
#include "api/kinesis_rules.h"

namespace api {
namespace {

// Deep enough for every shape of the table; a bound all the same.
constexpr int kMaxDepth = 12;

base::Json skeleton(const TypeInfo& type, int depth) {
  using base::Json;
  if (depth > kMaxDepth) return nullptr;
  switch (type.kind) {
    case Kind::kString:
    case Kind::kBlob: return "";
    case Kind::kTimestamp: return "1970-01-01T00:00:00";
    case Kind::kInteger: return 0;
    case Kind::kBoolean: return true;
    case Kind::kList: return Json::array({skeleton(*type.item, depth + 1)});
    case Kind::kMap: return Json{{"KeyName", skeleton(*type.item, depth + 1)}};
    case Kind::kStructure: break;
  }
  Json out = Json::object();
  for (const MemberInfo& member : type.members) {
    out[std::string(member.name)] = skeleton(*member.type, depth + 1);
  }
  return out;
}

}  // namespace

std::string help_of_services() {
  std::string out = "aws <service> <command> [options]\n\nServices:\n";
  std::vector<std::string_view> seen;
  for (const Operation& op : operations()) {
    if (std::ranges::contains(seen, op.service)) continue;
    seen.push_back(op.service);
    out += std::format("    {}\n", op.service);
  }
  return out + "\nMore: aws sqs help, aws sqs send-message help\n";
}

std::string help_of_service(std::string_view service) {
  std::string commands;
  for (const Operation& op : operations()) {
    if (op.service == service) commands += std::format("    {}\n", cli_name(op.action));
  }
  if (commands.empty()) return "";
  return std::format("aws {} <command> [options]\n\nCommands:\n{}", service, commands);
}

std::string value_words(const TypeInfo& type) {
  switch (type.kind) {
    case Kind::kString: return "<string>";
    case Kind::kBlob: return "<blob>";
    case Kind::kTimestamp: return "<timestamp>";
    case Kind::kInteger: return "<integer>";
    case Kind::kBoolean: return "true | false";
    case Kind::kMap: return "<map> shorthand or JSON";
    case Kind::kStructure: return "<structure> shorthand or JSON";
    case Kind::kList: break;
  }
  const bool plain = type.item->kind == Kind::kString || type.item->kind == Kind::kInteger;
  return plain ? "<list> words or JSON" : "<list> shorthand or JSON";
}

std::string help_of_operation(const Operation& op) {
  std::string out = std::format("aws {} {}\n\nOptions:\n", op.service, cli_name(op.action));
  std::size_t width = 0;
  for (const MemberInfo& member : op.input->members)
    width = std::max(width, option_name(op, member).size());
  for (const MemberInfo& member : op.input->members) {
    const std::string rule =
        op.service == "kinesis" ? kinesis_rule_text(op.action, member) : std::string();
    out += std::format("    --{:<{}}  {}{}{}\n", option_name(op, member), width,
                       value_words(*member.type), rule.empty() ? "" : ", " + rule,
                       member.required ? "  [required]" : "");
  }
  if (takes_blob(*op.input)) {
    out += std::format(
        "\nA <blob> is base64, unless {} raw-in-base64-out says that it is\nplain text.\n",
        kBinaryFormat);
  }
  return out + std::format(
                   "\nAlso: --query <path>, --output json | text, --cli-input-json <json>,\n"
                   "      --generate-cli-skeleton\nAsks for the right {}.\n",
                   op.iam);
}

base::Json skeleton_of(const TypeInfo& type) { return skeleton(type, 0); }

}  // namespace api
