// What the fuzz targets share: a check that stays in optimised builds, and text cut to a size.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// Stops the run with the place and the words; the fuzzer keeps the input that led here.
#define FUZZ_CHECK(what)                                                             \
  do {                                                                               \
    if (!(what)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
