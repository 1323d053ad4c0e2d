// The stage as a picture to be: nodes, chips and edges with their places, a pure function of the
// World, the playhead and the lesson's notes. Must not know ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lesson/stage_notes.h"
#include "model/ids.h"
#include "view/geometry.h"
#include "world/timeline.h"

namespace view {

/// Truth shows everything; the API lens only what calls would tell (approximate counts).
enum class Lens : std::uint8_t { kTruth, kApi };

/// Layouts of design.md §5; chosen from the size of the stage.
enum class StageClass : std::uint8_t { kWide, kCompact, kPhone };

/// One message as a chip. `box` is its place on the stage; a chip on the wire carries its place
/// at the playhead.
struct Chip {
  model::Ref ref;      // the message; activating it selects it
  std::string id;      // "7c1"
  int slot = 0;        // 0..7 of the categorical palette
  int pips = 0;        // receives so far
  Rect box;
  std::optional<float> rim;  // share of the visibility timeout left, 0..1
  std::string time;          // beside it: "25.5 s"; empty for none
  Vec time_at;               // left end of `time`, vertical centre
  bool delayed = false;
  bool ghost = false;
  bool dim = false;
  bool expired = false;
  bool selected = false;
  bool spoken_of = false;
  bool pointable = false;
  std::string caption;  // under a ghost
  std::string label;    // what a screen reader says: "7c1, in flight with worker-2, 3.5 s left"
};

/// A chip-sized plate "+12" for what does not fit.
struct Overflow {
  Rect box;
  std::uint32_t count = 0;
};

/// A dashed empty place: where a message has just been taken from.
struct EmptyPlace {
  Rect box;
};

struct ProducerNode {
  model::Ref ref;
  Rect box;
  std::string name;
  std::string caption;  // "Producer"
  std::string rate;     // "1 per 4 s"; empty when detail is dropped
  std::string icon;
  bool compact = false;
  bool selected = false;
  Vec port;  // where its edge starts
};

/// One row of the in-flight tray: a chip, its countdown and the worker that holds it.
struct TrayRow {
  Chip chip;
  Rect cell;  // highlighted when spoken of
  Vec port;   // right edge of the tray, for the claim edge
};

struct QueueNode {
  model::Ref ref;
  Rect box;
  Rect header;
  std::string name;
  std::string kind;               // "Standard"; empty when there is no room
  std::string setting_label;      // "Visibility timeout"
  std::string setting_value;      // "30 s"
  std::string icon = "inbox";
  Rect waiting_well;
  Vec waiting_label;
  std::string waiting_text = "Waiting";
  std::string waiting_count;      // "5"; in the API lens "≈ 5"
  std::vector<Chip> waiting;
  std::optional<Overflow> waiting_more;
  std::vector<EmptyPlace> empty_places;
  Rect tray;                      // lifted, sticks out by 14
  std::string in_flight_text = "In flight";
  std::string in_flight_count;
  std::vector<TrayRow> in_flight;
  std::optional<Overflow> in_flight_more;
  bool has_delayed = false;
  Rect delayed_well;
  std::string delayed_text = "Delayed";
  std::string delayed_count;
  std::vector<Chip> delayed;
  std::optional<Overflow> delayed_more;
  bool selected = false;
  bool api_lens = false;          // wells closed: nothing in flight can be seen
  std::string api_note;
  Vec port_in;
  std::vector<Vec> waiting_inline_ports;
  bool phone = false;             // the one-row form of drawing 8a
};

struct DlqNode {
  model::Ref ref;
  Rect box;
  std::string name;
  std::string count_text;  // "Empty" or "2"
  std::vector<Chip> chips;
  std::optional<Overflow> more;
  Vec edge_from;           // bottom of its source
  Vec edge_to;
  std::string edge_text;   // "maxReceiveCount 3"
  Vec edge_text_at;
  bool selected = false;
};

struct WorkerNode {
  model::Ref ref;
  Rect box;
  std::string name;
  std::string tag;            // "Slow", "Idempotent", "Crashed"
  std::string job;            // "7c1", or what it does: "polling"
  std::string time;           // "26.5 of 45 s"
  float progress = 0;         // 0..1
  std::optional<float> tick;  // where on the bar the timeout fell, 0..1
  bool lost_claim = false;    // outlined red: it works on what is no longer its own
  bool crashed = false;
  bool hung = false;
  bool selected = false;
  std::string note;           // under it: "lost its claim at 30 s"
  bool compact = false;
  Vec port;                   // left edge
};

enum class EdgeKind : std::uint8_t { kFlow, kClaim, kBroken, kDashed };

/// A connection; cubic with horizontal tangents unless `vertical`.
struct Edge {
  EdgeKind kind = EdgeKind::kFlow;
  Vec from;
  Vec to;
  bool vertical = false;
  bool arrow = false;
};

/// A dotted trace of a move that has happened, for the explanation.
struct Trace {
  std::vector<Vec> bezier;  // 4 points
  bool time_coloured = false;
};

/// A request or an answer without a message on the wire: a poll, a delete, an empty answer.
enum class SignalKind : std::uint8_t { kPoll, kEmpty, kDelete, kExtend, kRefused };
struct Signal {
  model::Ref ref;
  SignalKind kind = SignalKind::kPoll;
  Vec at;
  std::string label;
};

/// A big number with words: "4 Orders done".
struct Tally {
  Vec at;
  std::string number;
  std::vector<std::string> words;
  bool bad = false;
  bool words_right = false;  // beside the number instead of below it
};

struct LegendItem {
  enum class Kind : std::uint8_t { kRim, kPips, kDelayed } kind = Kind::kRim;
  Vec at;
  std::string text;
};

/// A line of prose on the stage.
struct StageText {
  Vec at;
  std::string text;
  bool strong = false;
  bool bad = false;
};

struct Scene {
  StageClass stage_class = StageClass::kWide;
  Rect bounds;            // all content, to be fitted by the camera
  float scale = 1;        // chosen camera scale, snapped to .05
  Vec origin;             // stage position of bounds' origin after fitting
  bool frozen = false;
  std::string tag;        // "Frozen at 00:38.500 until you commit"
  lesson::TagKind tag_kind = lesson::TagKind::kNone;
  std::vector<ProducerNode> producers;
  std::vector<QueueNode> queues;
  std::vector<DlqNode> dlqs;
  std::vector<WorkerNode> workers;
  std::vector<Edge> edges;
  std::vector<Trace> traces;
  std::vector<Chip> moving;     // on the wire
  std::vector<Signal> signals;
  std::vector<Chip> ghosts;
  std::vector<Tally> tallies;
  std::vector<LegendItem> legend;
  std::vector<StageText> texts;
  std::string summary;          // one sentence for the outline
};

/// What the scene depends on besides the World.
struct SceneOptions {
  Lens lens = Lens::kTruth;
  float width = 880;    // of the stage in CSS pixels
  float height = 532;
  bool phone = false;
  model::Ref selected;
  bool reduced_motion = false;
};

/// Builds the picture of `timeline` at its playhead.
Scene build_scene(const world::Timeline& timeline, const lesson::StageNotes& notes,
                  const SceneOptions& options);

}  // namespace view
