// The inspector: attributes, history and "Why?" of the selected thing, from the World and the
// chain of causes in the log. Must not know ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "view/control.h"
#include "view/scene.h"
#include "world/timeline.h"

namespace view {

struct Property {
  std::string name;   // AWS's own name: "ApproximateReceiveCount"
  std::string value;  // shortened in the middle to fit
  std::string full;   // the whole value, for copying and the outline
};

enum class WhyKind : std::uint8_t { kEvent, kTimeout, kAbsence, kRule, kGood, kBad };

/// One link of the chain: what happened, or the rule that made the next thing follow.
struct WhyStep {
  WhyKind kind = WhyKind::kEvent;
  std::string title;   // "worker-2 received it"
  std::string detail;  // "ReceiveMessage, receive 1"
  std::string time;    // "00:12.000"
  bool mono_detail = false;
  std::string jump;  // control id "event.<seq>", moves the playhead there; empty for rules
};

/// Something to do to the subject, with the `aws` line that does the same when there is one.
struct DeedRow {
  Control control;  // "deed.crash"
  std::string line;
};

struct Inspector {
  bool open = false;
  model::Ref subject;
  std::optional<Chip> chip;  // drawn at the head when the subject is a message
  std::string icon;
  std::string title;     // "Message", "Queue", "Worker"
  std::string subtitle;  // "in orders, in flight"
  std::vector<Property> properties;
  std::size_t shown = 5;  // the rest behind "All 9"
  Control all;            // toggles the full list
  std::vector<DeedRow> deeds;
  std::string why_title;  // "Why is 7c1 with worker-1?"
  std::vector<WhyStep> why;
  std::vector<WhyStep> history;
  Control toggle;    // opens and closes the panel
  std::string hint;  // when nothing is selected
};

struct InspectorOptions {
  bool open = false;
  bool all_properties = false;
  bool held = false;  // the learner cannot act now
  Lens lens = Lens::kTruth;
  const EventIndex* index = nullptr;  // speeds up long runs; the result is the same without
};

Inspector build_inspector(const world::Timeline& timeline, model::Ref subject,
                          const InspectorOptions& options);

/// One line of the event log in plain words: "worker-2 received 7c1 (receive 1)".
std::string event_sentence(const world::World& world, const model::Event& event);

}  // namespace view
