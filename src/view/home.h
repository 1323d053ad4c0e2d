// The course home (drawing 7): where to go on, and the tracks with their lessons as stations.
// Must not know ImGui.
#pragma once

#include <string>

#include "lesson/catalogue.h"
#include "lesson/progress.h"
#include "view/frame.h"

namespace view {

/// The lesson that "home.continue" opens: the one last open when it is not done, else the first
/// that is not, else the first; empty without lessons.
std::string lesson_to_continue(const lesson::Catalogue& catalogue,
                               const lesson::Progress& progress);

/// Controls: "home.continue", "home.lesson.<lesson id>" for each station, "home.export",
/// "home.import", "home.reset" and, while it can be undone, "home.undo".
Home build_home(const lesson::Catalogue& catalogue, const lesson::Progress& progress,
                bool can_undo_reset = false);

}  // namespace view
