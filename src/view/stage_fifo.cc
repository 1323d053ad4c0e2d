// FIFO queues from World to stage: rows of groups, remembered sends and how they are called.
#include "view/stage_fifo.h"

#include <algorithm>
#include <variant>

#include "view/stage_bucket.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

using services::sqs::AcceptedSend;
using services::sqs::DedupTable;
using services::sqs::Group;
using services::sqs::kNoSlot;
using services::sqs::Message;
using services::sqs::MessageState;
using services::sqs::Queue;

constexpr std::size_t kSlots = 8;
constexpr int kShared = 6;                    // slate
constexpr std::size_t kMostCommands = 20'000;  // looked through for groups
constexpr std::size_t kRecentCommands = 256;   // and for deduplication ids
constexpr std::uint32_t kRecentSends = 128;    // of a producer
constexpr std::size_t kRecentEvents = 4'000;   // looked through for an ignored send
// How long a repeated send stays lit.
constexpr base::Duration kIgnoredShown = base::seconds(10);

bool is_fifo_url(std::string_view url) { return url.ends_with(".fifo"); }

// Calls `visit` with every message that a request sends to a FIFO queue, in order.
template <class Visit>
void for_each_send(const model::Request& request, Visit&& visit) {
  if (const auto* send = std::get_if<model::sqs::SendMessageRequest>(&request)) {
    if (is_fifo_url(send->queue_url)) visit(*send);
  } else if (const auto* batch = std::get_if<model::sqs::SendMessageBatchRequest>(&request)) {
    if (!is_fifo_url(batch->queue_url)) return;
    for (const auto& entry : batch->entries) visit(entry.message);
  }
}

const std::vector<std::string>& groups_of(const actors::Actor& actor, const world::World& world,
                                          model::QueueId queue) {
  static const std::vector<std::string> kNone;
  const auto* producer = std::get_if<actors::Producer>(&actor.role);
  if (producer == nullptr || !is_fifo_url(producer->spec.queue_url)) return kNone;
  if (queue && world::find_queue_by_url(world, producer->spec.queue_url) != queue) return kNone;
  return producer->spec.groups;
}

// -- Groups ---------------------------------------------------------------------------------------

StageGroup read_group(const world::World& world, const Queue& queue, const Group& group,
                      const GroupSlots& slots) {
  StageGroup out;
  out.name = group.name;
  out.slot = slots.slot(group.name);
  out.locked = group.locked;
  out.waiting_count = group.waiting();
  out.in_flight_count = group.in_flight;
  for (std::uint32_t at = group.head; at != kNoSlot; at = queue.slots[at].newer) {
    const Message& m = queue.slots[at];
    auto& place = m.state == MessageState::kInFlight ? out.in_flight : out.waiting;
    if (place.size() < kMostOfGroup) place.push_back(stage_message(world, queue, m, slots));
    if (out.waiting.size() == kMostOfGroup) break;
  }
  return out;
}

void read_groups(const world::World& world, const Queue& queue, const GroupSlots& slots,
                 StageFifo& out) {
  std::vector<StageGroup> all;
  for (const Group& group : queue.groups.slots()) {
    if (group.id && group.messages > 0) all.push_back(read_group(world, queue, group, slots));
  }
  const auto known = [&](const std::string& name) {
    return std::ranges::contains(all, name, &StageGroup::name);
  };
  // Groups that come back keep their row while they are empty.
  for (const auto& [id, actor] : world.actors().actors) {
    for (const std::string& name : groups_of(actor, world, queue.id)) {
      if (all.size() >= kMostGroups || known(name)) continue;
      all.push_back({.name = name, .slot = slots.slot(name)});
    }
  }
  std::ranges::sort(all, {}, [&](const StageGroup& g) { return slots.order(g.name); });
  for (std::size_t i = kMostGroups; i < all.size(); ++i) {
    ++out.more_groups;
    out.more_messages += all[i].waiting_count + all[i].in_flight_count;
  }
  if (all.size() > kMostGroups) all.resize(kMostGroups);
  out.groups = std::move(all);
}

// -- Deduplication --------------------------------------------------------------------------------

// The texts of remembered deduplication ids. The queue keeps digests only, so a text is known from
// its message as long as that is there, then from those who send.
class IdTexts {
 public:
  IdTexts(const world::Timeline& timeline, const Queue& queue)
      : timeline_(timeline), queue_(queue) {}

  void want(const AcceptedSend& send) {
    keys_.emplace(send.key, send.message);
    messages_.emplace(send.message, std::string());
  }
  void look_up() {
    from_messages();
    if (!keys_.empty()) from_producers();
    if (!keys_.empty()) from_commands();
  }
  std::string text(model::MessageId message) const {
    const auto it = messages_.find(message);
    return it != messages_.end() && !it->second.empty() ? it->second
                                                        : message_name(timeline_.view(), message);
  }

 private:
  void from_messages() {
    for (const Message& m : queue_.slots) {
      const auto it = m.id ? messages_.find(m.id) : messages_.end();
      if (it == messages_.end()) continue;
      it->second = m.deduplication_id;
      std::erase_if(keys_, [&](const auto& entry) { return entry.second == m.id; });
    }
  }
  void try_text(const std::string& group, const std::string& id) {
    const bool scoped = queue_.fifo.deduplicates_per_group;
    const auto it = keys_.find(DedupTable::key_of(scoped ? group : std::string(), id));
    if (it == keys_.end()) return;
    messages_[it->second] = id;
    keys_.erase(it);
  }
  void from_producers() {
    for (const auto& [actor_id, actor] : timeline_.view().actors().actors) {
      const auto* producer = std::get_if<actors::Producer>(&actor.role);
      if (producer == nullptr || producer->spec.deduplication_id.empty()) continue;
      const std::vector<std::string>& groups = groups_of(actor, timeline_.view(), queue_.id);
      if (groups.empty()) continue;
      const std::uint32_t first = producer->sent - std::min(producer->sent, kRecentSends);
      for (std::uint32_t i = producer->sent; i-- > first && !keys_.empty();) {
        try_text(groups[i % groups.size()], numbered(producer->spec, i));
      }
    }
  }
  static std::string numbered(const actors::ProducerSpec& spec, std::uint32_t index) {
    std::string out = spec.deduplication_id;
    const std::string number = std::to_string(spec.first_number + index);
    for (std::size_t at = out.find("{n}"); at != std::string::npos; at = out.find("{n}", at)) {
      out.replace(at, 3, number);
      at += number.size();
    }
    return out;
  }
  void from_commands() {
    std::size_t looked = 0;
    const auto& commands = timeline_.commands();
    for (std::size_t i = commands.size(); i-- > 0 && looked < kRecentCommands && !keys_.empty();) {
      if (commands[i].at > timeline_.playhead()) continue;
      ++looked;
      const auto* call = std::get_if<world::ApiCall>(&commands[i].command);
      if (call == nullptr) continue;
      for_each_send(call->request, [&](const model::sqs::SendMessageRequest& send) {
        if (send.message_deduplication_id) {
          try_text(send.message_group_id.value_or(""), *send.message_deduplication_id);
        }
      });
    }
  }

  const world::Timeline& timeline_;
  const Queue& queue_;
  std::map<base::Md5Digest, model::MessageId> keys_;  // still without a text
  std::map<model::MessageId, std::string> messages_;
};

// The latest send to this queue that stored nothing, while it is lit.
const model::Event* latest_ignored(const world::Timeline& timeline, const Queue& queue) {
  if (queue.counters.deduplicated == 0) return nullptr;
  const auto& log = timeline.log();
  std::size_t looked = 0;
  for (std::size_t i = timeline.events_shown(); i-- > 0 && looked < kRecentEvents; ++looked) {
    if (timeline.playhead() - log[i].at > kIgnoredShown) return nullptr;
    const auto* ignored = std::get_if<model::DuplicateSendIgnored>(&log[i].body);
    if (ignored != nullptr && ignored->queue == queue.id) return &log[i];
  }
  return nullptr;
}

void read_sends(const world::Timeline& timeline, const Queue& queue, StageFifo& out) {
  const base::SimTime now = timeline.playhead();
  std::vector<const AcceptedSend*> sends;
  for (const AcceptedSend& send : queue.fifo.sends.slots()) {
    if (send.message && now - send.at < out.window) sends.push_back(&send);
  }
  out.send_count = static_cast<std::uint32_t>(sends.size());
  std::ranges::sort(sends, std::ranges::greater{},
                    [](const AcceptedSend* s) { return std::pair(s->at, s->rank); });
  const model::Event* event = latest_ignored(timeline, queue);
  const model::MessageId hit = event == nullptr
                                   ? model::MessageId{}
                                   : std::get<model::DuplicateSendIgnored>(event->body).message;
  // The one that was hit is shown in any case.
  if (sends.size() > kMostSends) {
    const auto it = std::ranges::find(sends, hit, &AcceptedSend::message);
    if (it - sends.begin() >= static_cast<std::ptrdiff_t>(kMostSends) && it != sends.end()) {
      std::swap(*it, sends[kMostSends - 1]);
    }
    sends.resize(kMostSends);
  }
  IdTexts texts(timeline, queue);
  for (const AcceptedSend* send : sends) texts.want(*send);
  texts.look_up();
  for (const AcceptedSend* send : sends) {
    out.sends.push_back({send->message, texts.text(send->message), now - send->at});
  }
  if (event == nullptr) return;
  out.ignored =
      StageIgnored{hit, texts.text(hit),
                   services::sqs::message_uuid(timeline.view().sqs().seed, hit), event->at};
}

}  // namespace

void GroupSlots::add(std::string_view group) {
  if (!order_.contains(group)) order_.emplace(std::string(group), order_.size());
}

std::size_t GroupSlots::order(std::string_view group) const {
  const auto it = order_.find(group);
  return it == order_.end() ? order_.size() : it->second;
}

int GroupSlots::slot(std::string_view group) const {
  const std::size_t n = order(group);
  return n < kSlots ? static_cast<int>(n) : kShared;
}

GroupSlots group_slots(const world::Timeline& timeline) {
  GroupSlots out;
  const world::World& world = timeline.view();
  const bool any = std::ranges::any_of(world.sqs().queues,
                                       [](const auto& entry) { return entry.second.is_fifo(); });
  if (!any) return out;
  for (const auto& [id, actor] : world.actors().actors) {
    for (const std::string& group : groups_of(actor, world, {})) out.add(group);
  }
  std::size_t looked = 0;
  for (const auto& command : timeline.commands()) {
    if (command.at > timeline.playhead() || ++looked > kMostCommands) break;
    const auto* call = std::get_if<world::ApiCall>(&command.command);
    if (call == nullptr) continue;
    for_each_send(call->request, [&](const model::sqs::SendMessageRequest& send) {
      if (send.message_group_id) out.add(*send.message_group_id);
    });
    const auto* publish = std::get_if<model::sns::PublishRequest>(&call->request);
    if (publish != nullptr && publish->message_group_id) out.add(*publish->message_group_id);
  }
  return out;
}

StageMessage stage_message(const world::World& world, const Queue& queue, const Message& m,
                           const GroupSlots& slots) {
  StageMessage out{.id = m.id,
                   .name = message_name(world, m.id),
                   .order = m.rank,
                   .receives = m.receive_count,
                   .received_at = m.received_at,
                   .visible_at = m.visible_at,
                   .holder = m.state == MessageState::kInFlight ? m.holder : model::ActorId{}};
  out.delayed = m.state == MessageState::kDelayed;
  if (const model::PublishId publish = world.sns().publish_of(m.id)) {
    out.slot = publish_slot(publish);
  }
  out.pointer = !m.attributes.empty() && !world.s3().buckets.empty() && is_pointer(m);
  if (queue.is_fifo() && m.group != kNoSlot) out.slot = slots.slot(queue.groups[m.group].name);
  return out;
}

void colour_sends(const model::Request& request, const GroupSlots& slots,
                  std::vector<StageMessage>& messages) {
  std::size_t i = 0;
  for_each_send(request, [&](const model::sqs::SendMessageRequest& send) {
    if (i < messages.size() && send.message_group_id) {
      messages[i].slot = slots.slot(*send.message_group_id);
    }
    ++i;
  });
}

StageFifo read_fifo(const world::Timeline& timeline, const Queue& queue, const GroupSlots& slots) {
  StageFifo out;
  out.window =
      base::seconds(model::fact("sqs.deduplication_window", timeline.view().options().profile));
  read_groups(timeline.view(), queue, slots, out);
  read_sends(timeline, queue, out);
  return out;
}

}  // namespace view
