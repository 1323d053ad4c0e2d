// Writing XML answers by the rows of an operation. Must not know any action.
#include "api/xml.h"

#include <algorithm>
#include <format>
#include <vector>

namespace api {
namespace {

using base::Json;

// The length of the well-formed UTF-8 character at `at` that XML 1.0 allows; 0 for anything else.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  const std::uint8_t second = byte(at + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  const bool too_large = lead == 0xF4 && second >= 0x90;
  const bool noncharacter = lead == 0xEF && second == 0xBF && byte(at + 2) >= 0xBE;
  return overlong || surrogate || too_large || noncharacter ? 0 : length;
}

class Writer {
 public:
  explicit Writer(bool pretty) : pretty_(pretty) {}

  void open(std::string_view name, std::string_view xml_namespace = {}) {
    indent();
    out_ += std::format("<{}", name);
    if (!xml_namespace.empty()) out_ += std::format(" xmlns=\"{}\"", xml_namespace);
    out_ += '>';
    end_line();
    open_.emplace_back(name);
  }
  void close() {
    const std::string name = std::move(open_.back());
    open_.pop_back();
    indent();
    out_ += std::format("</{}>", name);
    end_line();
  }
  void leaf(std::string_view name, std::string_view text) {
    indent();
    if (text.empty()) {
      out_ += std::format("<{}/>", name);
    } else {
      out_ += std::format("<{}>{}</{}>", name, escape_xml(text), name);
    }
    end_line();
  }
  std::string take() { return std::move(out_); }

 private:
  void indent() {
    if (pretty_) out_.append(2 * open_.size(), ' ');
  }
  void end_line() {
    if (pretty_) out_ += '\n';
  }

  bool pretty_;
  std::string out_;
  std::vector<std::string> open_;
};

class ResultWriter {
 public:
  ResultWriter(const WireService& service, std::string_view action, Writer& out)
      : service_(service), action_(action), out_(out) {}

  // The members of the whole answer. Unless they are flat, its empty lists are elements too.
  void answer(const TypeInfo& type, const Json& json) {
    for (const MemberInfo& member : type.members) {
      const auto it = json.find(member.name);
      if (it != json.end()) {
        write(member, *it);
      } else if (shows_when_empty(service_, member)) {
        out_.leaf(member.name, "");
      }
    }
  }
  static bool shows_when_empty(const WireService& service, const MemberInfo& member) {
    return !service.flat && member.type->kind == Kind::kList;
  }

 private:
  void write(const MemberInfo& member, const Json& json) {
    const bool container = member.type->kind == Kind::kList || member.type->kind == Kind::kMap;
    if (!container) return value(*member.type, member.name, json);
    if (service_.flat) return items(member, json);
    if (json.empty()) return out_.leaf(member.name, "");
    out_.open(member.name);
    items(member, json);
    out_.close();
  }

  void items(const MemberInfo& member, const Json& json) {
    const QueryNames names = query_names(service_, action_, member);
    if (member.type->kind == Kind::kList) {
      for (const Json& item : json) value(*member.type->item, names.item, item);
      return;
    }
    for (const auto& [key, item] : json.items()) {
      out_.open(names.item);
      out_.leaf(names.key, key);
      value(*member.type->item, names.value, item);
      out_.close();
    }
  }

  void value(const TypeInfo& type, std::string_view name, const Json& json) {
    if (type.kind == Kind::kStructure) {
      out_.open(name);
      for (const MemberInfo& member : type.members) {
        const auto it = json.find(member.name);
        if (it != json.end()) write(member, *it);
      }
      out_.close();
    } else if (const auto* text = json.get_ptr<const std::string*>()) {
      out_.leaf(name, *text);
    } else {
      out_.leaf(name, base::dump(json));  // a number, true or false
    }
  }

  const WireService& service_;
  std::string_view action_;
  Writer& out_;
};

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\"?>";

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, length);
    at += length == 0 ? 1 : length;
    if (length == 0) {
      out += '?';
    } else if (character == "&") {
      out += "&amp;";
    } else if (character == "<") {
      out += "&lt;";
    } else if (character == ">") {
      out += "&gt;";
    } else if (character == "\"") {
      out += "&quot;";
    } else if (character == "\r") {
      out += "&#xD;";  // a bare one would be read as a line feed
    } else {
      out += character;
    }
  }
  return out;
}

std::string write_xml_answer(const WireService& service, const Operation& operation,
                             const base::Json& output, std::string_view request_id) {
  Writer out(service.pretty);
  out.open(std::format("{}Response", operation.action), service.xml_namespace);
  const std::string result = std::format("{}Result", operation.action);
  const bool has_lists = std::ranges::any_of(operation.output->members, [&](const auto& member) {
    return ResultWriter::shows_when_empty(service, member);
  });
  if (output.empty() && !has_lists) {
    const bool named = !operation.output->members.empty();
    if (named || has_empty_result(service, operation.action)) out.leaf(result, "");
  } else {
    out.open(result);
    ResultWriter(service, operation.action, out).answer(*operation.output, output);
    out.close();
  }
  out.open("ResponseMetadata");
  out.leaf("RequestId", request_id);
  out.close();
  out.close();
  return service.pretty ? out.take() : std::string(kDeclaration) + out.take();
}

std::string write_xml_error(const WireService& service, const model::ApiError& error,
                            std::string_view request_id) {
  Writer out(service.pretty);
  out.open("ErrorResponse", service.xml_namespace);
  out.open("Error");
  out.leaf("Type", error.sender_fault ? "Sender" : "Receiver");
  out.leaf("Code", error.query_code);
  out.leaf("Message", error.message);
  if (!service.pretty) out.leaf("Detail", "");
  out.close();
  out.leaf("RequestId", request_id);
  out.close();
  return service.pretty ? out.take() : std::string(kDeclaration) + out.take();
}

}  // namespace api
