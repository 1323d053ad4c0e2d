// JMESPath paths. Must not know requests.
#include "api/output_query.h"

#include <charconv>
#include <format>
#include <span>

namespace api {
namespace {

using base::Json;
using Kind = OutputStep::Kind;

constexpr std::size_t kMaxSteps = 32;

bool is_field(char c, bool first) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return letter || (!first && c >= '0' && c <= '9');
}

class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  base::Result<OutputQuery, CliError> run() {
    if (text_ == "@") return OutputQuery{};
    if (text_.empty()) fail("Bad value for --query: the path is empty");
    bool after_dot = true;
    while (!error_ && (at_ < text_.size() || after_dot)) {
      if (steps_.size() == kMaxSteps) fail("Bad value for --query: the path is too long");
      step(after_dot);
      after_dot = !error_ && at_ < text_.size() && text_[at_] == '.';
      if (after_dot) ++at_;
    }
    if (error_) return std::unexpected(*error_);
    return std::move(steps_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void fail(std::string message) {
    if (!error_) error_ = CliError{std::move(message), at_, 1};
  }
  void unexpected() {
    if (at_ >= text_.size()) return fail("Bad value for --query: the path ends too early");
    fail(
        std::format("Bad value for --query: '{}' is not understood here; paths such as "
                    "Messages[0].Body and Messages[*].MessageId are",
                    text_[at_]));
  }

  void step(bool after_dot) {
    if (peek() == '[' && (!after_dot || steps_.empty())) return bracket();
    if (!after_dot) return unexpected();
    if (peek() == '*') {
      ++at_;
      steps_.push_back({Kind::kValues, "", 0});
    } else if (peek() == '"') {
      quoted();
    } else if (is_field(peek(), true)) {
      const std::size_t start = at_;
      while (is_field(peek(), false)) ++at_;
      steps_.push_back({Kind::kField, std::string(text_.substr(start, at_ - start)), 0});
    } else {
      unexpected();
    }
  }
  void quoted() {
    const std::size_t end = text_.find('"', at_ + 1);
    if (end == std::string_view::npos)
      return fail("Bad value for --query: the quote is not closed");
    steps_.push_back({Kind::kField, std::string(text_.substr(at_ + 1, end - at_ - 1)), 0});
    at_ = end + 1;
  }
  void bracket() {
    ++at_;
    OutputStep out;
    if (peek() == ']') {
      out.kind = Kind::kFlatten;
    } else if (peek() == '*') {
      ++at_;
      out.kind = Kind::kEach;
    } else {
      out.kind = Kind::kIndex;
      const char* end = text_.data() + text_.size();
      const auto [last, error] = std::from_chars(text_.data() + at_, end, out.index);
      if (error != std::errc{}) return unexpected();
      at_ = static_cast<std::size_t>(last - text_.data());
    }
    if (peek() != ']') return unexpected();
    ++at_;
    steps_.push_back(std::move(out));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  OutputQuery steps_;
  std::optional<CliError> error_;
};

using Steps = std::span<const OutputStep>;
Json follow(Steps steps, const Json& value);

// The rest of the path for each element; what leads nowhere is left out, as JMESPath does.
template <class Range>
Json project(Steps rest, const Range& elements) {
  Json out = Json::array();
  for (const Json& element : elements) {
    Json found = follow(rest, element);
    if (!found.is_null()) out.push_back(std::move(found));
  }
  return out;
}

Json flattened(const Json& list) {
  Json out = Json::array();
  for (const Json& element : list) {
    if (element.is_array()) {
      for (const Json& inner : element) out.push_back(inner);
    } else {
      out.push_back(element);
    }
  }
  return out;
}

Json element_at(const Json& list, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(list.size());
  const std::int64_t at = index < 0 ? index + size : index;
  if (at < 0 || at >= size) return nullptr;
  return list[static_cast<std::size_t>(at)];
}

// A flattening ends the projections to its left: it joins what they all led to.
Json follow(Steps steps, const Json& value) {
  if (steps.empty()) return value;
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].kind != Kind::kFlatten) continue;
    const Json left = follow(steps.first(i), value);
    return left.is_array() ? project(steps.subspan(i + 1), flattened(left)) : Json(nullptr);
  }
  const OutputStep& step = steps.front();
  const Steps rest = steps.subspan(1);
  switch (step.kind) {
    case Kind::kField: {
      if (!value.is_object()) return nullptr;
      const auto it = value.find(step.field);
      return it == value.end() ? Json(nullptr) : follow(rest, *it);
    }
    case Kind::kIndex:
      return value.is_array() ? follow(rest, element_at(value, step.index)) : Json(nullptr);
    case Kind::kEach: return value.is_array() ? project(rest, value) : Json(nullptr);
    case Kind::kValues: return value.is_object() ? project(rest, value) : Json(nullptr);
    case Kind::kFlatten: break;  // done above
  }
  return nullptr;
}

}  // namespace

base::Result<OutputQuery, CliError> parse_output_query(std::string_view text) {
  return PathReader(text).run();
}

Json run_output_query(const OutputQuery& query, const Json& value) { return follow(query, value); }

}  // namespace api
