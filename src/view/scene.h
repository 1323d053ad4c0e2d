// The stage as a picture to be: nodes, chips and edges with their places, a pure function of the
// World, the playhead and the lesson's notes. Must not know ImGui.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "lesson/stage_notes.h"
#include "model/ids.h"
#include "view/geometry.h"
#include "view/scene_stream_nodes.h"
#include "world/timeline.h"

namespace view {

class EventIndex;

/// Truth shows everything; the API lens only what calls would tell (approximate counts).
enum class Lens : std::uint8_t { kTruth, kApi };

/// Layouts of design.md §5; chosen from the size of the stage.
enum class StageClass : std::uint8_t { kWide, kCompact, kPhone };

/// "stage.message.12", "stage.queue.1", "stage.actor.3": the control that selects a thing.
std::string select_id(model::Ref ref);
/// "stage.flag.2.actor.3": the flag of a reader on the tape of a shard. It selects the reader.
std::string flag_id(model::Ref shard, model::Ref reader);
/// What a control id selects; nothing for any other id.
std::optional<model::Ref> selected_by(std::string_view control_id);

/// How much of a chip is drawn. Far away ids go first, then everything but a tick of its colour.
enum class ChipDetail : std::uint8_t { kFull, kNoId, kTick };

/// One message as a chip. `box` is its place on the stage; a chip on the wire carries its place
/// at the playhead. A ghost without id is a ring around the fact that it foretold.
struct Chip {
  model::Ref ref;  // the message; activating it selects it
  std::string id;  // "7c1"
  int slot = 0;    // 0..7 of the categorical palette
  int pips = 0;    // receives so far
  Rect box;
  std::optional<float> rim;  // share of the visibility timeout left, 0..1
  std::string time;          // beside it: "25.5 s"; empty for none
  Vec time_at;               // left end of `time`, vertical centre
  bool delayed = false;
  bool pointer = false;  // its payload lies in S3: a small mark at its corner
  bool ghost = false;
  bool dim = false;
  bool expired = false;
  bool selected = false;
  bool spoken_of = false;
  bool pointable = false;
  bool pointed = false;  // what the learner has pointed at so far
  ChipDetail detail = ChipDetail::kFull;
  std::string caption;  // under a ghost
  Vec caption_at;       // left end, vertical centre
  std::string label;    // what a screen reader says: "7c1, in flight with worker-2, 3.5 s left"
};

/// A chip-sized plate "+12" for what does not fit.
struct Overflow {
  Rect box;
  std::uint32_t count = 0;
};

/// How many messages lie where along the age axis, oldest at the right; 0..255 per column. For
/// wells that hold far more than can be told apart.
struct DensityStrip {
  Rect box;
  std::vector<std::uint8_t> columns;
};

/// The state of a whole node in a lesson.
struct NodeNotes {
  bool selected = false;
  bool spoken_of = false;
  bool pointable = false;
  bool pointed = false;
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
  bool compact = false;  // icon over name, no more
  NodeNotes notes;
  std::string label;
  Vec port;  // where its edge starts
};

/// One row of the in-flight tray: a chip, its countdown and the worker that holds it.
struct TrayRow {
  Chip chip;
  Rect cell;  // highlighted when spoken of
  Vec port;   // edge of the tray, for the claim edge
};

/// The lock of a message group; an empty group has none.
enum class LockState : std::uint8_t { kNone, kOpen, kClosed };

/// One message group of a FIFO queue. Its chips are among the queue's own, in its well and cell.
struct GroupRow {
  std::string name;  // "+3 groups" of the row that sums the rest
  int slot = 0;
  bool sum = false;  // of groups without a row
  Rect box;
  Rect swatch;
  Vec name_at;  // left end, vertical centre
  float name_w = 0;
  Rect well;  // of waiting messages, next out at the right
  LockState lock = LockState::kNone;
  Vec lock_at;
  float lock_r = 14;
  bool blocked = false;   // messages wait behind the lock: the well is hatched
  std::string well_text;  // "empty, still locked"
  Rect cell;              // its part of the tray
  std::string cell_text;  // "free to take"
  std::optional<Overflow> waiting_more;
  std::optional<Overflow> in_flight_more;
  std::string label;  // "Group truck-12, locked: 2 in flight, 2 wait"
};

/// The body of a FIFO queue: one row per message group.
struct GroupRows {
  std::vector<GroupRow> rows;
  std::string next_out;  // "Next out", with an arrow behind it; empty when there is no room
  Vec next_out_at;       // right end, vertical centre
};

struct QueueNode {
  model::Ref ref;
  Rect box;
  Rect header;
  std::string name;
  std::string kind;           // "Standard"; empty when there is no room
  std::string setting_label;  // "Visibility timeout"
  std::string setting_value;  // "30 s"
  std::string icon = "inbox";
  Rect waiting_well;
  Vec waiting_label;                     // left end, vertical centre
  std::string waiting_text = "Waiting";  // "waiting" on the phone, behind the count
  std::string waiting_count;             // "5"; in the API lens "≈ 5"
  Vec waiting_count_at;                  // right end, vertical centre; left end on the phone
  std::vector<Chip> waiting;
  std::optional<Overflow> waiting_more;
  std::optional<DensityStrip> waiting_density;
  std::vector<EmptyPlace> empty_places;
  Rect tray;  // lifted, sticks out by 14
  Vec in_flight_label;
  std::string in_flight_text = "In flight";  // empty on the phone
  std::string in_flight_count;
  Vec in_flight_count_at;
  std::vector<TrayRow> in_flight;
  std::optional<Overflow> in_flight_more;
  bool has_delayed = false;
  Rect delayed_well;
  Vec delayed_label;
  std::string delayed_text = "Delayed";
  std::string delayed_count;
  Vec delayed_count_at;
  std::vector<Chip> delayed;
  std::optional<Overflow> delayed_more;
  NodeNotes notes;  // of the queue as a whole
  bool waiting_spoken_of = false;
  bool api_lens = false;  // wells closed: single messages cannot be seen
  std::string api_note;   // one line in the waiting well
  std::string label;
  Vec port_in;
  bool phone = false;  // the one-row form of drawing 8a
  bool card = false;   // the form behind a topic (drawing 4): a header, a row of chips, a tray
  std::optional<GroupRows> groups;  // of a FIFO queue, instead of one well
};

/// One remembered send, at its age.
struct DedupEntry {
  model::Ref ref;
  std::string id;
  Rect plate;     // w = 0: a tick without a plate, for want of room
  float x = 0;    // where its age is on the axis
  bool hit = false;  // its id has just been sent again
  bool old = false;  // the window ends soon
};

/// What a FIFO queue remembers of accepted sends, by age; the newest at the left.
struct DedupStrip {
  model::Ref ref;  // the queue
  Rect box;
  std::string title;
  std::string window_text;  // "5 minutes"
  float axis_x0 = 0, axis_x1 = 0, axis_y = 0;
  struct Tick {
    float x = 0;
    std::string text;  // "1:00"; empty for want of room
  };
  std::vector<Tick> ticks;
  std::vector<DedupEntry> entries;
  bool closed = false;  // no call shows it
  std::string label;
};

/// A send that was accepted and stored nothing: it drops out under the strip.
struct SwallowedSend {
  Vec from;  // on the strip's lower edge
  Vec disc;
  std::string text;
  Vec text_at;  // vertical centre
  bool text_left = false;  // the text ends there instead of beginning
};

/// What the sender of a repeated send was told.
struct ReplyCard {
  Rect box;
  std::string message_id;
  std::string caption;
};

/// A note beside the queue that says why a group gives out nothing.
struct LockNote {
  Vec icon_at;
  Rect text_box;  // its height is the most that it may take
  std::string text;  // prose with `code`
  std::vector<Vec> curve;  // 4 points, to the group's row
};

struct DlqNode {
  model::Ref ref;
  Rect box;
  std::string name;
  std::string count_text;  // "Empty" or "2"
  std::vector<Chip> chips;
  std::optional<Overflow> more;
  Vec edge_from;  // bottom of its source
  Vec edge_to;
  std::string edge_text;  // "maxReceiveCount 3"; empty when there is no room
  Vec edge_text_at;
  NodeNotes notes;
  std::string label;
};

enum class EdgeKind : std::uint8_t { kFlow, kClaim, kBroken, kDashed };

/// A connection: a cubic whose tangents, `k` long, are horizontal unless `vertical`. A claim ends
/// in dots; a broken one is a dotted red line with a cross in its middle.
struct Edge {
  EdgeKind kind = EdgeKind::kFlow;
  Vec from;
  Vec to;
  float k = 0;
  bool vertical = false;
  bool arrow = false;  // its tip stands at `to`
  int slot = -1;       // of the palette, while a copy flies on it
  bool corner = false;  // vertical at `from`, horizontal at `to`
};
/// The edge between two ports with the tangents of design.md §6.
Edge make_edge(EdgeKind kind, Vec from, Vec to, bool vertical = false, bool arrow = false);
/// The two points between its ends that bend it.
std::array<Vec, 2> controls_of(const Edge& edge);
/// The place on an edge, t from 0 to 1.
Vec point_on(const Edge& edge, float t);

/// A topic: a disc from which copies fly.
struct TopicHub {
  model::Ref ref;
  Vec centre;
  float r = 44;
  std::string name;
  std::string kind;  // "Standard topic"; empty when there is no room
  Vec name_at;       // middle, vertical centre; left end when `beside`
  Vec kind_at;
  float name_w = 0;
  bool beside = false;  // the texts stand at its right
  NodeNotes notes;
  std::string label;
};

enum class GateVerdict : std::uint8_t { kNone, kPassed, kRejected };

/// The filter policy of a subscription, on its edge.
struct GateNode {
  model::Ref ref;  // the subscription
  Rect box;
  std::vector<std::string> lines;  // of the policy, or of what failed
  std::vector<std::string> policy_lines;  // of the policy, while `lines` say why
  std::string full;                // the whole policy
  bool open = false;               // no policy: dashed, without a funnel
  bool pending = false;            // nothing is delivered before it is confirmed
  bool says_why = false;           // the lines say what failed, for want of room under the gate
  GateVerdict verdict = GateVerdict::kNone;
  Vec disc;       // of the verdict
  float disc_r = 10;
  std::vector<std::string> tags;  // "raw", "body"; on its lower edge, from the right
  NodeNotes notes;
  std::string label;
};

/// A copy that a gate did not let pass, dropped under it.
struct RejectedCopy {
  model::Ref gate;
  Chip chip;
  Vec cross;                // where it hit the gate
  std::vector<Vec> curve;   // 4 points, from there to the chip
  std::string text;         // "event is "order_placed""
  Vec text_at;              // left end, vertical centre
  std::string accepted;     // "Accepts "refund" only"
  Vec accepted_at;
  float text_w = 0;
};

/// One slot of a Lambda function.
struct SlotBox {
  Rect box;
  int slot = -1;      // of the palette; -1 = free
  std::string label;  // "9f3, running"
};

/// A subscriber that is no queue.
struct EndpointNode {
  model::Ref ref;
  Rect box;
  std::string icon;
  std::string name;
  Vec name_at;  // left end, vertical centre
  float name_w = 0;
  std::string state;  // "Lambda, 1 call under way"; empty when there is no room
  Vec state_at;
  float state_w = 0;
  bool waiting = false;  // for its confirmation or the next attempt: time-coloured
  bool failed = false;   // its last delivery is lost
  std::vector<Chip> chips;  // the latest that it took, the newest at the right
  std::vector<SlotBox> slots;  // of a Lambda function, instead of chips
  std::string slots_more;      // "+40", for want of room
  Vec slots_more_at;
  NodeNotes notes;
  std::string label;
};

/// The latest published message with what filters look at.
struct PublishCard {
  model::Ref topic;
  Rect box;
  Chip chip;
  std::string when;  // "published 00:20.000"
  Vec when_at;
  struct Line {
    std::string key, value;
    Vec at;  // left end, vertical centre
  };
  std::vector<Line> lines;
  float value_dx = 82;  // of values from keys
  std::vector<Vec> curve;  // 4 points, to the hub
  std::string label;
};

/// One object of a bucket, in its card or on the wire.
struct ObjectChip {
  model::Ref ref;  // none for one that is not stored yet
  Rect box;
  std::string name;
  std::string size;  // empty for want of room
  bool selected = false;
  std::string label;  // "cat.jpg, 293 KiB, in photos"
};

/// A bucket of S3: a row under the lanes, or a card among the senders of a topic.
struct BucketNode {
  model::Ref ref;
  Rect box;
  bool row = true;       // one line; else the name stands over what it holds
  bool compact = false;  // a card of icon over name
  std::string name;
  float name_w = 0;
  std::string holds;  // "3 objects, 879 KiB"
  Vec holds_at;       // left end, vertical centre
  float holds_w = 0;
  std::vector<ObjectChip> objects;  // the newest at the left
  std::optional<Overflow> more;
  NodeNotes notes;
  std::string label;
};

/// A notification that nobody took: a cross on its way, and why.
struct LostNotification {
  model::Ref bucket;
  Vec cross;
  std::string text;    // "Lost:"
  std::string reason;  // "no policy allows sqs:SendMessage"
  Vec text_at;         // left end, vertical centre; {} for want of room
  float text_w = 0;
  std::string label;
};

/// A call that was denied: it bounced off here.
struct Shield {
  model::Ref target;
  Vec at;
  std::string action;  // "sqs:SendMessage"
  std::string reason;  // "no policy allows it"; empty for want of room
  Vec action_at;       // left or right end, vertical centre
  Vec reason_at;
  bool text_left = false;  // the texts end there
  std::string label;
};

/// A message move task: the way out of a dead-letter queue, with how far it has come.
struct MoveEdge {
  model::Ref from;
  Edge edge;
  std::string text;  // "3 of 10 moved, 5 a second"
  Vec text_at;
  std::string label;
};

/// What a worker card has room for: everything · name and job in one row over the bar · name over
/// the bar.
enum class WorkerForm : std::uint8_t { kFull, kRow, kMini };

struct WorkerNode {
  model::Ref ref;
  Rect box;
  std::string name;
  std::string tag;            // "Slow", "Idempotent", "Crashed"
  std::string job;            // "7c1"; empty when it has none
  std::string idle;           // what it does without a job: "Polling"
  std::string time;           // "26.5 of 45 s"
  float progress = 0;         // 0..1
  std::optional<float> tick;  // where on the bar the timeout fell, 0..1
  bool lost_claim = false;    // outlined red: it works on what is no longer its own
  bool crashed = false;
  bool hung = false;
  NodeNotes notes;
  std::string note;  // under it: "lost its claim at 30 s"
  Vec note_at;       // left end, vertical centre
  WorkerForm form = WorkerForm::kFull;
  std::string label;
  Vec port;  // left edge; on the phone the top
};

/// A dotted trace of a move that has happened, for the explanation. An arrowhead follows behind
/// its last point, in the direction of its end.
struct Trace {
  std::vector<Vec> bezier;  // 4 points
  bool time_coloured = false;
};

/// A request or an answer without a message on the wire: a poll, a delete, an empty answer.
enum class SignalKind : std::uint8_t { kPoll, kEmpty, kDelete, kExtend, kRefused };
struct Signal {
  model::Ref ref;
  SignalKind kind = SignalKind::kPoll;
  Vec at;         // its middle
  Vec direction;  // a unit vector, the way it travels
  std::string label;
};

/// A big number with words: "4 Orders done". The words stand 26 below the number, or at its right
/// in two lines.
struct Tally {
  Vec at;  // left end of the number, vertical centre
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
  Rect bounds;      // all content, fitted by the camera
  float scale = 1;  // chosen camera scale, snapped to .05
  Vec origin;       // a point p is drawn at stage + origin + (p - bounds) * scale
  bool frozen = false;
  std::string tag;  // "Frozen at 00:38.500 until you commit"
  lesson::TagKind tag_kind = lesson::TagKind::kNone;
  std::vector<ProducerNode> producers;
  std::vector<QueueNode> queues;
  std::vector<DlqNode> dlqs;
  std::vector<WorkerNode> workers;
  std::vector<Edge> edges;
  std::vector<Trace> traces;
  std::vector<Chip> moving;  // on the wire
  std::vector<Signal> signals;
  std::vector<Chip> ghosts;
  std::vector<Tally> tallies;
  std::vector<LegendItem> legend;
  std::vector<StageText> texts;
  std::vector<DedupStrip> strips;
  std::vector<SwallowedSend> swallowed;
  std::vector<ReplyCard> replies;
  std::vector<LockNote> lock_notes;
  std::vector<TopicHub> topics;
  std::vector<GateNode> gates;
  std::vector<EndpointNode> endpoints;
  std::vector<RejectedCopy> rejected;
  std::vector<PublishCard> publish_cards;
  std::vector<Shield> shields;
  std::vector<MoveEdge> moves;
  std::vector<BucketNode> buckets;
  std::vector<ObjectChip> moving_objects;  // on the wire
  std::vector<LostNotification> lost;
  std::vector<StreamPicture> streams;
  std::string summary;  // one sentence for the outline
};

/// What the scene depends on besides the World.
struct SceneOptions {
  Lens lens = Lens::kTruth;
  float width = 880;  // of the stage in CSS pixels
  float height = 532;
  bool phone = false;
  model::Ref selected;
  /// The stream that the stage showed last (view::stream_on_stage); 0: none yet.
  model::StreamId stream = {};
  bool reduced_motion = false;
  const EventIndex* index = nullptr;  // speeds up long runs; the picture is the same without
};

/// Builds the picture of `timeline` at its playhead.
Scene build_scene(const world::Timeline& timeline, const lesson::StageNotes& notes,
                  const SceneOptions& options);

/// A stage with `chips` chips in motion at time `t`, to measure what drawing costs: whole chips up
/// to 3,000, without ids up to 12,000, ticks above, as a camera that steps back would show them.
Scene bench_scene(std::uint32_t chips, base::SimTime t, const SceneOptions& options);

}  // namespace view
