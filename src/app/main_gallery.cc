// Development program: every element and state of the design on one page, a page of controls that
// reports what is done to it, and a page of many chips for measuring.
// Routes: #/elements, #/parts, #/controls and #/chips/<n>. Not part of the product.
#include <array>
#include <charconv>
#include <cmath>
#include <format>
#include <string>
#include <vector>

#include "platform/app.h"
#include "ui/kit/hits.h"
#include "ui/kit/surface.h"
#include "ui/kit/text_field.h"

namespace {

using namespace ui;

constexpr TextStyle bold(float size) { return {.size = size, .face = Face::Semibold}; }

/// The page "Elements and states" (drawings 9a and 9b).
class Elements {
 public:
  Elements(Canvas& canvas, float width) : c_(canvas), t_(canvas.theme()), width_(width) {}

  void draw(float height) {
    c_.dots(0, 0, width_, height);
    c_.text(32, 36, "Elements and states", bold(20));
    c_.text(width_ - 32, 36, t_.dark ? "Dark" : "Light",
            {.color = t_.text2, .align = Align::Right});
    messages();
    keys();
    places();
    shards();
    verdicts();
    gates();
    controls();
    timeline();
    stations();
  }

 private:
  void label(float x, float y, std::string_view s) {
    c_.text(x, y, s, {.size = 13, .color = t_.text2, .align = Align::Middle});
  }
  void row(float y, std::string_view s) { c_.text(32, y, s, bold(14)); }

  void messages() {
    row(92, "Message");
    struct Case {
      std::string_view name;
      ChipStyle style;
    };
    const Case cases[] = {{"Plain", {}},
                          {"Hover", {.touch = {.hover = true}}},
                          {"Focus", {.touch = {.focus = true}}},
                          {"Selected", {.touch = {.selected = true}}},
                          {"Received 3×", {.pips = 3}},
                          {"Hidden 30 s", {.pips = 1, .rim = 1.f}},
                          {"Hidden 18 s", {.pips = 1, .rim = .6f}},
                          {"Hidden 3 s", {.pips = 1, .rim = .1f}},
                          {"Delayed", {.w = 64, .delayed = true}},
                          {"Ghost", {.ghost = true}},
                          {"Blocked", {.dim = true}},
                          {"Expired", {.expired = true}}};
    float x = 150;
    for (Case item : cases) {
      if (!item.style.delayed) item.style.w = 56;
      c_.chip(x - item.style.w / 2, 78, "7c1", item.style);
      label(x, 128, item.name);
      x += 93;
    }
  }

  void keys() {
    row(182, "Keys");
    constexpr std::array<std::string_view, kSlots> names{"sky",    "mauve", "teal",  "rust",
                                                         "indigo", "lime",  "slate", "sand"};
    for (int i = 0; i < kSlots; ++i) {
      const float x = 150 + 93 * static_cast<float>(i);
      c_.chip(x - 28, 168, std::format("k-{}", i + 1), {.slot = i, .w = 56});
      c_.swatch(x - 24, 206, 22, 22, i, 1, 5);
      c_.swatch(x + 2, 206, 22, 22, i, .45f, 5);
      label(x, 244, std::format("{} {}", i + 1, names[static_cast<std::size_t>(i)]));
    }
  }

  void places() {
    row(290, "Places");
    c_.rect(120, 272, 150, 40, {.radius = 9, .fill = t_.card, .stroke = t_.line});
    c_.chip(206, 278, "a31");
    label(195, 330, "Waiting lane");

    c_.rect(290, 272, 150, 40, {.radius = 9, .fill = t_.card, .stroke = t_.line});
    c_.hatch(290, 272, 150, 40, 1, t_.line2, .55f, 9, 1.2f);
    c_.chip(336, 278, "4f7", {.slot = 3});
    c_.circ(420, 292, 14, {.fill = t_.card2, .stroke = t_.text2, .width = 1.5f});
    c_.icon(Icon::Lock, 420, 292, 15, t_.text);
    label(365, 330, "Locked group");

    c_.card(460, 272, 138, 44, {.fill = t_.card2, .stroke = t_.line2, .lift = 4});
    c_.chip(474, 280, "c08", {.slot = 2, .rim = .35f});
    c_.text(546, 294, "9.1 s", {.face = Face::Mono, .color = t_.time});
    label(525, 334, "In flight, lifted");

    c_.rect(614, 272, 134, 40, {.radius = 9, .stroke = t_.line2, .dash = kDashLane});
    c_.chip(622, 278, "04e", {.w = 64, .delayed = true});
    c_.text(698, 292, "5.4 s", {.size = 13, .face = Face::Mono, .color = t_.text2});
    label(675, 330, "Delayed");
  }

  void shards() {
    c_.rect(760, 275, 150, 34, {.radius = 8, .fill = t_.card, .stroke = t_.line});
    constexpr int slots[] = {0, 4, 0};
    for (int i = 0; i < 3; ++i)
      c_.swatch(772 + 32 * static_cast<float>(i), 281, 22, 22, slots[i], 1, 5);
    c_.flag(872, 260, 314, "map");
    label(835, 330, "Shard, consumer flag");

    c_.rect(
        930, 275, 140, 34,
        {.radius = 8, .fill = mix(t_.bg, t_.card, .6f), .stroke = t_.line2, .dash = kDashGhost});
    c_.line(931, 271, 931, 313, {.color = t_.text2, .width = 3});
    for (int i = 0; i < 3; ++i)
      c_.swatch(944 + 32 * static_cast<float>(i), 281, 22, 22, 3, .45f, 5);
    label(1000, 330, "Closed shard");

    c_.gauge(1090, 281, {.label = "rec/s", .value = "1,000", .share = 1, .value_w = 48});
    c_.gauge(1090, 305, {.label = "MiB/s", .value = "0.31", .share = .3f, .value_w = 48});
    label(1170, 330, "Gauge");
  }

  void verdicts() {
    row(390, "Verdicts");
    c_.tick(150, 390, 10);
    label(150, 418, "Passed");
    c_.cross(230, 390, 10);
    label(230, 418, "Refused");

    c_.circ(320, 390, 17, {.fill = t_.denied_disc(), .stroke = t_.bad, .width = 1.75f});
    c_.icon(Icon::ShieldX, 320, 390, 19, t_.bad);
    c_.text(346, 384, "AccessDenied", {.size = 13, .face = Face::Mono, .color = t_.bad});
    c_.text(346, 402, "needs sqs:SendMessage", {.size = 13, .color = t_.text2});
    label(390, 424, "Denied call");

    c_.line(
        540, 390, 600, 390,
        {.color = mix(t_.bg, t_.bad, .7f), .width = 1.75f, .dash = kDashTrace, .round_cap = true});
    c_.cross(606, 390, 8);
    c_.cubic({598, 392}, {574, 396}, {562, 404}, {554, 414}, {.color = t_.bad, .width = 2});
    c_.swatch(538, 410, 22, 22, 3, 1, 5);
    label(640, 424, "Throttled, bounces");
  }

  void gates() {
    c_.rect(700, 372, 150, 36, {.radius = 10, .fill = t_.card, .stroke = t_.bad, .width = 2});
    c_.icon(Icon::Funnel, 718, 390, 16, t_.bad);
    c_.text(734, 390, "[\"refund\"]", {.size = 13, .face = Face::Mono});
    c_.cross(850, 374, 9);
    label(775, 424, "Gate, refuses");

    c_.rect(880, 372, 150, 36, {.radius = 10, .fill = t_.card, .stroke = t_.line2});
    c_.icon(Icon::Funnel, 898, 390, 16, t_.text2);
    c_.text(914, 390, "[\"eu\"]", {.size = 13, .face = Face::Mono});
    c_.tick(1030, 374, 9);
    label(955, 424, "Gate, lets through");

    c_.chip(1075, 376, "7c1", {.w = 56, .ghost = true});
    c_.text(1142, 382, "You: still", {.size = 13, .face = Face::Semibold, .color = t_.you});
    c_.text(1142, 399, "hidden", {.size = 13, .face = Face::Semibold, .color = t_.you});
    label(1140, 424, "Your prediction");
  }

  void controls() {
    row(490, "Controls");
    c_.button(120, 466, 150, 48, "Commit", {.kind = ButtonKind::Primary});
    label(195, 532, "Primary");
    c_.button(286, 466, 150, 48, "Commit", {.kind = ButtonKind::Primary, .touch = {.focus = true}});
    label(361, 540, "Focus");
    c_.button(456, 466, 150, 48, "Commit", {.kind = ButtonKind::Disabled});
    label(531, 532, "Disabled");
    c_.button(626, 466, 150, 48, "Run again");
    label(701, 532, "Secondary");
    c_.button(796, 466, 150, 48, "Run again", {.touch = {.hover = true}});
    label(871, 532, "Hover");
    constexpr std::array<std::string_view, 3> sure{"Guess", "Fairly sure", "Sure"};
    c_.segmented(966, 470, 280, 40, sure, 1, {.size = 15, .on = t_.chosen(), .on_stroke = t_.you});
    label(1106, 532, "Confidence");
  }

  void timeline() {
    row(596, "Timeline");
    constexpr std::array<std::string_view, 6> names{"Sent",    "Received", "Deleted",
                                                    "Timeout", "Refused",  "Swallowed"};
    constexpr float sizes[] = {1.4f, 1.43f, 1.375f, 1.33f, 1.23f, 1.13f};
    for (int i = 0; i < 6; ++i) {
      const float x = 150 + 78 * static_cast<float>(i);
      c_.mark(x, 596, static_cast<Mark>(i), sizes[i], i == 5 ? t_.bg : 0);
      label(x, 622, names[static_cast<std::size_t>(i)]);
    }
    c_.playhead(632, 572, 616);
    label(632, 630, "Playhead");
    c_.rect(680, 582, 130, 28, {.radius = 4, .fill = t_.bg});
    c_.hatch(680, 582, 130, 28, 1, t_.line2, 1, 4, 1);
    label(745, 630, "Not played yet");
  }

  void stations() {
    c_.tick(870, 596, 10, t_.text2);
    label(870, 630, "Done");
    c_.tick(970, 596, 10, t_.text2);
    c_.circ(979, 588, 5.5f, {.fill = t_.time, .stroke = t_.bg, .width = 2.5f});
    label(970, 630, "Due");
    c_.circ(1070, 596, 11, {.fill = t_.bg, .stroke = t_.you, .width = 3});
    c_.circ(1070, 596, 4.5f, {.fill = t_.you});
    label(1070, 630, "You are here");
    c_.circ(1170, 596, 8.5f, {.fill = t_.bg, .stroke = t_.ctl, .width = 2});
    label(1170, 630, "Not started");
  }

  Canvas& c_;
  const Theme& t_;
  float width_;
};

/// Parts of screens that the elements page does not show.
void draw_parts(Canvas& c, float w, float h) {
  const Theme& t = c.theme();
  c.dots(0, 0, w, h);
  c.brackets(12, 12, w - 24, h - 24, t.you, 18);
  c.logo(40, 50);
  c.text(76, 50, "Inflight", bold(16));
  c.beats(40, 100, 304, 7, 2, "Predict");
  c.tag(40, 140, "Frozen at 00:38.500 until you commit",
        {.size = 14,
         .height = 32,
         .icon = Icon::Snowflake,
         .color = t.text,
         .icon_color = t.you,
         .fill = t.frozen_tag()});
  c.tag(344, 50, "Standard", {.align = Align::Right});
  c.para(
      40, 170, 304,
      "`worker-2` received **7c1** at 00:12.0, so `orders` hides it for 30 s. This job takes 45 s, "
      "and the worker deletes the message only when it is done.");
  c.button(40, 290, 304, 44, "Run with a timeout of 60 s",
           {.size = 15, .icon = Icon::CirclePlay, .left = true});
  c.button(40, 346, 304, 48, "Commit", {.kind = ButtonKind::Primary, .key = "Enter"});
  c.button(40, 406, 304, 48, "Commit",
           {.kind = ButtonKind::Primary, .key = "Enter", .touch = {.hover = true}});
  c.worker(400, 60, 176, 84,
           {.name = "worker-1", .job = "a6f", .time = "4.5 of 8 s", .progress = .56f});
  c.worker(400, 160, 176, 84,
           {.name = "worker-2",
            .bad = true,
            .tag = "Slow",
            .job = "7c1",
            .time = "30.4 of 45 s",
            .progress = .675f,
            .tick = .667f});
  c.worker(400, 260, 176, 84, {.name = "worker-3", .idle = "Polls for 1 message"});
  c.more_plate(400, 370, 12);
  c.chip(470, 370, "7c1", {.pips = 7});
  c.chip(540, 370, "7c1", {.pips = 2, .rim = .117f, .touch = {.focus = true}});
  c.bez(620, 100, 760, 200, {});
  c.bez(620, 140, 760, 240, {.dash = kDashTrace, .round_cap = true});
  c.bez(620, 180, 760, 280, {.color = t.bad, .width = 1.75f, .dash = kDashDeadLetter});
  c.arrow(770, 200);
  c.line(800, 100, 800, 200, {.color = t.line2, .width = 1.75f, .dash = kDashDeadLetter});
  c.arrow(800, 206, Dir::Down);
  c.arrow(830, 100, Dir::Up);
  c.arrow(860, 100, Dir::Left);
  c.arc(900, 150, 24, 0, .7f, {.color = t.time, .width = 3.5f});
  c.tooltip({760, 500}, "Hidden until 00:42.0: the visibility timeout runs from the receive",
            {0, 0, w, h});
  for (int i = 0; i < 6; ++i)
    c.mark(640 + 40 * static_cast<float>(i), 450, static_cast<Mark>(i), 1, t.panel);
  float y = 40;
  for (float size : {13.f, 14.f, 15.f, 16.f, 17.f, 20.f, 26.f, 34.f}) {
    c.text(980, y, "Waiting for 5 AWS", {.size = size});
    c.text(980, y + size * 1.4f, "ReceiveMessage", {.size = size, .face = Face::Mono});
    y += size * 3;
  }
}

Mods mods_of(const platform::Mods& m) { return {m.shift, m.ctrl, m.alt, m.meta, m.command}; }

/// A page of controls; what is done to it is announced as "<kind> <id>".
class Controls {
 public:
  void draw(Canvas& c, float w, float h) {
    hits.begin_frame();
    c.rect(0, 0, w, h, {.fill = c.theme().panel});
    c.button(20, 20, 160, 48, "First", {.touch = hits.add("first", {20, 20, 160, 48})});
    c.button(20, 80, 160, 48, "Second", {.touch = hits.add("second", {20, 80, 160, 48})});
    c.button(20, 140, 160, 48, "Off", {.kind = ButtonKind::Disabled});
    hits.add("off", {20, 140, 160, 48}, {.enabled = false});
    hits.add("slider", {20, 210, 160, 20},
             {.cursor = Cursor::ResizeX, .drag = true, .adjust = true});
    c.bar(20, 216, 160, 8, .4f);
    draw_list(c);
    const Rect box{20, 260, 300, 40};
    const Touch touch = hits.add("field", box, {.cursor = Cursor::Text, .text = true});
    field.draw(c, box, {.placeholder = "Type here", .touch = touch}, hits.focused() == "field");
    hits.end_frame();
  }

  void act(platform::Host& host) {
    constexpr std::string_view kinds[] = {"click",    "drag-start", "drag-move",
                                          "drag-end", "adjust",     "focus"};
    for (const Action& a : hits.take_actions())
      host.announce(std::format("{} {}", kinds[static_cast<int>(a.kind)], a.id));
    host.cursor(cursor_name(hits.cursor()));
  }

  bool key(const platform::Key& k) {
    if (!k.down) return false;
    const Mods mods = mods_of(k.mods);
    if (hits.focused() == "field" && field.key(k.name, mods)) return true;
    return hits.key(k.name, mods);
  }

  Hits hits;
  TextField field;

 private:
  void draw_list(Canvas& c) {
    const Rect area{220, 20, 200, 200};
    const float offset = hits.begin_scroll("list", area, 600);
    c.push_clip(area);
    for (int i = 0; i < 15; ++i) {
      const Rect row{area.x, area.y + 40 * static_cast<float>(i) - offset, area.w, 36};
      const std::string id = std::format("row-{}", i);
      c.card(row.x, row.y, row.w, row.h, {.touch = hits.add(id, row)});
      c.text(row.x + 12, row.y + 18, id, {.face = Face::Mono});
    }
    c.scrollbar(area, offset, 600);
    c.pop_clip();
    hits.end_scroll();
  }
};

class Gallery : public platform::App {
 public:
  bool start(const platform::StartOptions& options, platform::Host& host) override {
    host_ = &host;
    light_ = options.theme == "light";
    route(options.route);
    return surface_.load({host.asset("fonts/inter-400.ttf"), host.asset("fonts/inter-600.ttf"),
                          host.asset("fonts/jetbrains-mono-500.ttf"),
                          host.asset("fonts/lucide.ttf")});
  }

  platform::FrameResult frame(const platform::Frame& f) override {
    const double begin = host_->now_ms();
    const float w = static_cast<float>(f.surface.width), h = static_cast<float>(f.surface.height);
    Canvas& canvas = surface_.begin_frame({.width = w,
                                           .height = h,
                                           .dpr = static_cast<float>(f.surface.dpr),
                                           .theme = light_ ? &light_theme() : &dark_theme()},
                                          f.wall_dt_s);
    if (chips_ > 0) {
      draw_chips(canvas, w, h);
    } else if (parts_page_) {
      draw_parts(canvas, w, h);
    } else if (controls_page_) {
      controls_.draw(canvas, w, h);
    } else {
      Elements(canvas, 1280).draw(h);
    }
    platform::FrameResult out{.draw = surface_.end_frame(), .wake_s = chips_ > 0 ? 0.0 : -1};
    out.draw_ms = host_->now_ms() - begin;
    return out;
  }

  void route(std::string_view hash) override {
    constexpr std::string_view kChips = "#/chips/";
    chips_ = 0;
    controls_page_ = hash == "#/controls";
    parts_page_ = hash == "#/parts";
    if (hash.starts_with(kChips))
      std::from_chars(hash.data() + kChips.size(), hash.data() + hash.size(), chips_);
  }
  void option(std::string_view key, std::string_view value) override {
    if (key == "theme") light_ = value == "light";
  }
  void pointer(const platform::Pointer& e) override {
    controls_.hits.pointer({.kind = static_cast<PointerEvent::Kind>(e.kind),
                            .at = {e.x, e.y},
                            .wheel_x = e.wheel_x,
                            .wheel_y = e.wheel_y,
                            .touch = e.touch,
                            .mods = mods_of(e.mods)});
    controls_.act(*host_);
  }
  bool key(const platform::Key& k) override {
    const bool used = controls_.key(k);
    controls_.act(*host_);
    return used;
  }
  bool text(std::string_view utf8) override {
    return controls_.hits.focused() == "field" && controls_.field.insert(utf8);
  }
  void activate(std::string_view id, std::string_view value) override {
    host_->announce(std::format("activate {} {}", id, value));
  }
  void paste(std::string_view text) override { controls_.field.insert(text); }
  std::string copy_selection() override { return controls_.field.selection(); }
  void visible(bool) override {}
  bool wants_escape() override { return false; }

 private:
  void draw_chips(Canvas& canvas, float w, float h) {
    canvas.dots(0, 0, w, h);
    const int columns =
        std::max(1, static_cast<int>(std::sqrt(static_cast<float>(chips_) * w / h * .5f)));
    const float step_x = w / static_cast<float>(columns);
    const float step_y = h / std::ceil(static_cast<float>(chips_) / static_cast<float>(columns));
    ++frame_;
    for (int i = 0; i < chips_; ++i) {
      constexpr std::string_view ids[] = {"7c1", "a31", "c08", "4f7", "04e", "9e4", "d17", "2bb"};
      const float x = static_cast<float>(i % columns) * step_x + static_cast<float>(frame_ % 7);
      canvas.chip(x, static_cast<float>(i / columns) * step_y, ids[i % 8],
                  {.slot = i % kSlots, .pips = i % 4});
    }
  }

  platform::Host* host_ = nullptr;
  Surface surface_;
  Controls controls_;
  bool light_ = false, controls_page_ = false, parts_page_ = false;
  int chips_ = 0, frame_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Gallery gallery;
  return platform::run(gallery, argc, argv);
}
