// Reading durations, ratios, work and faults.
#include "world/template_values.h"

#include <algorithm>
#include <format>
#include <optional>

namespace world {

using base::JsonReader;

namespace {

std::optional<base::Ratio> parse_ratio(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash > 6 || text.size() - slash > 8) return std::nullopt;
  const auto number = [](std::string_view s) -> std::optional<std::uint32_t> {
    std::uint32_t n = 0;
    if (s.empty()) return std::nullopt;
    for (const char c : s) {
      if (c < '0' || c > '9') return std::nullopt;
      n = n * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return n;
  };
  const auto num = number(text.substr(0, slash));
  const auto den = number(text.substr(slash + 1));
  if (!num || !den || *den == 0 || *num > *den) return std::nullopt;
  return base::Ratio{*num, *den};
}

}  // namespace

base::Ratio read_ratio(const JsonReader& parent, std::string_view key) {
  const auto member = parent.member(key);
  if (!member) return {0, 1};
  const auto ratio = parse_ratio(member->text());
  if (!ratio) member->fail("must be a ratio from 0/1 to 1/1, like \"1/50\"");
  return ratio.value_or(base::Ratio{0, 1});
}

base::Duration duration_of(const JsonReader& value, base::Duration least) {
  const auto parsed = base::parse_duration(value.text());
  if (!parsed) {
    value.fail("must be a duration like \"250ms\", \"45s\", \"10m\", \"12h\"");
  } else if (*parsed < least) {
    value.fail(std::format("must be at least {}", base::format_duration(least)));
  }
  return parsed.value_or(least);
}

base::Duration read_duration(const JsonReader& parent, std::string_view key,
                             base::Duration fallback, base::Duration least) {
  const auto member = parent.member(key);
  return member ? duration_of(*member, least) : fallback;
}

std::int64_t read_integer(const JsonReader& parent, std::string_view key, std::int64_t lo,
                          std::int64_t hi, std::int64_t fallback) {
  const auto member = parent.member(key);
  return member ? member->integer(lo, hi, fallback) : fallback;
}

bool read_boolean(const JsonReader& parent, std::string_view key, bool fallback) {
  const auto member = parent.member(key);
  return member ? member->boolean(fallback) : fallback;
}

std::string read_text(const JsonReader& parent, std::string_view key, std::string fallback) {
  const auto member = parent.member(key);
  return member ? member->text() : fallback;
}

actors::Pattern read_pattern(const JsonReader& parent) {
  const auto pattern = parent.member("Pattern");
  const std::string kind = pattern ? pattern->text() : "fixed";
  if (kind == "burst") return actors::Pattern::kBurst;
  if (kind == "random") return actors::Pattern::kRandom;
  if (kind != "fixed") pattern->fail("must be \"fixed\", \"burst\" or \"random\"");
  return actors::Pattern::kFixed;
}

actors::WorkSpec read_work(const JsonReader& work) {
  constexpr base::Duration kLeast = base::milliseconds(1);
  actors::WorkSpec out;
  if (work.is_array()) {
    out.list.clear();
    for (const JsonReader& item : work.elements()) out.list.push_back(duration_of(item, kLeast));
    if (out.list.empty()) {
      work.fail("must name at least one duration");
      out.list.push_back(kLeast);
    }
  } else if (work.has("Mean")) {
    work.only({"Mean"});
    out.kind = actors::WorkSpec::Kind::kExponential;
    out.mean = read_duration(work, "Mean", base::seconds(1), kLeast);
  } else if (work.is_object()) {
    work.only({"Min", "Max"});
    out.kind = actors::WorkSpec::Kind::kUniform;
    out.lo = read_duration(work, "Min", kLeast, kLeast);
    out.hi = read_duration(work, "Max", out.lo, kLeast);
    if (out.hi < out.lo) work.fail("Max must not be below Min");
    out.hi = std::max(out.hi, out.lo);
  } else {
    out.list = {duration_of(work, kLeast)};
  }
  return out;
}

actors::FaultSpec read_fault(const JsonReader& fault) {
  fault.only({"On", "Do", "After", "RestartAfter"});
  actors::FaultSpec out;
  out.nth = static_cast<std::uint32_t>(read_integer(fault, "On", 1, 1'000'000, 1));
  out.after = read_duration(fault, "After", {});
  if (const auto restart = fault.member("RestartAfter")) {
    out.restart_after = duration_of(*restart, {});
  }
  const auto what = fault.member("Do", true);
  const std::string kind = what ? what->text() : "crash";
  if (kind == "hang") {
    out.kind = actors::FaultSpec::Kind::kHang;
  } else if (kind == "forget-delete") {
    out.kind = actors::FaultSpec::Kind::kForgetDelete;
  } else if (kind != "crash") {
    what->fail("must be \"crash\", \"hang\" or \"forget-delete\"");
  }
  return out;
}

}  // namespace world
