// The inspector: head, attributes, the chain of causes, history; its rail when closed.
// Must not know: where any of it comes from.
#include <algorithm>
#include <format>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kPad = 20, kRight = 16, kHead = 68, kRow = 23, kRuleGap = 14, kDeed = 36,
                kDeedOnPhone = 44;

/// A column of the inspector with a pen that moves down.
struct Pen {
  Panel& p;
  float x = 0, right = 0, y = 0;
  float w() const { return right - x; }
};

void draw_head(Panel& p, Rect r) {
  const view::Inspector& m = p.frame.inspector;
  const Theme& t = p.t();
  const bool chip = m.chip.has_value();
  float x = r.x + kPad;
  if (chip) {
    p.c.chip(
        x, r.y + 18, m.chip->id,
        {.slot = m.chip->slot, .w = 60, .h = 30, .delayed = m.chip->delayed, .pips = m.chip->pips});
    x += 72;
  } else if (!m.icon.empty()) {
    p.c.card(x, r.y + 15, 36, 36, {.radius = 10, .stroke = t.line2});
    p.c.icon(icon_named(m.icon), x + 18, r.y + 33, 19, t.text);
    x += 48;
  }
  const float room = r.right() - 46 - x;
  const std::string title = m.title.empty() ? "Inspector" : m.title;
  p.c.text(x, r.y + (m.subtitle.empty() ? 33.f : 26.f), title,
           {.size = 16, .face = Face::Semibold, .max_width = room});
  p.c.text(x, r.y + 46, m.subtitle, {.size = 13, .color = t.text2, .max_width = room});
  view::Control toggle = m.toggle;
  toggle.icon = p.at.sheet ? "x" : "panel-right-close";
  icon_control(p, toggle, r.right() - 24, r.y + 33);
  p.c.line(r.x + kPad, r.y + kHead, r.right() - kRight, r.y + kHead);
}

void draw_property(Pen& pen, const view::Property& property, int index) {
  Panel& p = pen.p;
  const Theme& t = p.t();
  const float name_w = p.c.text_width(property.name, 13, Face::Mono);
  const float value_w = p.c.text_width(property.value, 13, Face::Mono);
  const bool one_line = name_w + 12 + value_w <= pen.w();
  p.c.text(pen.x, pen.y, property.name,
           {.size = 13, .face = Face::Mono, .color = t.text2, .max_width = pen.w()});
  if (!one_line) pen.y += 19;
  p.c.text(pen.right, pen.y, property.value,
           {.size = 13, .face = Face::Mono, .align = Align::Right, .max_width = pen.w()});
  if (property.full != property.value) {
    // A shortened value shows itself whole when the pointer rests on it.
    const std::string id = std::format("ui.property.{}", index);
    const Rect r{pen.x, pen.y - 11, pen.w(), 22};
    p.links.add(p.hits, id, p.c.to_outer(r), {"ui.none", ""},
                {.cursor = Cursor::Arrow, .focusable = false});
    p.links.label(p.hits, property.full, p.c.to_outer(r));
  }
  pen.y += kRow;
}

void draw_properties(Pen& pen) {
  Panel& p = pen.p;
  const view::Inspector& m = p.frame.inspector;
  if (m.properties.empty()) return;
  p.c.text(pen.x, pen.y, "Attributes", {.size = 15, .face = Face::Semibold});
  if (!m.all.id.empty()) {
    const float w = p.c.text_width(m.all.label, 13);
    const Rect r{pen.right - w - 8, pen.y - 14, w + 16, 28};
    const Touch touch = press(p, m.all, r);
    const float over = hover_share(p, touch);
    if (over > 0)
      p.c.rect(r.x, r.y, r.w, r.h, {.radius = 7, .fill = p.t().hover_plate(), .opacity = over});
    if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 7, 0);
    p.c.text(pen.right, pen.y, m.all.label,
             {.size = 13, .color = between(p.t().text2, p.t().text, over), .align = Align::Right});
  }
  pen.y += 26;
  const std::size_t shown =
      m.all.pressed ? m.properties.size() : std::min(m.shown, m.properties.size());
  for (std::size_t i = 0; i < shown; ++i) draw_property(pen, m.properties[i], static_cast<int>(i));
  p.c.line(pen.x, pen.y - 2, pen.right, pen.y - 2);
  pen.y += 22;
}

// What can be done to the subject, each with its command line below it.
void draw_deeds(Pen& pen) {
  Panel& p = pen.p;
  if (p.frame.inspector.deeds.empty()) return;
  const float h = p.at.phone ? kDeedOnPhone : kDeed;
  const ParaStyle code{.size = 13, .line_height = 18, .face = Face::Mono, .color = p.t().text2};
  for (const view::DeedRow& deed : p.frame.inspector.deeds) {
    push_button(p, deed.control, {pen.x, pen.y - 13, pen.w(), h}, {.size = 14, .left = true});
    pen.y += h + 4;
    if (!deed.line.empty()) pen.y += p.c.para(pen.x, pen.y - 11, pen.w(), deed.line, code) + 8;
    else pen.y += 4;
  }
  p.c.line(pen.x, pen.y - 6, pen.right, pen.y - 6);
  pen.y += 18;
}

// -- The chain of causes
// ----------------------------------------------------------------------------

void draw_step_mark(Panel& p, view::WhyKind kind, float x, float y) {
  const Theme& t = p.t();
  switch (kind) {
    case view::WhyKind::kEvent: p.c.circ(x, y, 6, {.fill = t.text2}); break;
    case view::WhyKind::kTimeout:
      p.c.path({{x, y - 8}, {x + 8, y}, {x, y + 8}, {x - 8, y}}, {.fill = t.time});
      break;
    case view::WhyKind::kAbsence:
      p.c.circ(x, y, 5.5f, {.fill = t.panel, .stroke = t.text3, .width = 2, .dash = {2.5f, 2.5f}});
      break;
    case view::WhyKind::kGood: p.c.tick(x, y, 8); break;
    case view::WhyKind::kBad: p.c.cross(x, y, 8); break;
    case view::WhyKind::kRule: break;
  }
}

constexpr float kDetailLine = 18;

/// A detail in words or in AWS's own (Mono): one line as it is, else wrapped.
float detail_height(Panel& p, const view::WhyStep& step, float w) {
  const Face face = step.mono_detail ? Face::Mono : Face::Regular;
  if (step.detail.empty()) return 0;
  if (p.c.text_width(step.detail, 13, face) <= w) return kDetailLine;
  return p.c.para_height(w, step.detail, {.size = 13, .line_height = kDetailLine, .face = face});
}

void draw_detail(Panel& p, const view::WhyStep& step, float x, float top, float w) {
  const Face face = step.mono_detail ? Face::Mono : Face::Regular;
  if (detail_height(p, step, w) <= kDetailLine)
    p.c.text(x, top + kDetailLine / 2, step.detail,
             {.size = 13, .face = face, .color = p.t().text2});
  else p.c.para(x, top, w, step.detail, {.size = 13, .line_height = kDetailLine, .face = face});
}

float rule_height(Pen& pen, const view::WhyStep& step) {
  const float text_w = pen.w() - 28 - 40;
  const ParaStyle title{.size = 13, .line_height = 18};
  return pen.p.c.para_height(text_w, step.title, title) + detail_height(pen.p, step, text_w) + 8;
}

void draw_rule(Pen& pen, const view::WhyStep& step) {
  Panel& p = pen.p;
  const Theme& t = p.t();
  const float x = pen.x + 28, w = pen.right - x, text_w = w - 32 - 8;
  const ParaStyle title{.size = 13, .line_height = 18, .color = t.text};
  const float title_h = p.c.para_height(text_w, step.title, title);
  const float top = pen.y - 13, h = rule_height(pen, step);
  p.c.rect(x, top, w, h,
           {.radius = 8, .fill = mix(t.panel, t.time, .1f), .stroke = mix(t.panel, t.time, .45f)});
  p.c.icon(Icon::BookOpen, x + 16, top + h / 2, 15, t.time);
  p.c.para(x + 32, top + 4, text_w, step.title, title);
  draw_detail(p, step, x + 32, top + 4 + title_h, text_w);
  pen.y += h + kRuleGap;
}

constexpr float kTitleLine = 18;

/// Room of a step's title beside its time.
float title_width(Pen& pen, const view::WhyStep& step) {
  const float time_w = pen.p.c.text_width(step.time, 13, Face::Mono);
  return pen.w() - 28 - time_w - 10;
}

ParaStyle title_style(Panel& p) {
  return {.size = 14, .line_height = kTitleLine, .face = Face::Semibold, .color = p.t().text};
}

float step_height(Pen& pen, const view::WhyStep& step) {
  const float title_h = pen.p.c.para_height(title_width(pen, step), step.title, title_style(pen.p));
  return title_h + 12 + detail_height(pen.p, step, pen.w() - 28);
}

void draw_step(Pen& pen, const view::WhyStep& step) {
  if (step.kind == view::WhyKind::kRule) {
    draw_rule(pen, step);
    return;
  }
  Panel& p = pen.p;
  const Theme& t = p.t();
  const float x = pen.x + 28, h = step_height(pen, step);
  if (!step.jump.empty()) {
    const view::Control jump{step.jump, step.time + " " + step.title, "", ""};
    const Rect r{pen.x - 6, pen.y - 14, pen.w() + 12, h - 4};
    const Touch touch = press(p, jump, r);
    const float over = p.motion.follow(std::format("step/{}/{}", step.jump, pen.y),
                                       touch.hover ? 1.f : 0.f, kHoverTime);
    if (over > 0)
      p.c.rect(x - 6, r.y, r.right() - x + 6, r.h, {.radius = 8, .fill = t.card2, .opacity = over});
    if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, 0);
  }
  draw_step_mark(p, step.kind, pen.x + 10, pen.y);
  const float title_h =
      p.c.para(x, pen.y - kTitleLine / 2, title_width(pen, step), step.title, title_style(p));
  p.c.text(pen.right, pen.y, step.time,
           {.size = 13, .face = Face::Mono, .color = t.text2, .align = Align::Right});
  draw_detail(p, step, x, pen.y - kTitleLine / 2 + title_h + 1, pen.right - x);
  pen.y += h;
}

/// The line behind the marks, from the first to the last of them.
void draw_thread(Pen& pen, const std::vector<view::WhyStep>& steps) {
  float y = pen.y, last = pen.y;
  Panel& p = pen.p;
  for (const view::WhyStep& step : steps) {
    if (step.kind == view::WhyKind::kRule) {
      y += rule_height(pen, step) + kRuleGap;
      continue;
    }
    last = y;
    y += step_height(pen, step);
  }
  if (last > pen.y)
    p.c.line(pen.x + 10, pen.y, pen.x + 10, last, {.color = p.t().line2, .width = 2});
}

void draw_steps(Pen& pen, std::string_view title, const std::vector<view::WhyStep>& steps) {
  if (steps.empty()) return;
  pen.y += pen.p.c.para(
               pen.x, pen.y - 11, pen.w(), title,
               {.size = 16, .line_height = 22, .face = Face::Semibold, .color = pen.p.t().text}) +
           4;
  draw_thread(pen, steps);
  for (const view::WhyStep& step : steps) draw_step(pen, step);
  pen.y += 12;
}

void draw_body(Panel& p, Rect r) {
  const view::Inspector& m = p.frame.inspector;
  const std::string subject = std::format("{}/{}", static_cast<int>(m.subject.kind), m.subject.id);
  const Rect body{r.x + 1, r.y + kHead + 1, r.w - 1, r.h - kHead - 1};
  ScrollArea area(p, "ui.scroll.inspector", body, subject);
  Pen pen{p, r.x + kPad, r.right() - kRight, area.top() + 21};
  if (!m.hint.empty() && m.properties.empty())
    pen.y += p.c.para(pen.x, pen.y - 11, pen.w(), m.hint, {.size = 15, .line_height = 22}) + 22;
  draw_properties(pen);
  draw_deeds(pen);
  draw_steps(pen, m.why_title, m.why);
  draw_steps(pen, "History", m.history);
  // The last step's own space below it is margin enough.
  area.end(pen.y - area.top() - 18);
}

void draw_rail(Panel& p) {
  const Rect r = box(p.at.rail);
  if (r.empty()) return;
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  p.c.line(r.x + .5f, r.y, r.x + .5f, r.bottom());
  float y = r.y + 30;
  bool first = true;
  for (const view::Control& control : p.frame.rail) {
    icon_control(p, control, r.x + r.w / 2, y, 20, first ? p.t().text : p.t().text2);
    if (first) p.c.line(r.x + 10, y + 22, r.right() - 10, y + 22);
    first = false;
    y += 44;
  }
}

}  // namespace

void draw_inspector(Panel& p) {
  const view::Inspector& m = p.frame.inspector;
  if (m.open && p.at.inspector.w > 0) p.state.inspector = p.at.inspector;
  const float open = p.motion.follow("inspector", m.open ? 1.f : 0.f, kPanelTime);
  if (open < 1) draw_rail(p);
  Rect r = box(p.state.inspector);
  if (open <= 0 || r.empty()) return;
  const float slide = r.w * (1 - open);
  const Rect clip = r;
  r.x += slide;
  if (slide > 0) p.c.push_clip(clip);
  p.hits.push_clip(p.c.to_outer(clip));
  // Over the stage it must not let a press through.
  p.links.add(p.hits, "ui.shade.inspector", p.c.to_outer(r), {"ui.none", ""},
              {.cursor = Cursor::Arrow, .focusable = false});
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  if (p.at.sheet) p.c.line(r.x, r.y + .5f, r.right(), r.y + .5f);
  else
    p.c.line(r.x + .5f, r.y, r.x + .5f, r.bottom(),
             {.color = p.at.inspector_overlays ? p.t().line2 : p.t().line});
  draw_head(p, r);
  draw_body(p, r);
  p.hits.pop_clip();
  if (slide > 0) p.c.pop_clip();
}

}  // namespace ui
