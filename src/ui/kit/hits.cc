// Resolves pointer and keys against the controls of the last frame.
// Must not know: SDL, the browser, what a control means.
#include "ui/kit/hits.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {
namespace {

constexpr float kDragStart = 3, kFingerScrollStart = 8, kRevealMargin = 12;

float distance_to(Rect r, Point p) {
  const float x = std::max({r.x - p.x, 0.f, p.x - r.right()});
  const float y = std::max({r.y - p.y, 0.f, p.y - r.bottom()});
  return std::hypot(x, y);
}

/// The rectangle a finger may touch: at least 44 px each way.
Rect finger_rect(Rect r) {
  const float gx = std::max(0.f, (kTouchTarget - r.w) / 2),
              gy = std::max(0.f, (kTouchTarget - r.h) / 2);
  return {r.x - gx, r.y - gy, r.w + 2 * gx, r.h + 2 * gy};
}

float moved(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

std::string_view cursor_name(Cursor c) {
  switch (c) {
    case Cursor::Arrow: return "default";
    case Cursor::Hand: return "pointer";
    case Cursor::Text: return "text";
    case Cursor::ResizeX: return "ew-resize";
    case Cursor::ResizeY: return "ns-resize";
    case Cursor::Grab: return "grab";
    case Cursor::Grabbing: return "grabbing";
    case Cursor::Blocked: return "not-allowed";
  }
  return "default";
}

// -- While drawing --------------------------------------------------------------------------------

void Hits::begin_frame() {
  controls_.clear();
  areas_.clear();
  clips_.clear();
  open_areas_.clear();
  layer_ = 0;
}

Touch Hits::add(std::string_view id, Rect r, const ControlOptions& options) {
  Control c;
  c.id = id;
  c.group = options.group;
  c.whole = r;
  c.rect = clips_.empty() ? r : r.cut(clips_.back());
  c.layer = layer_;
  c.scroll = open_areas_.empty() ? -1 : open_areas_.back();
  c.options = options;
  c.options.group = {};  // the view ends with this call; Control::group keeps it
  controls_.push_back(std::move(c));
  return touch(id);
}

void Hits::push_clip(Rect r) { clips_.push_back(clips_.empty() ? r : r.cut(clips_.back())); }

void Hits::pop_clip() {
  if (!clips_.empty()) clips_.pop_back();
}

float Hits::begin_scroll(std::string_view id, Rect r, float content_height) {
  push_clip(r);
  const int parent = open_areas_.empty() ? -1 : open_areas_.back();
  areas_.push_back({std::string(id), clips_.back(), content_height, layer_, parent});
  open_areas_.push_back(static_cast<int>(areas_.size()) - 1);
  const float most = std::max(0.f, content_height - r.h);
  float& offset = offsets_[std::string(id)];
  offset = std::clamp(offset, 0.f, most);
  return offset;
}

void Hits::end_scroll() {
  pop_clip();
  if (!open_areas_.empty()) open_areas_.pop_back();
}

void Hits::begin_modal() { ++layer_; }

void Hits::end_frame() {
  const auto gone = [&](const std::string& id) { return !id.empty() && !find(id); };
  if (gone(focus_)) focus_.clear();
  // A sheet takes the focus away from what lies below and gives it back when it closes.
  if (const Control* c = find(focus_); c && !reachable(*c)) below_ = std::exchange(focus_, {});
  if (const Control* c = find(below_); c && reachable(*c) && focus_.empty())
    focus_ = std::exchange(below_, {});
  if (gone(press_)) {
    press_.clear();
    dragging_ = false;
  }
  set_hover(inside_ && !down_ ? control_at(at_, false) : find(hover_));
}

// -- Pointer --------------------------------------------------------------------------------------

const Control* Hits::find(std::string_view id) const {
  if (id.empty()) return nullptr;
  const auto it = std::ranges::find(controls_, id, &Control::id);
  return it == controls_.end() ? nullptr : &*it;
}

const Control* Hits::control_at(Point p, bool touch) const {
  const Control* near = nullptr;
  float best = 1e9f;
  for (auto it = controls_.rbegin(); it != controls_.rend(); ++it) {
    if (!reachable(*it) || it->rect.empty()) continue;
    if (it->rect.contains(p)) return &*it;
    if (!touch || !finger_rect(it->rect).contains(p)) continue;
    const float d = distance_to(it->rect, p);
    if (d < best) {
      best = d;
      near = &*it;
    }
  }
  return near;
}

int Hits::area_at(Point p) const {
  for (int i = static_cast<int>(areas_.size()) - 1; i >= 0; --i) {
    const Area& a = areas_[static_cast<std::size_t>(i)];
    if (a.layer == layer_ && a.rect.contains(p)) return i;
  }
  return -1;
}

bool Hits::scroll_by(int area, float by) {
  for (; area >= 0; area = areas_[static_cast<std::size_t>(area)].parent) {
    const Area& a = areas_[static_cast<std::size_t>(area)];
    float& offset = offsets_[a.id];
    const float next = std::clamp(offset + by, 0.f, std::max(0.f, a.content - a.rect.h));
    if (next == offset) continue;
    offset = next;
    return true;
  }
  return false;
}

bool Hits::set_hover(const Control* c) {
  const std::string_view id = c ? std::string_view(c->id) : std::string_view();
  if (hover_ == id) return false;
  hover_ = id;
  hover_s_ = 0;
  return true;
}

void Hits::emit(Action::Kind kind, const Control& c, Point at, bool keyboard, const Mods& mods,
                float amount) {
  actions_.push_back({kind, c.id, at, amount, keyboard, mods});
}

bool Hits::pointer(const PointerEvent& e) {
  using Kind = PointerEvent::Kind;
  last_at_ = at_;
  if (e.kind != Kind::Leave && e.kind != Kind::Cancel) {
    at_ = e.at;
    inside_ = true;
  }
  switch (e.kind) {
    case Kind::Move: return move(e);
    case Kind::Down: return down(e);
    case Kind::Up: return up(e);
    case Kind::Wheel: return scroll_by(area_at(e.at), e.wheel_y);
    case Kind::Leave: inside_ = false; return !down_ && set_hover(nullptr);
    case Kind::Cancel: {
      const Control* c = find(press_);
      if (c && dragging_) emit(Action::Kind::DragEnd, *c, at_, false, e.mods);
      down_ = dragging_ = finger_scroll_ = inside_ = false;
      press_.clear();
      set_hover(nullptr);
      return true;
    }
  }
  return false;
}

bool Hits::down(const PointerEvent& e) {
  const Control* c = control_at(e.at, e.touch);
  down_ = true;
  dragging_ = finger_scroll_ = false;
  press_at_ = last_at_ = e.at;
  press_area_ = e.touch ? area_at(e.at) : -1;
  press_.clear();
  const bool ring = keyboard_;
  keyboard_ = false;
  set_hover(c);
  if (!c) {
    const bool had = !focus_.empty();
    focus_.clear();
    return ring || had;
  }
  if (c->options.enabled) press_ = c->id;
  if (c->options.enabled && c->options.focusable) focus_ = c->id;
  return true;
}

bool Hits::move(const PointerEvent& e) {
  if (!down_) return set_hover(e.touch ? nullptr : control_at(e.at, false));
  const Control* c = find(press_);
  const bool draggable = c && c->options.drag;
  if (press_area_ >= 0 && !draggable) {
    if (!finger_scroll_ && moved(e.at, press_at_) > kFingerScrollStart) {
      finger_scroll_ = true;
      press_.clear();
      set_hover(nullptr);
    }
    if (finger_scroll_ && press_area_ < static_cast<int>(areas_.size()))
      return scroll_by(press_area_, last_at_.y - e.at.y);
  }
  if (draggable) return drag(e);
  return set_hover(c && control_at(e.at, e.touch) == c ? c : nullptr);
}

bool Hits::drag(const PointerEvent& e) {
  const Control* c = find(press_);
  if (!dragging_ && moved(e.at, press_at_) <= kDragStart) return false;
  if (!dragging_) emit(Action::Kind::DragStart, *c, press_at_, false, e.mods);
  dragging_ = true;
  emit(Action::Kind::DragMove, *c, e.at, false, e.mods);
  return true;
}

bool Hits::up(const PointerEvent& e) {
  const Control* c = find(press_);
  if (c && dragging_) emit(Action::Kind::DragEnd, *c, e.at, false, e.mods);
  else if (c && control_at(e.at, e.touch) == c) emit(Action::Kind::Click, *c, e.at, false, e.mods);
  const bool changed = !press_.empty() || finger_scroll_;
  down_ = dragging_ = finger_scroll_ = false;
  press_.clear();
  if (e.touch) inside_ = false;  // a lifted finger hovers over nothing
  return set_hover(e.touch ? nullptr : control_at(e.at, false)) || changed;
}

// -- Keys -----------------------------------------------------------------------------------------

bool Hits::key(std::string_view name, const Mods& mods) {
  if (mods.ctrl || mods.alt || mods.meta) return false;
  if (name == "Tab") return move_focus(mods.shift ? -1 : 1);
  if (name == "ArrowUp" || name == "ArrowDown")
    return arrow_key(name == "ArrowUp" ? -1 : 1, true, mods);
  if (name == "ArrowLeft" || name == "ArrowRight")
    return arrow_key(name == "ArrowLeft" ? -1 : 1, false, mods);
  const Control* c = find(focus_);
  if (name == "Enter" || name == " ") {
    const bool text = c && c->options.text;
    if (!c || !c->options.enabled || (!keyboard_ && !text) || (text && name == " ")) return false;
    emit(Action::Kind::Click, *c, c->whole.middle(), true, mods);
    return true;
  }
  return page_key(name);
}

bool Hits::arrow_key(int step, bool vertical, const Mods& mods) {
  const Control* c = find(focus_);
  if (!c) return vertical && move_focus(step);
  if (c->options.text) return false;
  if (c->options.adjust) {
    // Right and up mean more, as on a slider of the page.
    const float amount = static_cast<float>(vertical ? -step : step) * (mods.shift ? 10.f : 1.f);
    keyboard_ = true;
    emit(Action::Kind::Adjust, *c, c->whole.middle(), true, mods, amount);
    return true;
  }
  if (!c->group.empty()) return move_in_group(step);
  return vertical && move_focus(step);
}

bool Hits::page_key(std::string_view name) {
  const Control* c = find(focus_);
  if (c && c->options.text) return false;
  const int area = c && c->scroll >= 0 ? c->scroll : area_at(at_);
  if (area < 0) return false;
  const float page = areas_[static_cast<std::size_t>(area)].rect.h * .9f;
  if (name == "PageDown") return scroll_by(area, page);
  if (name == "PageUp") return scroll_by(area, -page);
  if (name == "Home") return scroll_by(area, -1e6f);
  if (name == "End") return scroll_by(area, 1e6f);
  return false;
}

bool Hits::move_focus(int step) {
  const auto usable = [&](const Control& c) {
    return reachable(c) && c.options.focusable && c.options.enabled;
  };
  const int n = static_cast<int>(controls_.size());
  int i = step > 0 ? -1 : n;
  if (const Control* c = find(focus_)) {
    i = static_cast<int>(c - controls_.data());
    if (!keyboard_ && usable(*c)) {  // the ring was hidden: show where the focus is first
      focus(c->id);
      return true;
    }
  }
  for (i += step; i >= 0 && i < n; i += step) {
    const Control& c = controls_[static_cast<std::size_t>(i)];
    if (!usable(c)) continue;
    focus(c.id);
    return true;
  }
  focus({});
  return false;
}

bool Hits::move_in_group(int step) {
  const Control* now = find(focus_);
  std::vector<const Control*> members;
  for (const Control& c : controls_)
    if (c.group == now->group && c.options.enabled && reachable(c)) members.push_back(&c);
  const auto at = std::ranges::find(members, now);
  if (at == members.end()) return false;
  const int n = static_cast<int>(members.size());
  const int i = static_cast<int>(at - members.begin());
  focus(members[static_cast<std::size_t>((i + step + n) % n)]->id);
  return true;
}

void Hits::focus(std::string_view id, bool show_ring) {
  const Control* c = find(id);
  keyboard_ = show_ring && c;
  const std::string next(c ? std::string_view(c->id) : std::string_view());
  if (next == focus_) return;
  focus_ = next;
  if (!c) return;
  reveal(*c);
  emit(Action::Kind::Focus, *c, c->whole.middle(), true, {});
}

void Hits::reveal(const Control& c) {
  if (c.scroll < 0) return;
  const Area& a = areas_[static_cast<std::size_t>(c.scroll)];
  const float above = a.rect.y + kRevealMargin - c.whole.y;
  const float below = c.whole.bottom() + kRevealMargin - a.rect.bottom();
  if (above > 0) scroll_by(c.scroll, -above);
  else if (below > 0) scroll_by(c.scroll, below);
}

// -- State ----------------------------------------------------------------------------------------

std::vector<Action> Hits::take_actions() { return std::exchange(actions_, {}); }

Touch Hits::touch(std::string_view id) const {
  if (id.empty()) return {};
  return {.hover = hover_ == id, .focus = focus_visible() && focus_ == id, .pressed = press_ == id};
}

Cursor Hits::cursor() const {
  if (dragging_) {
    const Control* c = find(press_);
    if (c && c->options.cursor == Cursor::Grab) return Cursor::Grabbing;
    if (c) return c->options.cursor;
  }
  const Control* c = find(hover_);
  if (!c) return Cursor::Arrow;
  return c->options.enabled ? c->options.cursor : Cursor::Blocked;
}

void Hits::tick(double dt_s) {
  if (!hover_.empty()) hover_s_ += dt_s;
}

float Hits::scroll_offset(std::string_view id) const {
  const auto it = offsets_.find(id);
  return it == offsets_.end() ? 0 : it->second;
}

void Hits::set_scroll_offset(std::string_view id, float offset) {
  offsets_[std::string(id)] = std::max(0.f, offset);
}

}  // namespace ui
