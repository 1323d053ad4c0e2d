// Reading of the small parts that many places of a lesson file share. Inner to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "lesson/document.h"

namespace lesson::parse {

/// Every function reports what is wrong with the reader's pointer and returns something harmless.
std::string text_of(const base::JsonReader& in, std::size_t max_bytes = 200);
std::string name_of(const base::JsonReader& in);
Prose prose_of(const base::JsonReader& in);
/// A string, or an array of strings: paragraphs.
std::vector<Prose> paragraphs_of(const base::JsonReader& in);
Moment moment_of(const base::JsonReader& in);
Expression expression_of(const base::JsonReader& in);
EventPattern pattern_of(const base::JsonReader& in);
base::SimTime time_of(const base::JsonReader& in);
Act act_of(const base::JsonReader& in);
/// One act, or an array of acts.
std::vector<Act> acts_of(const base::JsonReader& in);
std::vector<CastMember> cast_of(const base::JsonReader& in);
DialSpec dial_of(const base::JsonReader& in);
Tool tool_of(const base::JsonReader& in);
/// "a" is 0; must be below `count`.
std::size_t letter_of(const base::JsonReader& in, std::size_t count);

/// A member that may be missing.
template <class F>
auto optional_member(const base::JsonReader& in, std::string_view key, F read)
    -> std::optional<decltype(read(in))> {
  const auto member = in.member(key);
  if (!member) return std::nullopt;
  return read(*member);
}
/// A member that must be there.
template <class F>
auto required_member(const base::JsonReader& in, std::string_view key, F read)
    -> decltype(read(in)) {
  const auto member = in.member(key, true);
  if (!member) return {};
  return read(*member);
}
/// The elements of a member array through `read`, with a limit on their number.
template <class F>
auto list_member(const base::JsonReader& in, std::string_view key, std::size_t least,
                 std::size_t most, F read) -> std::vector<decltype(read(in))> {
  std::vector<decltype(read(in))> out;
  const auto member = in.member(key, least > 0);
  if (!member) return out;
  const auto elements = member->elements();
  if (elements.size() < least || elements.size() > most) {
    member->fail("must have between " + std::to_string(least) + " and " + std::to_string(most) +
                 " elements");
    return out;
  }
  for (const base::JsonReader& element : elements) out.push_back(read(element));
  return out;
}

/// Reads the body of a beat under its key ("predict": {…}).
BeatBody body_of(std::string_view key, const base::JsonReader& in, Beat& beat);

}  // namespace lesson::parse
