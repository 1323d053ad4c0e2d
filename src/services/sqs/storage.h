// How a queue keeps its messages: slots, storage nodes, the moves between waiting, in flight and
// delayed, and the waking of long polls. Must not know requests' parameters.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/context.h"
#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// A message and where it lies.
struct Place {
  Queue* queue = nullptr;
  std::uint32_t slot = 0;
  Message& message() const { return queue->slots.edit(slot); }
};

Queue* find_queue(State& state, model::QueueId id);
/// The message that lies in a slot, or nothing when it has gone.
const Message* stored_message(const State& state, model::QueueId queue, std::uint32_t slot,
                              model::MessageId message);
/// The same, to be changed.
std::optional<Place> find_place(State& state, model::QueueId queue, std::uint32_t slot,
                                model::MessageId message);

/// Stores a message in state kDelayed or kVisible as given: on a storage node of its own, or at the
/// end of its group when the queue is a FIFO queue. `group` is its MessageGroupId, "" for none.
Place store(State& state, engine::Context& ctx, Queue& queue, Message message,
            std::string group = {});
/// Frees the slot; the caller has written the event that says why, `cause`.
void erase(State& state, engine::Context& ctx, Place place, model::EventSeq cause = 0);
/// Frees everything; timers and handles that still name a slot find nothing there.
void erase_all(Queue& queue);
/// From delayed or in flight to visible; the caller has written the event.
void make_visible(State& state, engine::Context& ctx, Place place);
/// Hides a visible (or already hidden) message for this long, as a new receive by `holder`. Of a
/// FIFO queue the caller then updates the group.
void hide(engine::Context& ctx, Place place, base::Duration timeout);
/// True when a receive without a limit would find something, the in-flight cap aside.
bool has_deliverable(const Queue& queue);
/// The MessageGroupId of a stored message, "" for none.
std::string_view group_name(const Queue& queue, const Message& message);
/// Lets the longest-waiting long polls have what is visible now.
void wake_waiters(State& state, engine::Context& ctx, Queue& queue);
/// Makes sure that a RetentionDue stands at the end of the oldest message's retention.
void watch_retention(engine::Context& ctx, Queue& queue);

/// True while the slot still holds the message whose age this is.
bool is_stored(const Queue& queue, const AgeEntry& entry);
/// Forgets places of messages that are gone, as far as they stand in front.
void drop_void_entries(Queue& queue);
/// The next message of the given nodes (a bit per node) in best-effort order; nothing when none
/// is visible there. The message stays where it is.
std::optional<std::uint32_t> next_ready(Queue& queue, std::uint32_t nodes);

inline constexpr std::uint32_t kAllNodes = (1u << kStorageNodes) - 1;

}  // namespace services::sqs
