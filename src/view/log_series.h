// Depth and age of each queue over time, and the marks of the event row, read once out of a
// growing log. Must not know the axis on which they are shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "base/time.h"
#include "model/events.h"
#include "model/ids.h"
#include "view/pyramid.h"
#include "view/transport.h"
#include "world/timeline.h"

namespace view {

/// What a run of events shows in one place of the event row.
struct MarkSummary {
  std::uint32_t count = 0;
  std::uint32_t worst = 0;  // place in the log of the first of the most severe ones
  int severity = -1;
  void merge(const MarkSummary& other);
};
MarkSummary mark_of(const model::Event& event, std::uint32_t at);

/// How a queue stood after an event.
struct QueueSample {
  std::uint32_t event = 0;  // place in the log
  std::uint32_t depth = 0;  // messages waiting
  base::SimTime oldest;     // SentTimestamp of the oldest of them; kNever without one
};

struct SeriesSummary {
  std::uint32_t depth = 0;   // the most in the run
  base::Duration age;        // the greatest
  void merge(const SeriesSummary& other);
};

struct QueueSeries {
  std::vector<QueueSample> samples;
  Pyramid<SeriesSummary> summary;
};

class LogSeries {
 public:
  /// Reads what has been added since the last call; starts again for another history. Returns the
  /// number of events read.
  std::size_t update(const world::Timeline& timeline);

  const Pyramid<MarkSummary>& marks() const { return marks_; }
  /// Nothing for a queue that has never held a message.
  const QueueSeries* queue(model::QueueId id) const;
  /// How many records a stream refused in the last second, as depth; nothing for one that has
  /// refused none.
  const QueueSeries* stream(model::StreamId id) const;
  /// What a topic has delivered so far, as depth; nothing for one that has delivered nothing.
  const QueueSeries* topic(model::TopicId id) const;

 private:
  enum class Where : std::uint8_t { kGone, kHidden, kWaiting };
  struct Tracked {
    base::SimTime sent;
    model::QueueId queue;
    Where where = Where::kGone;
  };
  struct Waiting {
    base::SimTime sent;
    model::MessageId message;
    bool operator>(const Waiting& o) const {
      return sent != o.sent ? sent > o.sent : message > o.message;
    }
  };
  struct Tracker {
    QueueSeries series;
    std::uint32_t depth = 0;
    std::vector<Waiting> heap;  // the oldest first; entries of messages that left are void
  };

  // Refusals of a stream and when they happened, those of the last second.
  struct Throttles {
    QueueSeries series;
    std::deque<base::SimTime> recent;
  };

  void read(const model::Event& event);
  void read_stream(const model::Event& event, model::StreamId stream);
  void move(model::MessageId message, model::QueueId queue, Where where);
  void empty_queue(model::QueueId queue);
  void sample(model::QueueId queue, base::SimTime now);
  base::SimTime oldest(model::QueueId queue, Tracker& tracker);
  Tracked& tracked(model::MessageId message);

  Pyramid<MarkSummary> marks_;
  std::map<model::QueueId, Tracker> queues_;
  std::map<model::TopicId, QueueSeries> topics_;
  std::map<model::StreamId, Throttles> streams_;
  std::vector<Tracked> messages_;  // by id
  std::uint32_t branch_ = 0;
  std::uint32_t seen_ = 0;
  model::Event newest_;
};

}  // namespace view
