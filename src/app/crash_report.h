// What to say when a check fails: where the learner was, the seed and the commands, enough to
// replay the crash. Must not know how the report is shown.
#pragma once

#include <string>
#include <string_view>

#include "lesson/session.h"

namespace app {

/// `session` is null outside lessons.
std::string crash_report(std::string_view what, std::string_view route,
                         const lesson::Session* session);

}  // namespace app
