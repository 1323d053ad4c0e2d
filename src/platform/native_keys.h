// SDL keys by the names of the DOM's KeyboardEvent.key.
// Must not know: what a key does.
#pragma once

#include <string>

#include "platform/app.h"

struct SDL_KeyboardEvent;

namespace platform {

/// "Enter", "ArrowLeft", "a", "?"… for a key code of SDL; empty for keys without a name.
std::string dom_key_name(int sdl_key, bool shift);

/// Sends a key to the program; Ctrl+V (Cmd+V) becomes a paste, Ctrl+C and Ctrl+X a copy.
void send_key(const SDL_KeyboardEvent& e, App& app);

}  // namespace platform
