// How a stage with a stream shares its room: producers, the hash-key bar, tapes and gauges from
// left to right, one lane per open shard, readers in a band below (drawing 5). Must not know the
// World.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/scene_arrange.h"

namespace view {

/// How much of a lane there is.
struct LaneForm {
  float tape = 34;  // height
  float record = 22;
  float header = 22;  // 0: none
  float pitch = 66;
};

/// A closed shard behind its children.
struct AncestorPlan {
  const StageShard* shard = nullptr;
  int depth = 1;  // columns behind the open tapes
  Rect tape;
  float record = 22;
  bool name_below = true;
};

/// One open shard.
struct ShardLane {
  const StageShard* shard = nullptr;
  Rect segment;  // of the bar
  Rect tape;
  float header_y = 0;  // middle of the header row
  float gauge_y = 0;  // middle of the gauges
};

struct StreamPlan {
  StageClass stage_class = StageClass::kWide;
  float scale = 1;
  float width = 880;
  float height = 532;
  float producer_x = 20;
  float producer_w = 84;
  Rect bar;
  float tape_x0 = 290;
  float tape_x1 = 672;
  float gauge_x0 = 700;  // gauges end at gauge_x1
  float gauge_x1 = 864;
  bool gauge_stacked = false;
  LaneForm form;
  std::vector<ShardLane> lanes;  // from the lowest hash key
  std::vector<AncestorPlan> ancestors;
  std::size_t hidden = 0;  // lanes without room
  Rect readers;  // h = 0: nobody reads
  Rect others;  // the row of what is not drawn; h = 0: there is none

  bool phone() const { return stage_class == StageClass::kPhone; }
  /// The height on the bar of a place in the whole range.
  float y_of(double at) const;
};

/// What a row at the foot of the stage takes from the rest.
inline constexpr float kOthersFoot = 32;
/// Leaves `foot` free for a row under everything else.
StreamPlan plan_stream(const StageStream& stream, const SceneOptions& options, float foot = 0);

/// Where the newest records of a shard stand on its tape, and how many are folded.
struct TapeRow {
  std::vector<float> x;  // left ends, the newest first; fewer than there are records
  std::uint64_t folded = 0;
  float plate_x = 0;
  float plate_w = 0;
};
TapeRow row_on_tape(const StageShard& shard, const Rect& tape, float record, base::SimTime now);

// -- Parts ----------------------------------------------------------------------------------------

StreamMarks stream_marks(const Stage& stage, model::Ref ref);
/// Flags on the tapes, with the pennants where they cover nothing.
void add_flags(const Stage& stage, const StreamPlan& plan, const StageStream& stream,
               StreamPicture& picture);
/// Cards of the readers, lease tables and pipes.
void add_reader_cards(Stage& stage, const StreamPlan& plan, const StageStream& stream,
                      StreamPicture& picture);
/// The queues that have a card among those of the readers.
std::vector<model::QueueId> queues_beside(const StageState& state, const StreamPlan& plan,
                                          const StageStream& stream);

/// Something that this stage does not draw.
struct StageOther {
  model::Ref ref;
  std::string_view icon;
  std::string_view kind;  // "Topic"
  std::string name;
};
/// Other streams, topics, queues that are not `drawn`, and buckets.
std::vector<StageOther> others_than(const StageState& state, const StageStream& shown,
                                    const std::vector<model::QueueId>& drawn);
/// The row of chips that says what else there is.
void add_others(const Stage& stage, const StreamPlan& plan, const StageStream& stream,
                StreamPicture& picture);

/// Which things of a row are shown where not all have room: the first ones and the selected one.
struct RowChoice {
  std::vector<std::size_t> shown;  // ascending
  std::optional<std::size_t> next;  // of the hidden ones, behind the selected; what "+n" selects
};
/// `selected` is past the end when none of them is; `plate` the room of "+n" with its gap.
RowChoice choose_for_row(const std::vector<float>& widths, float room, float gap, float plate,
                         std::size_t selected);

/// What moves, and what bounced off.
void add_stream_motion(Stage& stage, const StreamPlan& plan, const StageStream& stream,
                       StreamPicture& picture);
/// Height of the band of readers, 0 without any.
float readers_height(const StageStream& stream, bool phone, float height);

/// "1,000".
std::string grouped(std::int64_t n);
/// "shardId-…0003", or "shard 3" without room for it.
std::string shard_words(std::uint32_t number, bool terse);
/// The stream in words, for the summary.
std::vector<std::string> stream_words(const StageStream& stream, Lens lens);

/// The stage of streams (drawing 5), in every class.
void arrange_streams(Stage& stage);

}  // namespace view
