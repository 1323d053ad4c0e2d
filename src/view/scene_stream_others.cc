// What a stage of one stream does not draw: a row of chips at its foot, each of which selects what
// it names. Another stream comes onto the stage with that.
#include <algorithm>
#include <format>

#include "view/scene_stream.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kGap = 10;
constexpr float kTitleW = 70;
constexpr float kNameX = 30;  // behind the icon
constexpr float kEnd = 10;
constexpr float kLetter = 8;
constexpr float kMostName = 148;

float name_width(const std::string& name) {
  return std::min(kLetter * static_cast<float>(name.size()), kMostName);
}

std::string plate_text(std::size_t hidden) { return std::format("+{}", hidden); }
float plate_width(std::size_t hidden) {
  return 20 + kLetter * static_cast<float>(plate_text(hidden).size());
}

// At the foot; where only calls are shown, in the place of the readers' cards.
Rect row_of(const Stage& stage, const StreamPlan& plan) {
  if (plan.others.h > 0 || stage.truth()) return plan.others;
  const Rect& band = plan.readers;
  const float h = std::min(band.h, 26.f);
  const float in = 16;  // clear of the brackets in the corners, as at the foot
  return {band.x + in, band.bottom() - h, band.w - 2 * in, h};
}

OtherChip chip_of(const Stage& stage, const StageOther& other, Vec at, float h) {
  OtherChip out;
  out.ref = other.ref;
  out.icon = other.icon;
  out.name = other.name;
  out.name_w = name_width(other.name);
  out.box = {at.x, at.y, kNameX + out.name_w + kEnd, h};
  out.name_at = {at.x + kNameX, at.y + h / 2};
  out.marks = stream_marks(stage, other.ref);
  out.label = std::format("{} {}", other.kind, other.name);
  if (other.ref.kind == model::RefKind::kStream) out.label += ", comes onto the stage";
  return out;
}

OtherChip plate_of(const std::vector<StageOther>& others, const RowChoice& choice, Vec at,
                   float h) {
  std::vector<std::string> hidden;
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (std::ranges::contains(choice.shown, i)) continue;
    hidden.push_back(std::format("{} {}", others[i].kind, others[i].name));
  }
  OtherChip out;
  out.ref = others[*choice.next].ref;
  out.name = plate_text(hidden.size());
  out.name_w = kLetter * static_cast<float>(out.name.size());
  out.box = {at.x, at.y, plate_width(hidden.size()), h};
  out.name_at = {at.x + kEnd, at.y + h / 2};
  out.label = std::format("{} more: {}", hidden.size(), join_words(hidden));
  return out;
}

}  // namespace

std::vector<StageOther> others_than(const StageState& state, const StageStream& shown,
                                    const std::vector<model::QueueId>& drawn) {
  std::vector<StageOther> out;
  for (const StageStream& s : state.streams) {
    if (s.id != shown.id) out.push_back({model::ref(s.id), "waves", "Stream", s.name});
  }
  for (const StageTopic& t : state.topics) {
    out.push_back({model::ref(t.id), "radio", "Topic", t.name});
  }
  for (const StageQueue& q : state.queues) {
    if (std::ranges::contains(drawn, q.id)) continue;
    out.push_back({model::ref(q.id), q.fifo ? "layers" : "inbox", "Queue", q.name});
  }
  for (const StageBucket& b : state.buckets) {
    out.push_back({model::ref(b.id), "boxes", "Bucket", b.name});
  }
  return out;
}

RowChoice choose_for_row(const std::vector<float>& widths, float room, float gap, float plate,
                         std::size_t selected) {
  RowChoice out;
  float whole = -gap;
  for (const float w : widths) whole += w + gap;
  const bool all = whole <= room;
  const bool any = selected < widths.size();
  float used = all ? 0 : plate + (any ? widths[selected] + gap : 0);
  bool full = false;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (!all && i != selected) {
      full |= used + widths[i] > room;
      if (full) continue;
      used += widths[i] + gap;
    }
    out.shown.push_back(i);
  }
  const std::size_t n = widths.size();
  for (std::size_t i = 1; i <= n && out.shown.size() < n; ++i) {
    const std::size_t at = any ? (selected + i) % n : i - 1;
    if (std::ranges::contains(out.shown, at)) continue;
    out.next = at;
    break;
  }
  return out;
}

void add_others(const Stage& stage, const StreamPlan& plan, const StageStream& stream,
                StreamPicture& picture) {
  // What only has a card where everything is shown is one of the others for calls.
  const auto drawn =
      stage.truth() ? queues_beside(stage.state, plan, stream) : std::vector<model::QueueId>{};
  const std::vector<StageOther> others = others_than(stage.state, stream, drawn);
  const Rect row = row_of(stage, plan);
  if (others.empty() || row.h <= 0) return;
  picture.others_title = "Also here";
  picture.others_title_at = {row.x, row.centre().y};
  std::vector<float> widths;
  for (const StageOther& o : others) widths.push_back(kNameX + name_width(o.name) + kEnd);
  const auto selected = std::ranges::find(others, stage.options.selected, &StageOther::ref);
  const RowChoice choice =
      choose_for_row(widths, row.w - kTitleW, kGap, plate_width(others.size()) + kGap,
                     static_cast<std::size_t>(selected - others.begin()));
  Vec at{row.x + kTitleW, row.y};
  for (const std::size_t i : choice.shown) {
    picture.others.push_back(chip_of(stage, others[i], at, row.h));
    at.x = picture.others.back().box.right() + kGap;
  }
  if (choice.next) picture.others.push_back(plate_of(others, choice, at, row.h));
}

}  // namespace view
