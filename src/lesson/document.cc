// Lesson files: the frame around the beats. Must not know how a lesson is played.
#include "lesson/document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "lesson/document_check.h"
#include "lesson/parse_fields.h"

namespace lesson {
namespace {

using base::Json;
using base::JsonError;
using base::JsonReader;
using namespace parse;

constexpr std::size_t kMaxSayWords = 60;
constexpr std::array<std::string_view, 8> kKeys{"say",     "demo", "predict",   "run",
                                                "explain", "vary", "challenge", "recall"};
constexpr std::array<std::string_view, 8> kTitles{"Say",     "Demo", "Predict",   "Run",
                                                  "Explain", "Vary", "Challenge", "Recall"};
static_assert(std::variant_size_v<BeatBody> == kKeys.size());

// "0.5x" in thousandths.
std::int64_t speed_of(const JsonReader& in) {
  const std::string text = in.text();
  const auto time = text.ends_with('x')
                        ? base::parse_duration(text.substr(0, text.size() - 1) + "s")
                        : std::nullopt;
  const std::int64_t milli = time ? time->us / 1000 : 0;
  if (milli >= 50 && milli <= 200'000) return milli;
  in.fail("must be a speed from \"0.05x\" to \"200x\"");
  return 1000;
}

Focus focus_of(const JsonReader& in) {
  if (!in.is_array()) return {text_of(in, 60)};
  Focus out;
  for (const JsonReader& element : in.elements()) out.push_back(text_of(element, 60));
  return out;
}

void read_stage(const JsonReader& in, Beat& out) {
  const auto world = in.member("world");
  if (!world) {
    if (in.has("setup") || in.has("cast")) in.fail("setup and cast belong to a world of its own");
    return;
  }
  if (!world->is_object()) world->fail("must be an object");
  out.world = world->value();
  out.setup = optional_member(in, "setup", acts_of).value_or(std::vector<Act>{});
  out.cast = optional_member(in, "cast", cast_of).value_or(std::vector<CastMember>{});
}

// The rules that hold for some kinds only.
void check_kind(const JsonReader& in, const Beat& beat) {
  const bool own =
      std::holds_alternative<Vary>(beat.body) || std::holds_alternative<Challenge>(beat.body);
  if (own != beat.world.has_value()) {
    in.fail(own ? "vary and challenge need a \"world\" of their own"
                : "only vary and challenge have a \"world\" of their own");
  }
  if (own && !beat.until) in.fail("\"until\" is missing: how long a run takes");
  if (own && beat.until && !beat.until->name.empty()) in.fail("\"until\" must be a time here");
  if (std::holds_alternative<Run>(beat.body) && !beat.until) {
    in.fail("\"until\" is missing: the deciding event");
  }
  if (!std::holds_alternative<Say>(beat.body)) return;
  std::size_t words = 0;
  for (const Prose& paragraph : beat.text) words += count_words(paragraph);
  if (words > kMaxSayWords) {
    in.fail(std::format("says {} words, at most {} are read", words, kMaxSayWords));
  }
}

Beat beat_of(const JsonReader& in) {
  in.only({"id",    "title",   "text",   "short",   "focus", "from",      "until",
           "speed", "plays",   "traces", "world",   "setup", "cast",      "say",
           "demo",  "predict", "run",    "explain", "vary",  "challenge", "recall"});
  Beat out;
  out.pointer = in.pointer();
  out.id = required_member(in, "id", name_of);
  out.title = required_member(in, "title", prose_of);
  out.text = optional_member(in, "text", paragraphs_of).value_or(std::vector<Prose>{});
  out.text_short = optional_member(in, "short", paragraphs_of).value_or(std::vector<Prose>{});
  out.focus = optional_member(in, "focus", focus_of).value_or(Focus{});
  out.from = optional_member(in, "from", moment_of);
  out.until = optional_member(in, "until", moment_of);
  out.speed_milli = optional_member(in, "speed", speed_of);
  const auto flag = [](const JsonReader& v) { return v.boolean(); };
  out.plays = optional_member(in, "plays", flag).value_or(false);
  out.traces = optional_member(in, "traces", flag).value_or(false);
  read_stage(in, out);
  std::size_t kinds = 0;
  for (const std::string_view key : kKeys) {
    const auto body = in.member(key);
    if (!body) continue;
    ++kinds;
    if (key == "say" && in.has("text")) in.fail("a say beat has its text in \"say\"");
    out.body = body_of(key, *body, out);
  }
  if (kinds != 1) {
    in.fail("must have exactly one of say, demo, predict, run, explain, vary, challenge, recall");
  } else {
    check_kind(in, out);
  }
  return out;
}

std::string lesson_id_of(const JsonReader& in) {
  std::string out = text_of(in, 80);
  const std::size_t slash = out.find('/');
  const bool good =
      slash != std::string::npos && slash > 0 && slash + 1 < out.size() &&
      std::ranges::all_of(out, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
      });
  if (in.value().is_string() && !good) in.fail("must look like \"track/lesson-name\"");
  return out;
}

std::string month_of(const JsonReader& in) {
  std::string out = in.text();
  const auto digit = [&](std::size_t i) { return out[i] >= '0' && out[i] <= '9'; };
  const bool good = out.size() == 7 && out[4] == '-' && digit(0) && digit(1) && digit(2) &&
                    digit(3) && digit(5) && digit(6);
  if (!good) in.fail("must be a month like \"2026-11\"");
  return out;
}

Document document_of(const JsonReader& in) {
  in.only({"$schema", "id", "version", "as_of", "minutes", "title", "objectives", "horizon",
           "world", "setup", "cast", "beats"});
  Document out;
  out.id = required_member(in, "id", lesson_id_of);
  out.version =
      required_member(in, "version", [](const JsonReader& v) { return v.integer(1, 10'000, 1); });
  out.as_of = required_member(in, "as_of", month_of);
  out.minutes =
      required_member(in, "minutes", [](const JsonReader& v) { return v.integer(1, 30, 1); });
  out.title = required_member(in, "title", [](const JsonReader& v) { return text_of(v, 60); });
  out.objectives = list_member(in, "objectives", 1, 40,
                               [](const JsonReader& v) { return v.integer(1, 10'000, 1); });
  out.horizon = required_member(in, "horizon", time_of);
  if (const auto world = in.member("world", true)) out.world = world->value();
  out.setup = optional_member(in, "setup", acts_of).value_or(std::vector<Act>{});
  out.cast = optional_member(in, "cast", cast_of).value_or(std::vector<CastMember>{});
  out.beats = list_member(in, "beats", 1, 12, beat_of);
  return out;
}

}  // namespace

std::string_view kind_title(const BeatBody& body) { return kTitles[body.index()]; }
std::string_view kind_key(const BeatBody& body) { return kKeys[body.index()]; }

const CastMember* Document::find_cast(std::string_view name) const {
  const auto it = std::ranges::find(cast, name, &CastMember::name);
  return it == cast.end() ? nullptr : &*it;
}

std::optional<std::size_t> Document::find_beat(std::string_view id_or_number) const {
  for (std::size_t i = 0; i < beats.size(); ++i) {
    if (beats[i].id == id_or_number) return i;
  }
  std::size_t n = 0;
  const char* end = id_or_number.data() + id_or_number.size();
  const auto [last, error] = std::from_chars(id_or_number.data(), end, n);
  if (error != std::errc{} || last != end || n < 1 || n > beats.size()) return std::nullopt;
  return n - 1;
}

base::Result<Document, std::vector<JsonError>> parse_document(std::string_view text,
                                                              std::string file) {
  auto json = base::parse_json(text, {.max_bytes = 512 << 10, .max_depth = 24});
  if (!json) return std::unexpected(std::vector{json.error()});
  std::vector<JsonError> errors;
  Document out = document_of(JsonReader(json->root, "", errors));
  out.file = std::move(file);
  check_document(out, errors);
  if (errors.empty()) return out;
  for (JsonError& error : errors) error = json->error(error.pointer, error.message);
  std::ranges::stable_sort(errors, {}, &JsonError::line);
  return std::unexpected(std::move(errors));
}

std::string to_line(const JsonError& error, std::string_view file) {
  return std::format("{}:{}:{}: {}: {}", file, error.line, error.column,
                     error.pointer.empty() ? "/" : error.pointer, error.message);
}

Json merge_patch(Json target, const Json& patch) {
  if (!patch.is_object()) return patch;
  if (!target.is_object()) target = Json::object();
  for (const auto& [key, value] : patch.items()) {
    if (value.is_null()) {
      target.erase(key);
    } else {
      target[key] = merge_patch(target.contains(key) ? target[key] : Json(), value);
    }
  }
  return target;
}

}  // namespace lesson
