// Assertions that stay on in release: a programmer's error stops the program with a report that
// can replay it. Not for bad input, which gets an error value. Must not know who shows the report.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace base {

/// Called once with what failed and where, before the program stops.
using CrashHandler = std::function<void(std::string_view what)>;
void set_crash_handler(CrashHandler handler);

/// Tells the handler and stops the program.
[[noreturn]] void crash(std::string_view condition, std::string_view file, int line);

}  // namespace base

#define INFLIGHT_CHECK(condition)                                         \
  do {                                                                    \
    if (!(condition)) ::base::crash(#condition, __FILE_NAME__, __LINE__); \
  } while (false)
