// The report of a failed check.
#include "app/crash_report.h"

#include <format>

#include "api/command_json.h"

namespace app {

std::string crash_report(std::string_view what, std::string_view route,
                         const lesson::Session* session) {
  std::string out = std::format("check failed: {}\naddress: {}\n", what, route);
  if (session == nullptr) return out;
  const world::Timeline& timeline = session->timeline();
  out += std::format("lesson: {} version {}, beat {}\nseed: {}\nplayhead: {} us, branch {}\n",
                     session->document().id, session->document().version, session->current().id,
                     timeline.present().options().seed, timeline.playhead().us, timeline.branch());
  for (const auto& logged : timeline.commands()) {
    out += std::format("at {} us: {}\n", logged.at.us,
                       base::dump(api::command_to_json(logged.command, timeline.present())));
  }
  return out;
}

}  // namespace app
