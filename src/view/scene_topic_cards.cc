// What stands on the way of a copy: the gate with its policy and verdict, and the card of the
// subscriber, in every form.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_topic.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kMonoShare = .6f;  // of the type size, per character
constexpr std::int64_t kManyRetries = 1'000;

std::string retry_text(const StageRetry& retry, base::SimTime now) {
  const std::string of = retry.of < kManyRetries ? std::format(" of {}", retry.of) : "";
  return std::format("Retry {}{}, next in {}", retry.number, of, countdown(retry.at - now));
}

// "1 of 6 slots busy", "6 of 6 slots busy, 3 wait".
std::string slots_text(const StageLambda& lambda, bool terse) {
  if (lambda.concurrency == 0) return "switched off";
  std::string out = std::format("{} of {}{} busy", lambda.busy, lambda.concurrency,
                                terse                     ? ""
                                : lambda.concurrency == 1 ? " slot"
                                                          : " slots");
  if (lambda.waiting > 0)
    out += std::format(", {} {}", lambda.waiting, lambda.waiting == 1 ? "waits" : "wait");
  if (lambda.resting > 0) out += std::format(", {} to retry", lambda.resting);
  return out;
}

// `terse`: without the kind, which the icon shows as well.
std::string state_text(const Stage& stage, const StageSubscription& s, bool terse) {
  if (s.pending) return "Pending confirmation";
  if (!stage.truth()) return std::string(s.kind_words);
  if (s.kind == EndpointKind::kQueue && !s.queue) return "No such queue";
  if (s.retry) return retry_text(*s.retry, stage.shown_now);
  const std::string kind = terse ? "" : s.kind_words + ", ";
  if (s.lambda) return kind + slots_text(*s.lambda, terse);
  if (s.under_way > 0) return std::format("{}{} under way", kind, amount(s.under_way, "call"));
  if (s.failed > 0) return std::format("{}{} lost", kind, s.failed);
  return std::format("{}{} delivered", kind, s.delivered);
}

std::string verdict_words(const StageSubscription& s) {
  if (!s.verdict) return {};
  if (s.verdict->passed) return ", passed the latest message";
  return std::format(", rejected the latest message: {}, accepts {} only",
                     mismatch_text(*s.verdict), s.verdict->accepted);
}

std::string gate_label(const StageSubscription& s) {
  std::string out = std::format("Subscription of {}, {}", s.name, s.protocol);
  if (s.policy.empty()) {
    out += ", no filter policy";
  } else {
    out += std::format(", filter policy on the {}: {}", s.reads_body ? "body" : "attributes",
                       s.policy);
  }
  if (s.raw) out += ", raw delivery";
  if (s.replay_left > 0) out += std::format(", replays the archive, {} left", s.replay_left);
  if (s.pending) out += ", pending confirmation";
  return out + verdict_words(s);
}

// -- Queue cards ----------------------------------------------------------------------------------

void fill_row_of_chips(Stage& stage, const StageQueue& queue, float chip_w, QueueNode& node) {
  const Rect& well = node.waiting_well;
  WellGrid grid;
  grid.well = well;
  grid.chip = {chip_w, std::min(28.f, well.h - 6)};
  grid.pitch = {chip_w + 8, grid.chip.y + 8};
  grid.columns = std::max(1, static_cast<int>((well.w - 4) / grid.pitch.x));
  grid.rows = 1;
  grid.first = {well.right() - 10 - chip_w, well.centre().y - grid.chip.y / 2};
  fill_well(stage, queue, grid, node);
}

void fill_card_tray(Stage& stage, const StageQueue& queue, float first_x, float chip_w,
                    QueueNode& node) {
  node.in_flight_count = count_text(stage, queue.in_flight.count);
  const float pitch = chip_w + 12;
  const auto places =
      static_cast<std::size_t>(std::max((node.tray.right() + 4 - first_x) / pitch, 1.f));
  const float h = std::min(28.f, node.tray.h - 10);
  const auto box_at = [&](std::size_t i) {
    return Rect{first_x + static_cast<float>(i) * pitch, node.tray.centre().y - h / 2, chip_w, h};
  };
  stage.tray_rooms[queue.id] = box_at(0);
  if (!stage.truth()) return;
  const std::size_t all = queue.in_flight.count;
  const std::size_t n = all <= places ? queue.in_flight.shown.size() : places - 1;
  for (std::size_t i = 0; i < std::min(n, queue.in_flight.shown.size()); ++i) {
    const StageMessage& m = queue.in_flight.shown[i];
    TrayRow row;
    row.chip = flying_chip(stage, queue, m, box_at(i), std::nullopt);
    row.cell = {row.chip.box.x - 6, node.tray.y + 2, chip_w + 12, node.tray.h - 4};
    row.port = {node.tray.right(), node.tray.centre().y};
    stage.rows.emplace(m.holder, row.chip.box);
    node.in_flight.push_back(std::move(row));
  }
  if (all > node.in_flight.size()) {
    node.in_flight_more = Overflow{box_at(node.in_flight.size()),
                                   static_cast<std::uint32_t>(all - node.in_flight.size())};
  }
}

void tall_queue_card(Stage& stage, const StageQueue& queue, bool tray, QueueNode& node) {
  const Rect& b = node.box;
  node.header = {b.x, b.y, b.w, 42};
  node.waiting_count_at = {b.right() - 14, b.y + 22};
  node.waiting_well = {b.x + 10, b.y + 42, b.w - 20, 44};
  fill_row_of_chips(stage, queue, b.w < 180 ? 45.f : 54.f, node);
  if (!tray) {
    node.tray = {b.right(), b.centre().y - 22, 0, 44};
    return;
  }
  node.tray = {b.x + 24, b.y + 92, b.w - 10, 42};
  node.in_flight_text = b.w < 180 ? "" : "In flight";
  node.in_flight_label = {node.tray.x + 10, node.tray.centre().y};
  fill_card_tray(stage, queue, node.tray.x + (b.w < 180 ? 14.f : 76.f), b.w < 180 ? 45.f : 46.f,
                 node);
}

// One line: name, count, then chips; a small tray at the right end.
void low_queue_card(Stage& stage, const StageQueue& queue, RowForm form, bool tray,
                    QueueNode& node) {
  const Rect& b = node.box;
  node.header = {b.x, b.y, b.w, b.h};
  const bool mini = form == RowForm::kMini;
  const float tray_w = tray ? (mini ? 30.f : 62.f) : 0.f;
  const float right = b.right() - (tray ? tray_w - 10 : 8);
  node.tray = {right + (tray ? 6.f : 8.f), b.y + 3, tray_w, b.h - 6};
  if (tray && !mini) fill_card_tray(stage, queue, node.tray.x + 8, 45, node);
  if (tray && mini) {
    node.in_flight_count = count_text(stage, queue.in_flight.count);
    node.in_flight_text.clear();
  }
  const float name_w = 36 + 14 * kMonoShare * static_cast<float>(queue.name.size()) + 34;
  const float chip_w = 45;
  const float free = right - b.x - name_w;
  const int columns = std::clamp(static_cast<int>((free + 4) / (chip_w + 4)), 0, 4);
  const float chips_w = static_cast<float>(columns) * (chip_w + 4);
  node.waiting_count_at = {right - chips_w - 8, b.centre().y};
  node.waiting_well = {right - chips_w, b.y + 4, chips_w, b.h - 8};
  if (columns == 0) {
    node.waiting_well = {right - 4, b.y + 4, 0, b.h - 8};
    return;
  }
  WellGrid grid;
  grid.well = node.waiting_well;
  grid.chip = {chip_w, std::min(26.f, b.h - 8)};
  grid.pitch = {chip_w + 4, 30};
  grid.columns = columns;
  grid.rows = 1;
  grid.first = {right - chip_w - 2, b.centre().y - grid.chip.y / 2};
  fill_well(stage, queue, grid, node);
}

}  // namespace

void add_gate(Stage& stage, const StageSubscription& s, Rect box, std::size_t max_lines) {
  GateNode gate;
  gate.ref = model::ref(s.id);
  gate.box = box;
  gate.full = s.policy;
  gate.open = s.policy.empty();
  gate.pending = s.pending;
  gate.notes = notes_for(stage, gate.ref);
  gate.label = gate_label(s);
  const bool low = box.h < 32;
  const float left = low ? 28 : 34;
  const auto columns =
      static_cast<std::size_t>(std::max((box.w - left - 8) / (13 * kMonoShare), 4.f));
  if (s.pending) {
    gate.lines = {box.w < 130 ? "Unconfirmed" : "Not confirmed yet"};
  } else if (gate.open) {
    gate.lines = {box.w < 130 ? "No filter" : "No filter policy"};
  } else {
    gate.lines = policy_lines(s.policy, columns, max_lines);
  }
  if (s.verdict && stage.truth() && !s.pending) {
    gate.verdict = s.verdict->passed ? GateVerdict::kPassed : GateVerdict::kRejected;
    if (!s.verdict->passed && box.h < 44) {
      gate.says_why = true;
      gate.policy_lines = gate.lines;
      gate.lines = {mismatch_text(*s.verdict)};
    }
  }
  gate.disc_r = low ? 8 : 10;
  gate.disc = {box.right(), box.y + 2};
  if (!low) {
    if (s.raw) gate.tags.push_back("raw");
    if (s.replay_left > 0) gate.tags.push_back(std::format("replay, {} left", s.replay_left));
    if (s.reads_body && !gate.open) gate.tags.push_back("body");
  }
  stage.scene.gates.push_back(std::move(gate));
}

// Slots of a tall card (design.md: 26 by 22, 31 apart), narrower when there are many.
void add_slots(const StageLambda& lambda, EndpointNode& node) {
  constexpr float kPitch = 31;
  constexpr float kLeastPitch = 15;
  const float left = node.box.x + 14;
  const float room = node.box.w - 26;
  const auto most = static_cast<std::size_t>(room / kLeastPitch);
  const std::size_t all = lambda.slots.size();
  const bool cut = all > most || lambda.concurrency > all;
  const std::size_t n = cut ? most - 2 : all;
  const float pitch =
      std::min(kPitch, room / static_cast<float>(std::max<std::size_t>(cut ? most : n, 1)));
  for (std::size_t i = 0; i < n; ++i) {
    const StageLambda::Slot& slot = lambda.slots[i];
    node.slots.push_back({{left + static_cast<float>(i) * pitch, node.box.y + 63, pitch - 5, 22},
                          slot.busy ? slot.slot : -1,
                          slot.busy ? slot.name + ", running" : "A free slot"});
  }
  if (!cut) return;
  node.slots_more = std::format("+{}", lambda.concurrency - n);
  node.slots_more_at = {left + static_cast<float>(n) * pitch + 4, node.box.y + 74};
}

void add_endpoint(Stage& stage, const StageSubscription& s, Rect box, RowForm form) {
  EndpointNode node;
  node.ref = {model::RefKind::kEndpoint, s.id.value};
  node.box = box;
  node.icon = endpoint_icon(s.kind);
  node.name = s.name;
  const bool low = form != RowForm::kTall;
  node.state = state_text(stage, s, low);
  node.waiting = s.pending || (s.retry && stage.truth());
  node.failed = s.failed > 0 && !node.waiting && stage.truth();
  node.notes = notes_for(stage, node.ref);
  node.label = std::format("{} {}, {}", s.kind_words, s.name, state_text(stage, s, true));
  const bool slots = s.lambda && !low && stage.truth();
  if (slots) add_slots(*s.lambda, node);
  std::size_t n = stage.truth() && !slots ? s.latest.size() : 0;
  float chip_w = 54, pitch = 62, right = box.right() - 20, chip_h = 28, chip_y = box.y + 56;
  const bool small = box.w < 180;
  if (small) chip_w = 45, pitch = 49;
  if (form == RowForm::kTall) {
    node.name_at = {box.x + 38, box.y + 22};
    node.name_w = box.w - 48;
    node.state_at = {box.x + 14, box.y + 46};
    node.state_w = box.w - 24;
    chip_h = 26;
    chip_y = box.y + 60;
    n = std::min<std::size_t>(n, static_cast<std::size_t>((box.w - 24) / pitch));
    right = box.right() - 12;
  } else {
    const bool mini = form == RowForm::kMini;
    chip_w = 45, pitch = 49, chip_h = std::min(26.f, box.h - 8), right = box.right() - 10;
    chip_y = box.centre().y - chip_h / 2;
    n = std::min<std::size_t>(n, small ? 0 : 1);
    const float free = box.w - 46 - (n > 0 ? pitch : 0);
    node.name_at = {box.x + 36, box.centre().y - (mini ? 0.f : 9.f)};
    node.name_w = free;
    node.state_at = {box.x + 36, box.centre().y + 11};
    node.state_w = free;
    if (mini) node.state.clear();
  }
  for (std::size_t i = 0; i < n; ++i) {
    StageMessage message{.id = {}, .name = s.latest[i].name};
    message.slot = s.latest[i].slot;
    Chip chip = make_chip(stage, message,
                          {right - chip_w - pitch * static_cast<float>(i), chip_y, chip_w, chip_h});
    chip.label = std::format("{}, delivered to {} at {}", chip.id, s.name,
                             base::format_clock(s.latest[i].at));
    node.chips.push_back(std::move(chip));
  }
  stage.scene.endpoints.push_back(std::move(node));
}

void add_queue_card(Stage& stage, const StageQueue& queue, Rect box, RowForm form, bool tray) {
  QueueNode node;
  node.ref = model::ref(queue.id);
  node.card = true;
  node.box = box;
  node.name = queue.name;
  node.icon = queue.is_dead_letter ? "mail-x" : queue.fifo ? "layers" : "inbox";
  node.notes = notes_for(stage, node.ref);
  node.label = std::format("{} {}", queue.fifo ? "FIFO queue" : "Queue", queue.name);
  node.port_in = {box.x, box.centre().y};
  node.waiting_text.clear();
  node.waiting_count = count_text(stage, queue.waiting.count);
  node.in_flight_text.clear();
  node.api_lens = !stage.truth();
  if (form == RowForm::kTall) {
    tall_queue_card(stage, queue, tray, node);
  } else {
    low_queue_card(stage, queue, form, tray, node);
  }
  stage.scene.queues.push_back(std::move(node));
}

}  // namespace view
