// The second look at a lesson file: do its names exist in its world, do its command lines parse.
// Inner to this folder.
#pragma once

#include <vector>

#include "base/json.h"
#include "lesson/document.h"

namespace lesson {

/// Reports everything to `errors`. Worlds that cannot be built are reported once; what depends on
/// their names is then left unchecked.
void check_document(const Document& document, std::vector<base::JsonError>& errors);

}  // namespace lesson
