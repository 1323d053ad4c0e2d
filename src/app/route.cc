// Reading and writing addresses.
#include "app/route.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace app {
namespace {

constexpr std::size_t kLongest = 512;
constexpr int kMostChips = 20'000;

Route unknown(std::string_view hash) {
  Route out;
  out.kind = Route::Kind::kUnknown;
  out.asked = hash.substr(0, 80);
  return out;
}

Route lesson_of(std::string_view path, std::string_view hash, const lesson::Catalogue& catalogue) {
  Route out;
  out.kind = Route::Kind::kLesson;
  if (catalogue.find(path) != nullptr) {
    out.lesson = path;
    return out;
  }
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || catalogue.find(path.substr(0, slash)) == nullptr) {
    return unknown(hash);
  }
  out.lesson = path.substr(0, slash);
  out.beat = path.substr(slash + 1);
  return out;
}

}  // namespace

Route parse_route(std::string_view hash, const lesson::Catalogue& catalogue) {
  if (hash.size() > kLongest) return unknown(hash);
  std::string_view path = hash;
  while (path.starts_with('#') || path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return {};
  constexpr std::string_view kLearn = "learn/";
  constexpr std::string_view kChips = "bench/chips/";
  if (path == "learn") return {};
  if (path.starts_with(kLearn)) return lesson_of(path.substr(kLearn.size()), hash, catalogue);
  if (path.starts_with(kChips)) {
    Route out;
    out.kind = Route::Kind::kBench;
    path.remove_prefix(kChips.size());
    const auto [end, error] = std::from_chars(path.data(), path.data() + path.size(), out.chips);
    if (error == std::errc{} && end == path.data() + path.size() && out.chips > 0 &&
        out.chips <= kMostChips) {
      return out;
    }
  }
  return unknown(hash);
}

std::string lesson_route(std::string_view lesson, std::string_view beat) {
  return std::format("#/learn/{}/{}", lesson, beat);
}

}  // namespace app
