// What the learner has done, kept across reloads through the host. Must not know the screens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lesson/progress.h"
#include "lesson/session.h"
#include "platform/app.h"

namespace app {

class Learner {
 public:
  /// Takes over what the page kept: a JSON object from saved key to saved value. What cannot be
  /// read is set aside under another key, never overwritten; complaint() then says so.
  void load(std::string_view saved, platform::Host& host);
  const lesson::Progress& progress() const { return progress_; }
  const std::string& complaint() const { return complaint_; }

  /// Keeps what a lesson's session has reached, if that is new.
  void keep(const lesson::Session& session, platform::Host& host);
  /// What is known of a lesson, to be restored into its session.
  lesson::LessonRecord record_of(std::string_view lesson) const;

  void start_over(platform::Host& host);
  bool can_undo() const { return before_.has_value(); }
  void undo(platform::Host& host);
  /// Adds what another browser exported. False: complaint() says what is wrong with it.
  bool merge(std::string_view text, platform::Host& host);

 private:
  void save(platform::Host& host) const;

  lesson::Progress progress_;
  std::optional<lesson::Progress> before_;
  std::string complaint_;
};

}  // namespace app
