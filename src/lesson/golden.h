// A lesson's whole run as text, to be compared with an earlier one: every event, then the World's
// hash. Must not know where the text is kept.
#pragma once

#include <string>

#include "lesson/story.h"

namespace lesson {

/// One line per event of the reference run, then "hash <16 digits> at <clock>". Equal on every
/// platform, as long as lesson and rules are the same.
std::string golden_log(const Story& story);

}  // namespace lesson
