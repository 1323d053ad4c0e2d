// The resources as rows, read from the same state as the stage.
#include "view/resources.h"

#include <algorithm>
#include <format>

#include "view/scene_stream.h"
#include "view/scene_topic.h"
#include "view/stage_bucket.h"
#include "view/stage_state.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kRecordRows = 12;  // of one shard, the newest

class RowWriter {
 public:
  RowWriter(const StageState& state, const lesson::StageNotes& notes, model::Ref selected)
      : state_(state), notes_(notes), selected_(selected) {}

  std::vector<ResourceRow> write(Lens lens) {
    for (const StageQueue& queue : state_.queues) add_queue(queue, lens);
    for (const StageTopic& topic : state_.topics) add_topic(topic, lens);
    for (const StageBucket& bucket : state_.buckets) add_bucket(bucket);
    for (const StageStream& stream : state_.streams) add_stream(stream, lens);
    if (lens == Lens::kApi) return std::move(rows_);
    for (const StageQueue& queue : state_.queues) add_messages(queue);
    for (const StageHop& hop : state_.hops) add_hop(hop);
    for (const StageProducer& producer : state_.producers) {
      add(model::ref(producer.id), producer.name, "Producer", producer.rate);
    }
    for (const StageWorker& worker : state_.workers) add_worker(worker);
    return std::move(rows_);
  }

 private:
  void add(model::Ref ref, std::string name, std::string kind, std::string state) {
    if (std::ranges::contains(rows_, select_id(ref),
                              [](const ResourceRow& row) { return row.select.id; })) {
      return;
    }
    if (std::ranges::contains(notes_.pointable, ref)) state += ". Can be chosen as the answer";
    if (notes_.pointed == ref) state += ". Chosen";
    ResourceRow row;
    row.select = {.id = select_id(ref), .label = std::move(name), .icon = {}, .shortcut = {}};
    row.kind = std::move(kind);
    row.state = std::move(state);
    row.selected = selected_ == ref;
    rows_.push_back(std::move(row));
  }

  void add_queue(const StageQueue& queue, Lens lens) {
    const char* about = lens == Lens::kApi ? "about " : "";
    const char* kind = queue.fifo ? "FIFO queue" : "Queue";
    add(model::ref(queue.id), queue.name, queue.is_dead_letter ? "Dead-letter queue" : kind,
        std::format("{}{} waiting, {} in flight, {} delayed; visibility timeout {}", about,
                    queue.waiting.count, queue.in_flight.count, queue.delayed.count,
                    base::format_duration(queue.visibility_timeout)));
  }

  void add_topic(const StageTopic& topic, Lens lens) {
    std::size_t n = 0;
    for (const StageSubscription& s : state_.subscriptions) n += s.topic == topic.id ? 1 : 0;
    std::string state = amount(n, "subscription");
    if (lens == Lens::kTruth) state += std::format(", {} published", topic.published);
    if (lens == Lens::kTruth && topic.latest) state += ", the latest " + topic.latest->name;
    add(model::ref(topic.id), topic.name, topic.fifo ? "FIFO topic" : "Topic", std::move(state));
    for (const StageSubscription& s : state_.subscriptions) {
      if (s.topic == topic.id) add_subscription(topic, s, lens);
    }
  }

  void add_stream(const StageStream& stream, Lens lens) {
    std::string state = stream.status;
    if (!stream.becomes.empty()) state += ", " + stream.becomes;
    add(model::ref(stream.id), stream.name, "Stream", std::move(state));
    for (const StageShard& s : stream.shards) {
      std::string words = std::format("{}, {:.1f} to {:.1f} % of the hash keys",
                                      s.open ? "open" : "closed", s.from * 100, s.to * 100);
      if (lens == Lens::kTruth) {
        words += std::format("; {}, {} put in the last second{}", amount(s.end - s.begin, "record"),
                             s.puts, s.throttled ? ", refuses records" : "");
      }
      add(model::ref(s.id), shard_words(s.number, false), "Shard", std::move(words));
    }
    if (lens == Lens::kApi) return;
    for (const StageShard& s : stream.shards) {
      std::size_t left = kRecordRows;
      for (const StageRecord& r : s.records) {
        if (left-- == 0) break;
        add(model::ref(r.id), r.key, "Record",
            std::format("in shard {} since {}", s.number, base::format_clock(r.arrived_at)));
      }
    }
    for (const StageReader& r : stream.readers) {
      std::string words = r.state;
      if (r.behind.us > 0) {
        words += ", " + countdown(r.behind) + " behind";
      } else if (!r.cursors.empty()) {
        words += ", has read everything";
      }
      if (r.out_of_order > 0) words += std::format(", {} out of order", r.out_of_order);
      add(r.ref, r.name, "Consumer", std::move(words));
    }
  }

  void add_subscription(const StageTopic& topic, const StageSubscription& s, Lens lens) {
    const std::string policy = s.policy.empty() ? "no filter policy" : "filter policy " + s.policy;
    std::string state =
        std::format("to {}, {}{}", topic.name, policy, s.pending ? ", pending confirmation" : "");
    if (lens == Lens::kTruth) {
      state += std::format("; {} delivered, {} rejected", s.delivered, s.rejected);
      if (s.verdict && !s.verdict->passed) {
        state += std::format(", the latest because {}", mismatch_text(*s.verdict));
      }
      if (s.retry) {
        state +=
            std::format(", retry {} in {}", s.retry->number, countdown(s.retry->at - state_.now));
      }
    }
    add(model::ref(s.id), s.name, "Subscription", std::move(state));
    if (s.queue) return;
    add({model::RefKind::kEndpoint, s.id.value}, s.name, s.kind_words, s.endpoint);
  }

  void add_bucket(const StageBucket& bucket) {
    std::vector<std::string> told;
    for (const StageNotification& n : bucket.notifications) told.push_back(n.destination);
    std::string state = bucket.count == 0 ? "empty"
                                          : std::format("{}, {}", amount(bucket.count, "object"),
                                                        size_text(bucket.bytes));
    if (!told.empty()) state += ", tells " + join_words(told);
    add(model::ref(bucket.id), bucket.name, "Bucket", std::move(state));
    for (const StageObject& object : bucket.objects) {
      add(model::ref(object.id), object.name, "Object",
          std::format("{} in {}, {}", object.key, bucket.name, object.size));
    }
  }

  // ", group truck-12, which is locked", of a FIFO queue.
  static std::string group_words(const StageQueue& queue, model::MessageId id) {
    if (!queue.fifo) return {};
    for (const StageGroup& group : queue.fifo->groups) {
      if (std::ranges::contains(group.waiting, id, &StageMessage::id)) {
        return std::format(", group {}{}", group.name, group.locked ? ", which is locked" : "");
      }
      if (std::ranges::contains(group.in_flight, id, &StageMessage::id)) {
        return std::format(", group {}", group.name);
      }
    }
    return {};
  }

  void add_messages(const StageQueue& queue) {
    for (const StageMessage& m : queue.waiting.shown) {
      add(model::ref(m.id), m.name, "Message",
          std::format("waiting in {}{}, received {}{}", queue.name, group_words(queue, m.id),
                      times(m.receives), m.pointer ? ", its payload is in S3" : ""));
    }
    for (const StageMessage& m : queue.in_flight.shown) {
      add(model::ref(m.id), m.name, "Message",
          std::format("in flight in {}{} with {}, hidden for {} more, received {}", queue.name,
                      group_words(queue, m.id), holder_name(m.holder),
                      countdown(m.visible_at - state_.now), times(m.receives)));
    }
    for (const StageMessage& m : queue.delayed.shown) {
      add(model::ref(m.id), m.name, "Message",
          std::format("delayed in {}, visible in {}", queue.name,
                      countdown(m.visible_at - state_.now)));
    }
  }

  std::string holder_name(model::ActorId id) const {
    if (!id) return "you";
    const auto it = std::ranges::find(state_.workers, id, &StageWorker::id);
    return it == state_.workers.end() ? "a caller" : it->name;
  }

  void add_hop(const StageHop& hop) {
    if (hop.kind != HopKind::kMessages) return;
    for (const StageMessage& m : hop.messages) {
      if (!m.id) continue;  // published, and not in any queue
      add(model::ref(m.id), m.name, "Message",
          hop.to_queue ? "on the way to its queue" : "on the way to its receiver");
    }
  }

  void add_worker(const StageWorker& worker) {
    std::string state = "waiting";
    switch (worker.phase) {
      case actors::WorkerPhase::kCrashed: state = "crashed"; break;
      case actors::WorkerPhase::kHung: state = "hangs"; break;
      case actors::WorkerPhase::kPolling: state = "polling"; break;
      case actors::WorkerPhase::kDeleting: state = "deleting"; break;
      case actors::WorkerPhase::kResting:
      case actors::WorkerPhase::kWorking: break;
    }
    if (!worker.jobs.empty()) {
      const StageJob& job = worker.jobs.front();
      state = std::format("{} {}, {} of {}{}",
                          worker.phase == actors::WorkerPhase::kWorking ? "works on" : state,
                          job.name, elapsed(std::min(state_.now - job.started_at, job.work)),
                          base::format_duration(job.work), job.lost ? ", no longer its own" : "");
    }
    add(model::ref(worker.id), worker.name, "Worker", std::move(state));
  }

  const StageState& state_;
  const lesson::StageNotes& notes_;
  model::Ref selected_;
  std::vector<ResourceRow> rows_;
};

}  // namespace

std::vector<ResourceRow> build_resources(const world::Timeline& timeline,
                                         const lesson::StageNotes& notes, Lens lens,
                                         model::Ref selected) {
  const StageState state = read_stage(timeline, notes, selected);
  return RowWriter(state, notes, selected).write(lens);
}

}  // namespace view
