// Rules that hold after any sequence of commands: every message is in exactly one place, groups
// keep their order, and no receive takes from a group that another one locks.
#include <map>
#include <set>

#include "services/sqs_support.h"
#include "world/random_commands.h"

namespace {

using services::sqs::kNoSlot;
using services::sqs::Message;
using services::sqs::MessageState;
using services::sqs::Queue;

enum class Place { kDelayed, kVisible, kInFlight };

struct Where {
  model::QueueId queue;
  Place place = Place::kVisible;
};

// Follows every message by events alone, and looks at each receive as it happens.
class Watcher final : public model::EventSink {
 public:
  explicit Watcher(const world::World& world) : world_(world) {}

  void append(const model::Event& event) override {
    std::visit([&](const auto& e) { see(event, e); }, event.body);
  }

  // The places that the events tell are those that the queues count.
  void check_counts() const {
    std::map<std::pair<model::QueueId, Place>, std::uint32_t> counts;
    for (const auto& [id, where] : messages_) ++counts[{where.queue, where.place}];
    for (const auto& [id, queue] : world_.sqs().queues) {
      const auto count = [&](Place place) {
        const auto it = counts.find({id, place});
        return it == counts.end() ? 0u : it->second;
      };
      ASSERT_EQ(count(Place::kDelayed), queue.delayed) << queue.name;
      ASSERT_EQ(count(Place::kVisible), queue.visible) << queue.name;
      ASSERT_EQ(count(Place::kInFlight), queue.in_flight) << queue.name;
      const auto& c = queue.counters;
      ASSERT_EQ(c.sent + c.moved_in + c.redriven_in, c.deleted + c.expired + c.moved_out +
                                                         c.redriven_out + c.purged + queue.delayed +
                                                         queue.visible + queue.in_flight)
          << queue.name;
    }
  }
  std::uint64_t received_from_groups() const { return received_from_groups_; }
  std::uint64_t duplicates() const { return duplicates_; }
  std::uint64_t redriven() const { return redriven_; }

 private:
  void see(const model::Event&, const model::MessageSent& e) {
    EXPECT_FALSE(messages_.contains(e.message)) << "sent twice";
    messages_[e.message] = {e.queue, e.delay.us > 0 ? Place::kDelayed : Place::kVisible};
  }
  void see(const model::Event&, const model::DelayElapsed& e) {
    move(e.message, e.queue, Place::kDelayed, Place::kVisible);
  }
  void see(const model::Event& event, const model::MessageReceived& e) {
    move(e.message, e.queue, e.stale_copy ? Place::kInFlight : Place::kVisible, Place::kInFlight);
    const Queue& queue = *world_.sqs().find(e.queue);
    if (queue.is_fifo()) check_group_receive(event, e, queue);
  }
  void see(const model::Event&, const model::VisibilityExpired& e) {
    move(e.message, e.queue, Place::kInFlight, Place::kVisible);
  }
  void see(const model::Event& event, const model::VisibilityChanged& e) {
    const bool visible = e.hidden_until <= event.at;
    // A repeated receive with a timeout of 0 hides until this very moment.
    move(e.message, e.queue, Place::kInFlight,
         visible && !repeating_ ? Place::kVisible : Place::kInFlight);
  }
  void see(const model::Event& event, const model::ReceiveRepeated& e) {
    repeating_ = e.hidden_until == event.at;
  }
  void see(const model::Event&, const model::MessageDeleted& e) { leave(e.message, e.queue); }
  void see(const model::Event&, const model::MessageExpired& e) { leave(e.message, e.queue); }
  void see(const model::Event&, const model::MessageMovedToDlq& e) {
    move(e.message, e.from, Place::kVisible, Place::kVisible);
    messages_[e.message].queue = e.to;
  }
  void see(const model::Event&, const model::MessageRedriven& e) {
    move(e.message, e.from, Place::kVisible, Place::kVisible);
    messages_[e.message].queue = e.to;
    ++redriven_;
  }
  void see(const model::Event&, const model::DuplicateSendIgnored&) { ++duplicates_; }
  void see(const model::Event&, const model::QueuePurged& e) { empty(e.queue); }
  void see(const model::Event&, const model::QueueDeleted& e) { empty(e.queue); }
  template <class Other>
  void see(const model::Event&, const Other&) {}

  // Whatever is older in the group is in flight by this same receive.
  void check_group_receive(const model::Event& event, const model::MessageReceived& e,
                           const Queue& queue) {
    ++received_from_groups_;
    const Message* m = services::sqs::find_message(queue, e.message);
    ASSERT_NE(m, nullptr);
    for (std::uint32_t slot = m->older; slot != kNoSlot; slot = queue.slots[slot].older) {
      const Message& older = queue.slots[slot];
      EXPECT_EQ(older.state, MessageState::kInFlight);
      EXPECT_EQ(older.received_at, event.at);
      EXPECT_EQ(older.holder, e.by);
    }
  }

  void move(model::MessageId message, model::QueueId queue, Place from, Place to) {
    const auto it = messages_.find(message);
    ASSERT_NE(it, messages_.end()) << message.value;
    EXPECT_EQ(it->second.queue, queue);
    EXPECT_EQ(it->second.place, from);
    it->second.place = to;
    repeating_ = repeating_ && from == Place::kInFlight && to == Place::kInFlight;
  }
  void leave(model::MessageId message, model::QueueId queue) {
    ASSERT_TRUE(messages_.contains(message));
    EXPECT_EQ(messages_[message].queue, queue);
    messages_.erase(message);
  }
  void empty(model::QueueId queue) {
    std::erase_if(messages_, [&](const auto& entry) { return entry.second.queue == queue; });
  }

  const world::World& world_;
  std::map<model::MessageId, Where> messages_;
  std::uint64_t received_from_groups_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t redriven_ = 0;
  bool repeating_ = false;
};

// The links of a group: in order of arrival, counted right.
void check_group(const Queue& queue, std::uint32_t slot) {
  const services::sqs::Group& group = queue.groups[slot];
  std::uint32_t messages = 0;
  std::uint32_t in_flight = 0;
  std::uint64_t rank = 0;
  std::uint32_t older = kNoSlot;
  for (std::uint32_t at = group.head; at != kNoSlot; at = queue.slots[at].newer) {
    const Message& m = queue.slots[at];
    ASSERT_EQ(m.group, slot);
    ASSERT_EQ(m.older, older);
    ASSERT_GT(m.rank, rank);
    rank = m.rank;
    older = at;
    ++messages;
    in_flight += m.state == MessageState::kInFlight ? 1 : 0;
  }
  ASSERT_EQ(group.tail, older);
  ASSERT_EQ(messages, group.messages);
  ASSERT_EQ(in_flight, group.in_flight);
  ASSERT_EQ(group.ready, queue.slots[group.head].state == MessageState::kVisible);
  ASSERT_EQ(group.locked, queue.slots[group.head].state == MessageState::kInFlight);
}

void check_groups(const Queue& queue) {
  std::map<std::uint32_t, std::uint32_t> messages;
  std::map<std::uint32_t, std::uint32_t> in_flight;
  for (const Message& m : queue.slots) {
    if (!m.id || m.group == kNoSlot) continue;
    ++messages[m.group];
    in_flight[m.group] += m.state == MessageState::kInFlight ? 1 : 0;
  }
  ASSERT_EQ(messages.size(), queue.groups.size());
  std::set<std::uint32_t> ready;
  for (const auto& [slot, count] : messages) {
    ASSERT_EQ(queue.groups[slot].messages, count);
    ASSERT_EQ(queue.groups[slot].in_flight, in_flight[slot]);
    ASSERT_EQ(queue.groups.find(queue.groups[slot].name), slot);
    if (!queue.is_fifo()) continue;
    check_group(queue, slot);
    if (queue.groups[slot].ready) ready.insert(slot);
  }
  std::uint32_t prev = kNoSlot;
  for (std::uint32_t at = queue.fifo.first_ready; at != kNoSlot; at = queue.groups[at].ready_next) {
    ASSERT_EQ(ready.erase(at), 1u) << "in the line once, and ready";
    ASSERT_EQ(queue.groups[at].ready_prev, prev);
    prev = at;
  }
  ASSERT_EQ(queue.fifo.last_ready, prev);
  ASSERT_TRUE(ready.empty());
}

TEST(SqsRandom, EveryMessageIsInOnePlaceAndEveryGroupKeepsItsOrder) {
  std::uint64_t from_groups = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t redriven = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    world::World world = test::make_world(test::busy_template(seed, seed % 3 == 0));
    Watcher watcher(world);
    test::CommandMaker maker(seed);
    for (int step = 0; step < 700; ++step) {
      world.run_until(world.now() + base::microseconds(1 + maker.rng().between(0, 900'000)),
                      watcher);
      maker.note(world.apply(maker.next(world), watcher));
      ASSERT_NO_FATAL_FAILURE(watcher.check_counts()) << "seed " << seed << " step " << step;
      for (const auto& [id, queue] : world.sqs().queues) {
        ASSERT_NO_FATAL_FAILURE(check_groups(queue)) << "seed " << seed << " step " << step;
      }
      if (HasFailure()) FAIL() << "seed " << seed << " step " << step;
    }
    from_groups += watcher.received_from_groups();
    duplicates += watcher.duplicates();
    redriven += watcher.redriven();
  }
  EXPECT_GT(from_groups, 500u) << "or the test proves nothing";
  EXPECT_GT(duplicates, 20u);
  EXPECT_GT(redriven, 20u);
}

}  // namespace
