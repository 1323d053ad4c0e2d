// Results as values: a value or an error, never an exception. Must not know any error type.
#pragma once

#include <expected>

namespace base {

template <class T, class E>
using Result = std::expected<T, E>;

}  // namespace base
