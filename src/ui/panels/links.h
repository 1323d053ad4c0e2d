// What the registered controls of a frame mean: which Intent a press becomes, how far a slider
// reaches, and the label that appears when the pointer rests on one.
// Must not know: how anything is drawn.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/hits.h"
#include "view/control.h"
#include "view/scene.h"

namespace ui {

/// A horizontal range: pressing, dragging and the arrow keys choose a number in it.
struct SliderRange {
  float x0 = 0, x1 = 0;  ///< ends of the track, outer CSS px
  std::int64_t min = 0, max = 0, step = 1;
  std::int64_t value = 0;
  std::int64_t key_step = 0;  ///< of the arrow keys; 0 = `step`
};

/// What a control does when it is used.
struct Link {
  std::string control;  ///< of the Intent; ids that begin with "ui." stay inside the interface
  std::string value;
  std::optional<SliderRange> slider = {};
};

/// What a press on a thing of the stage means: pointing at it while the lesson asks for that,
/// else inspecting it.
Link stage_link(model::Ref ref, bool pointable);

/// A label for the thing under the pointer, drawn above everything else.
struct Hint {
  std::string text;
  Rect anchor;
};

/// The links of one frame, by hit id.
class Links {
 public:
  void begin_frame();
  /// Registers `id` with `hits`. An id that was registered in this frame already gets a suffix, so
  /// that the same act can be offered in two places.
  Touch add(Hits& hits, std::string_view id, Rect r, Link link, const ControlOptions& options = {});
  /// A thing of the stage that is found by where a press falls, not by a control of its own: for
  /// thousands that lie on one registered control.
  void add_spot(Rect r, model::Ref ref, bool pointable) { spots_.push_back({r, ref, pointable}); }
  bool has(std::string_view id) const { return links_.contains(id); }
  /// Under which id the last control was registered; "" when it was none.
  const std::string& last() const { return last_; }
  /// The control that follows is none: what refers to the last one has nothing to refer to.
  void skip() { last_.clear(); }
  /// Offers a label for the last control; shown when the pointer has rested on it.
  void label(const Hits& hits, std::string_view text, Rect anchor);
  const std::optional<Hint>& hint() const { return hint_; }
  /// True when the pointer is on something with a label but has not rested long enough.
  bool hint_waits() const { return hint_waits_; }
  /// Turns what the user did into Intents. A drag becomes one Intent, its last place.
  std::vector<view::Intent> resolve(const std::vector<Action>& actions) const;

 private:
  struct Spot {
    Rect r;
    model::Ref ref;
    bool pointable = false;
  };
  std::map<std::string, Link, std::less<>> links_;
  std::vector<Spot> spots_;
  std::string last_;
  bool hint_waits_ = false;
  std::optional<Hint> hint_;
};

/// The number of `range` that lies at `x`.
std::int64_t slider_value(const SliderRange& range, float x);
/// Where `value` lies on the track, outer CSS px.
float slider_x(const SliderRange& range, std::int64_t value);

/// Seconds the pointer must rest before a label appears.
inline constexpr double kHintDelay = .3;

}  // namespace ui
