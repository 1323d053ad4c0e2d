// What a filter policy may say. The refusals carry the column where AWS's own parser stood when it
// gave up: behind a number or a literal, behind the first quote of a string it has not yet read,
// behind an opening bracket.
#include <array>
#include <format>

#include "base/ip.h"
#include "services/sns/filter_policy.h"

namespace services::sns {
namespace {

using Kind = JsonValue::Kind;
using PatternKind = FilterPattern::Kind;

constexpr std::string_view kOr = "$or";
constexpr std::size_t kMaxKeys = 5;             // aws-facts 2.6
constexpr std::uint64_t kMaxCombinations = 150;
constexpr std::size_t kMaxPolicyBytes = 256 * 1024;
constexpr std::int64_t kMaxNumber = 1'000'000'000LL * 1'000'000;

// One pass over one policy; the first fault ends it.
class PolicyParser {
 public:
  PolicyParser(std::string_view text, FilterScope scope)
      : source_(compact_json(text)), scope_(scope) {}

  base::Result<FilterPolicy, FilterPolicyFault> run() {
    const auto root = parse_json_text(source_);
    if (!root) return fault("failed to parse JSON.");
    if (root->kind != Kind::kObject) return fault("Filter is not an object");
    if (source_.size() > kMaxPolicyBytes) return fault("Filter policy is too large");
    bool nested = false;
    if (!check_structure(*root, nested)) return refusal();
    if (nested && scope_ == FilterScope::kMessageAttributes) {
      return std::unexpected(FilterPolicyFault{
          "Filter policy scope MessageAttributes does not support nested filter policy", false});
    }
    if (root->members.size() > kMaxKeys) {
      return fault(std::format("Filter policy can not have more than {} keys", kMaxKeys));
    }
    if (complexity(*root, 1) > kMaxCombinations) return fault("Filter policy is too complex");
    FilterPolicy out;
    out.scope = scope_;
    out.rules.emplace_back();
    if (!read_object(*root, "", out.rules)) return refusal();
    return out;
  }

 private:
  base::Result<FilterPolicy, FilterPolicyFault> refusal() {
    return std::unexpected(std::move(*fault_));
  }
  static base::Result<FilterPolicy, FilterPolicyFault> fault(std::string message) {
    return std::unexpected(FilterPolicyFault{std::move(message)});
  }
  bool fail(std::string message) {
    fault_ = FilterPolicyFault{std::move(message)};
    return false;
  }
  bool fail_at(std::string message, std::size_t consumed) {
    return fail(std::format("{}\n at [Source: (String)\"{}\"; line: 1, column: {}]", message,
                            source_, consumed + 1));
  }
  // The parser has looked at this value without reading a string to its end.
  static std::size_t looked_at(const JsonValue& v) {
    const bool opens = v.kind == Kind::kString || v.kind == Kind::kArray || v.kind == Kind::kObject;
    return opens ? v.begin + 1 : v.end;
  }

  // Every member is an object or an array; nothing is empty; "$or" holds at least two objects.
  bool check_structure(const JsonValue& object, bool& nested) {
    if (object.members.empty()) return fail_at("Empty objects are not allowed", object.end);
    for (const auto& [key, value] : object.members) {
      if (key == kOr && value.kind == Kind::kArray) {
        if (!check_or(value, nested)) return false;
      } else if (value.kind == Kind::kObject) {
        if (!check_structure(value, nested)) return false;
        nested = true;
      } else if (value.kind != Kind::kArray) {
        return fail_at(std::format("\"{}\" must be an object or an array", key), looked_at(value));
      } else if (value.elements.empty()) {
        return fail_at("Empty arrays are not allowed", value.end);
      }
    }
    return true;
  }

  bool check_or(const JsonValue& array, bool& nested) {
    for (const JsonValue& alternative : array.elements) {
      if (alternative.kind != Kind::kObject) {
        return fail_at("Only JSON object is allowed in array of $or relationship.",
                       looked_at(alternative));
      }
      if (!check_structure(alternative, nested)) return false;
    }
    if (array.elements.size() >= 2) return true;
    return fail_at("There must have at least 2 Objects in $or relationship.", array.end);
  }

  // The product over keys of values times depth; alternatives of "$or" add up (aws-facts 2.6).
  static std::uint64_t complexity(const JsonValue& object, std::uint64_t depth) {
    std::uint64_t product = 1;
    for (const auto& [key, value] : object.members) {
      std::uint64_t factor = 0;
      if (key == kOr && value.kind == Kind::kArray) {
        for (const JsonValue& alternative : value.elements) {
          factor += complexity(alternative, depth);
        }
      } else if (value.kind == Kind::kObject) {
        factor = complexity(value, depth + 1);
      } else {
        factor = value.elements.size() * depth;
      }
      product *= factor;
      if (product > kMaxCombinations) return kMaxCombinations + 1;
    }
    return product;
  }

  // Adds the keys of an object to every rule; a key given again replaces the earlier one, also
  // inside an alternative of "$or".
  bool read_object(const JsonValue& object, const std::string& path,
                   std::vector<FilterRule>& rules) {
    for (const auto& [key, value] : object.members) {
      if (key == kOr && value.kind == Kind::kArray) {
        std::vector<FilterRule> joined;
        for (const JsonValue& alternative : value.elements) {
          std::vector<FilterRule> branch = rules;
          if (!read_object(alternative, path, branch)) return false;
          std::move(branch.begin(), branch.end(), std::back_inserter(joined));
        }
        rules = std::move(joined);
        continue;
      }
      const std::string full = path.empty() ? key : path + "." + key;
      if (value.kind == Kind::kObject) {
        if (!read_object(value, full, rules)) return false;
        continue;
      }
      std::vector<FilterPattern> patterns;
      for (const JsonValue& element : value.elements) {
        if (!read_pattern(element, patterns.emplace_back())) return false;
      }
      for (FilterRule& rule : rules) rule[full] = patterns;
    }
    return true;
  }

  bool read_pattern(const JsonValue& v, FilterPattern& out) {
    switch (v.kind) {
      case Kind::kString: out.text = v.text; return true;
      case Kind::kNumber:
        out.kind = PatternKind::kNumber;
        out.text = v.text;
        return read_number(v, out.number);
      case Kind::kTrue:
      case Kind::kFalse:
      case Kind::kNull: out = literal(v.kind); return true;
      case Kind::kArray:
        return fail_at("Match value must be String, number, true, false, or null", looked_at(v));
      case Kind::kObject: break;
    }
    return read_expression(v, out);
  }

  static FilterPattern literal(Kind kind) {
    FilterPattern out;
    out.kind = PatternKind::kLiteral;
    out.text = kind == Kind::kTrue ? "true" : kind == Kind::kFalse ? "false" : "null";
    return out;
  }

  bool read_number(const JsonValue& v, FilterNumber& out) {
    out = filter_number(v.text);
    if (out.fits && out.millionths >= -kMaxNumber && out.millionths <= kMaxNumber) return true;
    return fail_at("Value must be between -1.0E9 and 1.0E9, inclusive", v.end);
  }

  // {"prefix": "x"} and its like: one key each.
  bool read_expression(const JsonValue& object, FilterPattern& out) {
    if (object.members.empty()) return fail_at("Empty objects are not allowed", object.end);
    const auto& [name, value] = object.members.front();
    if (!read_operator(name, value, out)) return false;
    if (object.members.size() == 1) return true;
    return fail_at("Only one key allowed in match expression", looked_at(object.members[1].second));
  }

  bool read_operator(const std::string& name, const JsonValue& v, FilterPattern& out) {
    if (name == "prefix") return read_text(name, v, PatternKind::kPrefix, out);
    if (name == "suffix") return read_text(name, v, PatternKind::kSuffix, out);
    if (name == "equals-ignore-case") {
      return read_text(name, v, PatternKind::kEqualsIgnoreCase, out);
    }
    if (name == "exists") return read_exists(v, out);
    if (name == "cidr") return read_cidr(v, out);
    if (name == "anything-but") return read_anything_but(v, out);
    if (name == "numeric") return read_numeric(v, out);
    return fail_at("Unrecognized match type " + name, looked_at(v));
  }

  bool read_text(const std::string& name, const JsonValue& v, PatternKind kind,
                 FilterPattern& out) {
    if (v.kind != Kind::kString) {
      return fail_at(name + " match pattern must be a string", looked_at(v));
    }
    out.kind = kind;
    out.text = v.text;
    return true;
  }

  bool read_exists(const JsonValue& v, FilterPattern& out) {
    if (v.kind != Kind::kTrue && v.kind != Kind::kFalse) {
      return fail_at("exists match pattern must be either true or false.", looked_at(v));
    }
    out.kind = v.kind == Kind::kTrue ? PatternKind::kExists : PatternKind::kAbsent;
    return true;
  }

  bool read_cidr(const JsonValue& v, FilterPattern& out) {
    if (!read_text("prefix", v, PatternKind::kCidr, out)) return false;
    const auto block = base::parse_cidr(v.text);
    return block ? true : fail(block.error());
  }

  bool read_anything_but(const JsonValue& v, FilterPattern& out) {
    out.kind = PatternKind::kAnythingBut;
    if (v.kind == Kind::kString || v.kind == Kind::kNumber) return add_unwanted(v, out);
    if (v.kind == Kind::kArray) {
      if (v.elements.empty()) return fail_at("Empty arrays are not allowed", v.end);
      for (const JsonValue& element : v.elements) {
        if (!add_unwanted(element, out)) return false;
      }
      return true;
    }
    if (v.kind != Kind::kObject || v.members.empty()) {
      return fail_at("Invalid anything-but match value", looked_at(v));
    }
    const auto& [name, value] = v.members.front();
    // Recorded: neither suffix nor exists is taken inside anything-but.
    if (name != "prefix") {
      return fail_at("Unsupported anything-but pattern: " + name, looked_at(value));
    }
    if (v.members.size() > 1) {
      return fail_at("Only one key allowed in match expression", looked_at(v.members[1].second));
    }
    return read_text(name, value, PatternKind::kAnythingButPrefix, out);
  }

  bool add_unwanted(const JsonValue& v, FilterPattern& out) {
    if (v.kind == Kind::kString && out.numbers.empty()) {
      out.texts.push_back(v.text);
      return true;
    }
    if (v.kind == Kind::kNumber && out.texts.empty()) {
      return read_number(v, out.numbers.emplace_back());
    }
    return fail_at(
        "Inside anything but list, either all values are number or string, mixed type "
        "is not supported",
        looked_at(v));
  }

  bool read_numeric(const JsonValue& v, FilterPattern& out) {
    if (v.kind != Kind::kArray) return fail_at("Value of numeric must be an array.", looked_at(v));
    out.kind = PatternKind::kNumeric;
    if (v.elements.empty()) return fail_at("Invalid member in numeric match: ]", v.end);
    const JsonValue& first = v.elements[0];
    if (first.kind != Kind::kString) {
      return fail_at("Invalid member in numeric match: " + source_text(first), looked_at(first));
    }
    const std::string& op = first.text;
    const bool upper = op == "<" || op == "<=";
    const bool lower = op == ">" || op == ">=";
    if (!upper && !lower && op != "=") {
      return fail_at("Unrecognized numeric range operator: " + op, first.end);
    }
    FilterNumber number;
    if (!read_operand(v, 1, op == "=" ? "equals" : op, number)) return false;
    if (!lower) {
      if (v.elements.size() > 2) {
        return fail_at("Too many elements in numeric expression", looked_at(v.elements[2]));
      }
      out.high = number;
      out.high_included = op != "<";
      if (op == "=") out.low = number;
      out.low_included = op == "=";
      return true;
    }
    out.low = number;
    out.low_included = op == ">=";
    return v.elements.size() == 2 || read_range_end(v, out);
  }

  bool read_range_end(const JsonValue& v, FilterPattern& out) {
    const JsonValue& second = v.elements[2];
    if (second.kind != Kind::kString) {
      return fail_at("Bad value in numeric range: " + source_text(second), looked_at(second));
    }
    if (second.text != "<" && second.text != "<=") {
      return fail_at("Bad numeric range operator: " + second.text, second.end);
    }
    if (!read_operand(v, 3, second.text, out.high)) return false;
    out.high_included = second.text == "<=";
    if (v.elements.size() > 4) {
      return fail_at("Too many terms in numeric range expression", looked_at(v.elements[4]));
    }
    if (out.low < out.high) return true;
    return fail_at("Bottom must be less than top", v.elements[3].end);
  }

  bool read_operand(const JsonValue& v, std::size_t i, std::string_view op, FilterNumber& out) {
    if (i >= v.elements.size()) {
      return fail_at(std::format("Value of {} must be numeric", op), v.end);
    }
    const JsonValue& operand = v.elements[i];
    if (operand.kind != Kind::kNumber) {
      return fail_at(std::format("Value of {} must be numeric", op), looked_at(operand));
    }
    return read_number(operand, out);
  }

  std::string source_text(const JsonValue& v) const {
    return v.kind == Kind::kString ? v.text : source_.substr(v.begin, v.end - v.begin);
  }

  std::string source_;
  FilterScope scope_;
  std::optional<FilterPolicyFault> fault_;
};

}  // namespace

base::Result<FilterPolicy, FilterPolicyFault> parse_filter_policy(std::string_view text,
                                                                  FilterScope scope) {
  return PolicyParser(text, scope).run();
}

// Six decimals: AWS compares five. An exponent only moves the point.
FilterNumber filter_number(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t e = text.find_first_of("eE");
  std::int64_t exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view digits = text.substr(e + 1);
    const bool down = digits.starts_with('-');
    if (down || digits.starts_with('+')) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 3) return {};
    for (const char c : digits) {
      if (c < '0' || c > '9') return {};
      exponent = exponent * 10 + (c - '0');
    }
    if (down) exponent = -exponent;
    text = text.substr(0, e);
  }
  std::int64_t scale = 6 + exponent;  // how many more digits make millionths
  std::int64_t value = 0;
  bool point = false;
  bool digit_seen = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return {};
    digit_seen = true;
    if (point && scale <= 0) {
      if (c != '0') return {};
      continue;
    }
    if (value > INT64_MAX / 100) return {};
    value = value * 10 + (c - '0');
    if (point) --scale;
  }
  if (!digit_seen) return {};
  for (; scale > 0 && value != 0; --scale) {
    if (value > INT64_MAX / 100) return {};
    value *= 10;
  }
  for (; scale < 0 && value != 0; ++scale) {
    if (value % 10 != 0) return {};
    value /= 10;
  }
  return {true, minus ? -value : value};
}

}  // namespace services::sns
