// The fonts that set-up prepared, for tests of text. Tests are skipped without them.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ui/kit/fonts.h"
#include "ui/kit/surface.h"

namespace ui::testing {

inline const std::vector<std::uint8_t>& font_bytes(Face face) {
  static const auto all = [] {
    std::array<std::vector<std::uint8_t>, kFaces> files;
    const char* names[] = {"inter-400", "inter-600", "jetbrains-mono-500", "lucide"};
    for (std::size_t i = 0; i < kFaces; ++i) {
      std::ifstream in(std::string(INFLIGHT_SOURCE_DIR "/build/fonts/") + names[i] + ".ttf",
                       std::ios::binary);
      files[i].assign(std::istreambuf_iterator<char>(in), {});
    }
    return files;
  }();
  return all[static_cast<std::size_t>(face)];
}

inline FontFiles font_files() {
  return {font_bytes(Face::Regular), font_bytes(Face::Semibold), font_bytes(Face::Mono),
          font_bytes(Face::Icons)};
}

inline const Fonts* fonts() {
  static Fonts loaded;
  static const bool ok = loaded[Face::Regular].load(font_bytes(Face::Regular), true) &&
                         loaded[Face::Semibold].load(font_bytes(Face::Semibold), true) &&
                         loaded[Face::Mono].load(font_bytes(Face::Mono), false) &&
                         loaded[Face::Icons].load(font_bytes(Face::Icons), false);
  return ok ? &loaded : nullptr;
}

}  // namespace ui::testing

#define REQUIRE_FONTS() \
  if (!::ui::testing::fonts()) GTEST_SKIP() << "no fonts in build/fonts: run ./inflight setup"
