// The transport from log and playhead: controls, axis, marks and charts.
#include "view/transport.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

#include "view/inspector.h"
#include "view/log_series.h"
#include "view/words.h"

namespace view {
namespace {

constexpr double kMergePx = 6;
constexpr double kTickPx = 90;

constexpr std::int64_t kS = 1'000'000;
constexpr std::int64_t kMin = 60 * kS;
constexpr std::int64_t kHour = 60 * kMin;
constexpr std::int64_t kDay = 24 * kHour;

constexpr std::array kSteps{kS,        2 * kS,     5 * kS,     10 * kS,    30 * kS,  kMin,
                            2 * kMin,  5 * kMin,   10 * kMin,  30 * kMin,  kHour,    2 * kHour,
                            6 * kHour, 12 * kHour, kDay,       2 * kDay,   5 * kDay, 10 * kDay,
                            50 * kDay, 100 * kDay, 500 * kDay, 1000 * kDay};

// Ends of an axis that grows with the run.
constexpr std::array kSpans{kMin,       2 * kMin,    5 * kMin,   10 * kMin, 20 * kMin,  30 * kMin,
                            kHour,      2 * kHour,   4 * kHour,  8 * kHour, 12 * kHour, kDay,
                            2 * kDay,   4 * kDay,    7 * kDay,   14 * kDay, 30 * kDay,  100 * kDay,
                            365 * kDay, 1000 * kDay, 4000 * kDay};

/// The axis in pixels, and how far it may be read.
struct Axis {
  base::SimTime t0;
  base::SimTime t1;
  base::SimTime now;
  base::SimTime end;  // of what may be shown
  int columns = 1;

  double x_of(base::SimTime t) const {
    const auto span = static_cast<double>(std::max<std::int64_t>((t1 - t0).us, 1));
    return static_cast<double>((t - t0).us) / span * columns;
  }
  base::SimTime time_at(double x) const {
    const auto span = static_cast<double>((t1 - t0).us);
    return t0 + base::Duration{static_cast<std::int64_t>(span * x / columns)};
  }
};

Axis make_axis(const world::Timeline& timeline, const lesson::StageNotes& notes, int columns) {
  Axis axis;
  axis.columns = std::max(columns, 1);
  axis.now = timeline.playhead();
  // While the learner is asked what comes next, nothing of it is shown, even if it was played.
  axis.end = notes.frozen ? axis.now : std::max(timeline.end(), axis.now);
  const auto needed = std::max(axis.end, axis.now).us;
  if (notes.horizon) {
    axis.t1 = std::max(*notes.horizon, base::SimTime{needed});
  } else {
    const auto it = std::ranges::lower_bound(kSpans, needed);
    axis.t1 = {it == kSpans.end() ? needed : *it};
  }
  return axis;
}

std::string tick_text(std::int64_t us, std::int64_t step) {
  if (step >= kDay) return std::format("{} d", us / kDay);
  if (us >= kDay) return std::format("{}d {:02}:{:02}", us / kDay, us / kHour % 24, us / kMin % 60);
  if (us >= kHour) {
    return std::format("{}:{:02}:{:02}", us / kHour, us / kMin % 60, us / kS % 60);
  }
  return std::format("{:02}:{:02}", us / kMin, us / kS % 60);
}

std::vector<Tick> make_ticks(const Axis& axis) {
  const double per_us =
      axis.columns / static_cast<double>(std::max<std::int64_t>((axis.t1 - axis.t0).us, 1));
  const auto it = std::ranges::find_if(
      kSteps, [&](std::int64_t s) { return static_cast<double>(s) * per_us >= kTickPx; });
  const std::int64_t step = it == kSteps.end() ? kSteps.back() : *it;
  std::vector<Tick> ticks;
  for (std::int64_t t = 0; t <= axis.t1.us; t += step) {
    ticks.push_back({{t}, tick_text(t, step)});
  }
  return ticks;
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
  Answer operator()(const model::MessageRedriven&) const { return MarkKind::kMoved; }
  Answer operator()(const model::DuplicateSendIgnored&) const { return MarkKind::kSwallowed; }
  Answer operator()(const model::MessagePublished&) const { return MarkKind::kSent; }
  Answer operator()(const model::DeliveryDeadLettered&) const { return MarkKind::kMoved; }
  Answer operator()(const model::DeliveryDropped&) const { return MarkKind::kRefused; }
  Answer operator()(const model::DeliveryFiltered&) const { return MarkKind::kRefused; }
  Answer operator()(const model::DeliveryFailed&) const { return MarkKind::kRefused; }
  Answer operator()(const model::DeliverySucceeded&) const { return MarkKind::kReceived; }
  Answer operator()(const model::PublishDeduplicated&) const { return MarkKind::kSwallowed; }
  Answer operator()(const model::CallDenied& e) const {
    // Callers are told by a refusal, which has a mark of its own.
    if (e.by_service == model::Service::kNone) return std::nullopt;
    return MarkKind::kRefused;
  }
  Answer operator()(const model::RecordPut&) const { return MarkKind::kReceived; }
  Answer operator()(const model::RecordThrottled&) const { return MarkKind::kRefused; }
  Answer operator()(const model::RecordDropped&) const { return MarkKind::kRefused; }
  Answer operator()(const model::ReadThrottled&) const { return MarkKind::kRefused; }
  Answer operator()(const model::ShardSplit&) const { return MarkKind::kTimeout; }
  Answer operator()(const model::ShardsMerged&) const { return MarkKind::kTimeout; }
  Answer operator()(const model::ShardExpired&) const { return MarkKind::kTimeout; }
  // The end of a retention, as of a message's.
  Answer operator()(const model::RecordsTrimmed&) const { return MarkKind::kTimeout; }
  Answer operator()(const model::LeaseTaken&) const { return MarkKind::kMoved; }
  Answer operator()(const model::BatchFailed&) const { return MarkKind::kRefused; }
  Answer operator()(const model::BatchDiscarded&) const { return MarkKind::kMoved; }
  Answer operator()(const model::RecordProcessed& e) const {
    if (e.out_of_order || e.effect == model::Effect::kDuplicate) return MarkKind::kRefused;
    return std::nullopt;
  }
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

// -- Marks ----------------------------------------------------------------------------------------

class MarkRow {
 public:
  MarkRow(const world::Timeline& timeline, const LogSeries& series, const Axis& axis,
          std::size_t& work)
      : timeline_(timeline), log_(timeline.log()), series_(series), axis_(axis), work_(work) {}

  std::vector<Mark> build() {
    const std::size_t past = log_.count_until(axis_.now);
    collect(0, past);
    join();
    // What lies ahead of the playhead keeps marks of its own.
    const std::size_t first_ahead = found_.size();
    collect(past, log_.count_until(axis_.end));
    join(first_ahead);
    std::vector<Mark> out;
    for (const MarkSummary& m : found_) out.push_back(to_mark(m));
    return out;
  }

 private:
  // One summary per pixel that holds any.
  void collect(std::size_t first, std::size_t last) {
    const auto leaf = [&](std::size_t i) {
      return mark_of(log_[i], static_cast<std::uint32_t>(i));
    };
    std::size_t i = first;
    while (i < last) {
      const base::SimTime until = axis_.time_at(axis_.x_of(log_[i].at) + 1);
      const std::size_t next = std::min(std::max(log_.count_until(until), i + 1), last);
      const MarkSummary found = series_.marks().query(i, next, leaf, work_);
      if (found.count > 0) found_.push_back(found);
      work_ += 1;
      i = next;
    }
  }

  // Joins neighbours until all stand at least kMergePx apart.
  void join(std::size_t first = 0) {
    for (bool again = true; again;) {
      again = false;
      std::vector<MarkSummary> out(found_.begin(),
                                   found_.begin() + static_cast<std::ptrdiff_t>(first));
      for (std::size_t i = first; i < found_.size(); ++i) {
        const bool near = out.size() > first && x_of(found_[i]) - x_of(out.back()) < kMergePx;
        if (near) {
          out.back().merge(found_[i]);
          again = true;
        } else {
          out.push_back(found_[i]);
        }
      }
      found_ = std::move(out);
    }
  }

  double x_of(const MarkSummary& m) const { return axis_.x_of(log_[m.worst].at); }

  Mark to_mark(const MarkSummary& m) const {
    const model::Event& event = log_[m.worst];
    Mark mark;
    mark.at = event.at;
    mark.kind = *mark_kind(event.body);
    mark.count = m.count;
    mark.label =
        std::format("{} {}", base::format_clock(event.at), event_sentence(timeline_.view(), event));
    if (m.count > 1) mark.label += std::format(", and {} more", m.count - 1);
    mark.jump.id = std::format("event.{}", event.seq);
    mark.jump.label = mark.label;
    return mark;
  }

  const world::Timeline& timeline_;
  const world::EventLog& log_;
  const LogSeries& series_;
  const Axis& axis_;
  std::size_t& work_;
  std::vector<MarkSummary> found_;
};

// -- Charts ---------------------------------------------------------------------------------------

// The queue whose waiting messages are charted: the one spoken of, else the first that is nobody's
// dead-letter queue.
model::QueueId charted_queue(const world::Timeline& timeline, const lesson::StageNotes& notes) {
  const auto& queues = timeline.view().sqs().queues;
  for (const model::Ref& r : notes.spoken_of) {
    if (r.kind == model::RefKind::kQueue && queues.contains({r.id})) return {r.id};
  }
  for (const auto& [id, queue] : queues) {
    const bool target = std::ranges::any_of(queues, [&](const auto& other) {
      const auto& policy = other.second.attributes.redrive_policy;
      return policy && policy->dead_letter_target_arn == queue.arn;
    });
    if (!target) return id;
  }
  return queues.empty() ? model::QueueId{} : queues.begin()->first;
}

// Where there are topics, what they have delivered is charted instead, unless a queue is spoken of.
model::TopicId charted_topic(const world::Timeline& timeline, const lesson::StageNotes& notes) {
  const auto& topics = timeline.view().sns().topics;
  for (const model::Ref& r : notes.spoken_of) {
    if (r.kind == model::RefKind::kTopic && topics.contains({r.id})) return {r.id};
    if (r.kind == model::RefKind::kQueue) return {};
  }
  return topics.empty() ? model::TopicId{} : topics.begin()->first;
}

// Where there are streams, what they refuse is charted instead, unless something else is spoken of.
model::StreamId charted_stream(const world::Timeline& timeline, const lesson::StageNotes& notes,
                               model::StreamId shown) {
  const auto& streams = timeline.view().kinesis().streams;
  for (const model::Ref& r : notes.spoken_of) {
    if (r.kind == model::RefKind::kStream && streams.contains({r.id})) return {r.id};
    if (r.kind == model::RefKind::kQueue || r.kind == model::RefKind::kTopic) return {};
  }
  if (streams.contains(shown)) return shown;
  return streams.empty() ? model::StreamId{} : streams.begin()->first;
}

class Charts {
 public:
  Charts(const world::EventLog& log, const QueueSeries& series, const Axis& axis, std::size_t& work)
      : log_(log), series_(series), axis_(axis), work_(work) {}

  void build(Transport& out) {
    const std::size_t events = log_.count_until(axis_.end);
    const auto end = std::ranges::lower_bound(
        series_.samples, events, {}, [](const QueueSample& s) { return std::size_t{s.event}; });
    last_ = static_cast<std::size_t>(end - series_.samples.begin());
    out.depth.push_back({axis_.t0, 0});
    out.age.push_back({axis_.t0, 0});
    for (std::size_t i = 0; i < last_;) {
      const std::size_t next = end_of_pixel(i);
      add_depth(i, next, out.depth);
      add_age(i, next, out.age);
      i = next;
    }
    const base::SimTime oldest = last_ > 0 ? series_.samples[last_ - 1].oldest : base::kNever;
    out.age.push_back({axis_.end, oldest == base::kNever ? 0 : (axis_.end - oldest).us});
    const SeriesSummary whole = summary(0, last_);
    out.depth_max = nice_depth(whole.depth);
    out.age_max = nice_age(std::max(whole.age.us, out.age.back().value));
  }

 private:
  base::SimTime at(std::size_t i) const { return log_[series_.samples[i].event].at; }

  // Samples that fall on the same pixel as sample i; one alone while there are few.
  std::size_t end_of_pixel(std::size_t i) {
    ++work_;
    if (last_ <= static_cast<std::size_t>(axis_.columns)) return i + 1;
    const base::SimTime until = axis_.time_at(std::floor(axis_.x_of(at(i))) + 1);
    const std::size_t events = log_.count_until(until);
    const auto it = std::ranges::lower_bound(
        series_.samples.begin() + static_cast<std::ptrdiff_t>(i),
        series_.samples.begin() + static_cast<std::ptrdiff_t>(last_), events, {},
        [](const QueueSample& s) { return std::size_t{s.event}; });
    return std::max(static_cast<std::size_t>(it - series_.samples.begin()), i + 1);
  }

  SeriesSummary leaf(std::size_t i) const {
    SeriesSummary out{series_.samples[i].depth, {}};
    const bool had = i > 0 && series_.samples[i - 1].oldest != base::kNever;
    if (had) out.age = at(i) - series_.samples[i - 1].oldest;
    return out;
  }
  SeriesSummary summary(std::size_t first, std::size_t last) const {
    return series_.summary.query(first, last, [&](std::size_t i) { return leaf(i); }, work_);
  }

  void add_depth(std::size_t first, std::size_t next, std::vector<Sample>& out) const {
    if (next - first > 1) out.push_back({at(first), summary(first, next).depth});
    const Sample last{at(next - 1), series_.samples[next - 1].depth};
    if (out.back().value != last.value) out.push_back(last);
  }

  // The age grows with the clock and falls when the oldest leaves: a point before, a point after.
  void add_age(std::size_t first, std::size_t next, std::vector<Sample>& out) const {
    const base::SimTime t = at(next - 1);
    const base::SimTime before = first > 0 ? series_.samples[first - 1].oldest : base::kNever;
    const base::SimTime after = series_.samples[next - 1].oldest;
    if (next - first == 1 && before == after) return;
    out.push_back({t, summary(first, next).age.us});
    out.push_back({t, after == base::kNever ? 0 : (t - after).us});
  }

  // Steps that leave a quarter of room above, so that the scale seldom changes.
  static std::int64_t nice_depth(std::uint32_t most) {
    std::int64_t scale = 4;
    while (scale * 4 < std::int64_t{most} * 5) scale += scale / 2;
    return scale;
  }
  static std::int64_t nice_age(std::int64_t most) {
    std::int64_t scale = 10 * kS;
    while (scale * 100 < most * 115) scale = scale * 7 / 5;
    return scale;
  }

  const world::EventLog& log_;
  const QueueSeries& series_;
  const Axis& axis_;
  std::size_t& work_;
  std::size_t last_ = 0;
};

// -- Controls -------------------------------------------------------------------------------------

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

Control control(const char* name, const char* label, const char* icon, const char* key,
                bool enabled) {
  Control out;
  out.id = std::format("transport.{}", name);
  out.label = label;
  out.icon = icon;
  out.shortcut = key;
  out.enabled = enabled;
  return out;
}

void add_controls(const world::Timeline& timeline, const Playback& playback, Transport& out) {
  const bool free = !out.frozen;
  out.play =
      control("play", out.playing ? "Pause" : "Play", out.playing ? "pause" : "play", "k", free);
  out.step_back = control("step_back", "One event back", "step-back", ",", free);
  out.step_forward = control("step_forward", "One event forward", "step-forward", ".", free);
  out.speed_down = control("speed_down", "Slower", "minus", "-", free);
  out.speed_up = control("speed_up", "Faster", "plus", "+", free);
  out.next_event = control("next_event", "Next event", "skip-forward", "n", free);
  out.skip_quiet = control("skip_quiet", "Skip the quiet", "fast-forward", "s", free);
  out.skip_quiet.pressed = playback.skipping;
  out.scrubber = control("scrub", "Time", "", "", free);
  if (!timeline.at_present() && free) {
    out.back_to_present = control("back_to_present", "Back to the present", "undo-2", "", true);
  }
  const auto branches = timeline.branches();
  if (branches.size() < 2) return;
  for (const auto& branch : branches) {
    Control c = control(std::format("branch.{}", branch.id).c_str(), "", "git-fork", "", free);
    c.label = std::format("{}, to {}", capital(branch.name), clock_tenths(branch.end));
    c.pressed = branch.id == timeline.branch();
    out.branches.push_back(std::move(c));
  }
}

}  // namespace

struct TransportCache::State {
  LogSeries series;
  std::size_t work = 0;
};

TransportCache::TransportCache() : state_(std::make_unique<State>()) {}
TransportCache::TransportCache(TransportCache&&) noexcept = default;
TransportCache& TransportCache::operator=(TransportCache&&) noexcept = default;
TransportCache::~TransportCache() = default;

void TransportCache::reset() { *state_ = State{}; }
std::size_t TransportCache::work() const { return state_->work; }

std::optional<MarkKind> mark_kind(const model::EventBody& body) {
  return std::visit(Kinds{}, body);
}

int mark_severity(MarkKind kind) {
  switch (kind) {
    case MarkKind::kSent: return 0;
    case MarkKind::kReceived: return 1;
    case MarkKind::kDeleted: return 2;
    case MarkKind::kSwallowed: return 3;
    case MarkKind::kTimeout: return 4;
    case MarkKind::kMoved: return 5;
    case MarkKind::kCrashed: return 6;
    case MarkKind::kRefused: break;
  }
  return 7;
}

Transport TransportCache::build(const world::Timeline& timeline, const lesson::StageNotes& notes,
                                const Playback& playback, int columns, model::StreamId shown) {
  state_->work = state_->series.update(timeline);
  const Axis axis = make_axis(timeline, notes, columns);
  Transport out;
  out.clock = base::format_clock(axis.now);
  out.clock_short = base::format_clock_short(axis.now);
  out.speed = speed_text(playback.speed_milli);
  out.frozen = notes.frozen;
  out.playing = playback.playing || playback.skipping;
  out.t0 = axis.t0;
  out.t1 = axis.t1;
  out.now = axis.now;
  out.recorded = axis.end;
  out.future_text = "not played yet";
  add_controls(timeline, playback, out);
  out.ticks = make_ticks(axis);
  out.marks = MarkRow(timeline, state_->series, axis, state_->work).build();
  for (Mark& mark : out.marks) mark.jump.enabled = !out.frozen;
  if (const model::StreamId stream = charted_stream(timeline, notes, shown)) {
    out.depth_of = model::ref(stream);
    out.depth_label = "Throttled/s";
    out.depth_is_bad = true;
    out.age_label.clear();
    if (const QueueSeries* series = state_->series.stream(stream)) {
      Charts(timeline.log(), *series, axis, state_->work).build(out);
    }
    out.age.clear();
    return out;
  }
  if (const model::TopicId topic = charted_topic(timeline, notes)) {
    out.depth_of = model::ref(topic);
    out.depth_label = "Delivered";
    out.age_label.clear();
    if (const QueueSeries* series = state_->series.topic(topic)) {
      Charts(timeline.log(), *series, axis, state_->work).build(out);
    }
    out.age.clear();
    return out;
  }
  const model::QueueId queue = charted_queue(timeline, notes);
  out.depth_of = queue ? model::ref(queue) : model::Ref{};
  if (const QueueSeries* series = state_->series.queue(queue)) {
    Charts(timeline.log(), *series, axis, state_->work).build(out);
  }
  return out;
}

}  // namespace view
