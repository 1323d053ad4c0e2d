// Rows of subscribers and the choice of their form: as tall as fits, before the camera steps back.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "view/scene_layout.h"
#include "view/scene_topic.h"

namespace view {
namespace {

// Measures of a form.
struct FormMetrics {
  RowForm form = RowForm::kTall;
  float card_h = 96;
  float tray_h = 44;   // on top, for messages in flight
  float gate_h = 64;
  float gate_gap = 60;  // between the gates of one row: a rejected copy has room
  float dead_h = 36;
  float dead_gap = 22;
  float gap = 24;      // between rows, at least
  float most_gap = 56;
  float under_gate = 52;  // that a gate leaves free below
};
constexpr std::array kForms{
    FormMetrics{},
    FormMetrics{RowForm::kRow, 46, 0, 36, 8, 32, 16, 14, 40, 0},
    FormMetrics{RowForm::kMini, 30, 0, 28, 4, 28, 8, 7, 16, 0},
};
constexpr TopicColumns kCompactColumns{.producer_x = 12,
                                       .producer_w = 64,
                                       .producer_compact = true,
                                       .hub_x = 134,
                                       .hub_r = 36,
                                       .gate_x = 196,
                                       .gate_w = 150,
                                       .card_x = 412,
                                       .card_w = 149};
constexpr TopicColumns kColumnsWithWorkers{.producer_x = 16,
                                           .producer_w = 64,
                                           .producer_compact = true,
                                           .hub_x = 150,
                                           .gate_x = 228,
                                           .gate_w = 190,
                                           .card_x = 490,
                                           .worker_x = 740,
                                           .worker_w = 124};
constexpr float kTop = 10;
constexpr float kBottom = 22;
constexpr float kLeastScale = .8f;

TopicRow& row_of(std::vector<TopicRow>& rows, const StageState& state, const StageSubscription& s) {
  const StageQueue* queue = s.queue ? state.queue(s.queue) : nullptr;
  for (TopicRow& row : rows) {
    if (queue != nullptr && row.queue == queue) return row;
    const bool same = queue == nullptr && row.queue == nullptr && !row.gates.empty() &&
                      row.gates.front()->endpoint == s.endpoint;
    if (same) return row;
  }
  rows.push_back({.queue = queue});
  return rows.back();
}

void add_dead(std::vector<TopicRow>& rows, const StageQueue& dead) {
  TopicRow* last = nullptr;
  for (TopicRow& row : rows) {
    const bool of_queue =
        row.queue != nullptr && row.queue != &dead && row.queue->dead_letter == dead.id;
    if (of_queue || std::ranges::contains(row.gates, dead.id, &StageSubscription::dead_letter)) {
      last = &row;
    }
  }
  if (last != nullptr) last->dead.push_back(&dead);
  if (last == nullptr) rows.push_back({.queue = &dead});
}

float gates_height(const TopicRow& row, const FormMetrics& m) {
  const auto n = static_cast<float>(row.gates.size());
  return n == 0 ? 0 : n * m.gate_h + (n - 1) * m.gate_gap;
}

float card_height(const TopicRow& row, const FormMetrics& m) {
  return m.card_h + (row.tray ? m.tray_h : 0);
}

// Without the free gap to the next row.
float row_height(const TopicRow& row, const FormMetrics& m) {
  const auto dead = static_cast<float>(row.dead.size());
  const float card = card_height(row, m);
  const float gates = gates_height(row, m);
  // Gates stand about the middle of their card.
  const float left = std::max(
      card, std::max(card, gates) / 2 + gates / 2 + (gates > 0 ? m.under_gate - m.gap : 0));
  return std::max({left, gates, card + dead * (m.dead_gap + m.dead_h)});
}

float rows_height(const std::vector<TopicRow>& rows, const FormMetrics& m, std::size_t n) {
  float out = 0;
  for (std::size_t i = 0; i < n; ++i) out += row_height(rows[i], m) + (i > 0 ? m.gap : 0);
  return out;
}

// Where no gate has a policy to be read, the subscribers of a narrow stage get its room.
void give_gates_room_to_cards(TopicPlan& plan) {
  constexpr float kLeastGate = 108;
  const bool policies = std::ranges::any_of(plan.rows, [](const TopicRow& row) {
    return std::ranges::any_of(
        row.gates, [](const StageSubscription* s) { return !s->policy.empty() || s->pending; });
  });
  if (policies || plan.stage_class != StageClass::kCompact) return;
  const float spare = plan.gate_w - kLeastGate;
  plan.gate_w -= spare;
  plan.card_x -= spare;
  plan.card_w += spare;
}

void place_columns(TopicPlan& plan, bool workers) {
  TopicColumns& columns = plan;
  if (plan.stage_class == StageClass::kCompact) {
    columns = kCompactColumns;
  } else if (workers) {
    columns = kColumnsWithWorkers;
  }
  // What is left over goes to the ways between the columns, then to both sides.
  const float right = plan.worker_x > 0 ? plan.worker_x + plan.worker_w : plan.card_x + plan.card_w;
  const float slack = std::max(plan.width - right - plan.producer_x, 0.f);
  const float most = plan.stage_class == StageClass::kCompact ? 24 : 60;
  const float share = std::floor(std::min(slack / 5, most));
  const float wider = std::floor(std::min(slack / 5, 40.f));  // of the gates
  const float rest = slack - share * (plan.worker_x > 0 ? 4 : 3) - wider;
  const float margin = std::floor(std::max(rest, 0.f) / 2);
  plan.producer_x += margin;
  plan.hub_x += margin + share;
  plan.gate_x += margin + 2 * share;
  plan.gate_w += wider;
  plan.card_x += margin + 3 * share + wider;
  if (plan.worker_x > 0) plan.worker_x += margin + 4 * share + wider;
}

void place_row(const TopicPlan& plan, const FormMetrics& m, float y, TopicRow& row) {
  const float card = card_height(row, m);
  const float gates = gates_height(row, m);
  const float middle = y + std::max(card, gates) / 2;
  row.box = {plan.card_x, std::round(middle - card / 2), plan.card_w, card};
  float gate_y = std::round(middle - gates / 2);
  for (const StageSubscription* s : row.gates) {
    // One line of text needs less.
    const bool tall = m.form == RowForm::kTall;
    const auto columns = static_cast<std::size_t>((plan.gate_w - 42) / 7.8f);
    const float h = tall && s->policy.size() <= columns ? 48.f : m.gate_h;
    row.gate_boxes.push_back({plan.gate_x, gate_y + (m.gate_h - h) / 2, plan.gate_w, h});
    gate_y += m.gate_h + m.gate_gap;
  }
  float dead_y = row.box.bottom() + m.dead_gap;
  for (std::size_t i = 0; i < row.dead.size(); ++i) {
    row.dead_boxes.push_back({plan.card_x, dead_y, plan.card_w, m.dead_h});
    dead_y += m.dead_h + m.dead_gap;
  }
}

void place_rows(TopicPlan& plan, const FormMetrics& m) {
  const float room = plan.height - kTop - kBottom;
  std::size_t n = plan.rows.size();
  while (n > 1 && rows_height(plan.rows, m, n) > room) --n;
  plan.hidden = plan.rows.size() - n;
  plan.rows.resize(n);
  const float need = rows_height(plan.rows, m, n);
  const auto gaps = static_cast<float>(n > 1 ? n - 1 : 1);
  const float gap = m.gap + std::clamp((room - need) / gaps, 0.f, m.most_gap - m.gap);
  const float whole = need + (n > 1 ? static_cast<float>(n - 1) * (gap - m.gap) : 0.f);
  float y = kTop + std::floor(std::max(room - whole, 0.f) / 2);
  for (TopicRow& row : plan.rows) {
    place_row(plan, m, y, row);
    y += row_height(row, m) + gap;
  }
}

}  // namespace

std::vector<TopicRow> make_topic_rows(const StageState& state) {
  std::vector<TopicRow> rows;
  for (const StageSubscription& s : state.subscriptions) row_of(rows, state, s).gates.push_back(&s);
  for (const StageQueue& queue : state.queues) {
    const bool known = std::ranges::contains(rows, &queue, &TopicRow::queue);
    if (!known && !queue.is_dead_letter) rows.push_back({.queue = &queue});
  }
  for (const StageQueue& queue : state.queues) {
    if (queue.is_dead_letter && !std::ranges::contains(rows, &queue, &TopicRow::queue)) {
      add_dead(rows, queue);
    }
  }
  for (TopicRow& row : rows) {
    if (row.queue == nullptr) continue;
    for (const StageWorker& w : state.workers) {
      if (w.queue == row.queue->id) row.workers.push_back(&w);
    }
    for (const StageProducer& p : state.producers) {
      if (p.queue == row.queue->id) row.producers.push_back(&p);
    }
    row.tray = !row.workers.empty() || row.queue->in_flight.count > 0;
  }
  return rows;
}

TopicPlan plan_topics(const StageState& state, float width, float height) {
  const StageClass stage_class = stage_class_for(width, false);
  const bool wide = stage_class == StageClass::kWide;
  const float base = wide ? 880 : 584;
  const std::vector<TopicRow> rows = make_topic_rows(state);
  const float most = snap_scale(std::min(width / base, height / 532), 1, 2);
  // A narrow desk keeps the form and steps back a little rather than to lose a column.
  const float least = snap_scale(std::min(width / base, 1.f), kLeastScale, 1);
  TopicPlan plan;
  plan.stage_class = stage_class;
  const FormMetrics* form = &kForms.back();
  plan.scale = least;
  const auto fits = [&](const FormMetrics& m, float scale) {
    return rows_height(rows, m, rows.size()) <= height / scale - kTop - kBottom;
  };
  const auto choose = [&] {
    for (const FormMetrics& m : kForms) {
      for (float s = most; s >= std::min(most, 1.f); s = snap_scale(s - .05f, .95f, 2)) {
        const float scale = std::min(s, std::max(width / base, kLeastScale));
        if (!fits(m, scale)) continue;
        form = &m;
        plan.scale = snap_scale(scale, kLeastScale, 2);
        return;
      }
    }
    plan.scale = fits(*form, .9f) ? std::min(least, .9f) : kLeastScale;
  };
  choose();
  plan.form = form->form;
  plan.width = std::floor(width / plan.scale + .01f);
  plan.height = std::floor(height / plan.scale + .01f);
  plan.rows = rows;
  const bool workers =
      wide && std::ranges::any_of(rows, [](const TopicRow& row) { return !row.workers.empty(); });
  place_columns(plan, workers);
  give_gates_room_to_cards(plan);
  place_rows(plan, *form);
  return plan;
}

std::vector<std::string> policy_lines(std::string_view policy, std::size_t columns,
                                      std::size_t lines) {
  std::vector<std::string> out;
  columns = std::max<std::size_t>(columns, 4);
  while (!policy.empty() && out.size() < lines) {
    const bool last = out.size() + 1 == lines;
    if (policy.size() <= columns) {
      out.emplace_back(policy);
      break;
    }
    std::size_t end = last ? columns - 1 : columns;
    if (!last) {
      const std::size_t at = policy.substr(0, columns).find_last_of(":,[{");
      if (at != std::string_view::npos && at + 1 > columns / 2) end = at + 1;
    }
    while (end > 0 && (static_cast<unsigned char>(policy[end]) & 0xC0) == 0x80) --end;
    out.emplace_back(policy.substr(0, end));
    if (last) out.back() += "…";
    policy.remove_prefix(end);
  }
  return out;
}

}  // namespace view
