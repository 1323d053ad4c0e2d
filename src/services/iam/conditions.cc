// Comparing the facts of a call with the values of a condition.
#include "services/iam/conditions.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/calendar.h"
#include "base/ip.h"

namespace services::iam {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Thousandths: conditions compare no floating point.
std::optional<std::int64_t> number(std::string_view text) {
  const std::size_t dot = text.find('.');
  std::int64_t whole = 0;
  const std::string_view head = text.substr(0, dot);
  const auto [end, error] = std::from_chars(head.data(), head.data() + head.size(), whole);
  if (error != std::errc{} || end != head.data() + head.size()) return std::nullopt;
  if (whole > INT64_MAX / 1000 || whole < INT64_MIN / 1000) return std::nullopt;
  std::int64_t thousandths = 0;
  std::string_view tail = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = i < tail.size() ? tail[i] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    thousandths = thousandths * 10 + (c - '0');
  }
  return whole * 1000 + (text.starts_with('-') ? -thousandths : thousandths);
}

// A date, or seconds since 1970.
std::optional<std::int64_t> date(std::string_view text) {
  if (const auto ms = base::parse_iso8601(text)) return ms;
  const auto seconds = number(text);
  return seconds ? std::optional(*seconds) : std::nullopt;
}

bool in_block(std::string_view block, std::string_view address) {
  const auto ip = base::parse_ip(address);
  if (!ip) return false;
  if (block.find('/') == std::string_view::npos) {
    const auto other = base::parse_ip(block);
    return other && other->bits == ip->bits && other->bytes == ip->bytes;
  }
  const auto parsed = base::parse_cidr(block);
  return parsed && parsed->contains(*ip);
}

enum class Order : std::uint8_t { kNone, kLess, kEqual, kGreater };
Order order(std::optional<std::int64_t> a, std::optional<std::int64_t> b) {
  if (!a || !b) return Order::kNone;
  return *a < *b ? Order::kLess : *a > *b ? Order::kGreater : Order::kEqual;
}

// The positive form of an operator; the negated ones turn its result around.
bool compare(Operator op, std::string_view fact, const std::string& wanted) {
  using enum Operator;
  switch (op) {
    case kStringEquals:
    case kStringNotEquals: return fact == wanted;
    case kStringEqualsIgnoreCase:
    case kStringNotEqualsIgnoreCase: return lower(fact) == lower(wanted);
    case kStringLike:
    case kStringNotLike: return matches_pattern(wanted, fact);
    case kArnEquals:
    case kArnLike:
    case kArnNotEquals:
    case kArnNotLike: return matches_arn(wanted, fact);
    case kBool: return lower(fact) == lower(wanted);
    case kNumericEquals:
    case kNumericNotEquals: return order(number(fact), number(wanted)) == Order::kEqual;
    case kNumericLessThan: return order(number(fact), number(wanted)) == Order::kLess;
    case kNumericGreaterThan: return order(number(fact), number(wanted)) == Order::kGreater;
    case kNumericLessThanEquals:
      return compare(kNumericLessThan, fact, wanted) || compare(kNumericEquals, fact, wanted);
    case kNumericGreaterThanEquals:
      return compare(kNumericGreaterThan, fact, wanted) || compare(kNumericEquals, fact, wanted);
    case kDateEquals:
    case kDateNotEquals: return order(date(fact), date(wanted)) == Order::kEqual;
    case kDateLessThan: return order(date(fact), date(wanted)) == Order::kLess;
    case kDateGreaterThan: return order(date(fact), date(wanted)) == Order::kGreater;
    case kDateLessThanEquals:
      return compare(kDateLessThan, fact, wanted) || compare(kDateEquals, fact, wanted);
    case kDateGreaterThanEquals:
      return compare(kDateGreaterThan, fact, wanted) || compare(kDateEquals, fact, wanted);
    case kIpAddress:
    case kNotIpAddress: return in_block(wanted, fact);
    case kNull: return false;
  }
  return false;
}

bool is_negated(Operator op) {
  using enum Operator;
  constexpr std::array kNegated{
      kStringNotEquals, kStringNotEqualsIgnoreCase, kStringNotLike, kArnNotEquals,
      kArnNotLike,      kNumericNotEquals,          kDateNotEquals, kNotIpAddress};
  return std::ranges::contains(kNegated, op);
}

}  // namespace

std::string with_variables(std::string_view text, const ConditionContext& context) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find("${");
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out + std::string(text);
    out += text.substr(0, open);
    const std::string_view name = text.substr(open + 2, close - open - 2);
    text.remove_prefix(close + 1);
    if (name == "*" || name == "?" || name == "$") {
      out += name;
      continue;
    }
    const auto it = context.find(lower(name));
    // A variable that has no value makes the whole text match nothing.
    if (it == context.end() || it->second.size() != 1) return "\n";
    out += it->second.front();
  }
  return out;
}

bool holds(const Condition& condition, const ConditionContext& context, bool variables) {
  const auto fact = context.find(condition.key);
  const bool present = fact != context.end() && !fact->second.empty();
  if (condition.op == Operator::kNull) {
    return std::ranges::any_of(condition.values, [&](const std::string& wanted) {
      return (lower(wanted) == "true") == !present;
    });
  }
  const bool negated = is_negated(condition.op);
  // Without the key: IfExists and ForAllValues hold, and so does "not equal to anything".
  if (!present) {
    return condition.if_exists || condition.quantifier == Quantifier::kForAllValues ||
           (negated && condition.quantifier == Quantifier::kNone);
  }
  const auto one_holds = [&](const std::string& value) {
    const bool any = std::ranges::any_of(condition.values, [&](const std::string& wanted) {
      return compare(condition.op, value, variables ? with_variables(wanted, context) : wanted);
    });
    return any != negated;
  };
  if (condition.quantifier == Quantifier::kForAnyValue) {
    return std::ranges::any_of(fact->second, one_holds);
  }
  return std::ranges::all_of(fact->second, one_holds);
}

}  // namespace services::iam
