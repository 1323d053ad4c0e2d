// Callers on the stage: producers at the left, workers at the right, and the wires between them
// and their queue.
#include <algorithm>
#include <array>
#include <cmath>
#include <format>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

using actors::WorkerPhase;

constexpr const char* kLongPoll = "Waits in a long poll";

float share_of(base::Duration part, base::Duration whole) {
  const auto n = static_cast<double>(part.us);
  const auto d = static_cast<double>(std::max<std::int64_t>(whole.us, 1));
  return static_cast<float>(std::clamp(n / d, 0., 1.));
}

std::string work_text(base::Duration work) {
  return work.us % 1'000'000 == 0 ? std::format("{} s", work.us / 1'000'000) : elapsed(work) + " s";
}

// The message that is on its way to this worker.
const StageMessage* arriving(const Stage& stage, model::ActorId worker) {
  for (const StageHop& hop : stage.state.hops) {
    if (hop.actor == worker && !hop.to_queue && !hop.messages.empty()) return &hop.messages.front();
  }
  return nullptr;
}

std::string idle_text(const Stage& stage, const StageWorker& worker) {
  switch (worker.phase) {
    case WorkerPhase::kCrashed: return "Not running";
    case WorkerPhase::kHung: return "Does not react";
    case WorkerPhase::kResting: return "Until its next poll";
    default: break;
  }
  if (worker.fetching) return "Fetches from S3";
  if (const StageMessage* m = arriving(stage, worker.id)) return std::format("Gets {}", m->name);
  return worker.waits_at_queue ? kLongPoll : "Polls";
}

std::string tag_text(const StageWorker& worker) {
  if (worker.phase == WorkerPhase::kCrashed) return "Crashed";
  if (worker.phase == WorkerPhase::kHung) return "Hangs";
  if (worker.idempotent) return "Idempotent";
  return worker.slow ? "Slow" : "";
}

void describe_job(const Stage& stage, const StageWorker& worker, bool narrow, WorkerNode& node) {
  const StageJob& job = worker.jobs.front();
  const base::SimTime now = worker.stopped_at.value_or(stage.shown_now);
  const base::Duration gone = std::clamp(now - job.started_at, base::Duration{}, job.work);
  node.job = job.name;
  node.progress = share_of(gone, job.work);
  node.time = std::format("{} {} {}", elapsed(gone), narrow ? "/" : "of", work_text(job.work));
  if (worker.phase == WorkerPhase::kDeleting) {
    node.progress = 1;
    node.time = "Deletes it";
  }
  node.lost_claim = job.lost;
  if (!job.lost) return;
  node.tag.clear();
  if (!job.lost_at) return;
  node.tick = share_of(*job.lost_at - job.started_at, job.work);
  node.note = std::format("lost its claim at {}", base::format_duration(job.claim));
}

std::string worker_label(const WorkerNode& node, const StageWorker& worker) {
  std::string out = std::format("{}, ", worker.name);
  if (node.job.empty()) {
    out += node.idle;
  } else {
    out += std::format("works on {}, {}", node.job, node.time);
  }
  if (!node.tag.empty()) out += ", " + node.tag;
  if (node.lost_claim) out += node.note.empty() ? ", lost its claim" : ", " + node.note;
  return out;
}

bool has_claim(const Stage& stage, const StageWorker& worker) {
  const StageQueue* queue = stage.state.queue(worker.queue);
  return queue != nullptr &&
         std::ranges::any_of(queue->in_flight.shown, [&](const StageMessage& m) {
           return m.claimed && m.holder == worker.id;
         });
}

// In a fleet the number is enough, where the whole name has no room.
std::string short_name(const StageWorker& worker) {
  const std::string prefix = worker.group + "-";
  return worker.name.starts_with(prefix) ? worker.name.substr(prefix.size()) : worker.name;
}

std::string polling_text(const Lane& lane) {
  const std::int64_t most = lane.workers.front()->max_messages;
  for (const StageWorker* w : lane.workers) {
    if (w->max_messages != most) return {};
  }
  const char* who = lane.workers.size() == 1 ? "Polls" : "Each polls";
  if (most == 1) return std::format("{} for 1 message", who);
  return std::format("{} for up to {} messages", who, most);
}

void add_heading(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at,
                 float top) {
  std::string text;
  if (plan.density.form == WorkerForm::kFull) {
    if (plan.metrics->stage_class == StageClass::kWide) text = polling_text(lane);
  } else if (at.workers_shown < lane.workers.size()) {
    text = std::format("{} of {} workers", at.workers_shown, lane.workers.size());
  } else {
    text = std::format("{} workers", lane.workers.size());
  }
  if (text.empty()) return;
  const float y = top - (plan.density.form == WorkerForm::kFull ? 20.f : 14.f);
  stage.scene.texts.push_back({.at = {plan.columns.worker_x, y}, .text = text});
}

Rect producer_box(const StagePlan& plan, const LanePlan& at, std::size_t i, std::size_t n) {
  const Columns& c = plan.columns;
  const bool full = n <= 3;
  const float h = !full ? 44 : c.producer_compact || at.fifo ? 84 : 88;
  const float gap = full ? 14 : 10;
  const auto count = static_cast<float>(n);
  const float whole = count * h + (count - 1) * gap;
  const float middle = port_in_of(plan, at).y;
  const float top = std::max(middle - whole / 2, std::min(plan.density.top, at.queue.y));
  return {c.producer_x, std::round(top) + static_cast<float>(i) * (h + gap), c.producer_w, h};
}

std::size_t producers_that_fit(const StagePlan& plan, const LanePlan& at, std::size_t n) {
  while (n > 1 && producer_box(plan, at, n - 1, n).bottom() > plan.height - 16) --n;
  return n;
}

}  // namespace

Vec port_in_of(const StagePlan& plan, const LanePlan& at) {
  if (at.fifo && at.fifo->strip.w > 0) return {at.fifo->strip.x, at.fifo->strip.centre().y};
  return {at.queue.x, at.queue.y + std::min(plan.metrics->port_dy, at.queue.h / 2)};
}

WorkerNode describe_worker(const Stage& stage, const StageWorker& worker, bool narrow) {
  WorkerNode node;
  node.ref = model::ref(worker.id);
  node.name = worker.name;
  node.notes = notes_for(stage, node.ref);
  if (!stage.truth()) {
    node.idle = "Unknown to SQS";
    node.label = std::format("{}, which the API of SQS does not know", worker.name);
    return node;
  }
  node.tag = tag_text(worker);
  node.crashed = worker.phase == WorkerPhase::kCrashed;
  node.hung = worker.phase == WorkerPhase::kHung;
  node.idle = idle_text(stage, worker);
  if (narrow && node.idle == kLongPoll) node.idle = "Long poll";
  const bool working = worker.phase == WorkerPhase::kWorking ||
                       worker.phase == WorkerPhase::kDeleting || worker.phase == WorkerPhase::kHung;
  if (working && !worker.jobs.empty()) describe_job(stage, worker, narrow, node);
  node.label = worker_label(node, worker);
  return node;
}

void add_worker_edge(Stage& stage, const StageWorker& worker, Vec from, Vec to, bool vertical) {
  const bool lost = std::ranges::any_of(worker.jobs, &StageJob::lost);
  EdgeKind kind = EdgeKind::kFlow;
  if (stage.truth() && lost) {
    kind = EdgeKind::kBroken;
  } else if (stage.truth() && has_claim(stage, worker)) {
    kind = EdgeKind::kClaim;
  }
  const Edge edge = make_edge(kind, from, to, vertical);
  stage.wires[worker.id] = {edge, true};
  if (worker.phase != WorkerPhase::kCrashed || !stage.truth()) stage.scene.edges.push_back(edge);
}

void add_producers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  static constexpr std::array kIcons{"shopping-cart", "truck", "send"};
  const std::size_t n = producers_that_fit(plan, at, lane.producers.size());
  const Vec port_in = port_in_of(plan, at);
  for (std::size_t i = 0; i < n; ++i) {
    const StageProducer& producer = *lane.producers[i];
    ProducerNode node;
    node.ref = model::ref(producer.id);
    node.box = producer_box(plan, at, i, n);
    node.name = producer.name;
    node.compact = plan.columns.producer_compact && n <= 3;
    if (!node.compact && n <= 3) {
      node.caption = "Producer";
      node.rate = producer.rate;
    }
    const std::size_t icon = stage.scene.producers.size() + (at.fifo ? 1 : 0);
    node.icon = kIcons[icon % kIcons.size()];
    node.notes = notes_for(stage, node.ref);
    node.label = std::format("Producer {}, {}", producer.name, producer.rate);
    node.port = {node.box.right(), node.box.centre().y};
    stage.scene.producers.push_back(node);
    if (lane.queue == nullptr) continue;
    const Edge edge = make_edge(EdgeKind::kFlow, node.port, port_in, false, true);
    stage.scene.edges.push_back(edge);
    stage.wires[producer.id] = {edge, false};
  }
  if (n == lane.producers.size()) return;
  const Rect last = producer_box(plan, at, n - 1, n);
  stage.scene.texts.push_back({.at = {last.x, last.bottom() + 14},
                               .text = std::format("{} more", lane.producers.size() - n)});
}

void add_workers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  if (lane.workers.empty()) return;
  const ClassMetrics& m = *plan.metrics;
  const Density& d = plan.density;
  const bool narrow = m.worker_w < 160;
  const auto columns = static_cast<std::size_t>(d.columns);
  const float w = (m.worker_w - 8 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (std::size_t i = 0; i < at.workers_shown; ++i) {
    const StageWorker& worker = *lane.workers[i];
    const float y = at.row_y[i / columns];
    WorkerNode node = describe_worker(stage, worker, narrow);
    node.form = d.form;
    node.box = {plan.columns.worker_x + static_cast<float>(i % columns) * (w + 8), y - d.card_h / 2,
                w, d.card_h};
    node.port = {node.box.x, y};
    // The note stands between two cards, which only the natural pitch leaves room for.
    if (!plan.natural || at.workers_shown > 2) node.note.clear();
    node.note_at = {node.box.x, node.box.bottom() + 16};
    if (d.form == WorkerForm::kMini) node.name = short_name(worker);
    if (lane.queue != nullptr) {
      add_worker_edge(stage, worker, {at.tray.right(), y}, node.port, false);
    }
    stage.scene.workers.push_back(std::move(node));
  }
  if (at.workers_shown > 0) add_heading(stage, plan, lane, at, at.row_y[0] - d.card_h / 2);
}

}  // namespace view
