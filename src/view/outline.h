// The outline: everything that a frame shows, as a tree of plain words and controls, for the page's
// DOM. Must not know the DOM.
#pragma once

#include "base/json.h"
#include "view/frame.h"

namespace view {

/// {"v":1, "lang", "title", "nodes":[…]} as web/README.md describes it. Every control of the frame
/// is in it under its own id, every message, queue and caller as a row that selects it.
base::Json build_outline(const Frame& frame);

}  // namespace view
