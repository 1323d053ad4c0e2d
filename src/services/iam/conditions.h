// Condition blocks of policies. Must not know statements.
#pragma once

#include "services/iam/evaluate.h"

namespace services::iam {

/// Whether a condition holds. `variables`: "${aws:username}" in a value is replaced.
bool holds(const Condition& condition, const ConditionContext& context, bool variables);
/// A text with its policy variables replaced; unknown ones match nothing.
std::string with_variables(std::string_view text, const ConditionContext& context);

}  // namespace services::iam
