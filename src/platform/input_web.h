// Keys and wheel of the browser, straight from the canvas.
// Must not know: the program's meaning of a key.
#pragma once

#include <functional>

#include "platform/app.h"

namespace platform {

/// Where browser input goes. Key and wheel return true when the event was used: the browser's own
/// answer (F5, Ctrl+S, page zoom) is kept otherwise.
struct WebInput {
  std::function<bool(const Key&)> key;
  std::function<bool(const Pointer&)> wheel;
  std::function<void(bool)> focus;  ///< the canvas got or lost the keyboard
};

/// Listens on the canvas. `input` must outlive the page's use of it.
void listen_on_canvas(WebInput& input);

/// Keys that stay the browser's whatever the program thinks: F1 … F12, clipboard keys, Ctrl+S,
/// Ctrl+R and the like. Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z are the program's.
bool belongs_to_browser(const Key& key);

/// True when the key types a character: its name is that one character.
bool is_text(const Key& key);

}  // namespace platform
