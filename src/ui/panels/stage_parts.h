// The parts of the stage, drawn in layers inside the camera's space.
// Must not know: how the camera got there, other panels.
#pragma once

#include <string>
#include <string_view>

#include "ui/panels/panel.h"

namespace ui {

/// The stage of one frame. Coordinates are those of the scene.
struct StageView {
  Panel& p;
  const view::Scene& scene;
  float zoom = 1;
  bool many = false;  ///< too many chips to register one by one
  /// The answer can only be given by pointing: what may be pointed at is marked all the time.
  bool must_point = false;

  bool phone() const { return scene.stage_class == view::StageClass::kPhone; }
  bool compact() const { return scene.stage_class == view::StageClass::kCompact; }
  /// A type size that is at least 13 px after the camera, whatever its zoom.
  float type(float size) const { return zoom < 1 && size * zoom < 13 ? 13 / zoom : size; }
};

/// Registers a node under its id, draws what lies behind its card (hover, spoken of) and returns
/// how to draw the card. `label` is offered on hover; "" for a node that shows all it has.
Touch touch_node(StageView& s, model::Ref ref, Rect r, const view::NodeNotes& notes,
                 std::string_view label);
/// The ring of something that has been pointed at, or that may be: then dotted, and shown while
/// the pointer is on it or when there is no other way to answer.
void point_ring(StageView& s, Rect r, float radius, bool pointable, bool pointed, bool touched);

/// The body of a FIFO queue: its rows and its tray.
void draw_groups(StageView& s, const view::QueueNode& n);

/// What lies on the card of a queue behind a topic.
void draw_queue_card(StageView& s, const view::QueueNode& n);

// Layers, from the bottom.
void draw_edges(StageView& s);
/// What is on the wire lies under the cards: it comes out of one and goes into the other.
void draw_moving(StageView& s);
void draw_signals(StageView& s);
/// Buckets of S3 with their objects, and objects on the wire (these under the cards).
void draw_moving_objects(StageView& s);
void draw_buckets(StageView& s);
void draw_producers(StageView& s);
/// Streams: bar, tapes, flags, gauges and the cards of readers.
void draw_streams(StageView& s);
/// What flies to a stream or from it, and what bounced off.
void draw_stream_motion(StageView& s);
/// Topics, gates, subscribers that are no queues, and the card of the latest message.
void draw_topics(StageView& s);
void draw_queues(StageView& s);
void draw_dlqs(StageView& s);
/// The deduplication strip and what belongs to it, and the note about a locked group.
void draw_fifo_surroundings(StageView& s);
void draw_claim_ends(StageView& s);
void draw_workers(StageView& s);
void draw_stage_texts(StageView& s);
void draw_chips(StageView& s);
void draw_traces(StageView& s);
/// Small marks on the chips of messages whose payload lies in S3.
void draw_pointer_marks(StageView& s, const std::vector<view::Chip>& chips);
void draw_pointer_marks(StageView& s);
/// Crosses on the ways of notifications that nobody took.
void draw_lost(StageView& s);
/// What gates rejected, verdicts, and shields: over everything else.
void draw_verdicts(StageView& s);

}  // namespace ui
