// Prose with places. Must not know the run.
#include "lesson/prose.h"

#include <array>
#include <format>
#include <utility>

namespace lesson {
namespace {

constexpr std::size_t kMaxText = 1200;
constexpr std::array<std::pair<std::string_view, PlaceKind>, 8> kKinds{{
    {"message", PlaceKind::kMessage},
    {"worker", PlaceKind::kWorker},
    {"queue", PlaceKind::kQueue},
    {"shard", PlaceKind::kShard},
    {"key", PlaceKind::kKey},
    {"time", PlaceKind::kTime},
    {"span", PlaceKind::kSpan},
    {"world", PlaceKind::kWorld},
}};

TextError shifted(TextError error, std::size_t by) {
  error.at += by;
  return error;
}

// Fills in what a place of a known kind needs; the error of its argument otherwise.
std::optional<TextError> read_argument(Prose::Part& part) {
  if (part.kind == PlaceKind::kTime) {
    auto moment = parse_moment(part.text);
    if (!moment) return moment.error();
    part.from = *std::move(moment);
  } else if (part.kind == PlaceKind::kSpan) {
    const std::size_t dots = part.text.find("..");
    if (dots == std::string::npos) return TextError{"a span is written {span:from..to}"};
    auto from = parse_moment(std::string_view(part.text).substr(0, dots));
    auto to = parse_moment(std::string_view(part.text).substr(dots + 2));
    if (!from) return from.error();
    if (!to) return shifted(to.error(), dots + 2);
    part.from = *std::move(from);
    part.to = *std::move(to);
  } else if (part.kind == PlaceKind::kMeasure) {
    auto measure = parse_expression(part.text);
    if (!measure) return measure.error();
    part.measure = *std::move(measure);
  } else if (part.kind == PlaceKind::kFact && !model::find_fact(part.text)) {
    return TextError{std::format("there is no fact '{}'", part.text)};
  }
  return std::nullopt;
}

std::optional<TextError> read_place(std::string_view inner, Prose::Part& part) {
  if (inner == "value" || inner == "target" || inner == "n") {
    part.kind = PlaceKind::kVariable;
    part.text = inner;
    return std::nullopt;
  }
  const std::size_t colon = inner.find(':');
  const std::string_view name = inner.substr(0, colon);
  part.text = colon == std::string_view::npos ? "" : inner.substr(colon + 1);
  if (name == "measure") {
    part.kind = PlaceKind::kMeasure;
  } else {
    for (const auto& [known, kind] : kKinds) {
      if (known == name) part.kind = kind;
    }
  }
  if (part.kind == PlaceKind::kText || part.text.empty()) {
    return TextError{std::format("'{{{}}}' is not a place that a lesson knows", inner)};
  }
  auto error = read_argument(part);
  if (error) error->at += colon + 1;
  return error;
}

}  // namespace

base::Result<Prose, TextError> parse_prose(std::string_view text) {
  if (text.size() > kMaxText) {
    return std::unexpected(TextError{std::format("longer than {} bytes", kMaxText), kMaxText});
  }
  Prose out;
  out.source = text;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    if (open > at) {
      out.parts.push_back(
          {.kind = PlaceKind::kText, .text = std::string(text.substr(at, open - at))});
    }
    if (open == text.size()) break;
    const bool fact = text.substr(open).starts_with("{{fact:");
    const std::string_view close = fact ? "}}" : "}";
    const std::size_t end = text.find(close, open);
    if (end == std::string_view::npos) {
      return std::unexpected(TextError{"a '{' without its '}'", open});
    }
    Prose::Part part;
    std::optional<TextError> error;
    if (fact) {
      part.kind = PlaceKind::kFact;
      part.text = text.substr(open + 7, end - open - 7);
      error = read_argument(part);
    } else {
      error = read_place(text.substr(open + 1, end - open - 1), part);
    }
    if (error) return std::unexpected(shifted(*error, open + 1));
    out.parts.push_back(std::move(part));
    at = end + close.size();
  }
  return out;
}

std::string render(const Prose& prose, const ProseSource& source) {
  std::string out;
  for (const Prose::Part& part : prose.parts) {
    if (part.kind == PlaceKind::kText) {
      out += part.text;
    } else if (part.kind == PlaceKind::kFact) {
      out += model::fact_text(*model::find_fact(part.text), source.profile());
    } else {
      out += source.look_up(part).value_or("…");
    }
  }
  return out;
}

std::size_t count_words(const Prose& prose) {
  std::string plain;
  for (const Prose::Part& part : prose.parts) {
    plain += part.kind == PlaceKind::kText ? part.text : "x";
  }
  std::size_t words = 0;
  bool inside = false;
  for (const char c : plain) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return words;
}

}  // namespace lesson
