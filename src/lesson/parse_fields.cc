// The small parts of a lesson file. Must not know beats.
#include "lesson/parse_fields.h"

#include <algorithm>
#include <format>

namespace lesson::parse {
namespace {

using base::JsonReader;

constexpr std::size_t kMaxParagraphs = 4;
constexpr std::size_t kMaxActs = 8;
constexpr std::size_t kMaxCast = 32;

void fail(const JsonReader& in, const TextError& error) {
  in.fail(std::format("{} (at character {})", error.message, error.at + 1));
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

// Text that may hold {value}.
std::string value_text(const JsonReader& in) {
  if (in.value().is_number_integer()) return base::dump(in.value());
  return text_of(in, 40);
}

void read_heartbeat(const JsonReader& in, Act& act) {
  if (in.value().is_null()) {
    act.heartbeat_off = true;
    return;
  }
  in.only({"every", "extend"});
  act.heartbeat_every = required_member(in, "every", value_text);
  act.heartbeat_extend = required_member(in, "extend", value_text);
}

void check_dial(const JsonReader& in, const DialSpec& dial) {
  if (dial.max <= dial.min || (dial.max - dial.min) % dial.step != 0) {
    in.fail("max must be above min by a number of whole steps");
    return;
  }
  if (dial.start < dial.min || dial.start > dial.max || (dial.start - dial.min) % dial.step != 0) {
    in.fail("start must be one of the dial's values");
  }
}

}  // namespace

std::string text_of(const JsonReader& in, std::size_t max_bytes) {
  std::string out = in.text();
  if (out.size() > max_bytes) in.fail(std::format("must have at most {} bytes", max_bytes));
  if (in.value().is_string() && out.empty()) in.fail("must not be empty");
  return out;
}

std::string name_of(const JsonReader& in) {
  std::string out = in.text();
  if (in.value().is_string() && !is_slug(out)) {
    in.fail("must be 1 to 40 letters, digits, '-', '_' or '.'");
  }
  return out;
}

Prose prose_of(const JsonReader& in) {
  auto prose = parse_prose(in.text());
  if (prose) return *std::move(prose);
  fail(in, prose.error());
  return {};
}

std::vector<Prose> paragraphs_of(const JsonReader& in) {
  if (!in.is_array()) return {prose_of(in)};
  std::vector<Prose> out;
  const auto elements = in.elements();
  if (elements.empty() || elements.size() > kMaxParagraphs) {
    in.fail(std::format("must have 1 to {} paragraphs", kMaxParagraphs));
    return out;
  }
  for (const JsonReader& element : elements) out.push_back(prose_of(element));
  return out;
}

Moment moment_of(const JsonReader& in) {
  auto moment = parse_moment(in.text());
  if (moment) return *std::move(moment);
  fail(in, moment.error());
  return {};
}

Expression expression_of(const JsonReader& in) {
  auto expression = parse_expression(in.text());
  if (expression) return *std::move(expression);
  fail(in, expression.error());
  return {};
}

EventPattern pattern_of(const JsonReader& in) {
  auto pattern = parse_pattern(in.text());
  if (pattern) return *std::move(pattern);
  fail(in, pattern.error());
  return {};
}

base::SimTime time_of(const JsonReader& in) {
  const auto time = base::parse_duration(in.text());
  if (!time) in.fail("must be a time like \"90s\" or \"5m\"");
  return {time.value_or(base::Duration{}).us};
}

Act act_of(const JsonReader& in) {
  Act out;
  out.pointer = in.pointer();
  if (in.value().is_string()) {
    out.cli = text_of(in, 2000);
    return out;
  }
  if (!in.is_object()) {
    in.fail("must be an AWS CLI line or an order to callers");
    return out;
  }
  in.only({"actors", "order", "work", "heartbeat", "idempotent", "set"});
  out.actors = required_member(in, "actors", name_of);
  if (const auto order = in.member("order")) out.order = text_of(*order, 20);
  if (const auto work = in.member("work")) out.work = text_of(*work, 40);
  if (const auto heartbeat = in.member("heartbeat")) read_heartbeat(*heartbeat, out);
  if (const auto idempotent = in.member("idempotent")) out.idempotent = idempotent->boolean();
  if (const auto set = in.member("set")) {
    if (!set->is_object()) set->fail("must be an object: properties of the caller");
    out.set = set->value();
  }
  const bool changes = out.set || !out.work.empty() || !out.heartbeat_every.empty() ||
                       out.heartbeat_off || out.idempotent.has_value();
  if (changes == !out.order.empty()) {
    in.fail(
        "must have either \"order\" or some of \"work\", \"heartbeat\", \"idempotent\", \"set\"");
  }
  return out;
}

std::vector<Act> acts_of(const JsonReader& in) {
  if (!in.is_array()) return {act_of(in)};
  std::vector<Act> out;
  const auto elements = in.elements();
  if (elements.size() > kMaxActs) in.fail(std::format("must have at most {} acts", kMaxActs));
  for (const JsonReader& element : elements) out.push_back(act_of(element));
  return out;
}

std::vector<CastMember> cast_of(const JsonReader& in) {
  std::vector<CastMember> out;
  const auto members = in.members();
  if (members.size() > kMaxCast) in.fail(std::format("must have at most {} names", kMaxCast));
  for (const auto& [name, value] : members) {
    const auto moment = parse_moment(name);
    if (!moment || moment->name != name || name == "end" || name == kAnyMessage) {
      value.fail("is not a possible name: letters, digits and '_', not a time, 'end' or 'message'");
    }
    CastMember member{name, pattern_of(value)};
    for (const std::string& used : cast_names(member.pattern)) {
      if (!std::ranges::contains(out, used, &CastMember::name)) {
        value.fail(std::format("'{}' is not a name that stands above", used));
      }
    }
    out.push_back(std::move(member));
  }
  return out;
}

DialSpec dial_of(const JsonReader& in) {
  constexpr std::int64_t kMost = 1'000'000;
  in.only({"label", "min", "max", "step", "start", "unit"});
  DialSpec out;
  out.label = required_member(in, "label", [](const JsonReader& v) { return text_of(v, 60); });
  out.unit =
      optional_member(in, "unit", [](const JsonReader& v) { return text_of(v, 12); }).value_or("");
  const auto whole = [](std::int64_t least) {
    return [least](const JsonReader& v) { return v.integer(least, kMost, least); };
  };
  out.min = required_member(in, "min", whole(0));
  out.max = required_member(in, "max", whole(0));
  out.step = optional_member(in, "step", whole(1)).value_or(1);
  out.start = required_member(in, "start", whole(0));
  check_dial(in, out);
  return out;
}

Tool tool_of(const JsonReader& in) {
  in.only({"id", "label", "dial", "do", "shown"});
  Tool out;
  out.id = required_member(in, "id", name_of);
  out.dial = optional_member(in, "dial", dial_of);
  out.label = optional_member(in, "label", [](const JsonReader& v) {
                return text_of(v, 60);
              }).value_or(out.dial ? out.dial->label : "");
  if (out.label.empty()) in.fail("a tool needs a label or a dial");
  out.acts = required_member(in, "do", acts_of);
  out.shown = optional_member(in, "shown", [](const JsonReader& v) {
                return text_of(v, 300);
              }).value_or("");
  return out;
}

std::size_t letter_of(const JsonReader& in, std::size_t count) {
  const std::string text = in.text();
  if (text.size() == 1 && text[0] >= 'a' && static_cast<std::size_t>(text[0] - 'a') < count) {
    return static_cast<std::size_t>(text[0] - 'a');
  }
  in.fail("must be the letter of one of the options, \"a\" for the first");
  return 0;
}

}  // namespace lesson::parse
