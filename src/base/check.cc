// Assertions that stay on in release.
#include "base/check.h"

#include <cstdlib>
#include <format>
#include <utility>

namespace base {
namespace {

CrashHandler& handler() {
  static CrashHandler instance;
  return instance;
}

}  // namespace

void set_crash_handler(CrashHandler next) { handler() = std::move(next); }

void crash(std::string_view condition, std::string_view file, int line) {
  // Taken out first: a check that fails inside the handler must not come back here.
  const CrashHandler tell = std::exchange(handler(), nullptr);
  if (tell) tell(std::format("{}:{}: {}", file, line, condition));
  std::abort();
}

}  // namespace base
