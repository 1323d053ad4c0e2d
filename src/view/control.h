// A control: one thing that can be activated, with the same id on the canvas and in the outline.
// Must not know where it is drawn.
#pragma once

#include <string>
#include <vector>

namespace view {

/// Ids are stable and readable ("transport.play", "option.b", "stage.message.12"): activating one
/// by mouse, keyboard, outline or test is the same Intent.
struct Control {
  std::string id;
  std::string label;     // accessible name, also the text when it has one on screen
  std::string icon;      // Lucide name, "" for none
  std::string shortcut;  // "Enter", "Space", "." …
  bool enabled = true;
  bool pressed = false;  // of a toggle
};

/// What a panel or the outline wants done; the app carries it out.
struct Intent {
  std::string control;
  std::string value;  // of a choice, a dial, a text; "" for a plain press
};

}  // namespace view
