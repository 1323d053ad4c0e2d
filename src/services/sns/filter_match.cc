// Whether a message passes a filter policy. Conditions on elements of one array of objects must
// hold within one and the same element (conformance trap 18): the body is walked once, and every
// part of it answers which sets of keys it can satisfy together.
#include <algorithm>
#include <functional>

#include "base/ip.h"
#include "services/sns/filter_policy.h"

namespace services::sns {
namespace {

using Kind = FilterPattern::Kind;
using KeySet = std::uint64_t;  // one bit per key of a rule; rules have far fewer than 64 keys

// One value of a message as patterns see it.
struct Value {
  JsonValue::Kind kind = JsonValue::Kind::kNull;
  std::string_view text;
  FilterNumber number;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view literal_text(JsonValue::Kind kind) {
  return kind == JsonValue::Kind::kTrue    ? "true"
         : kind == JsonValue::Kind::kFalse ? "false"
                                           : "null";
}

bool in_range(const FilterPattern& p, const FilterNumber& n) {
  if (!n.fits) return false;
  if (p.low.fits && (p.low_included ? n < p.low : n <= p.low)) return false;
  return !p.high.fits || (p.high_included ? n <= p.high : n < p.high);
}

bool is_unwanted(const FilterPattern& p, const Value& v) {
  if (v.kind == JsonValue::Kind::kString) return std::ranges::contains(p.texts, v.text);
  if (v.kind != JsonValue::Kind::kNumber || !v.number.fits) return false;
  return std::ranges::contains(p.numbers, v.number);
}

bool matches_cidr(const FilterPattern& p, std::string_view text) {
  const auto block = base::parse_cidr(p.text);
  const auto ip = base::parse_ip(text);
  return block && ip && block->contains(*ip);
}

bool matches(const FilterPattern& p, const Value& v) {
  const bool is_text = v.kind == JsonValue::Kind::kString;
  const bool is_number = v.kind == JsonValue::Kind::kNumber;
  switch (p.kind) {
    case Kind::kString: return is_text && v.text == p.text;
    case Kind::kNumber: return is_number && v.number.fits && v.number == p.number;
    case Kind::kLiteral: return !is_text && !is_number && literal_text(v.kind) == p.text;
    case Kind::kPrefix: return is_text && v.text.starts_with(p.text);
    case Kind::kSuffix: return is_text && v.text.ends_with(p.text);
    case Kind::kEqualsIgnoreCase: return is_text && equal_ignoring_case(v.text, p.text);
    case Kind::kAnythingBut: return !is_unwanted(p, v);
    case Kind::kAnythingButPrefix: return !is_text || !v.text.starts_with(p.text);
    case Kind::kNumeric: return is_number && in_range(p, v.number);
    case Kind::kExists: return true;
    case Kind::kAbsent: return false;
    case Kind::kCidr: return is_text && matches_cidr(p, v.text);
  }
  return false;
}

bool matches_any(const std::vector<FilterPattern>& patterns, const Value& v) {
  return std::ranges::any_of(patterns, [&](const FilterPattern& p) { return matches(p, v); });
}

bool takes_absence(const std::vector<FilterPattern>& patterns) {
  return std::ranges::contains(patterns, Kind::kAbsent, &FilterPattern::kind);
}

Value value_of(const JsonValue& json) {
  Value out{json.kind, json.text, {}};
  if (json.kind == JsonValue::Kind::kNumber) out.number = filter_number(json.text);
  return out;
}

bool is_scalar(const JsonValue& v) {
  return v.kind != JsonValue::Kind::kArray && v.kind != JsonValue::Kind::kObject;
}

// ---- message attributes

// The scalars of an attribute: a String.Array has one per element, Binary has none.
template <class Visit>
void each_value(const model::sns::MessageAttributeValue& attribute, Visit visit) {
  const std::string_view type = attribute.data_type;
  if (type.starts_with("Number")) {
    visit(Value{JsonValue::Kind::kNumber, attribute.string_value,
                filter_number(attribute.string_value)});
  } else if (type == "String.Array") {
    const auto parsed = parse_json_text(attribute.string_value);
    if (!parsed) return;
    if (is_scalar(*parsed)) visit(value_of(*parsed));
    for (const JsonValue& element : parsed->elements) {
      if (is_scalar(element)) visit(value_of(element));
    }
  } else if (type.starts_with("String")) {
    visit(Value{JsonValue::Kind::kString, attribute.string_value, {}});
  }
}

bool attribute_passes(const std::vector<FilterPattern>& patterns, const std::string& key,
                      const model::sns::MessageAttributes& attributes) {
  const auto it = attributes.find(key);
  if (it == attributes.end() || it->second.data_type.starts_with("Binary")) {
    return takes_absence(patterns);
  }
  bool any = false;
  each_value(it->second, [&](const Value& v) { any = any || matches_any(patterns, v); });
  return any;
}

bool rule_passes(const FilterRule& rule, const model::sns::MessageAttributes& attributes) {
  return std::ranges::all_of(rule, [&](const auto& entry) {
    return attribute_passes(entry.second, entry.first, attributes);
  });
}

// ---- message body

// Sets of keys of which none is part of another.
using KeySets = std::vector<KeySet>;

void add_set(KeySets& sets, KeySet set) {
  for (const KeySet other : sets) {
    if ((set & ~other) == 0) return;
  }
  std::erase_if(sets, [&](KeySet other) { return (other & ~set) == 0; });
  sets.push_back(set);
}

class BodyMatcher {
 public:
  explicit BodyMatcher(const FilterRule& rule) {
    for (const auto& entry : rule) keys_.push_back(&entry);
  }

  bool passes(const JsonValue& body) {
    const KeySets sets = walk(body, "");
    KeySet wanted = 0;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const bool absent_is_fine = takes_absence(keys_[i]->second) && (seen_ >> i & 1) == 0;
      if (!absent_is_fine) wanted |= KeySet{1} << i;
    }
    return wanted == 0 ||
           std::ranges::any_of(sets, [&](KeySet set) { return (wanted & ~set) == 0; });
  }

 private:
  // The greatest sets of keys that this part satisfies together.
  KeySets walk(const JsonValue& value, const std::string& path) {
    if (value.kind == JsonValue::Kind::kObject) return walk_object(value, path);
    KeySets out;
    if (value.kind == JsonValue::Kind::kArray) {
      for (const JsonValue& element : value.elements) {
        for (const KeySet set : walk(element, path)) add_set(out, set);
      }
      return out;
    }
    KeySet hit = 0;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i]->first != path) continue;
      seen_ |= KeySet{1} << i;
      if (matches_any(keys_[i]->second, value_of(value))) hit |= KeySet{1} << i;
    }
    if (hit != 0) out.push_back(hit);
    return out;
  }

  KeySets walk_object(const JsonValue& object, const std::string& path) {
    KeySets out{0};
    for (const auto& [key, member] : object.members) {
      const std::string full = path.empty() ? key : path + "." + key;
      if (!leads_somewhere(full)) continue;
      const KeySets inner = walk(member, full);
      if (inner.empty()) continue;
      KeySets joined;
      for (const KeySet a : out) {
        for (const KeySet b : inner) add_set(joined, a | b);
      }
      out = std::move(joined);
    }
    if (out.front() == 0) out.clear();
    return out;
  }

  // Whether any key of the rule is this path or lies below it.
  bool leads_somewhere(std::string_view path) const {
    return std::ranges::any_of(keys_, [&](const auto* key) {
      const std::string& wanted = key->first;
      return wanted.starts_with(path) &&
             (wanted.size() == path.size() || wanted[path.size()] == '.');
    });
  }

  std::vector<const FilterRule::value_type*> keys_;
  KeySet seen_ = 0;  // keys that have a value somewhere in the body
};

}  // namespace

bool passes(const FilterPolicy& policy, const model::sns::MessageAttributes& attributes,
            const JsonValue* body) {
  if (policy.scope == FilterScope::kMessageAttributes) {
    return std::ranges::any_of(policy.rules,
                               [&](const FilterRule& r) { return rule_passes(r, attributes); });
  }
  if (body == nullptr || body->kind != JsonValue::Kind::kObject) return false;
  return std::ranges::any_of(policy.rules,
                             [&](const FilterRule& r) { return BodyMatcher(r).passes(*body); });
}

}  // namespace services::sns
