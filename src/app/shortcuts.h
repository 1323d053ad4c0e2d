// Keys that stand for controls wherever the focus is. Must not know what the controls do.
#pragma once

#include <string>

#include "platform/app.h"
#include "view/frame.h"

namespace app {

/// The control that a key means on this screen; empty when it means none.
std::string shortcut_control(const platform::Key& key, const view::Frame& frame);

}  // namespace app
