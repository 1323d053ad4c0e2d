// Time travel over any World: a present that grows, a bounded set of keyframes, and branches.
// A World must be a copyable value with now(), next_due(), run_until(), apply() and weight(); what
// it charges for stands in a log beside its events.
// Must not know what a World holds.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/time.h"
#include "engine/event_log.h"

namespace engine {

/// How much a Timeline remembers. When a branch reaches either bound, every second keyframe goes
/// and the spacing doubles; a few stay whatever they weigh, or the past would be out of reach.
struct TimelineLimits {
  std::size_t keyframes = 512;       // copies kept per branch
  std::size_t bytes = 96u << 20;     // what they may weigh together, by World::weight()
  std::size_t steps_per_frame = 64;  // spacing at the start, in events and commands
  std::size_t idle_keyframes = 32;   // kept by a branch that is not shown
};

/// One recorded past: where it left another branch, and how long it is.
struct BranchInfo {
  std::uint32_t id = 0;
  std::string name;
  std::optional<std::uint32_t> parent;
  base::SimTime forked_at;
  base::SimTime end;
  std::size_t commands = 0;
};

template <class World>
class Timeline {
 public:
  using Command = typename World::Command;
  using Event = typename World::Event;
  using Log = EventLog<Event>;
  using Charge = typename World::Charge;
  using ChargeLog = EventLog<Charge>;
  struct Logged {
    base::SimTime at;
    Command command;
  };

  explicit Timeline(World start, TimelineLimits limits = {}) : limits_(limits) {
    Branch& branch = branches_[branch_];
    branch.info.id = branch_;
    branch.info.name = "main";
    branch.spacing = limits.steps_per_frame;
    branch.present = std::move(start);
    // What is due at the very start happens before the first command, as in every replay.
    LogSink sink(branch.log, branch.charges);
    branch.present.run_until(branch.present.now(), sink);
    branch.frames.push_back(frame_of(branch));
    playhead_ = current().present.now();
  }

  const World& present() const { return current().present; }
  /// The World at the playhead.
  const World& view() const { return past_ ? past_->world : current().present; }
  base::SimTime playhead() const { return playhead_; }
  base::SimTime end() const { return current().present.now(); }
  bool at_present() const { return !past_; }
  /// The whole log of this branch; the first events_shown() of it have happened at the playhead.
  const Log& log() const { return current().log; }
  /// What was billed along this branch, in order.
  const ChargeLog& charges() const { return current().charges; }
  std::size_t events_shown() const { return past_ ? log().count_until(playhead_) : log().size(); }
  const std::vector<Logged>& commands() const { return current().commands; }
  std::size_t keyframes() const { return current().frames.size(); }

  /// Moves the playhead to any time. Beyond the present the World runs on; before the start it
  /// stops at the start.
  void seek(base::SimTime t) {
    Branch& b = current();
    t = std::max(t, b.frames.front().at);
    if (t >= b.present.now()) {
      past_.reset();
      extend(b, t);
    } else {
      replay(b, t);
    }
    playhead_ = t;
  }

  /// Acts at the playhead. In the past this forks: the old future stays as a branch of its own.
  typename World::Reply act(const Command& command) {
    if (past_) fork();
    Branch& b = current();
    b.commands.push_back({b.present.now(), command});
    LogSink sink(b.log, b.charges);
    auto reply = b.present.apply(command, sink);
    if (steps_since_frame(b) >= b.spacing) keep_frame(b);
    return reply;
  }

  /// The time of the next event after the playhead, running the present ahead when the record
  /// ends, but not beyond `limit`. The playhead does not move.
  std::optional<base::SimTime> next_event(base::SimTime limit) const {
    const std::size_t shown = events_shown();
    if (shown < log().size()) {
      if (log()[shown].at <= limit) return log()[shown].at;
      return std::nullopt;
    }
    return look_ahead(limit, [](const Event&) { return true; });
  }
  /// The time of the last event strictly before the playhead's moment; the start when none.
  base::SimTime previous_event() const {
    std::size_t i = events_shown();
    while (i > 0 && log()[i - 1].at >= playhead_) --i;
    return i > 0 ? log()[i - 1].at : current().frames.front().at;
  }
  /// Runs a twin of the present until `wanted` is true of an event; that event's time. Nothing
  /// when it does not come by `limit`.
  std::optional<base::SimTime> look_ahead(base::SimTime limit,
                                          const std::function<bool(const Event&)>& wanted) const {
    World twin = current().present;
    FindSink sink(wanted);
    while (!sink.found && twin.next_due() <= limit) twin.run_until(twin.next_due(), sink);
    return sink.found;
  }

  std::vector<BranchInfo> branches() const {
    std::vector<BranchInfo> out;
    for (const auto& [id, b] : branches_) {
      out.push_back(b.info);
      out.back().end = b.present.now();
      out.back().commands = b.commands.size();
    }
    return out;
  }
  std::uint32_t branch() const { return branch_; }
  /// Shows another branch at the same time, or at its end when it is shorter. False: no such one.
  bool switch_to(std::uint32_t id) {
    if (!branches_.contains(id)) return false;
    const base::SimTime t = playhead_;
    if (id != branch_) lay_aside(current());
    branch_ = id;
    past_.reset();
    seek(std::min(t, end()));
    return true;
  }

 private:
  struct Keyframe {
    base::SimTime at;
    std::size_t commands = 0;
    std::size_t events = 0;
    std::size_t weight = 0;
    std::shared_ptr<const World> world;  // branches share the keyframes before their fork
  };
  struct Branch {
    BranchInfo info;
    World present;
    Log log;
    ChargeLog charges;
    std::vector<Logged> commands;
    std::vector<Keyframe> frames;  // the first is the start
    std::size_t spacing = 0;  // steps from one keyframe to the next
  };
  /// A World that stands in the past, and how many commands it has seen.
  struct Past {
    World world;
    std::size_t commands = 0;
  };
  class LogSink final : public World::Sink {
   public:
    LogSink(Log& log, ChargeLog& charges) : log_(log), charges_(charges) {}
    void append(const Event& event) override { log_.push_back(event); }
    void charge(const Charge& charge) override { charges_.push_back(charge); }

   private:
    Log& log_;
    ChargeLog& charges_;
  };
  class FindSink final : public World::Sink {
   public:
    explicit FindSink(const std::function<bool(const Event&)>& wanted) : wanted_(wanted) {}
    void append(const Event& event) override {
      if (!found && wanted_(event)) found = event.at;
    }
    std::optional<base::SimTime> found;

   private:
    const std::function<bool(const Event&)>& wanted_;
  };

  Branch& current() { return branches_.at(branch_); }
  const Branch& current() const { return branches_.at(branch_); }

  // Runs the present to t, leaving keyframes behind wherever enough has happened since the last.
  void extend(Branch& b, base::SimTime t) {
    LogSink sink(b.log, b.charges);
    while (b.present.next_due() <= t) {
      if (steps_since_frame(b) >= b.spacing) keep_frame(b);
      b.present.run_until(b.present.next_due(), sink);
    }
    b.present.run_until(t, sink);
  }
  // What a replay from the last keyframe to the present has to do.
  static std::size_t steps_since_frame(const Branch& b) {
    const Keyframe& last = b.frames.back();
    return b.log.size() - last.events + b.commands.size() - last.commands;
  }
  static Keyframe frame_of(const Branch& b) {
    return {b.present.now(), b.commands.size(), b.log.size(), b.present.weight(),
            std::make_shared<const World>(b.present)};
  }
  void keep_frame(Branch& b) {
    b.frames.push_back(frame_of(b));
    while (b.frames.size() > limits_.keyframes ||
           (b.frames.size() > kFewest && weight_of(b) > limits_.bytes)) {
      thin_out(b);
    }
  }
  static std::size_t weight_of(const Branch& b) {
    std::size_t out = 0;
    for (const Keyframe& frame : b.frames) out += frame.weight;
    return out;
  }
  // Drops every second keyframe and doubles the spacing: the bounds hold for any length.
  static void thin_out(Branch& b) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < b.frames.size(); i += 2) std::swap(b.frames[kept++], b.frames[i]);
    b.frames.resize(kept);
    b.spacing *= 2;
  }
  void lay_aside(Branch& b) {
    while (b.frames.size() > limits_.idle_keyframes) thin_out(b);
  }
  void replay(Branch& b, base::SimTime t) {
    if (!past_ || past_->world.now() > t || nearer_frame(b, t)) {
      const Keyframe& frame = frame_before(b, t);
      past_.emplace(Past{*frame.world, frame.commands});
    }
    typename World::NullSink sink;
    while (past_->commands < b.commands.size() && b.commands[past_->commands].at <= t) {
      const Logged& logged = b.commands[past_->commands++];
      past_->world.run_until(logged.at, sink);
      past_->world.apply(logged.command, sink);
    }
    past_->world.run_until(t, sink);
  }
  // The last keyframe at or before t. One taken at t itself may have seen some of t's commands,
  // but never more than the record holds, so replay completes it.
  const Keyframe& frame_before(const Branch& b, base::SimTime t) const {
    auto it = std::upper_bound(b.frames.begin(), b.frames.end(), t,
                               [](base::SimTime at, const Keyframe& f) { return at < f.at; });
    INFLIGHT_CHECK(it != b.frames.begin());
    return *std::prev(it);
  }
  bool nearer_frame(const Branch& b, base::SimTime t) const {
    return frame_before(b, t).at > past_->world.now();
  }
  void fork() {
    Branch& old = current();
    const std::uint32_t id = branches_.rbegin()->first + 1;
    Branch b;
    b.info.id = id;
    b.info.name = "branch " + std::to_string(id);
    b.info.parent = old.info.id;
    b.info.forked_at = playhead_;
    b.present = past_->world;
    b.log = old.log;
    b.charges = old.charges;
    b.commands = old.commands;
    b.log.truncate(b.log.count_until(playhead_));
    b.charges.truncate(b.charges.count_until(playhead_));
    b.commands.erase(b.commands.begin() + static_cast<std::ptrdiff_t>(past_->commands),
                     b.commands.end());
    for (const Keyframe& frame : old.frames) {
      if (frame.at <= playhead_ && frame.commands <= b.commands.size()) b.frames.push_back(frame);
    }
    b.spacing = old.spacing;
    lay_aside(old);
    branches_.emplace(id, std::move(b));
    branch_ = id;
    past_.reset();
  }

  static constexpr std::size_t kFewest = 4;  // keyframes, however heavy

  TimelineLimits limits_;
  std::map<std::uint32_t, Branch> branches_;
  std::uint32_t branch_ = 1;
  base::SimTime playhead_;
  std::optional<Past> past_;
};

}  // namespace engine
