// The console: the learner's own `aws …` lines, what they answered, and the lines typed before.
// Must not know how any of it is drawn, nor the wall clock.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "api/console.h"
#include "base/time.h"
#include "lesson/session.h"

namespace lesson {

inline constexpr std::size_t kMaxConsoleHistory = 200;
/// What the transcript holds at most; the oldest entries go first.
inline constexpr std::size_t kMaxConsoleEntries = 100;
inline constexpr std::size_t kMaxConsoleBytes = 96 * 1024;
/// What one answer shows at most.
inline constexpr std::size_t kMaxConsoleAnswer = 32 * 1024;

/// A line with what came of it.
struct ConsoleEntry {
  enum class State : std::uint8_t {
    kAnswered,  // `output` as the CLI prints it, possibly nothing
    kRefused,   // by AWS: `output` is the CLI's error
    kFaulty,    // the line could not be read: `output` says why, `at` and `length` say where
    kHeld,      // the lesson does not allow it now
    kWaiting,   // a long poll
    kLost,      // the time in which the answer would have come is gone
  };
  std::uint32_t number = 0;
  base::SimTime at_time;  // when the call was made
  std::string line;
  State state = State::kAnswered;
  std::string output;
  std::size_t at = 0, length = 0;
};

class Console {
 public:
  /// Carries out a line: a call at the playhead, help, or `clear`.
  void run(Session& session, std::string_view line);
  /// Time may have moved: answers to calls that waited. True when something changed.
  bool follow(const Session& session);
  /// Another lesson, or none: answers to what is open will not come.
  void leave();

  const std::deque<ConsoleEntry>& entries() const { return entries_; }
  /// Grows whenever entries() change.
  std::uint32_t revision() const { return revision_; }

  /// The line typed before the one shown, and the one after; `typed` comes back at the end.
  std::optional<std::string> older(std::string_view typed);
  std::optional<std::string> newer();

 private:
  // A call whose answer is still to come, and in which history it was made.
  struct Waiting {
    std::uint32_t entry = 0;
    model::CallId call;
    std::uint32_t epoch = 0;
    std::uint32_t branch = 0;
    api::ConsoleCall how;
  };
  void carry_out(Session& session, const api::ConsoleCall& call, ConsoleEntry& entry);
  void settle(const Session& session, Waiting& waiting, const world::World& seen);
  ConsoleEntry* find(std::uint32_t number);
  void remember(std::string_view line);
  void add(ConsoleEntry entry);

  std::deque<ConsoleEntry> entries_;
  std::deque<Waiting> waiting_;
  std::deque<std::string> history_;
  std::size_t shown_ = 0;  // in history_; its size = the line being typed
  std::string typed_;
  std::uint32_t last_number_ = 0;
  std::uint32_t revision_ = 0;
  base::SimTime looked_at_;
};

}  // namespace lesson
