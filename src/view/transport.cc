// The transport over one growing log: what is read of the log is kept, so that a frame costs the
// new events and one look per pixel column.
#include "view/transport.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <set>

#include "view/inspector.h"

namespace view {
namespace {

constexpr int kMergePixels = 6;
constexpr int kTickPixels = 90;
constexpr std::size_t kMostLooked = 64;  // events looked at for one mark
constexpr std::int64_t kSecond = 1'000'000;

Control control(std::string id, std::string label, std::string icon, std::string shortcut,
                bool enabled) {
  Control out;
  out.id = "transport." + std::move(id);
  out.label = std::move(label);
  out.icon = std::move(icon);
  out.shortcut = std::move(shortcut);
  out.enabled = enabled;
  return out;
}

std::string speed_text(std::int64_t milli) {
  if (milli < 1000) {
    std::string share = std::format("0.{:03}", milli);
    while (share.ends_with('0')) share.pop_back();
    return std::format("Slow motion {}×", share);
  }
  if (milli == 1000) return "Real time 1×";
  if (milli < 60'000) return std::format("Fast {}×", milli / 1000);
  if (milli < 3'600'000) return std::format("Fast, {} min a second", milli / 60'000);
  return std::format("Fast, {} h a second", milli / 3'600'000);
}

std::string tick_text(base::SimTime t) {
  const std::int64_t s = t.us / kSecond;
  if (s >= 86'400) return std::format("{}d {:02}h", s / 86'400, s / 3'600 % 24);
  if (s >= 3'600) return std::format("{}:{:02}:{:02}", s / 3'600, s / 60 % 60, s % 60);
  return std::format("{:02}:{:02}", s / 60, s % 60);
}

constexpr std::array<std::int64_t, 19> kSteps{1,      2,      5,      10,     15,     30,    60,
                                              120,    300,    600,    900,    1'800,  3'600, 7'200,
                                              14'400, 21'600, 43'200, 86'400, 604'800};

base::Duration tick_step(base::Duration span, int columns) {
  const std::int64_t most = std::max(2, columns / kTickPixels);
  for (const std::int64_t s : kSteps) {
    if (span.us / (s * kSecond) <= most) return base::seconds(s);
  }
  return base::seconds(kSteps.back() * std::max<std::int64_t>(1, span.us / (kSteps.back() * kSecond * most)));
}

// Where a message is, as the log has told so far.
enum class Whereabouts : std::uint8_t { kNowhere, kDelayed, kVisible, kHidden };

struct Known {
  Whereabouts where = Whereabouts::kNowhere;
  model::QueueId queue;
  base::SimTime sent_at;
};

struct Series {
  std::vector<Sample> depth;
  std::vector<Sample> oldest;  // value: when the oldest visible message was sent, -1 = none
  std::set<std::pair<base::SimTime, model::MessageId>> visible;
};

// Reads waiting counts and ages out of the events.
class Reader {
 public:
  const Series* series(model::QueueId queue) const {
    const auto it = series_.find(queue);
    return it == series_.end() ? nullptr : &it->second;
  }
  void read(const model::Event& event) {
    std::visit([&](const auto& e) { on(event.at, e); }, event.body);
  }

 private:
  Known& known(model::MessageId id) {
    if (messages_.size() <= id.value) messages_.resize(id.value + 1);
    return messages_[id.value];
  }
  void move(base::SimTime at, model::MessageId id, model::QueueId queue, Whereabouts where) {
    Known& k = known(id);
    if (k.where == Whereabouts::kVisible) {
      series_[k.queue].visible.erase({k.sent_at, id});
      note(at, k.queue);
    }
    k.where = where;
    k.queue = queue;
    if (where == Whereabouts::kVisible) {
      series_[queue].visible.emplace(k.sent_at, id);
      note(at, queue);
    }
  }
  void note(base::SimTime at, model::QueueId queue) {
    Series& s = series_[queue];
    put(s.depth, at, static_cast<std::int64_t>(s.visible.size()));
    put(s.oldest, at, s.visible.empty() ? -1 : s.visible.begin()->first.us);
  }
  static void put(std::vector<Sample>& to, base::SimTime at, std::int64_t value) {
    if (!to.empty() && to.back().at == at) {
      to.back().value = value;
    } else {
      to.push_back({at, value});
    }
  }

  void on(base::SimTime at, const model::MessageSent& e) {
    known(e.message).sent_at = at;
    move(at, e.message, e.queue,
         e.delay.us > 0 ? Whereabouts::kDelayed : Whereabouts::kVisible);
  }
  void on(base::SimTime at, const model::DelayElapsed& e) {
    move(at, e.message, e.queue, Whereabouts::kVisible);
  }
  void on(base::SimTime at, const model::MessageReceived& e) {
    move(at, e.message, e.queue, Whereabouts::kHidden);
  }
  void on(base::SimTime at, const model::VisibilityExpired& e) {
    move(at, e.message, e.queue, Whereabouts::kVisible);
  }
  void on(base::SimTime at, const model::VisibilityChanged& e) {
    if (e.hidden_until <= at) move(at, e.message, e.queue, Whereabouts::kVisible);
  }
  void on(base::SimTime at, const model::MessageDeleted& e) {
    move(at, e.message, e.queue, Whereabouts::kNowhere);
  }
  void on(base::SimTime at, const model::MessageExpired& e) {
    move(at, e.message, e.queue, Whereabouts::kNowhere);
  }
  void on(base::SimTime at, const model::MessageMovedToDlq& e) {
    move(at, e.message, e.to, Whereabouts::kVisible);
  }
  void on(base::SimTime at, const model::QueuePurged& e) { clear(at, e.queue); }
  void on(base::SimTime at, const model::QueueDeleted& e) { clear(at, e.queue); }
  template <class Other>
  void on(base::SimTime, const Other&) {}

  void clear(base::SimTime at, model::QueueId queue) {
    for (Known& k : messages_) {
      if (k.queue == queue) k.where = Whereabouts::kNowhere;
    }
    series_[queue].visible.clear();
    note(at, queue);
  }

  std::vector<Known> messages_;
  std::map<model::QueueId, Series> series_;
};

// The sample that holds at t; null before the first.
const Sample* sample_at(const std::vector<Sample>& samples, base::SimTime t) {
  const auto it = std::ranges::upper_bound(samples, t, {}, &Sample::at);
  return it == samples.begin() ? nullptr : &*std::prev(it);
}

model::Ref charted_queue(const world::World& world, const lesson::StageNotes& notes) {
  for (const model::Ref& ref : notes.spoken_of) {
    if (ref.kind == model::RefKind::kQueue) return ref;
  }
  std::set<std::string> dead_letter;
  for (const auto& [id, queue] : world.sqs().queues) {
    if (queue.attributes.redrive_policy) {
      dead_letter.insert(queue.attributes.redrive_policy->dead_letter_target_arn);
    }
  }
  for (const auto& [id, queue] : world.sqs().queues) {
    if (!dead_letter.contains(queue.arn)) return model::ref(id);
  }
  return {};
}

base::SimTime axis_end(const world::Timeline& timeline, const lesson::StageNotes& notes) {
  const base::SimTime least = notes.horizon.value_or(base::SimTime{} + base::seconds(60));
  const base::SimTime end = std::max(timeline.end(), timeline.playhead());
  if (end <= least) return least;
  const base::Duration step = tick_step(end - base::SimTime{}, 900);
  return base::SimTime{(end.us / step.us + 1) * step.us};
}

struct Kinds {
  using Answer = std::optional<MarkKind>;
  Answer operator()(const model::MessageSent&) const { return MarkKind::kSent; }
  Answer operator()(const model::MessageReceived&) const { return MarkKind::kReceived; }
  Answer operator()(const model::MessageDeleted&) const { return MarkKind::kDeleted; }
  Answer operator()(const model::VisibilityExpired&) const { return MarkKind::kTimeout; }
  Answer operator()(const model::MessageExpired&) const { return MarkKind::kTimeout; }
  Answer operator()(const model::CallRefused&) const { return MarkKind::kRefused; }
  Answer operator()(const model::DeleteHadNoEffect&) const { return MarkKind::kSwallowed; }
  Answer operator()(const model::MessageMovedToDlq&) const { return MarkKind::kMoved; }
  Answer operator()(const model::WorkerCrashed&) const { return MarkKind::kCrashed; }
  Answer operator()(const model::WorkerHung&) const { return MarkKind::kCrashed; }
  Answer operator()(const model::WorkFinished& e) const {
    if (e.effect == model::Effect::kDuplicate) return MarkKind::kRefused;
    return std::nullopt;
  }
  template <class Other>
  Answer operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<MarkKind> mark_kind(const model::EventBody& body) {
  return std::visit(Kinds{}, body);
}

int mark_severity(MarkKind kind) {
  switch (kind) {
    case MarkKind::kRefused: return 7;
    case MarkKind::kCrashed: return 6;
    case MarkKind::kTimeout: return 5;
    case MarkKind::kMoved: return 4;
    case MarkKind::kSwallowed: return 3;
    case MarkKind::kDeleted: return 2;
    case MarkKind::kReceived: return 1;
    case MarkKind::kSent: break;
  }
  return 0;
}

struct TransportCache::State {
  Reader reader;
  std::size_t seen = 0;
  std::uint32_t branch = 0;
  model::EventSeq newest = 0;
  std::size_t work = 0;

  // The log of another branch, or a shorter one, is another history.
  void update(const world::Timeline& timeline) {
    const auto& log = timeline.log();
    const bool other = timeline.branch() != branch || log.size() < seen ||
                       (seen > 0 && log[seen - 1].seq != newest);
    if (other) {
      reader = {};
      seen = 0;
      branch = timeline.branch();
    }
    work = log.size() - seen;
    for (; seen < log.size(); ++seen) reader.read(log[seen]);
    newest = seen > 0 ? log[seen - 1].seq : 0;
  }

  void add_marks(Transport& out, const world::Timeline& timeline, int columns);
  void add_charts(Transport& out, int columns);
};

void TransportCache::State::add_marks(Transport& out, const world::Timeline& timeline,
                                      int columns) {
  const auto& log = timeline.log();
  const std::size_t end = log.count_until(out.recorded);
  const base::Duration merged = (out.t1 - out.t0) * kMergePixels / std::max(columns, 1);
  for (std::size_t i = 0; i < end;) {
    if (!mark_kind(log[i].body)) {
      ++i;
      ++work;
      continue;
    }
    // Everything within a few pixels of the first is one mark: the most severe, with a count.
    const std::size_t next = std::min(end, std::max(i + 1, log.count_until(log[i].at + merged)));
    Mark mark;
    mark.count = 0;
    std::size_t shown = i;
    int severity = -1;
    for (std::size_t j = i; j < next && j < i + kMostLooked; ++j) {
      ++work;
      const auto kind = mark_kind(log[j].body);
      if (!kind) continue;
      ++mark.count;
      if (mark_severity(*kind) <= severity) continue;
      severity = mark_severity(*kind);
      mark.kind = *kind;
      shown = j;
    }
    if (next > i + kMostLooked) mark.count += static_cast<std::uint32_t>(next - i - kMostLooked);
    mark.at = log[shown].at;
    mark.label = std::format("{} {}", base::format_clock(mark.at),
                             event_sentence(timeline.view(), log[shown]));
    if (mark.count > 1) mark.label += std::format(", and {} more", mark.count - 1);
    mark.jump.id = std::format("event.{}", log[shown].seq);
    mark.jump.label = mark.label;
    mark.jump.enabled = !out.frozen;
    out.marks.push_back(std::move(mark));
    i = next;
  }
}

void TransportCache::State::add_charts(Transport& out, int columns) {
  const Series* series = reader.series({out.depth_of.id});
  if (series == nullptr) return;
  const base::Duration span = out.t1 - out.t0;
  std::set<base::SimTime> times;
  const auto first = std::ranges::lower_bound(series->depth, out.t0, {}, &Sample::at);
  const auto last = std::ranges::upper_bound(series->depth, out.recorded, {}, &Sample::at);
  if (last - first <= columns) {
    for (auto it = first; it != last; ++it) times.insert(it->at);
  } else {
    for (int c = 0; c <= columns; ++c) {
      const base::SimTime t = out.t0 + span * c / columns;
      if (t <= out.recorded) times.insert(t);
    }
  }
  times.insert(out.t0);
  times.insert(out.recorded);
  for (const base::SimTime t : times) {
    ++work;
    const Sample* depth = sample_at(series->depth, t);
    out.depth.push_back({t, depth == nullptr ? 0 : depth->value});
    out.depth_max = std::max(out.depth_max, out.depth.back().value);
    // Just before t the age had grown since the sample before; at t it may fall.
    const Sample* before = sample_at(series->oldest, t - base::microseconds(1));
    const Sample* now = sample_at(series->oldest, t);
    if (before != nullptr && before != now) {
      out.age.push_back({t, before->value < 0 ? 0 : t.us - before->value});
    }
    out.age.push_back({t, now == nullptr || now->value < 0 ? 0 : t.us - now->value});
  }
  for (const Sample& s : out.age) out.age_max = std::max(out.age_max, s.value);
  // Some air above the highest step, so that the chart does not touch the event row.
  out.depth_max = std::max<std::int64_t>(4, out.depth_max + out.depth_max / 4 + 1);
  out.age_max += out.age_max / 4;
}

TransportCache::TransportCache() : state_(std::make_unique<State>()) {}
TransportCache::TransportCache(TransportCache&&) noexcept = default;
TransportCache& TransportCache::operator=(TransportCache&&) noexcept = default;
TransportCache::~TransportCache() = default;

void TransportCache::reset() { *state_ = State{}; }

std::size_t TransportCache::work() const { return state_->work; }

Transport TransportCache::build(const world::Timeline& timeline, const lesson::StageNotes& notes,
                                const Playback& playback, int columns) {
  state_->update(timeline);
  Transport out;
  out.now = timeline.playhead();
  out.clock = base::format_clock(out.now);
  out.clock_short = base::format_clock_short(out.now);
  out.speed = speed_text(playback.speed_milli);
  out.frozen = notes.frozen;
  out.playing = playback.playing || playback.skipping;
  // While a prediction is open nothing of what follows is shown, even if it was played before.
  out.recorded = notes.frozen ? out.now : std::max(out.now, timeline.end());
  out.t1 = axis_end(timeline, notes);
  out.future_text = "not played yet";
  out.depth_of = charted_queue(timeline.view(), notes);
  const bool free = !notes.frozen;
  out.step_back = control("step_back", "One event back", "step-back", ",", free);
  out.play = control("play", out.playing ? "Pause" : "Play", out.playing ? "pause" : "play", "k",
                     free);
  out.step_forward = control("step_forward", "One event forward", "step-forward", ".", free);
  out.speed_down = control("speed_down", "Slower", "", "-", free);
  out.speed_up = control("speed_up", "Faster", "", "+", free);
  out.next_event = control("next_event", "Next event", "skip-forward", "n", free);
  out.skip_quiet = control("skip_quiet", "Skip the quiet", "fast-forward", "s", free);
  out.scrubber = control("scrub", "Time", "", "", free);
  if (free && !timeline.at_present()) {
    out.back_to_present = control("back_to_present", "Back to the present", "", "", true);
  }
  const auto branches = timeline.branches();
  if (branches.size() > 1) {
    for (const auto& branch : branches) {
      out.branches.push_back(
          control(std::format("branch.{}", branch.id), branch.name, "git-fork", "", free));
      out.branches.back().pressed = branch.id == timeline.branch();
    }
  }
  const base::Duration step = tick_step(out.t1 - out.t0, columns);
  for (base::SimTime t = out.t0; t <= out.t1; t = t + step) out.ticks.push_back({t, tick_text(t)});
  state_->add_marks(out, timeline, columns);
  state_->add_charts(out, columns);
  return out;
}

}  // namespace view
