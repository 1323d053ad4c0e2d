// The resources as rows: what the picture shows, for those who read instead. Must not know the
// DOM.
#pragma once

#include <vector>

#include "view/frame.h"

namespace view {

/// Queues, then messages (where each is and for how long), then callers. Through the API lens only
/// what calls would tell: queues with their approximate counts.
std::vector<ResourceRow> build_resources(const world::Timeline& timeline,
                                         const lesson::StageNotes& notes, Lens lens,
                                         model::Ref selected);

}  // namespace view
