// Registered controls and the Intents they become. Must not know: how anything is drawn.
#include "ui/panels/links.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace ui {
namespace {

std::int64_t snap_to_step(const SliderRange& r, std::int64_t value) {
  const std::int64_t step = std::max<std::int64_t>(r.step, 1);
  const std::int64_t steps = (value - r.min + step / 2) / step;
  return std::clamp(r.min + steps * step, r.min, r.max);
}

}  // namespace

std::int64_t slider_value(const SliderRange& r, float x) {
  if (r.x1 <= r.x0) return r.min;
  const double share = std::clamp(static_cast<double>((x - r.x0) / (r.x1 - r.x0)), 0.0, 1.0);
  const double span = static_cast<double>(r.max - r.min);
  return snap_to_step(r, r.min + static_cast<std::int64_t>(std::llround(share * span)));
}

float slider_x(const SliderRange& r, std::int64_t value) {
  if (r.max <= r.min) return r.x0;
  const double share = static_cast<double>(value - r.min) / static_cast<double>(r.max - r.min);
  return r.x0 + (r.x1 - r.x0) * static_cast<float>(std::clamp(share, 0.0, 1.0));
}

Link stage_link(model::Ref ref, bool pointable) {
  if (!pointable) return {view::select_id(ref), ""};
  const char* kind = ref.kind == model::RefKind::kMessage ? "message"
                     : ref.kind == model::RefKind::kActor ? "actor"
                                                          : "queue";
  return {"point", std::format("{}:{}", kind, ref.id)};
}

void Links::begin_frame() {
  links_.clear();
  spots_.clear();
  last_.clear();
  hint_waits_ = false;
  hint_.reset();
}

Touch Links::add(Hits& hits, std::string_view id, Rect r, Link link,
                 const ControlOptions& options) {
  std::string name(id);
  for (int n = 2; links_.contains(name); ++n) name = std::string(id) + '#' + std::to_string(n);
  links_.emplace(name, std::move(link));
  last_ = std::move(name);
  return hits.add(last_, r, options);
}

void Links::label(const Hits& hits, std::string_view text, Rect anchor) {
  if (text.empty() || last_.empty()) return;
  const bool hovered = hits.hovered() == last_;
  const bool rested = hovered && hits.hover_s() >= kHintDelay;
  if (hovered && !rested) hint_waits_ = true;
  const bool focused = hits.focus_visible() && hits.focused() == last_;
  if (rested || (focused && !hint_)) hint_ = Hint{std::string(text), anchor};
}

std::vector<view::Intent> Links::resolve(const std::vector<Action>& actions) const {
  std::vector<view::Intent> out;
  for (const Action& a : actions) {
    const auto it = links_.find(a.id);
    if (it == links_.end() || a.kind == Action::Kind::Focus) continue;
    const Link& link = it->second;
    if (!link.slider) {
      if (a.kind != Action::Kind::Click) continue;
      const auto under = std::find_if(spots_.rbegin(), spots_.rend(),
                                      [&](const Spot& s) { return s.r.contains(a.at); });
      const bool on_spot = !a.keyboard && a.id.starts_with("stage.") && under != spots_.rend();
      const Link meant = on_spot ? stage_link(under->ref, under->pointable) : link;
      out.push_back({meant.control, meant.value});
      continue;
    }
    const SliderRange& range = *link.slider;
    std::int64_t value = slider_value(range, a.at.x);
    if (a.kind == Action::Kind::Adjust)
      value = snap_to_step(range, range.value + static_cast<std::int64_t>(a.amount) *
                                                    (range.key_step ? range.key_step : range.step));
    else if (a.keyboard) continue;  // Enter on a slider has nothing to choose
    // Only the last place of a drag counts: a World is not asked to seek twice in one frame.
    if (!out.empty() && out.back().control == link.control && a.kind != Action::Kind::Adjust)
      out.back().value = std::to_string(value);
    else out.push_back({link.control, std::to_string(value)});
  }
  return out;
}

}  // namespace ui
