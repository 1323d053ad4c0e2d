// What the files that arrange the stage share: the picture in the making, and how messages become
// chips. Must not know the World.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lesson/stage_notes.h"
#include "view/scene.h"
#include "view/scene_layout.h"
#include "view/stage_state.h"

namespace view {

/// The way between a caller and its queue, from left to right: producer to queue, or queue to
/// worker.
struct Wire {
  Edge edge;
  bool from_queue = false;
};

/// The way of a copy from its topic to its subscriber, through the gate.
struct CopyWay {
  Edge to_gate;
  Edge from_gate;
  Edge to_dead_letter;  // k = 0: there is none
  std::size_t first_edge = 0;  // of the two among the scene's, to be coloured
};

/// Where a message of a FIFO group would stand if it were waiting, or in flight.
struct GroupRooms {
  Rect waiting;
  Rect tray;
};

/// The ways to and from a bucket.
struct BucketWays {
  std::map<model::ActorId, Edge> callers;  // from a caller to the bucket
  struct Told {
    model::QueueId queue;
    model::TopicId topic;
    Edge edge;  // from the bucket
  };
  std::vector<Told> told;
};

/// The picture in the making.
struct Stage {
  const StageState& state;
  const lesson::StageNotes& notes;
  const SceneOptions& options;
  Scene& scene;
  std::map<model::ActorId, Wire> wires;
  std::map<model::ActorId, Rect> rows;        // a worker's place in its queue's tray
  std::map<model::SubscriptionId, CopyWay> ways;
  std::map<model::BucketId, BucketWays> bucket_ways;
  std::map<model::QueueId, Rect> tray_rooms;  // of messages that nobody on the stage holds
  std::map<model::MessageId, GroupRooms> group_rooms;
  base::SimTime shown_now;                    // steps once a second with reduced motion

  bool truth() const { return options.lens == Lens::kTruth; }
};

/// Arranges a state: everything but the summary.
Scene arrange(const StageState& state, const lesson::StageNotes& notes,
              const SceneOptions& options);

// -- Shared parts ---------------------------------------------------------------------------------

/// A chip of a message; place and time beside it are the caller's.
Chip make_chip(const Stage& stage, const StageMessage& message, Rect box);
/// The same in flight: with rim, and `time` when `time_at` is given.
Chip flying_chip(const Stage& stage, const StageQueue& queue, const StageMessage& message, Rect box,
                 std::optional<Vec> time_at);
/// The same delayed.
Chip delayed_chip(const Stage& stage, const StageQueue& queue, const StageMessage& message,
                  Rect box, std::optional<Vec> time_at);
NodeNotes notes_for(const Stage& stage, model::Ref ref);
/// "5", or "≈ 5" as the API would say it.
std::string count_text(const Stage& stage, std::uint32_t n);

/// Where each of `orders` (ascending) stands in a grid that is filled from the right, columns
/// first. A place depends on the order alone as long as there is room, so that a chip stays where
/// it is while others come and go; `std::nullopt` for those that have no room. When not all fit,
/// the last cell stays free for a plate.
struct GridCell {
  int column = 0;  // from the right
  int row = 0;
  bool operator==(const GridCell&) const = default;
};
std::vector<std::optional<GridCell>> grid_places(const std::vector<std::uint64_t>& orders,
                                                 std::uint32_t count, int columns, int rows);

/// Where requests come in: on the deduplication strip, or on the queue.
Vec port_in_of(const StagePlan& plan, const LanePlan& at);

// -- Parts of the picture -------------------------------------------------------------------------

void add_producers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
void add_queue(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
void add_dead_letter(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
void add_workers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
/// Waiting chips, the plate of the rest, and empty places, into a well of the given grid.
struct WellGrid {
  Rect well;
  Vec first;  // top left of the cell at the top right
  Vec pitch;
  Vec chip{54, 28};
  int columns = 1;
  int rows = 1;
};
void fill_well(Stage& stage, const StageQueue& queue, const WellGrid& grid, QueueNode& node);

/// What one worker's card says; its place is the caller's.
WorkerNode describe_worker(const Stage& stage, const StageWorker& worker, bool narrow);
/// Claims, broken claims and quiet lines along the wires.
void add_worker_edge(Stage& stage, const StageWorker& worker, Vec from, Vec to, bool vertical);

/// Everything when there are topics (drawing 4); on a phone as a list.
void arrange_topics(Stage& stage);
void arrange_topics_phone(Stage& stage);
/// What SNS has on the wire, and copies on their way to the gate that will stop them.
void add_copies(Stage& stage);
/// Shields where calls were denied lately, on any stage.
void add_shields(Stage& stage);
/// The ways of message move tasks that run, on any stage.
void add_moves(Stage& stage);

/// The phone's one-column form (drawing 8a).
void arrange_phone(Stage& stage);

void add_moving(Stage& stage);
/// 0 at departure, 1 at arrival, eased in and out between. With reduced motion a thing stays at
/// the port it left until it has arrived.
float place_on_way(const Stage& stage, base::SimTime departed, base::SimTime arrives);
/// The messages of a hop as chips about a point, the first of them on top; without ids when there
/// is less than a chip's width of `room`.
inline constexpr float kRoomy = 1000;
void add_carried(Stage& stage, const StageHop& hop, Vec at, float room = kRoomy);
void add_ghosts(Stage& stage);
void add_traces(Stage& stage);
void add_tallies(Stage& stage, const StagePlan& plan, const std::vector<Lane>& lanes);
void add_legend(Stage& stage, const StagePlan& plan, const std::vector<Lane>& lanes);

/// "At 00:38.5: orders holds 5 waiting, 2 in flight (…), 1 delayed. …"
std::string summarize(const StageState& state, Lens lens);

}  // namespace view
