// The stage in words, for those who do not see it.
#include <algorithm>
#include <format>

#include "view/scene_arrange.h"
#include "view/scene_fifo.h"
#include "view/scene_stream.h"
#include "view/scene_topic.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kMostNamed = 4;
constexpr std::size_t kMostGroupsNamed = 6;

std::string holder(const StageState& state, model::ActorId id) {
  if (!id) return "you";
  const auto it = std::ranges::find(state.workers, id, &StageWorker::id);
  return it == state.workers.end() ? "a caller" : it->name;
}

std::string in_flight_words(const StageState& state, const StageQueue& queue) {
  std::string out = std::format("{} in flight", queue.in_flight.count);
  if (queue.in_flight.count == 0 || queue.in_flight.count > kMostNamed) return out;
  std::vector<std::string> each;
  for (const StageMessage& m : queue.in_flight.shown) {
    each.push_back(std::format("{} with {} for {} more", m.name, holder(state, m.holder),
                               countdown(m.visible_at - state.now)));
  }
  return std::format("{} ({})", out, join_words(each));
}

std::string queue_words(const StageState& state, const StageQueue& queue, Lens lens) {
  if (lens == Lens::kApi) {
    return std::format("{} holds about {} waiting, {} in flight and {} delayed", queue.name,
                       queue.waiting.count, queue.in_flight.count, queue.delayed.count);
  }
  const std::uint32_t all = queue.waiting.count + queue.in_flight.count + queue.delayed.count;
  if (all == 0) return std::format("{} is empty", queue.name);
  std::vector<std::string> parts{std::format("{} waiting", queue.waiting.count),
                                 in_flight_words(state, queue)};
  if (queue.delayed.count > 0) parts.push_back(std::format("{} delayed", queue.delayed.count));
  return std::format("{} holds {}", queue.name, join_words(parts));
}

// Groups that hold messages, then what has just been swallowed.
std::vector<std::string> fifo_words(const StageQueue& queue) {
  std::vector<std::string> out;
  std::size_t left = 0;
  for (const StageGroup& group : queue.fifo->groups) {
    if (group.waiting_count + group.in_flight_count == 0) continue;
    if (out.size() < kMostGroupsNamed) {
      out.push_back(group_label(group));
    } else {
      ++left;
    }
  }
  left += queue.fifo->more_groups;
  if (left > 0) out.push_back(std::format("{} more with messages", amount(left, "group")));
  if (queue.fifo->ignored) {
    out.push_back(
        std::format("{} was sent again: accepted, nothing enqueued", queue.fifo->ignored->id));
  }
  return out;
}

std::vector<std::string> wire_words(const StageState& state) {
  std::vector<std::string> out;
  for (const StageHop& hop : state.hops) {
    if (hop.kind != HopKind::kMessages || out.size() >= kMostNamed) continue;
    if (!hop.object.name.empty()) {
      const auto bucket = std::ranges::find(state.buckets, hop.bucket, &StageBucket::id);
      out.push_back(std::format(
          "the object {} is on the way to {}", hop.object.name,
          hop.to_queue && bucket != state.buckets.end() ? bucket->name : holder(state, hop.actor)));
      continue;
    }
    std::vector<std::string> names;
    for (const StageMessage& m : hop.messages) names.push_back(m.name);
    const StageQueue* queue = state.queue(hop.queue);
    const auto topic = std::ranges::find(state.topics, hop.topic, &StageTopic::id);
    const auto s = std::ranges::find(state.subscriptions, hop.subscription, &StageSubscription::id);
    const std::string to = s != state.subscriptions.end() ? s->name
                           : topic != state.topics.end()  ? topic->name
                           : !hop.to_queue                ? holder(state, hop.actor)
                           : queue != nullptr             ? queue->name
                                                          : "a deleted queue";
    out.push_back(std::format("{} {} on the way to {}", join_words(names),
                              names.size() == 1 ? "is" : "are", to));
  }
  return out;
}

std::vector<std::string> worker_words(const StageState& state) {
  std::vector<std::string> out;
  for (const StageWorker& worker : state.workers) {
    if (worker.phase == actors::WorkerPhase::kCrashed) out.push_back(worker.name + " has crashed");
    if (worker.phase == actors::WorkerPhase::kHung) out.push_back(worker.name + " hangs");
    for (const StageJob& job : worker.jobs) {
      if (!job.lost) continue;
      out.push_back(
          std::format("{} still works on {}, which is no longer its own", worker.name, job.name));
    }
  }
  return out;
}

// What became of the latest message of each topic.
std::vector<std::string> topic_words(const StageState& state) {
  std::vector<std::string> out;
  for (const StageTopic& topic : state.topics) {
    if (!topic.latest) {
      out.push_back(std::format("topic {} has published nothing yet", topic.name));
      continue;
    }
    std::vector<std::string> passed;
    std::vector<std::string> rejected;
    for (const StageSubscription& s : state.subscriptions) {
      if (s.topic != topic.id || !s.verdict) continue;
      if (s.verdict->passed) {
        passed.push_back(s.name);
      } else {
        rejected.push_back(std::format("{} ({})", s.name, mismatch_text(*s.verdict)));
      }
    }
    std::string words = std::format("topic {} published {}", topic.name, topic.latest->name);
    if (!passed.empty()) words += " to " + join_words(passed);
    if (!rejected.empty()) words += ", rejected for " + join_words(rejected);
    out.push_back(std::move(words));
  }
  for (const StageDenial& d : state.denials) {
    out.push_back(std::format("{} was denied {}", d.who, d.action));
  }
  return out;
}

// What buckets hold, and what they told nobody.
std::vector<std::string> bucket_words(const StageState& state, Lens lens) {
  std::vector<std::string> out;
  for (const StageBucket& bucket : state.buckets) {
    out.push_back(bucket.count == 0 ? std::format("the bucket {} is empty", bucket.name)
                                    : std::format("the bucket {} holds {}", bucket.name,
                                                  amount(bucket.count, "object")));
    if (lens == Lens::kApi) continue;
    for (const StageLost& lost : bucket.lost) {
      out.push_back(
          std::format("its notification to {} was lost: {}", lost.destination, lost.reason));
    }
  }
  return out;
}

}  // namespace

std::string summarize(const StageState& state, Lens lens) {
  std::vector<std::string> sentences;
  for (const StageQueue& queue : state.queues) {
    sentences.push_back(queue_words(state, queue, lens));
    if (!queue.fifo || lens == Lens::kApi) continue;
    for (auto& words : fifo_words(queue)) sentences.push_back(std::move(words));
  }
  if (!state.buckets.empty()) {
    for (auto& words : bucket_words(state, lens)) sentences.push_back(std::move(words));
  }
  for (const StageStream& stream : state.streams) {
    for (auto& words : stream_words(stream, lens)) sentences.push_back(std::move(words));
  }
  if (lens == Lens::kTruth) {
    for (auto& words : topic_words(state)) sentences.push_back(std::move(words));
    for (auto& words : wire_words(state)) sentences.push_back(std::move(words));
    for (auto& words : worker_words(state)) sentences.push_back(std::move(words));
    if (!state.workers.empty()) {
      sentences.push_back(
          std::format("{} done, {} done twice", amount(state.done, "job"), state.done_twice));
    }
  }
  std::string out = std::format("At {}: ", clock_tenths(state.now));
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (i > 0) out += ". ";
    out += sentences[i];
  }
  return out + ".";
}

}  // namespace view
