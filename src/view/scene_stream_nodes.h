// The picture of a stream: the hash-key bar, tapes with flags, gauges, what flies and what bounced
// off, and the readers. Places only; must not know the World or ImGui.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "view/geometry.h"

namespace view {

/// How the lesson and the learner mark a thing of the stream's picture.
struct StreamMarks {
  bool selected = false;
  bool spoken_of = false;
  bool pointable = false;
  bool pointed = false;
};

/// A record as a square of its partition key's colour and pattern.
struct RecordSquare {
  model::Ref ref;
  Rect box;
  int slot = 0;  // -1: its key is not known any more
  bool dim = false;  // on the tape of a closed shard
  StreamMarks marks;
  std::string label;
};

/// A part of the hash-key bar: one open shard.
struct BarSegment {
  model::Ref ref;
  Rect box;
  std::string number;
  Vec number_at;  // middle
  bool hot = false;  // it refuses records
  StreamMarks marks;
  std::string label;
};

/// The records of one shard, the newest at the left.
struct TapeNode {
  model::Ref ref;
  model::Ref parent;  // the shard that it came out of; none for an initial one
  Rect box;
  std::string name;  // "shardId-…0003"; empty without room
  Vec name_at;  // left end, vertical centre
  float name_w = 0;
  bool open = true;
  Vec state_at;  // "OPEN" or "CLOSED"; not shown when `state` is empty
  std::string state;
  std::vector<RecordSquare> records;
  Rect more;  // plate of the older ones that have no room; w = 0: none
  std::string more_text;
  std::vector<Vec> feed;  // 4 points from the bar; empty for a closed shard
  StreamMarks marks;
  std::string label;
};

/// From a closed shard to one of its children: 4 points.
struct LineageCurve {
  model::Ref parent, child;
  std::vector<Vec> curve;
};

/// How far a reader has come on a tape. Those that stand in one place share a flag, which is the
/// first one's.
struct CursorFlag {
  model::Ref ref;
  model::Ref shard;  // on whose tape it stands
  std::string reader;  // the name in full
  float x = 0;  // of the pole
  float y0 = 0, y1 = 0;
  Rect pennant;  // w = 0: the pole alone
  bool to_left = false;  // it flies to the left of its pole
  std::string name;
  std::string behind;  // "4.2 s"; empty when it is close behind or there is no room
  Vec behind_at;  // left end, vertical centre
  Rect hit;  // where a press selects the reader; those of one tape do not overlap
  StreamMarks marks;  // of the reader
  std::string label;
};

/// What was written to a shard in the last second, against its limit.
struct RateGauge {
  model::Ref shard;  // beside whose tape it stands; none on a reader's card
  Rect box;
  std::string name;  // "MiB/s"; empty when the value says it
  std::string value;
  float share = 0;  // of the limit
  bool hot = false;
  bool bar_below = false;  // the text over the bar, for want of room
  std::string label;
};

/// A record on its way to its place on the bar, or from a tape to a reader.
struct FlyingRecord {
  RecordSquare square;
  std::vector<Vec> way;  // 4 points; empty when another one flies on the same
  int way_slot = -1;
  std::string key;  // beside it; empty without room
  Vec key_at;  // middle
};

/// A refused record: it bounced off the bar.
struct Rebound {
  RecordSquare square;
  Vec cross;
  std::vector<Vec> way;  // 4 points, that it came on
  std::vector<Vec> curve;  // 4 points, from the cross to the square
  std::vector<std::string> error;  // the exception's name in lines
  Vec error_at;  // left end, vertical centre of the first
  std::string again;  // "truck-12, try again later"
  Vec again_at;
  float text_w = 0;
  bool to_bar = true;
  std::string id;  // names it among others, for its short motion
};

struct KnifeMark {
  Vec at;  // on the left edge of the bar
  float w = 0;
  bool merge = false;
};

/// One line of a reader's card.
struct CardLine {
  Vec at;  // left end, vertical centre
  float w = 0;
  std::string text;
  bool mono = false;
  bool strong = false;
  bool late = false;  // time-coloured
  bool bad = false;
  bool quiet = false;
  bool right = false;  // `at` is its right end
};

/// A reader with its state, a lease table, or a function with its batches.
struct StreamCard {
  model::Ref ref;
  Rect box;
  std::string icon;
  Vec icon_at;
  bool bad = false;
  std::vector<CardLine> lines;
  std::vector<float> rules;  // heights of horizontal lines
  std::vector<RateGauge> gauges;
  StreamMarks marks;
  std::string label;
};

/// The line that records take from the tapes to a reader: one for all that share, one for each of
/// enhanced fan-out.
struct ReadPipe {
  std::vector<Vec> line;
  std::vector<Vec> taps;  // where it meets the shards that it reads
  bool shared = true;
};

/// Something that this stage does not draw, as a chip that selects it; without an icon the plate
/// "+2" for those without room, which selects the next of them.
struct OtherChip {
  model::Ref ref;
  Rect box;
  std::string icon;
  std::string name;
  Vec name_at;  // left end, vertical centre
  float name_w = 0;
  StreamMarks marks;
  std::string label;
};

struct StreamPicture {
  model::Ref ref;
  std::string name;
  Vec name_at;  // left end, vertical centre
  float name_w = 0;
  float name_size = 17;
  Vec icon_at;
  std::string status;
  Vec status_at;  // left end, vertical centre
  bool changing = true;  // time-coloured
  std::string becomes;
  Vec becomes_at;
  float becomes_w = 0;
  std::vector<std::string> limit;  // two lines
  Vec limit_at;  // right end of the first
  std::vector<BarSegment> bar;
  std::string first_key, last_key;  // "0" and "2¹²⁸ − 1"
  Vec first_key_at, last_key_at;  // middle, vertical centre
  std::vector<TapeNode> tapes;  // closed ones first
  std::vector<LineageCurve> lineage;
  std::vector<KnifeMark> knives;
  std::vector<CursorFlag> flags;
  std::vector<RateGauge> gauges;
  std::vector<FlyingRecord> flying;
  std::optional<Rebound> rebound;
  std::vector<ReadPipe> pipes;
  std::vector<StreamCard> cards;
  std::string more;  // "12 more shards"
  Vec more_at;
  std::string others_title;  // "Also here"
  Vec others_title_at;  // left end, vertical centre
  std::vector<OtherChip> others;
  StreamMarks marks;
  std::string label;
};

}  // namespace view
