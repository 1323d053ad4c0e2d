// The words and numbers that all view models share: names of things, times left, amounts. Must not
// know where they are shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/ids.h"
#include "world/world.h"

namespace view {

/// The three digits by which the picture names a message: "7c1".
std::string message_name(const world::World& world, model::MessageId id);
/// "worker-2"; "you" for the learner, "a caller" for one that is not there.
std::string actor_name(const world::World& world, model::ActorId id);
/// "orders"; "a deleted queue" for one that is not there.
std::string queue_name(const world::World& world, model::QueueId id);

/// Time left as the stage writes it: one decimal below a minute, then "125 s", "12.5 min",
/// "11.9 h". Rounded up, so that 0 is said only when nothing is left.
std::string countdown(base::Duration left);
/// Time gone, one decimal below a minute, rounded down: "26.5".
std::string elapsed(base::Duration gone);
/// "00:42.0": the clock to one decimal, as prose writes it.
std::string clock_tenths(base::SimTime t);
/// "1 message", "2 messages".
std::string amount(std::uint64_t n, std::string_view noun);
/// "once", "twice", "3 times".
std::string times(std::uint64_t n);
/// "a, b and c".
std::string join_words(const std::vector<std::string>& words);
/// First letter as a capital.
std::string capital(std::string text);

/// What a queue's messages are called: "order" for a queue "orders", else "message".
std::string noun_of(std::string_view queue_name);

}  // namespace view
