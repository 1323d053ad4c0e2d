// Flags of readers on the tapes: the pole stands between what has been read and what has not, the
// pennant where it covers neither another one nor more than it must.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_stream.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kPennantH = 18;
constexpr float kLeastHit = 24;  // of a press on a flag, where its neighbours leave that room
constexpr float kSame = 5;  // poles nearer than this stand as one
constexpr base::Duration kWorthSaying = base::seconds(1);

struct Pole {
  float x = 0;
  const StageReader* reader = nullptr;
  const StageCursor* cursor = nullptr;
  std::vector<const StageReader*> with;  // those that stand in the same place
};

float pole_x(const TapeNode& tape, const StageShard& shard, std::uint64_t position) {
  const Rect& box = tape.box;
  std::size_t unread = 0;
  while (unread < tape.records.size() && shard.records[unread].position >= position) ++unread;
  if (tape.records.empty() && tape.more.w == 0) return box.x + 4;
  if (unread == 0 && !tape.records.empty()) {
    return std::max(tape.records.front().box.x - 4, box.x + 2);
  }
  const float left = unread > 0 ? tape.records[unread - 1].box.right() : box.x;
  if (unread < tape.records.size()) return (left + tape.records[unread].box.x) / 2;
  if (tape.more.w == 0) return std::min(left + 4, box.right() - 3);
  return tape.more.right() + 3;  // among those that are folded
}

std::string pennant_name(const Pole& pole) {
  std::string out = pole.reader->name;
  if (pole.with.size() == 1 && out.size() + pole.with.front()->name.size() <= 14) {
    return out + ", " + pole.with.front()->name;
  }
  if (!pole.with.empty()) out += std::format(" +{}", pole.with.size());
  return out;
}

float text_w(std::string_view text) { return 8.f * static_cast<float>(text.size()); }

class TapeFlags {
 public:
  TapeFlags(const Stage& stage, const StreamPlan& plan, const StageStream& stream, TapeNode& tape,
            const StageShard& shard, StreamPicture& picture)
      : stage_(stage),
        plan_(plan),
        stream_(stream),
        tape_(tape),
        shard_(shard),
        picture_(picture),
        first_(picture.flags.size()) {}

  void add() {
    collect();
    const bool header = plan_.form.header > 0;
    row_y_ = tape_.box.y - plan_.form.header / 2 - 1;
    for (std::size_t i = 0; i < poles_.size(); ++i) {
      CursorFlag flag = make(poles_[i]);
      if (header) place_pennant(flag, i);
      picture_.flags.push_back(std::move(flag));
    }
    place_hits();
    if (header) make_way();
  }

 private:
  void collect() {
    std::vector<Pole> all;
    for (const StageReader& reader : stream_.readers) {
      for (const StageCursor& cursor : reader.cursors) {
        if (cursor.shard != shard_.id) continue;
        all.push_back({pole_x(tape_, shard_, cursor.position), &reader, &cursor, {}});
      }
    }
    std::ranges::stable_sort(all, {}, &Pole::x);
    for (Pole& pole : all) {
      if (!poles_.empty() && pole.x - poles_.back().x < kSame) {
        poles_.back().with.push_back(pole.reader);
      } else {
        poles_.push_back(std::move(pole));
      }
    }
  }

  CursorFlag make(const Pole& pole) const {
    CursorFlag out;
    out.ref = pole.reader->ref;
    out.shard = tape_.ref;
    out.reader = pole.reader->name;
    out.marks = stream_marks(stage_, out.ref);
    out.x = std::round(pole.x);
    out.y0 = plan_.form.header > 0 ? row_y_ - kPennantH / 2 : tape_.box.y - 2;
    out.y1 = tape_.box.bottom() + (plan_.form.header > 0 ? 5.f : 2.f);
    out.name = pennant_name(pole);
    const std::uint64_t left =
        shard_.end - std::clamp(pole.cursor->position, shard_.begin, shard_.end);
    out.label = std::format("{} on shard {}: {} not read yet", pole.reader->name, shard_.number,
                            amount(left, "record"));
    if (pole.cursor->behind.us > 0) {
      out.label += std::format(", {} behind", countdown(pole.cursor->behind));
      if (pole.cursor->behind >= kWorthSaying) out.behind = countdown(pole.cursor->behind);
    }
    std::vector<std::string> with;
    for (const StageReader* other : pole.with) with.push_back(other->name);
    if (!with.empty()) out.label += std::format("; {} in the same place", join_words(with));
    return out;
  }

  float limit_right() const {
    const bool last = tape_.box.right() > plan_.tape_x1 - 1;
    return tape_.box.right() + (last ? 4.f : 24.f);
  }

  void place_pennant(CursorFlag& flag, std::size_t i) {
    const float w = text_w(flag.name) + 18;
    const float next = i + 1 < poles_.size() ? std::round(poles_[i + 1].x) : limit_right() + 6;
    const float room = std::min(next - 6, limit_right()) - flag.x;
    const float left_room = flag.x - std::max(taken_, tape_.box.x);
    if (w <= room || (room >= 34 && room >= left_room)) {
      flag.pennant = {flag.x, row_y_ - kPennantH / 2, std::min(w, room), kPennantH};
    } else if (left_room >= 34) {
      const float cut = std::min(w, left_room);
      flag.to_left = true;
      flag.pennant = {flag.x - cut, row_y_ - kPennantH / 2, cut, kPennantH};
    }
    const float right = std::max(flag.x + 3, flag.pennant.right() + 2);
    taken_ = right + 4;
    if (flag.behind.empty() || flag.pennant.w == 0) return;
    const float behind_w = 8.2f * static_cast<float>(flag.behind.size());
    if (!flag.to_left && flag.pennant.right() + 6 + behind_w <= std::min(next - 8, limit_right())) {
      flag.behind_at = {flag.pennant.right() + 6, row_y_};
      taken_ = flag.behind_at.x + behind_w + 4;
    } else {
      flag.behind.clear();
    }
  }

  struct Span {
    float left = 0, right = 0;
  };
  static Span span_of(const CursorFlag& f) {
    if (f.pennant.w == 0) return {f.x - 1, f.x + 1};
    return {std::min(f.pennant.x, f.x - 1), std::max(f.pennant.right(), f.x + 1)};
  }

  // Wider than what is drawn, but no farther than half of the way to the next flag. In the header
  // row no record lies under it.
  void place_hits() {
    const bool header = plan_.form.header > 0;
    const float h = std::min(kLeastHit, plan_.form.pitch);
    const float middle = header ? row_y_ : tape_.box.centre().y;
    const std::size_t n = picture_.flags.size();
    for (std::size_t i = first_; i < n; ++i) {
      const Span own = span_of(picture_.flags[i]);
      const float more = std::max(0.f, (kLeastHit - (own.right - own.left)) / 2);
      Span out{own.left - more, own.right + more};
      if (i > first_) {
        out.left = std::max(out.left, (span_of(picture_.flags[i - 1]).right + own.left) / 2);
      }
      if (i + 1 < n) {
        out.right = std::min(out.right, (own.right + span_of(picture_.flags[i + 1]).left) / 2);
      }
      picture_.flags[i].hit = {out.left, middle - h / 2, out.right - out.left, h};
    }
  }

  bool covered(float x0, float x1) const {
    for (const CursorFlag& f : picture_.flags) {
      if (f.y0 > row_y_ || f.y1 < row_y_) continue;
      const float left = std::min(f.x, f.pennant.w > 0 ? f.pennant.x : f.x) - 5;
      float right = std::max(f.x, f.pennant.w > 0 ? f.pennant.right() : f.x) + 5;
      if (!f.behind.empty()) right = f.behind_at.x + 8.2f * static_cast<float>(f.behind.size()) + 5;
      if (x1 > left && x0 < right) return true;
    }
    return false;
  }

  // The shard's name gives way to flags: behind them, shorter, or away.
  void make_way() {
    if (std::abs(tape_.name_at.y - row_y_) > 12) return;  // it stands below
    const float state_w = tape_.open ? 42.f : 58.f;
    std::vector<float> starts{tape_.name_at.x};
    for (const CursorFlag& f : picture_.flags) {
      if (f.y0 > row_y_ || f.y1 < row_y_ || f.pennant.w == 0) continue;
      float right = std::max(f.pennant.right(), f.x) + 8;
      if (!f.behind.empty()) right += 8.2f * static_cast<float>(f.behind.size()) + 6;
      if (right >= tape_.box.x && right < tape_.box.right()) starts.push_back(right);
    }
    const std::string brief = shard_words(shard_.number, true);
    const float brief_w = 8.15f * static_cast<float>(brief.size());
    const auto fits = [&](float x, float w) {
      return x + w <= limit_right() && !covered(x, x + w);
    };
    for (const float x : starts) {
      if (fits(x, tape_.name_w + 12 + state_w)) return move_name(x, tape_.name, tape_.name_w, true);
    }
    for (const float x : starts) {
      if (fits(x, brief_w + 12 + state_w)) return move_name(x, brief, brief_w, true);
    }
    for (const float x : starts) {
      if (fits(x, tape_.name_w)) return move_name(x, tape_.name, tape_.name_w, false);
    }
    for (const float x : starts) {
      if (fits(x, brief_w)) return move_name(x, brief, brief_w, false);
    }
    tape_.name.clear();
    tape_.state.clear();
  }

  void move_name(float x, const std::string& name, float w, bool state) {
    tape_.name = name;
    tape_.name_w = w;
    tape_.name_at.x = x;
    tape_.state_at.x = x + w + 12;
    if (!state) tape_.state.clear();
  }

  const Stage& stage_;
  const StreamPlan& plan_;
  const StageStream& stream_;
  TapeNode& tape_;
  const StageShard& shard_;
  StreamPicture& picture_;
  std::size_t first_;  // of the picture's flags that is on this tape
  std::vector<Pole> poles_;
  float row_y_ = 0;
  float taken_ = -1e6f;
};

}  // namespace

void add_flags(const Stage& stage, const StreamPlan& plan, const StageStream& stream,
               StreamPicture& picture) {
  for (TapeNode& tape : picture.tapes) {
    const StageShard* shard = stream.shard({tape.ref.id});
    if (shard != nullptr) TapeFlags(stage, plan, stream, tape, *shard, picture).add();
  }
}

}  // namespace view
