// The course home: where to go on at the left, the tracks with their lessons as stations of a line
// at the right; one column on narrow screens. Must not know: what a lesson holds.
#include <algorithm>
#include <cmath>
#include <format>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kSide = 312, kTrackPitch = 82.5f, kStationPitch = 80.5f, kWidePitch = 116,
                kStationRow = 78;

/// One column below this width.
constexpr float kTwoColumns = 900;
constexpr float kMostButton = 360;
/// Columns wider than this give the stations more room.
constexpr float kRoomy = 1300;

/// The disc of a station. `scale` 1 on the line, smaller in the legend.
void draw_station(Panel& p, view::StationState state, float x, float y, float k, Color ground,
                  float over) {
  const Theme& t = p.t();
  if (over > 0) p.c.circ(x, y, 15 * k, {.fill = t.hover_plate(), .opacity = over});
  switch (state) {
    case view::StationState::kDone:
    case view::StationState::kDue:
      p.c.circ(x, y, 11.5f * k, {.fill = ground});
      p.c.circ(x, y, k < 1 ? 10 * k : 8.5f, {.fill = t.text2});
      p.c.path(
          {{x - 4.2f * k, y + .4f * k}, {x - 1.1f * k, y + 3.5f * k}, {x + 4.4f * k, y - 3.2f * k}},
          {.stroke = t.bg, .width = 2.2f, .round_cap = true});
      if (state == view::StationState::kDue) {
        p.c.circ(x + 9 * k, y - 8 * k, 5.5f * k + 1.25f, {.fill = ground});
        p.c.circ(x + 9 * k, y - 8 * k, 5.5f * k - 1.25f, {.fill = t.time});
      }
      break;
    case view::StationState::kHere:
      p.c.circ(x, y, 11 * k, {.fill = t.bg, .stroke = t.you, .width = k < 1 ? 2.5f : 3.f});
      p.c.circ(x, y, 4.5f * k, {.fill = t.you});
      break;
    case view::StationState::kNotStarted:
      p.c.circ(x, y, 8.5f * k, {.fill = t.bg, .stroke = t.ctl, .width = 2});
      break;
  }
}

/// A label broken into two lines of nearly the same width.
std::vector<std::string> two_lines(Panel& p, const std::string& s, float width, Face face) {
  if (p.c.text_width(s, 13, face) < std::min(70.f, width)) return {s};
  std::vector<std::string> best{s};
  float best_w = 1e9f;
  for (std::size_t i = s.find(' '); i != std::string::npos; i = s.find(' ', i + 1)) {
    const std::string a = s.substr(0, i), b = s.substr(i + 1);
    const float w = std::max(p.c.text_width(a, 13), p.c.text_width(b, 13));
    if (w >= best_w) continue;
    best_w = w;
    best = {a, b};
  }
  return best;
}

void draw_station_label(Panel& p, const view::Station& s, float x, float y, float width,
                        float over) {
  const Theme& t = p.t();
  const bool here = s.state == view::StationState::kHere;
  const bool done = s.state == view::StationState::kDone || s.state == view::StationState::kDue;
  const Face face = here ? Face::Semibold : Face::Regular;
  const Color c = between(here ? t.text : done ? t.text2 : t.text3, t.text, over);
  for (const std::string& line : two_lines(p, s.control.label, width, face)) {
    p.c.text(x, y, line,
             {.size = 13, .face = face, .color = c, .align = Align::Middle, .max_width = width});
    y += 16;
  }
}

/// Stations of one row from `first` on. `x0` is the first one's middle.
void draw_line_of(Panel& p, const view::Track& track, std::size_t first, std::size_t last, float x0,
                  float y, float pitch) {
  const Theme& t = p.t();
  const Color ground = track.current ? t.card : t.bg;
  const auto x_of = [&](std::size_t i) { return x0 + pitch * static_cast<float>(i - first); };
  const auto travelled = [&](std::size_t i) {
    const view::StationState s = track.stations[i].state;
    return s == view::StationState::kDone || s == view::StationState::kDue;
  };
  p.c.line(x_of(first), y, x_of(last - 1), y, {.color = t.line2, .width = 3});
  for (std::size_t i = first; i + 1 < last; ++i) {
    const bool onwards =
        travelled(i + 1) || track.stations[i + 1].state == view::StationState::kHere;
    if (travelled(i) && onwards)
      p.c.line(x_of(i), y, x_of(i + 1), y, {.color = t.text2, .width = 3});
  }
  for (std::size_t i = first; i < last; ++i) {
    const view::Station& s = track.stations[i];
    const float x = x_of(i);
    const Rect target{x - pitch / 2 + 2, y - 16, pitch - 4, 62};
    const Touch touch = press(p, s.control, target);
    const float over = s.control.enabled ? hover_share(p, touch) : 0;
    draw_station(p, s.state, x, y, 1, ground, over);
    draw_station_label(p, s, x, y + 24, pitch + 3, over);
    if (touch.focus) p.c.focus_ring(target.x, target.y, target.w, target.h, 8, 0);
  }
}

void draw_track_name(Panel& p, const view::Track& track, float x, float y, float room) {
  const Theme& t = p.t();
  p.c.icon(icon_named(track.icon), x + 12, y, 20, track.current ? t.text : t.text2);
  p.c.text(x + 36, y, track.name, {.size = 16, .face = Face::Semibold, .max_width = room - 36});
  p.c.text(x + 36, y + 22, track.progress, {.size = 13, .color = t.text3});
}

/// Draws a track and returns its height. `wide`: name at the left, the line beside it.
float draw_track(Panel& p, const view::Track& track, Rect r, bool wide) {
  const std::size_t n = track.stations.size();
  const float x0 = wide ? r.x + 246 : r.x + 40;
  const float room = r.right() - x0 - (wide ? 14.f : 40.f);
  const float fit = n > 1 ? room / static_cast<float>(n - 1) : room;
  const float most = r.w > kRoomy ? kWidePitch : kStationPitch;
  const float pitch = wide ? std::clamp(fit, 68.f, most) : kStationPitch;
  const auto per_row = static_cast<std::size_t>(std::max(std::floor(room / pitch + .01f) + 1, 1.f));
  const std::size_t rows = std::max<std::size_t>((n + per_row - 1) / per_row, 1);
  const float head = wide ? 0.f : 58.f;
  const float extra = kStationRow * static_cast<float>(rows - 1);
  const float h = head + kTrackPitch + extra;
  const float y = r.y + 26;  // middle of the name
  if (track.current)
    p.c.rect(r.x - 16, r.y, r.w + 32, h - 4.5f, {.radius = 12, .fill = p.t().card});
  draw_track_name(p, track, r.x, y, wide ? 236 : r.w);
  float line = y + (wide ? 0.f : 50.f);
  for (std::size_t first = 0; first < n; first += per_row) {
    draw_line_of(p, track, first, std::min(first + per_row, n), x0, line, pitch);
    line += kStationRow;
  }
  return h;
}

void draw_legend(Panel& p, float right, float left, float y) {
  using S = view::StationState;
  struct Item {
    const char* text;
    S state;
  };
  const Item items[] = {{"Not started", S::kNotStarted},
                        {"You are here", S::kHere},
                        {"Due", S::kDue},
                        {"Done", S::kDone}};
  float x = right;
  for (const Item& item : items) {
    const float w = p.c.text_width(item.text, 13);
    if (x - w - 30 < left) return;
    p.c.text(x, y, item.text, {.size = 13, .color = p.t().text2, .align = Align::Right});
    draw_station(p, item.state, x - w - 15, y, .7f, p.t().bg, 0);
    x -= w + 46;
  }
}

// -- Where to go on
// ----------------------------------------------------------------------------------

/// The card that goes on with a lesson and the further actions; returns its height.
float draw_continue(Panel& p, float x, float y, float w, bool phone) {
  const view::Home& m = p.frame.home;
  const Theme& t = p.t();
  p.c.text(x, y + 32, m.continue_title, {.size = 14, .color = t.text2, .max_width = w});
  p.c.text(x, y + 60, m.lesson, {.size = 20, .face = Face::Semibold, .max_width = w});
  p.c.text(x, y + 85, m.lesson_detail, {.size = 14, .color = t.text2, .max_width = w});
  beat_dots(p, x, y + 112, m.beat, m.beats_done, {});
  p.c.text(x + w, y + 112, m.beat_text, {.size = 13, .color = t.text3, .align = Align::Right});
  if (!m.go.id.empty())
    push_button(p, m.go, {x, y + 136, phone ? w : std::min(w, kMostButton), 48},
                {.kind = ButtonKind::Primary, .key = phone ? std::string_view{} : m.go.shortcut});
  return 184;
}

float draw_actions(Panel& p, float x, float y, float w) {
  const std::vector<view::Control>& actions = p.frame.home.actions;
  if (actions.empty()) return 0;
  p.c.line(x, y + 30, x + w, y + 30);
  float row = y + 46;
  for (const view::Control& action : actions) {
    const Rect r{x, row, p.at.phone ? w : std::min(w, kMostButton), 44};
    push_button(p, action, r, {.size = 15, .left = true});
    row += 52;
  }
  return row - y;
}

float draw_tracks(Panel& p, Rect r, bool wide) {
  const view::Home& m = p.frame.home;
  const float w = p.c.text(r.x, r.y + 36, m.heading, {.size = 22, .face = Face::Semibold});
  p.c.text(r.x + w + 12, r.y + 38, m.progress,
           {.size = 14, .color = p.t().text2, .max_width = r.w - w - 12});
  if (wide) draw_legend(p, r.right() + 2, r.x + w + 40 + p.c.text_width(m.progress, 14), r.y + 38);
  float y = r.y + 64;
  for (const view::Track& track : m.tracks) y += draw_track(p, track, {r.x, y, r.w, 0}, wide);
  return y - r.y;
}

void draw_two_columns(Panel& p, Rect page) {
  const Rect side{page.x, page.y, kSide, page.h};
  p.c.rect(side.x, side.y, side.w, side.h, {.fill = p.t().panel});
  p.c.line(side.right() - .5f, side.y, side.right() - .5f, side.bottom());
  ScrollArea left(p, "ui.scroll.home_side", side, "home");
  float y = left.top();
  y += draw_continue(p, side.x + 24, y, side.w - 48, false);
  y += draw_actions(p, side.x + 24, y, side.w - 48);
  left.end(y - left.top() + 16);

  const Rect main{side.right(), page.y, page.w - side.w, page.h};
  ScrollArea right(p, "ui.scroll.home_tracks", main, "home");
  const Rect column{main.x + 32, right.top(), main.w - 64, 0};
  const float h = draw_tracks(p, column, true);
  right.end(h + 16);
}

void draw_one_column(Panel& p, Rect page) {
  ScrollArea area(p, "ui.scroll.home", page, "home");
  const float pad = p.at.phone ? 20 : 32, x = page.x + pad, w = page.w - 2 * pad;
  float y = area.top();
  const float card = 184 + 24;
  p.c.rect(page.x, y, page.w, card, {.fill = p.t().panel});
  p.c.line(page.x, y + card - .5f, page.right(), y + card - .5f);
  draw_continue(p, x, y, w, p.at.phone);
  y += card;
  y += draw_tracks(p, {x, y, w, 0}, false);
  y += draw_actions(p, x, y - 16, w);
  area.end(y - area.top() + 16);
}

}  // namespace

void draw_home(Panel& p) {
  const float top = p.at.top.bottom();
  const Rect page{0, top, p.frame.width, p.frame.height - top};
  p.c.rect(page.x, page.y, page.w, page.h, {.fill = p.t().bg});
  if (p.frame.width >= kTwoColumns) draw_two_columns(p, page);
  else draw_one_column(p, page);
}

}  // namespace ui
