// Reading Query parameters by the rows of an operation. Must not know any action.
#include "api/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace api {
namespace {

using base::Json;

bool is_protocol_parameter(std::string_view name) {
  constexpr std::array kNames{
      std::string_view("Action"),          std::string_view("Version"),
      std::string_view("AWSAccessKeyId"),  std::string_view("Signature"),
      std::string_view("SignatureMethod"), std::string_view("SignatureVersion"),
      std::string_view("SecurityToken"),   std::string_view("Timestamp"),
      std::string_view("Expires"),         std::string_view("ContentType")};
  return name.starts_with("X-Amz-") || std::ranges::contains(kNames, name);
}

model::ApiError invalid(std::string message) {
  return {.type = "InvalidParameterValueException",
          .query_code = "InvalidParameterValue",
          .message = std::move(message)};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc() || end != text.data() + text.size() || text.empty()) return {};
  return n;
}

class Reader {
 public:
  Reader(const WireService& service, std::string_view action)
      : service_(service), action_(action) {}

  std::optional<model::ApiError> error;

  Json structure(const TypeInfo& type, const QueryNode& node, const std::string& path, bool top) {
    Json out = Json::object();
    std::vector<std::string_view> known;
    for (const MemberInfo& member : type.members) {
      if (const QueryNode* found = find_member(member, node, known)) {
        out[std::string(member.name)] = value(member, *found, below(path, known.back()));
      } else if (member.required && is_container(member)) {
        // The protocol cannot write an empty list: one that must be there and is not, is empty.
        out[std::string(member.name)] =
            member.type->kind == Kind::kList ? Json::array() : Json::object();
      }
    }
    for (const auto& [name, child] : node.children) {
      if (std::ranges::contains(known, name) || (top && is_protocol_parameter(name))) continue;
      fail(unknown(below(path, name)));
    }
    return out;
  }

 private:
  static bool is_container(const MemberInfo& member) {
    return member.type->kind == Kind::kList || member.type->kind == Kind::kMap;
  }
  static std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : std::format("{}.{}", path, name);
  }
  static model::ApiError unknown(const std::string& path) {
    return {.type = "InvalidQueryParameter",
            .query_code = "InvalidQueryParameter",
            .message = std::format("{} is not a parameter of this action.", path)};
  }
  void fail(model::ApiError what) {
    if (!error) error = std::move(what);
  }

  // The node of a member. Its name, as the request writes it, is added to `known`. A flat list is
  // found under its item's name, or, when it is empty, under its own.
  const QueryNode* find_member(const MemberInfo& member, const QueryNode& node,
                               std::vector<std::string_view>& known) {
    if (!is_container(member) && !is_map_on_wire(member)) {
      known.push_back(member.name);
      return node.child(member.name);
    }
    const QueryNode* own = node.child(member.name);
    if (!service_.flat) {
      known.push_back(member.name);
      if (own == nullptr || own->children.empty()) return own;
      return own->child(member.type->kind == Kind::kList ? "member" : "entry");
    }
    const auto it = node.children.find(query_names(service_, action_, member).prefix);
    if (own != nullptr) known.push_back(member.name);
    if (it == node.children.end()) return own;
    known.push_back(it->first);
    return &it->second;
  }

  Json value(const MemberInfo& member, const QueryNode& node, const std::string& path) {
    if (member.type->kind == Kind::kMap || is_map_on_wire(member)) return map(member, node, path);
    if (member.type->kind == Kind::kList) return list(*member.type, node, path);
    return single(*member.type, node, path);
  }

  Json single(const TypeInfo& type, const QueryNode& node, const std::string& path) {
    if (type.kind == Kind::kStructure) return structure(type, node, path, false);
    if (!node.value || !node.children.empty()) {
      fail(unknown(node.children.empty() ? path : below(path, node.children.begin()->first)));
      return {};
    }
    const std::string& text = *node.value;
    if (type.kind == Kind::kInteger) {
      if (const auto n = whole_number(text)) return *n;
      fail(invalid(std::format("Value {} for parameter {} is invalid. Reason: Must be an integer.",
                               text, path)));
    } else if (type.kind == Kind::kBoolean) {
      if (text == "true" || text == "false") return text == "true";
      fail(
          invalid(std::format("Value {} for parameter {} is invalid. Reason: Must be true or "
                              "false.",
                              text, path)));
    }
    return text;
  }

  // The items in the order of their numbers; a number left out is no fault.
  std::vector<std::pair<std::string_view, const QueryNode*>> items(const QueryNode& node,
                                                                   const std::string& path) {
    std::vector<std::pair<std::int64_t, const QueryNode*>> found;
    std::map<std::int64_t, std::string_view> names;
    for (const auto& [name, child] : node.children) {
      const auto n = whole_number(name);
      if (!n || *n < 1 || *n > INT32_MAX || !names.emplace(*n, name).second) {
        fail(unknown(below(path, name)));
        return {};
      }
      found.emplace_back(*n, &child);
    }
    std::ranges::sort(found);
    std::vector<std::pair<std::string_view, const QueryNode*>> out;
    for (const auto& [n, child] : found) out.emplace_back(names[n], child);
    return out;
  }

  Json list(const TypeInfo& type, const QueryNode& node, const std::string& path) {
    Json out = Json::array();
    // SQS takes the only item without its number.
    if (service_.flat && node.value && !node.value->empty() && node.children.empty()) {
      out.push_back(single(*type.item, node, path));
      return out;
    }
    for (const auto& [name, child] : items(node, path)) {
      out.push_back(single(*type.item, *child, below(path, name)));
    }
    return out;
  }

  Json map(const MemberInfo& member, const QueryNode& node, const std::string& path) {
    Json out = Json::object();
    const QueryNames names = query_names(service_, action_, member);
    if (service_.flat && node.child(names.key) != nullptr) {
      entry(member, names, node, path, out);
      return out;
    }
    for (const auto& [number, child] : items(node, path)) {
      entry(member, names, *child, below(path, number), out);
    }
    return out;
  }

  void entry(const MemberInfo& member, const QueryNames& names, const QueryNode& node,
             const std::string& path, Json& out) {
    const QueryNode* key = node.child(names.key);
    if (key == nullptr || !key->value) return fail(missing(below(path, names.key)));
    const QueryNode* held = node.child(names.value);
    const TypeInfo* type = item_type(*member.type, *key->value);
    if (type == nullptr) return fail(unknown(below(path, names.key)));
    if (held == nullptr) return fail(missing(below(path, names.value)));
    out[*key->value] = single(*type, *held, below(path, names.value));
  }

  static model::ApiError missing(const std::string& path) {
    return {.type = "MissingRequiredParameterException",
            .query_code = "MissingParameter",
            .message = missing_text(path)};
  }

  static const TypeInfo* item_type(const TypeInfo& type, std::string_view key) {
    if (type.kind == Kind::kMap) return type.item;
    const auto it = std::ranges::find(type.members, key, &MemberInfo::name);
    return it == type.members.end() ? nullptr : it->type;
  }

  const WireService& service_;
  std::string_view action_;
};

}  // namespace

const QueryNode* QueryNode::child(std::string_view name) const {
  const auto it = children.find(name);
  return it == children.end() ? nullptr : &it->second;
}

std::optional<QueryNode> build_query_tree(const std::vector<FormField>& fields) {
  QueryNode root;
  for (const auto& [name, value] : fields) {
    QueryNode* at = &root;
    std::string_view rest = name;
    for (std::size_t depth = 0;; ++depth) {
      if (depth == kMaxQueryDepth) return std::nullopt;
      const std::size_t dot = rest.find('.');
      at = &at->children[std::string(rest.substr(0, dot))];
      if (dot == std::string_view::npos) break;
      rest.remove_prefix(dot + 1);
    }
    at->value = value;
  }
  return root;
}

model::ApiResult<base::Json> read_query(const WireService& service, const Operation& operation,
                                        const QueryNode& tree) {
  Reader reader(service, operation.action);
  Json out = reader.structure(*operation.input, tree, "", true);
  if (reader.error) return std::unexpected(*std::move(reader.error));
  return out;
}

}  // namespace api
