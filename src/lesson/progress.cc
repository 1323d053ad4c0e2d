// Progress as one versioned JSON text, and how two of them become one.
#include "lesson/progress.h"

#include <algorithm>
#include <format>

namespace lesson {
namespace {

using base::Json;
using base::JsonReader;

constexpr base::JsonLimits kLimits{.max_bytes = 1u << 20, .max_depth = 8, .max_values = 50'000};
constexpr std::int64_t kBig = 1'000'000'000;

std::vector<std::string> read_texts(const JsonReader& parent, std::string_view key) {
  std::vector<std::string> out;
  if (const auto member = parent.member(key)) {
    for (const JsonReader& element : member->elements()) out.push_back(element.text());
  }
  return out;
}

PredictionRecord read_prediction(const JsonReader& in) {
  in.only({"answer", "confidence", "right"});
  PredictionRecord out;
  if (const auto answer = in.member("answer", true)) out.answer = answer->text();
  if (const auto sure = in.member("confidence")) {
    out.confidence = confidence_from(sure->text());
  }
  if (const auto right = in.member("right", true)) out.right = right->boolean();
  return out;
}

LessonRecord read_record(const JsonReader& in) {
  in.only({"version", "at", "done", "finished", "predictions", "solved", "missed", "revision"});
  LessonRecord out;
  if (const auto version = in.member("version")) out.version = version->integer(0, kBig);
  if (const auto at = in.member("at")) out.at = at->text();
  out.done = read_texts(in, "done");
  out.missed = read_texts(in, "missed");
  if (const auto finished = in.member("finished")) out.finished = finished->boolean();
  if (const auto revision = in.member("revision")) out.revision = revision->integer(0, kBig);
  if (const auto predictions = in.member("predictions")) {
    for (const auto& [beat, value] : predictions->members()) {
      out.predictions[beat] = read_prediction(value);
    }
  }
  if (const auto solved = in.member("solved")) {
    for (const auto& [beat, value] : solved->members()) {
      out.solved[beat] = value.integer(0, kBig);
    }
  }
  return out;
}

Json record_json(const LessonRecord& record) {
  Json out = Json::object();
  out["version"] = record.version;
  out["at"] = record.at;
  out["done"] = record.done;
  out["finished"] = record.finished;
  out["revision"] = record.revision;
  out["missed"] = record.missed;
  Json predictions = Json::object();
  for (const auto& [beat, p] : record.predictions) {
    predictions[beat] = {{"answer", p.answer},
                         {"confidence", confidence_key(p.confidence)},
                         {"right", p.right}};
  }
  out["predictions"] = std::move(predictions);
  Json solved = Json::object();
  for (const auto& [beat, actions] : record.solved) solved[beat] = actions;
  out["solved"] = std::move(solved);
  return out;
}

LessonRecord merge_records(const LessonRecord& a, const LessonRecord& b) {
  const LessonRecord& newer = b.revision > a.revision ? b : a;
  const LessonRecord& older = b.revision > a.revision ? a : b;
  LessonRecord out = newer;
  out.finished = a.finished || b.finished;
  for (const std::string& beat : older.done) {
    if (!std::ranges::contains(out.done, beat)) out.done.push_back(beat);
  }
  // The first answer counts; the older record is nearer to it.
  for (const auto& [beat, prediction] : older.predictions) out.predictions[beat] = prediction;
  for (const auto& [beat, actions] : older.solved) {
    const auto [it, added] = out.solved.emplace(beat, actions);
    if (!added) it->second = std::min(it->second, actions);
  }
  return out;
}

}  // namespace

std::string_view confidence_key(Confidence c) {
  switch (c) {
    case Confidence::kGuess: return "guess";
    case Confidence::kFairly: return "fairly";
    case Confidence::kSure: return "sure";
    case Confidence::kNone: break;
  }
  return "";
}

Confidence confidence_from(std::string_view key) {
  for (const Confidence c : {Confidence::kGuess, Confidence::kFairly, Confidence::kSure}) {
    if (confidence_key(c) == key) return c;
  }
  return Confidence::kNone;
}

base::Result<Progress, std::vector<base::JsonError>> parse_progress(std::string_view text) {
  const auto document = base::parse_json(text, kLimits);
  if (!document) return std::unexpected(std::vector{document.error()});
  std::vector<base::JsonError> errors;
  const JsonReader root(document->root, "", errors);
  Progress out;
  const auto version = root.member("version", true);
  if (version && version->integer(0, kBig) > kProgressVersion) {
    version->fail(std::format("was written by a newer program; this one reads up to {}",
                              kProgressVersion));
  }
  root.only({"version", "lessons", "last_lesson"});
  if (const auto last = root.member("last_lesson")) out.last_lesson = last->text();
  if (const auto lessons = root.member("lessons")) {
    for (const auto& [id, value] : lessons->members()) out.lessons[id] = read_record(value);
  }
  if (errors.empty()) return out;
  for (base::JsonError& error : errors) error = document->error(error.pointer, error.message);
  return std::unexpected(std::move(errors));
}

std::string write_progress(const Progress& progress) {
  Json out = Json::object();
  out["version"] = kProgressVersion;
  out["last_lesson"] = progress.last_lesson;
  Json lessons = Json::object();
  for (const auto& [id, record] : progress.lessons) lessons[id] = record_json(record);
  out["lessons"] = std::move(lessons);
  return base::dump(out);
}

Progress merge(const Progress& mine, const Progress& theirs) {
  Progress out = mine;
  if (out.last_lesson.empty()) out.last_lesson = theirs.last_lesson;
  for (const auto& [id, record] : theirs.lessons) {
    const auto [it, added] = out.lessons.emplace(id, record);
    if (!added) it->second = merge_records(it->second, record);
  }
  return out;
}

}  // namespace lesson
