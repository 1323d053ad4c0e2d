// The drawing vocabulary: every shape of the design, drawn into one ImDrawList.
// Coordinates are CSS px; they are multiplied once by the scale (device pixel ratio × stage or
// presenter scale) and snapped to device px. Text is placed by the middle of its capitals.
// Must not know: view models, panels, input, the World. It only draws what it is told.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/atlas.h"
#include "ui/kit/fonts.h"
#include "ui/kit/geometry.h"
#include "ui/kit/icons.h"
#include "ui/theme.h"

struct ImDrawList;

namespace ui {

/// Lengths of on and off along a stroke, CSS px; on = 0 means a solid stroke.
struct Dash {
  float on = 0, off = 0;
};
inline constexpr Dash kDashGhost{5, 4}, kDashDelayed{4, 3}, kDashLane{4, 4}, kDashDeadLetter{5, 5},
    kDashTrace{1, 5};

/// How a shape is filled and stroked. A stroke lies centred on the outline, as in SVG.
struct Shape {
  float radius = 0;      ///< corner radius; rectangles only
  Color fill = 0;        ///< 0 = none
  Color stroke = 0;      ///< 0 = none
  float width = 1;       ///< stroke width
  Dash dash = {};        ///< dashed stroke
  bool round_cap = false;  ///< round ends of lines and dashes
  float opacity = 1;
};

/// How a line is stroked.
struct Stroke {
  Color color = 0;  ///< 0 = the theme's `line`
  float width = 1;
  Dash dash = {};
  bool round_cap = false;
  float opacity = 1;
};

/// A cubic between two points with horizontal (or vertical) tangents.
struct Curve {
  Color color = 0;
  float width = 2;
  Dash dash = {};
  bool round_cap = false;
  float opacity = 1;
  std::optional<float> k = {};  ///< length of the tangents; default max(24, dx/2)
  bool vertical = false;
};

enum class Align : std::uint8_t { Left, Middle, Right };
enum class Dir : std::uint8_t { Right, Left, Down, Up };

/// How a line of text is set. y is the middle of the capitals.
struct TextStyle {
  float size = 14;
  Face face = Face::Regular;
  Color color = 0;  ///< 0 = the theme's `text`
  Align align = Align::Left;
  float opacity = 1;
  float max_width = 0;  ///< > 0: cut with "…" when wider
};

/// A wrapped paragraph. **bold** and `code` are understood; "\n" breaks the line.
struct ParaStyle {
  float size = 16;
  float line_height = 0;  ///< 0 = 1.5 × size, rounded
  Face face = Face::Regular;
  Color color = 0;       ///< 0 = `text2`
  Color strong = 0;      ///< of **bold**; 0 = `text`
  Color code = 0;        ///< of `code`; 0 = `text`
  int max_lines = 0;     ///< > 0: the last line ends with "…"
};

/// Pointer and focus state of a control or chip; drawn around it.
struct Touch {
  bool hover = false, focus = false, selected = false, pressed = false;
};

/// A message chip. Options mirror the design's states table.
struct ChipStyle {
  int slot = 0;          ///< categorical slot 0 … 7
  float w = 54, h = 28;
  float id_size = 13.5f;
  float radius = 8;
  bool ghost = false;    ///< the learner's prediction: dashed violet
  bool dim = false;      ///< blocked
  bool delayed = false;  ///< dashed with hourglass, no spine
  bool expired = false;  ///< dotted outline, struck id
  int pips = 0;          ///< receive count; above 5 drawn as "×n"
  std::optional<float> rim = {};  ///< share of the visibility timeout left, 0 … 1
  Color rim_color = 0;   ///< 0 = `time`
  float opacity = 1;
  Touch touch = {};
};

/// A card, tray, option or plate.
struct CardStyle {
  float radius = 12;
  Color fill = 0;    ///< 0 = `card`
  Color stroke = 0;  ///< 0 = `line`
  float width = 1;
  Dash dash = {};
  float lift = 0;    ///< flat shadow this far below
  Touch touch = {};
};

/// A small label plate. x is its left, middle or right edge by `align`; y its middle.
struct TagStyle {
  float size = 13, height = 24;
  float width = 0;      ///< 0 = as wide as the text needs
  float radius = -1;    ///< < 0 = half the height
  Icon icon = Icon::None;
  Face face = Face::Regular;
  Color color = 0, icon_color = 0, fill = 0, stroke = 0;
  Align align = Align::Left;
};

enum class ButtonKind : std::uint8_t { Primary, Secondary, Disabled, Quiet };

/// A push button. Hover, press and focus come from `touch`.
struct ButtonStyle {
  ButtonKind kind = ButtonKind::Secondary;
  float size = 16;
  Icon icon = Icon::None;
  bool left = false;          ///< label at the left edge
  std::string_view key = {};  ///< key hint at the right edge, e.g. "Enter"
  Color color = 0, icon_color = 0, fill = 0, stroke = 0;
  float radius = 10;
  Touch touch = {};
};

/// A segmented control. `hover`/`focus` name a cell, -1 = none.
struct SegmentedStyle {
  float size = 14;
  Color fill = 0, on = 0, on_stroke = 0, on_color = 0;
  int hover = -1, focus = -1;
};

/// A progress or level bar.
struct BarStyle {
  Color color = 0;        ///< 0 = `text2`
  Color track = 0;        ///< 0 = `card2`
  int hatch = 0;          ///< pattern 1 … 7 over the filled part, 0 = none
  Color hatch_color = 0;  ///< 0 = `bg`
  std::optional<float> tick = {};  ///< a mark across the bar at this share
  Color tick_color = 0;   ///< 0 = `time`
};

/// What a worker card shows.
struct WorkerStyle {
  std::string_view name;
  Icon icon = Icon::Server;
  bool bad = false;              ///< duplicate work or crash: red outline
  std::string_view tag = {};     ///< right of the name
  Color tag_color = 0;
  bool tag_bold = false;
  std::string_view job = {};     ///< id being worked on; empty = idle
  std::string_view time = {};    ///< right of the job
  float progress = 0;            ///< 0 … 1
  Color progress_color = 0;
  int hatch = 0;
  std::optional<float> tick = {};  ///< where the visibility timeout fell on the bar
  std::string_view idle = {};    ///< shown when there is no job
  Touch touch = {};
};

/// A rate gauge: label, bar with limit mark, number. Red and hatched at the limit.
struct GaugeStyle {
  std::string_view label;
  std::string_view value;
  float share = 0;       ///< of the limit; ≥ 1 = at the limit
  float label_w = 44, bar_w = 70, value_w = 48;
};

/// Marks on the timeline: sent, received, deleted, visibility timeout, refused, swallowed.
enum class Mark : std::uint8_t { Sent, Received, Deleted, Timeout, Refused, Swallowed };

/// Shapes for tables that are drawn as runs: chips in a lane, records on a tape.
struct ChipAt {
  float x = 0, y = 0;
  std::string_view id;
  ChipStyle style;
};

/// A line of text as it was drawn: its capitals' box, cut to the clip, and its size, CSS px.
struct DrawnText {
  std::string text;
  Rect rect;
  float size = 0;
};

/// Draws into one ImDrawList. Made new for every frame; holds no state between frames.
class Canvas {
 public:
  /// `scale` = device px per CSS px. `reduced` = the learner asked for reduced motion.
  Canvas(ImDrawList* list, Atlas& atlas, const Theme& theme, float scale, bool reduced);

  const Theme& theme() const { return *theme_; }
  float scale() const { return scale_; }
  bool reduced_motion() const { return reduced_; }
  ImDrawList* list() const { return list_; }

  // -- Where and how far ------------------------------------------------------------------------
  /// From here on (x, y) of the outer space is the origin and one unit is `zoom` outer units.
  /// Used by the stage's camera and for scrolled content. Pairs with pop_transform.
  void push_transform(float x, float y, float zoom = 1);
  void pop_transform();
  /// A point of the current space in the outermost space (for hit rectangles and tooltips).
  Point to_outer(Point p) const;
  Rect to_outer(Rect r) const;
  /// Clips to a rectangle inside the present clip. Pairs with pop_clip.
  void push_clip(Rect r);
  void pop_clip();
  /// False when the rectangle lies wholly outside the clip: skip building it.
  bool visible(Rect r) const;

  // -- Plain shapes -----------------------------------------------------------------------------
  void rect(float x, float y, float w, float h, const Shape& s = {});
  void line(float x1, float y1, float x2, float y2, const Stroke& s = {});
  void circ(float x, float y, float r, const Shape& s);
  /// Arc from turn a0 to turn a1 (0 = top, clockwise, 1 = full turn).
  void arc(float cx, float cy, float r, float a0, float a1, const Stroke& s);
  /// Open or closed polyline; `fill` works for convex outlines.
  void path(std::span<const Point> points, const Shape& s, bool closed = false);
  void path(std::initializer_list<Point> points, const Shape& s, bool closed = false);
  void bez(float x1, float y1, float x2, float y2, const Curve& c);
  /// Cubic with free control points.
  void cubic(Point a, Point c1, Point c2, Point b, const Stroke& s);
  /// The point at share t of the curve that `bez` draws.
  static Point bez_at(float x1, float y1, float x2, float y2, float t, std::optional<float> k = {});
  void arrow(float x, float y, Dir dir = Dir::Right, Color c = 0, float n = 5);
  /// Share of a rounded outline, clockwise from the top centre.
  void rim(float x, float y, float w, float h, float r, float share, const Stroke& s);

  // -- Text -------------------------------------------------------------------------------------
  /// Draws one line and returns its width in CSS px.
  float text(float x, float y, std::string_view s, const TextStyle& st = {});
  float text_width(std::string_view s, float size = 14, Face face = Face::Regular) const;
  /// From here on every visible line is noted in `out` as well: for tests of legibility.
  void observe_texts(std::vector<DrawnText>* out) { texts_ = out; }
  /// Draws a paragraph with its top at y and returns its height.
  float para(float x, float y, float w, std::string_view s, const ParaStyle& st = {});
  float para_height(float w, std::string_view s, const ParaStyle& st = {}) const;
  void icon(Icon i, float cx, float cy, float size = 18, Color c = 0);

  // -- Patterns ---------------------------------------------------------------------------------
  /// Hatch pattern 1 … 7 of the palette table; 0 draws nothing.
  void hatch(float x, float y, float w, float h, int pattern, Color c, float opacity = 1,
             float radius = 0, float width = 1.4f);
  void swatch(float x, float y, float w, float h, int slot, float opacity = 1, float radius = 4);
  void dots(float x, float y, float w, float h);

  // -- Elements ---------------------------------------------------------------------------------
  void chip(float x, float y, std::string_view id, const ChipStyle& s = {});
  /// Many chips in one reservation; the fast way to draw a lane.
  void chips(std::span<const ChipAt> run);
  /// The "+n" plate that stands for chips without room.
  void more_plate(float x, float y, int n, float w = 54, float h = 28);
  void card(float x, float y, float w, float h, const CardStyle& s = {});
  /// Returns the width it took.
  float tag(float x, float y, std::string_view s, const TagStyle& st = {});
  void button(float x, float y, float w, float h, std::string_view label,
              const ButtonStyle& s = {});
  /// A square button that shows only an icon.
  void icon_button(float cx, float cy, Icon i, float size = 19, const Touch& touch = {},
                   Color c = 0);
  void segmented(float x, float y, float w, float h, std::span<const std::string_view> items,
                 int selected, const SegmentedStyle& s = {});
  void bar(float x, float y, float w, float h, float share, const BarStyle& s = {});
  void gauge(float x, float y, const GaugeStyle& g);
  void worker(float x, float y, float w, float h, const WorkerStyle& s);
  /// Disc with a cross: refused or wrong. `disc` = 0 gives a red disc with dark ink.
  void cross(float x, float y, float r, Color c = 0, Color disc = 0);
  /// Disc with a tick: passed or deleted.
  void tick(float x, float y, float r, Color c = 0);
  void mark(float x, float y, Mark m, float scale = 1, Color halo = 0);
  void playhead(float x, float y0, float y1);
  /// Corner brackets of frozen time.
  void brackets(float x, float y, float w, float h, Color c, float n = 16, float width = 2);
  void logo(float x, float y, float s = 1);
  /// Beat dots: done, current (pill), to come; label beside them and "n of m" at the right.
  void beats(float x, float y, float w, int count, int current, std::string_view label);
  /// Consumer flag: pole from y0 to y1, pennant with the name at the top.
  void flag(float x, float y0, float y1, std::string_view name);

  /// Thumb at the right edge of a scroll area; nothing when all of the content fits.
  void scrollbar(Rect area, float offset, float content_height);
  /// A label near the pointer or a control, kept inside `bounds`.
  void tooltip(Point near, std::string_view s, Rect bounds);

  // -- States -----------------------------------------------------------------------------------
  void hover_plate(float x, float y, float w, float h, float radius);
  void focus_ring(float x, float y, float w, float h, float radius, float gap = 4);
  void selected_ring(float x, float y, float w, float h, float radius, float gap = 4);

 private:
  struct Space {
    float ox, oy, scale;
  };
  /// A box in whole device px.
  struct Box {
    int x0, y0, x1, y1;
    int w() const { return x1 - x0; }
    int h() const { return y1 - y0; }
  };

  float dx(float x) const { return ox_ + x * scale_; }
  float dy(float y) const { return oy_ + y * scale_; }
  Point dev(Point p) const { return {dx(p.x), dy(p.y)}; }
  Box snap(float x, float y, float w, float h, float grow = 0) const;
  float stroke_px(float width) const;
  Color or_else(Color c, Color standard) const { return c ? c : standard; }

  // Device px from here on.
  void quad(float x0, float y0, float x1, float y1, const Sprite& s, Color c);
  void solid(const Box& b, Color c);
  void slices(const Box& b, int corner, const Sprite& s, Color c, bool hollow, float right);
  void fill_box(const Box& b, float radius, float inset, Color c, float right = 1e9f);
  void ring_box(const Box& b, float radius, float width, Color c);
  void stamp(float cx, float cy, const Sprite& s, Color c);
  void stroke_line(std::span<const Point> line, float width, Color c, bool closed);
  void stroke_dev(std::span<const Point> line, const Stroke& s, bool closed);
  void hatch_cell(const Box& cell, std::span<const Point> outline, const Sprite& s, float u_px,
                  float v_px, Color c);

  // Units of the current space.
  void note_text(float x, float baseline, float width, std::string_view s, float size);
  float run(float x, float baseline, std::string_view s, float size, Face face, Color c);
  void chip_quads(float x, float y, std::string_view id, const ChipStyle& s);
  void chip_rim(float x, float y, const ChipStyle& s);
  void chip_states(float x, float y, const ChipStyle& s);
  void chip_pips(float cx, float y, const ChipStyle& s);
  float zoom() const { return scale_ / base_scale_; }

  ImDrawList* list_;
  Atlas* atlas_;
  const Theme* theme_;
  float scale_;  // device px per unit of the current space
  float ox_ = 0, oy_ = 0;  // device px of the current origin
  float base_scale_;
  bool reduced_;
  int rims_ = 0;  // rims drawn in this frame: many of them become bars
  std::vector<Space> spaces_;
  std::vector<DrawnText>* texts_ = nullptr;
  Points scratch_;
  std::vector<GlyphSprite> glyphs_;
  std::vector<float> pens_;
};

}  // namespace ui
