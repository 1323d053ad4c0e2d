// Which events concern a thing: an index over a growing log, so that histories of long runs do not
// read all of it. Must not know what an event means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/events.h"
#include "model/ids.h"
#include "world/timeline.h"

namespace view {

/// The place of an event in the log.
using EventAt = std::uint32_t;

/// Links every event to the one before it that concerns the same message and the same caller;
/// 12 bytes an event.
class EventIndex {
 public:
  /// Reads what has been added to the log since the last call; starts again for another history.
  void update(const world::Timeline& timeline);
  void reset();

  /// Places of the events of a message, a caller or a queue among the first `shown` of the log,
  /// the latest first, at most `most`.
  std::vector<EventAt> latest(const world::Timeline& timeline, model::Ref ref, std::size_t shown,
                              std::size_t most) const;

 private:
  static constexpr EventAt kNone = UINT32_MAX;
  struct Chain {
    std::vector<EventAt> last;      // by id
    std::vector<EventAt> previous;  // by event
    void add(std::uint32_t id, EventAt at);
  };
  Chain messages_;
  Chain actors_;
  Chain queues_;
  std::size_t seen_ = 0;
  std::uint32_t branch_ = 0;
  model::Event newest_;
};

/// The same without an index: reads the log backwards, at most `budget` events.
std::vector<EventAt> latest_events(const world::Timeline& timeline, model::Ref ref,
                                   std::size_t shown, std::size_t most,
                                   std::size_t budget = 200'000);

/// The event with this number, or nothing when the log does not hold it.
const model::Event* event_by_seq(const world::Timeline& timeline, model::EventSeq seq);

}  // namespace view
