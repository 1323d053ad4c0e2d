// One pass over the log: which messages wait where, since when.
#include "view/log_series.h"

#include <algorithm>
#include <functional>

namespace view {

void MarkSummary::merge(const MarkSummary& other) {
  count += other.count;
  if (other.severity <= severity) return;
  severity = other.severity;
  worst = other.worst;
}

MarkSummary mark_of(const model::Event& event, std::uint32_t at) {
  const auto kind = mark_kind(event.body);
  if (!kind) return {};
  return {1, at, mark_severity(*kind)};
}

void SeriesSummary::merge(const SeriesSummary& other) {
  depth = std::max(depth, other.depth);
  age = std::max(age, other.age);
}

std::size_t LogSeries::update(const world::Timeline& timeline) {
  const auto& log = timeline.log();
  const bool same = timeline.branch() == branch_ && seen_ <= log.size() &&
                    (seen_ == 0 || log[seen_ - 1] == newest_);
  if (!same) *this = LogSeries{};
  branch_ = timeline.branch();
  const std::size_t before = seen_;
  for (; seen_ < log.size(); ++seen_) {
    const model::Event& event = log[seen_];
    marks_.push(mark_of(event, seen_));
    read(event);
  }
  if (seen_ > 0) newest_ = log[seen_ - 1];
  return seen_ - before;
}

const QueueSeries* LogSeries::queue(model::QueueId id) const {
  const auto it = queues_.find(id);
  return it == queues_.end() ? nullptr : &it->second.series;
}

const QueueSeries* LogSeries::topic(model::TopicId id) const {
  const auto it = topics_.find(id);
  return it == topics_.end() ? nullptr : &it->second;
}

const QueueSeries* LogSeries::stream(model::StreamId id) const {
  const auto it = streams_.find(id);
  return it == streams_.end() ? nullptr : &it->second.series;
}

void LogSeries::read_stream(const model::Event& event, model::StreamId stream) {
  const bool refused = std::holds_alternative<model::RecordThrottled>(event.body);
  const auto it = streams_.find(stream);
  if (it == streams_.end() && !refused) return;
  Throttles& t = it == streams_.end() ? streams_[stream] : it->second;
  while (!t.recent.empty() && t.recent.front() + base::seconds(1) <= event.at) {
    t.recent.pop_front();
  }
  if (refused) t.recent.push_back(event.at);
  const auto now = static_cast<std::uint32_t>(t.recent.size());
  const std::uint32_t before = t.series.samples.empty() ? 0 : t.series.samples.back().depth;
  if (now == before) return;
  t.series.samples.push_back({seen_, now, base::kNever});
  t.series.summary.push({now, {}});
}

LogSeries::Tracked& LogSeries::tracked(model::MessageId message) {
  if (message.value >= messages_.size()) messages_.resize(std::size_t{message.value} + 1);
  return messages_[message.value];
}

void LogSeries::read(const model::Event& event) {
  const model::EventBody& body = event.body;
  const model::EventSubjects s = model::subjects(body);
  if (s.stream) {
    read_stream(event, s.stream);
    return;
  }
  const auto* delivered = std::get_if<model::DeliverySucceeded>(&body);
  if (delivered != nullptr && delivered->publish) {  // confirmations do not count
    QueueSeries& series = topics_[delivered->topic];
    const std::uint32_t before = series.samples.empty() ? 0 : series.samples.back().depth;
    series.samples.push_back({seen_, before + 1, base::kNever});
    series.summary.push({before + 1, {}});
    return;
  }
  if (const auto* sent = std::get_if<model::MessageSent>(&body)) {
    tracked(s.message).sent = event.at;
    move(s.message, s.queue, sent->delay.us > 0 ? Where::kHidden : Where::kWaiting);
  } else if (std::holds_alternative<model::DelayElapsed>(body) ||
             std::holds_alternative<model::VisibilityExpired>(body)) {
    move(s.message, s.queue, Where::kWaiting);
  } else if (const auto* changed = std::get_if<model::VisibilityChanged>(&body)) {
    const bool visible = changed->hidden_until <= event.at;
    move(s.message, s.queue, visible ? Where::kWaiting : Where::kHidden);
  } else if (std::holds_alternative<model::MessageReceived>(body)) {
    move(s.message, s.queue, Where::kHidden);
  } else if (std::holds_alternative<model::MessageDeleted>(body) ||
             std::holds_alternative<model::MessageExpired>(body)) {
    move(s.message, s.queue, Where::kGone);
  } else if (const auto* moved = std::get_if<model::MessageMovedToDlq>(&body)) {
    move(s.message, moved->from, Where::kGone);
    move(s.message, moved->to, Where::kWaiting);
    sample(moved->to, event.at);
  } else if (const auto* redriven = std::get_if<model::MessageRedriven>(&body)) {
    move(s.message, redriven->from, Where::kGone);
    tracked(s.message).sent = event.at;  // its age starts anew
    move(s.message, redriven->to, Where::kWaiting);
    sample(redriven->to, event.at);
  } else if (std::holds_alternative<model::QueuePurged>(body) ||
             std::holds_alternative<model::QueueDeleted>(body)) {
    empty_queue(s.queue);
  } else {
    return;
  }
  sample(s.queue, event.at);
}

void LogSeries::move(model::MessageId message, model::QueueId queue, Where where) {
  Tracked& m = tracked(message);
  if (m.where == Where::kWaiting) --queues_[m.queue].depth;
  m.queue = queue;
  m.where = where;
  if (where != Where::kWaiting) return;
  Tracker& tracker = queues_[queue];
  ++tracker.depth;
  tracker.heap.push_back({m.sent, message});
  std::push_heap(tracker.heap.begin(), tracker.heap.end(), std::greater<>{});
}

void LogSeries::empty_queue(model::QueueId queue) {
  for (Tracked& m : messages_) {
    if (m.queue == queue) m.where = Where::kGone;
  }
  Tracker& tracker = queues_[queue];
  tracker.depth = 0;
  tracker.heap.clear();
}

base::SimTime LogSeries::oldest(model::QueueId queue, Tracker& tracker) {
  while (!tracker.heap.empty()) {
    const Tracked& m = messages_[tracker.heap.front().message.value];
    if (m.where == Where::kWaiting && m.queue == queue) return tracker.heap.front().sent;
    std::pop_heap(tracker.heap.begin(), tracker.heap.end(), std::greater<>{});
    tracker.heap.pop_back();
  }
  return base::kNever;
}

void LogSeries::sample(model::QueueId queue, base::SimTime now) {
  Tracker& tracker = queues_[queue];
  QueueSeries& series = tracker.series;
  const QueueSample next{seen_, tracker.depth, oldest(queue, tracker)};
  SeriesSummary leaf{next.depth, {}};
  if (!series.samples.empty()) {
    const QueueSample& last = series.samples.back();
    if (last.depth == next.depth && last.oldest == next.oldest) return;
    if (last.oldest != base::kNever) leaf.age = now - last.oldest;
  }
  series.samples.push_back(next);
  series.summary.push(leaf);
}

}  // namespace view
