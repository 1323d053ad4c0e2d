// Progress as JSON: read with limits, written in one form, merged without loss. Must not know how
// it is stored.
#include "lesson/progress.h"

#include <algorithm>
#include <array>

#include "lesson/parse_fields.h"

namespace lesson {
namespace {

using base::Json;
using base::JsonError;
using base::JsonReader;

constexpr std::string_view kFormat = "inflight.progress";
constexpr std::size_t kMaxBytes = 1 << 20;
constexpr std::size_t kMaxLessons = 500;
constexpr std::size_t kMaxEntries = 100;
constexpr std::array<std::string_view, 4> kConfidence{"", "guess", "fairly", "sure"};

std::string short_text(const JsonReader& in) {
  std::string out = in.text();
  if (out.size() > 120) in.fail("must have at most 120 bytes");
  return out;
}

std::vector<std::string> names_of(const JsonReader& in) {
  std::vector<std::string> out;
  const auto elements = in.elements();
  if (elements.size() > kMaxEntries) in.fail("has too many elements");
  for (const JsonReader& element : elements) {
    std::string name = short_text(element);
    if (!std::ranges::contains(out, name)) out.push_back(std::move(name));
  }
  return out;
}

PredictionRecord prediction_of(const JsonReader& in) {
  in.only({"answer", "confidence", "right"});
  PredictionRecord out;
  out.answer = parse::required_member(in, "answer", short_text);
  if (const auto confidence = in.member("confidence", true)) {
    out.confidence = confidence_from(short_text(*confidence));
    if (out.confidence == Confidence::kNone) confidence->fail("must be guess, fairly or sure");
  }
  out.right = parse::required_member(in, "right", [](const JsonReader& v) { return v.boolean(); });
  return out;
}

LessonRecord record_of(const JsonReader& in) {
  in.only({"version", "at", "done", "finished", "predictions", "solved", "missed", "revision"});
  LessonRecord out;
  const auto whole = [](const JsonReader& v) { return v.integer(0, 1LL << 52); };
  out.version = parse::required_member(in, "version", whole);
  out.revision = parse::required_member(in, "revision", whole);
  out.at = parse::optional_member(in, "at", short_text).value_or("");
  out.done = parse::optional_member(in, "done", names_of).value_or(std::vector<std::string>{});
  out.missed = parse::optional_member(in, "missed", names_of).value_or(std::vector<std::string>{});
  out.finished = parse::optional_member(in, "finished", [](const JsonReader& v) {
                   return v.boolean();
                 }).value_or(false);
  if (const auto predictions = in.member("predictions")) {
    const auto members = predictions->members();
    if (members.size() > kMaxEntries) predictions->fail("has too many members");
    for (const auto& [beat, value] : members) out.predictions[beat] = prediction_of(value);
  }
  if (const auto solved = in.member("solved")) {
    const auto members = solved->members();
    if (members.size() > kMaxEntries) solved->fail("has too many members");
    for (const auto& [beat, value] : members) out.solved[beat] = whole(value);
  }
  return out;
}

Json to_json(const LessonRecord& record) {
  Json out{{"version", record.version},   {"revision", record.revision}, {"at", record.at},
           {"finished", record.finished}, {"done", record.done},         {"missed", record.missed}};
  Json& predictions = out["predictions"] = Json::object();
  for (const auto& [beat, p] : record.predictions) {
    predictions[beat] = {
        {"answer", p.answer}, {"confidence", confidence_key(p.confidence)}, {"right", p.right}};
  }
  Json& solved = out["solved"] = Json::object();
  for (const auto& [beat, actions] : record.solved) solved[beat] = actions;
  return out;
}

void add_all(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& name : from) {
    if (!std::ranges::contains(to, name)) to.push_back(name);
  }
}

// `newer` has seen more of the same history, or a history of its own; nothing done is lost.
LessonRecord merge_records(const LessonRecord& a, const LessonRecord& b) {
  const bool a_first = a.revision != b.revision ? a.revision > b.revision : a.at >= b.at;
  const LessonRecord& newer = a_first ? a : b;
  const LessonRecord& older = a_first ? b : a;
  LessonRecord out = newer;
  out.version = std::max(a.version, b.version);
  out.finished = a.finished || b.finished;
  add_all(out.done, older.done);
  out.predictions.insert(older.predictions.begin(), older.predictions.end());
  for (const auto& [beat, actions] : older.solved) {
    const auto [best, fresh] = out.solved.try_emplace(beat, actions);
    if (!fresh) best->second = std::min(best->second, actions);
  }
  return out;
}

}  // namespace

std::string_view confidence_key(Confidence c) { return kConfidence[static_cast<std::size_t>(c)]; }

Confidence confidence_from(std::string_view key) {
  const auto it = std::ranges::find(kConfidence, key);
  if (it == kConfidence.end()) return Confidence::kNone;
  return static_cast<Confidence>(it - kConfidence.begin());
}

base::Result<Progress, std::vector<JsonError>> parse_progress(std::string_view text) {
  const auto json = base::parse_json(text, {.max_bytes = kMaxBytes, .max_depth = 8});
  if (!json) return std::unexpected(std::vector{json.error()});
  std::vector<JsonError> errors;
  const JsonReader in(json->root, "", errors);
  in.only({"format", "version", "last_lesson", "lessons"});
  Progress out;
  const std::string format = parse::required_member(in, "format", short_text);
  if (errors.empty() && format != kFormat) in.fail("is not a progress file of Inflight");
  const auto version = in.member("version", true);
  if (version && version->integer(1, 1'000'000) > kProgressVersion) {
    version->fail("comes from a newer version of Inflight");
  }
  out.last_lesson = parse::optional_member(in, "last_lesson", short_text).value_or("");
  if (const auto lessons = in.member("lessons", true)) {
    const auto members = lessons->members();
    if (members.size() > kMaxLessons) lessons->fail("has too many members");
    for (const auto& [id, value] : members) {
      if (id.size() > 120) value.fail("has too long a name");
      out.lessons[id] = record_of(value);
    }
  }
  if (errors.empty()) return out;
  for (JsonError& error : errors) error = json->error(error.pointer, error.message);
  return std::unexpected(std::move(errors));
}

std::string write_progress(const Progress& progress) {
  Json out{
      {"format", kFormat}, {"version", kProgressVersion}, {"last_lesson", progress.last_lesson}};
  Json& lessons = out["lessons"] = Json::object();
  for (const auto& [id, record] : progress.lessons) lessons[id] = to_json(record);
  return base::dump(out);
}

Progress merge(const Progress& mine, const Progress& theirs) {
  Progress out = mine;
  if (out.last_lesson.empty()) out.last_lesson = theirs.last_lesson;
  for (const auto& [id, record] : theirs.lessons) {
    const auto [it, fresh] = out.lessons.try_emplace(id, record);
    if (!fresh) it->second = merge_records(it->second, record);
  }
  return out;
}

}  // namespace lesson
