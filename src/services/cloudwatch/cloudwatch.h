// Amazon CloudWatch as far as queues and topics are watched: one value a minute for every metric,
// the latest 1,440 of each, and statistics over them. A plain value that follows from what
// happened; nothing that happens follows from it. Must not know a queue or a topic.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/shared_vector.h"
#include "base/time.h"
#include "services/cloudwatch/metrics.h"

namespace services::cloudwatch {

inline constexpr base::Duration kMinute = base::seconds(60);
/// So many values are kept of a metric: of a day when every minute brings one.
inline constexpr std::size_t kKept = 1440;

/// The latest entries of a list; copies share what neither has changed.
template <class T>
class Latest {
 public:
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  /// The oldest is 0.
  const T& operator[](std::size_t i) const { return items_[(first_ + i) % items_.size()]; }
  const T& back() const { return (*this)[items_.size() - 1]; }
  void push_back(T value) {
    if (items_.size() < kKept) return items_.push_back(value);
    items_.edit(first_) = value;
    first_ = (first_ + 1) % kKept;
  }

 private:
  base::SharedVector<T, 16> items_;
  std::size_t first_ = 0;
};

/// What came together in one minute.
struct Values {
  std::uint32_t minute = 0;
  std::uint32_t count = 0;
  std::int64_t sum = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;

  void add(std::int64_t value);
};
/// A level from the end of this minute on, until another entry. Of a kSince metric the moment in
/// microseconds, or kNoMoment.
struct Level {
  std::uint32_t minute = 0;
  std::int64_t value = 0;
};
inline constexpr std::int64_t kNoMoment = INT64_MIN;

/// One queue, topic, stream or shard, by its name: a new queue of the same name goes on where the
/// old one ended.
struct Subject {
  Source source = Source::kSqs;
  std::string name;
  std::uint64_t reported = 0;  // a bit for every metric that it has
  std::map<MetricId, Latest<Values>> counts;
  std::map<MetricId, Latest<Level>> levels;
  Latest<Level> busy;            // 1 while it holds messages
  Latest<std::uint32_t> used;    // minutes in which somebody used it
};

/// What the running minute has brought so far.
struct Pending {
  bool used = false;
  std::array<Values, 16> values{};  // of the source's counted metrics
};

struct State {
  std::uint32_t minute = 0;  // the running one; those before it are closed
  base::SharedVector<Subject, 1> subjects;
  base::SharedVector<Pending, 4> pending;  // by subject
  std::map<std::pair<Source, std::string>, std::uint32_t, std::less<>> by_name;
};

/// The number of a subject, which is made when it is new.
std::uint32_t subject_of(State& state, Source source, const std::string& name);
/// Something was used: it is active from now on (aws-facts 1.10 "while active").
void use(State& state, std::uint32_t subject);
/// One more value in the running minute, of a counted metric or a size.
void add(State& state, std::uint32_t subject, MetricId metric, std::int64_t value = 1);
/// A level as it stands at the end of the running minute.
void set_level(State& state, std::uint32_t subject, MetricId metric, std::int64_t value);
/// Whether a level was ever given.
bool has_level(const State& state, std::uint32_t subject, MetricId metric);
/// Whether it holds messages at the end of the running minute: then it is active.
void set_busy(State& state, std::uint32_t subject, bool busy);
/// Closes the running minute, and those up to `next`, in which nothing happened.
void close_minutes(State& state, std::uint32_t next);

/// A metric of one queue or topic, as ListMetrics names it.
struct MetricName {
  Source source = Source::kSqs;
  MetricId metric = MetricId::kVisible;
  std::string_view dimension;  // the value: the queue's or topic's name
};
/// Every metric that has ever been reported, by subject.
std::vector<MetricName> list_metrics(const State& state);

/// One datapoint: the values of one period. The average is sum / count.
struct Statistics {
  base::SimTime at;         // where its period begins
  std::int64_t count = 0;   // SampleCount; datapoints without a value are left out
  std::int64_t sum = 0;
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;

  /// Average in thousandths, rounded towards zero.
  std::int64_t average_milli() const { return count == 0 ? 0 : sum * 1000 / count; }
};
/// GetMetricStatistics: from `from` (included) to `to` (not included), in periods of whole minutes.
/// Only closed minutes have values.
std::vector<Statistics> statistics(const State& state, MetricId metric, std::string_view dimension,
                                   base::SimTime from, base::SimTime to,
                                   base::Duration period = kMinute);

}  // namespace services::cloudwatch
