// JSON values as the AWS CLI prints them. Must not know what they are of.
#include "api/cli_output.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "base/calendar.h"

namespace api {
namespace {

using base::Json;

constexpr int kMaxDepth = 32;

bool is_nested(const Json& value) { return value.is_object() || value.is_array(); }

std::string scalar_text(const Json& value) {
  if (value.is_null()) return "None";
  if (value.is_boolean()) return value == Json(true) ? "True" : "False";
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  return base::dump(value);
}

std::string upper(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() ? "" : "\t") + cell;
  return out + "\n";
}

// Rows of tabs; what lies deeper follows in rows of its own that begin with its key.
class TextWriter {
 public:
  std::string run(const Json& value) {
    write(value, "", nullptr, 0);
    return std::move(out_);
  }

 private:
  using Columns = std::set<std::string>;

  void write(const Json& value, const std::string& name, const Columns* columns, int depth) {
    if (depth > kMaxDepth) return;
    if (value.is_object()) {
      object(value, name, columns, depth);
    } else if (value.is_array()) {
      list(value, name, depth);
    } else {
      out_ += scalar_text(value) + "\n";
    }
  }

  void object(const Json& value, const std::string& name, const Columns* columns, int depth) {
    std::vector<std::string> cells;
    std::set<std::string> nested;
    Columns own;
    for (const auto& [key, member] : value.items()) (is_nested(member) ? nested : own).insert(key);
    if (columns == nullptr) columns = &own;
    for (const std::string& key : *columns) {
      cells.push_back(value.contains(key) ? scalar_text(value[key]) : "");
    }
    if (!cells.empty() && !name.empty()) cells.insert(cells.begin(), upper(name));
    if (!cells.empty()) out_ += row_of(cells);
    for (const std::string& key : nested) write(value[key], key, nullptr, depth + 1);
  }

  // Objects of one list share their columns: every scalar member that any of them has.
  void list(const Json& value, const std::string& name, int depth) {
    Columns columns;
    std::vector<std::string> scalars;
    for (const Json& element : value) {
      if (!is_nested(element)) scalars.push_back(scalar_text(element));
      if (!element.is_object()) continue;
      for (const auto& [key, member] : element.items())
        if (!is_nested(member)) columns.insert(key);
    }
    if (name.empty() && !scalars.empty()) out_ += row_of(scalars);
    if (!name.empty())
      for (const std::string& scalar : scalars) out_ += row_of({upper(name), scalar});
    for (const Json& element : value) {
      if (is_nested(element)) write(element, name, &columns, depth + 1);
    }
  }

  std::string out_;
};

}  // namespace

std::string to_pretty_json(const Json& value) {
  return value.dump(4, ' ', false, Json::error_handler_t::replace);
}

std::string to_text_output(const Json& value) { return TextWriter().run(value); }

void write_dates(const TypeInfo& type, Json& value) {
  if (type.kind == Kind::kTimestamp && value.is_number()) {
    std::string text = base::format_iso8601(std::llround(value.get<double>() * 1000.0));
    text.pop_back();  // the Z
    value =
        text.ends_with(".000") ? text.substr(0, text.size() - 4) + "+00:00" : text + "000+00:00";
  } else if (type.kind == Kind::kList && value.is_array()) {
    for (Json& item : value) write_dates(*type.item, item);
  } else if (type.kind == Kind::kStructure && value.is_object()) {
    for (const MemberInfo& member : type.members) {
      if (const auto it = value.find(member.name); it != value.end()) {
        write_dates(*member.type, *it);
      }
    }
  }
}

}  // namespace api
