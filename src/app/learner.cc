// Keeping progress: small, versioned, and never thrown away unread.
#include "app/learner.h"

#include <format>

#include "base/json.h"

namespace app {
namespace {

constexpr const char* kKey = "progress";
constexpr const char* kSetAside = "progress-unreadable";

}  // namespace

void Learner::load(std::string_view saved, platform::Host& host) {
  const auto document = base::parse_json(saved);
  if (!document || !document->root.is_object()) return;
  const auto it = document->root.find(kKey);
  if (it == document->root.end() || it->is_null()) return;
  const std::string text = base::dump(*it);
  auto progress = lesson::parse_progress(text);
  if (progress) {
    progress_ = std::move(*progress);
    return;
  }
  host.save(kSetAside, text);
  complaint_ = std::format("Saved progress could not be read ({}). It was set aside.",
                           progress.error().empty() ? "" : progress.error().front().message);
}

void Learner::keep(const lesson::Session& session, platform::Host& host) {
  const std::string& id = session.document().id;
  lesson::LessonRecord& kept = progress_.lessons[id];
  if (kept == session.record() && progress_.last_lesson == id) return;
  kept = session.record();
  progress_.last_lesson = id;
  save(host);
}

lesson::LessonRecord Learner::record_of(std::string_view lesson) const {
  const auto it = progress_.lessons.find(std::string(lesson));
  return it == progress_.lessons.end() ? lesson::LessonRecord{} : it->second;
}

void Learner::start_over(platform::Host& host) {
  before_ = std::move(progress_);
  progress_ = {};
  save(host);
}

void Learner::undo(platform::Host& host) {
  if (!before_) return;
  progress_ = lesson::merge(*before_, progress_);
  before_.reset();
  save(host);
}

bool Learner::merge(std::string_view text, platform::Host& host) {
  auto theirs = lesson::parse_progress(text);
  if (!theirs) {
    complaint_ = theirs.error().empty() ? "The text is not saved progress."
                                        : lesson::to_line(theirs.error().front(), "progress");
    return false;
  }
  progress_ = lesson::merge(progress_, *theirs);
  save(host);
  return true;
}

void Learner::save(platform::Host& host) const {
  host.save(kKey, lesson::write_progress(progress_));
}

}  // namespace app
