// What the stage shows of FIFO queues, read out of the World: message groups with their colours,
// the deduplication window. Must not know sizes or places.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/request.h"
#include "view/stage_state.h"
#include "world/timeline.h"

namespace view {

/// The message groups of the stage with their places in order of first appearance.
class GroupSlots {
 public:
  void add(std::string_view group);
  /// The categorical slot of a group. The ninth and later ones share slate.
  int slot(std::string_view group) const;
  /// Its rank in order of appearance; past all others when it is not known.
  std::size_t order(std::string_view group) const;

 private:
  std::map<std::string, std::size_t, std::less<>> order_;
};

/// Groups of producers to FIFO queues first, then those of calls from outside as they were made:
/// what exists never changes its colour.
GroupSlots group_slots(const world::Timeline& timeline);

StageMessage stage_message(const world::World& world, const services::sqs::Queue& queue,
                           const services::sqs::Message& message, const GroupSlots& slots);

/// Gives messages on the way to a FIFO queue the colours of their groups.
void colour_sends(const model::Request& request, const GroupSlots& slots,
                  std::vector<StageMessage>& messages);

/// Groups and deduplication window of a FIFO queue at the playhead.
StageFifo read_fifo(const world::Timeline& timeline, const services::sqs::Queue& queue,
                    const GroupSlots& slots);

}  // namespace view
