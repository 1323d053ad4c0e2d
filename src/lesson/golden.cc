// A lesson's whole run as text.
#include "lesson/golden.h"

#include <format>

namespace lesson {

std::string golden_log(const Story& story) {
  const world::Timeline& run = story.reference().timeline();
  std::string out;
  for (std::size_t i = 0; i < run.log().size(); ++i) {
    out += model::to_line(run.log()[i]);
    out += '\n';
  }
  out += std::format("hash {:016x} at {}\n", run.present().hash(),
                     base::format_clock(run.present().now()));
  return out;
}

}  // namespace lesson
