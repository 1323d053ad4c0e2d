// How a stage with topics shares its room: producers, topics, gates, subscribers and their workers
// in columns from left to right, one row per subscriber (drawing 4). Must not know the World.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "view/scene_arrange.h"

namespace view {

/// How much of a row there is: card with a well · one line of name and chips · a line of text.
enum class RowForm : std::uint8_t { kTall, kRow, kMini };

/// One subscriber with all of its subscriptions, or a queue that has none.
struct TopicRow {
  std::vector<const StageSubscription*> gates;
  const StageQueue* queue = nullptr;  // null: the endpoint of the first gate
  std::vector<const StageQueue*> dead;  // dead-letter queues under it
  std::vector<const StageWorker*> workers;
  std::vector<const StageProducer*> producers;  // that send to it directly
  Rect box;     // of the card
  std::vector<Rect> gate_boxes;
  std::vector<Rect> dead_boxes;
  bool tray = false;  // with a place for messages in flight
};

/// Where the columns stand.
struct TopicColumns {
  float producer_x = 20;
  float producer_w = 116;
  bool producer_compact = false;
  float hub_x = 238;
  float hub_r = 44;
  float gate_x = 350;
  float gate_w = 214;
  float card_x = 650;
  float card_w = 210;
  float worker_x = 0;  // 0: workers have no column
  float worker_w = 122;
};

struct TopicPlan : TopicColumns {
  StageClass stage_class = StageClass::kWide;
  RowForm form = RowForm::kTall;
  float scale = 1;
  float width = 880;
  float height = 532;
  std::vector<TopicRow> rows;
  std::size_t hidden = 0;  // rows without room
};

/// Rows in the order of topics and subscriptions, then queues that no topic knows.
std::vector<TopicRow> make_topic_rows(const StageState& state);
TopicPlan plan_topics(const StageState& state, float width, float height);

/// A policy in at most `lines` lines of `columns` characters, the last one cut with "…".
std::vector<std::string> policy_lines(std::string_view policy, std::size_t columns,
                                      std::size_t lines);
/// "event is "order_placed"", "event is missing".
std::string mismatch_text(const StageVerdict& verdict);

// -- Parts, shared by the forms -------------------------------------------------------------------

/// The gate of a subscription in its box: text, verdict, tags.
void add_gate(Stage& stage, const StageSubscription& subscription, Rect box, std::size_t max_lines);
/// The card of a subscriber that is no queue.
void add_endpoint(Stage& stage, const StageSubscription& subscription, Rect box, RowForm form);
/// The card of a queue behind a topic.
void add_queue_card(Stage& stage, const StageQueue& queue, Rect box, RowForm form, bool tray);
TopicHub describe_topic(const Stage& stage, const StageTopic& topic);

}  // namespace view
