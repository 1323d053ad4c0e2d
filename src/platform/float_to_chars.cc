// The page's own way of writing floating-point numbers for std::format. The C++ library's brings
// tables of 115 kB, which every first visit would download, although the page hardly ever prints
// such a number. The C library, which is there anyway, prints as well. Must not know the
// application.
#ifdef __EMSCRIPTEN__
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

// Longer than the longest double in fixed notation with the precisions that occur.
constexpr int kRoom = 512;

std::to_chars_result copy_out(char* first, char* last, const char* from, std::ptrdiff_t length) {
  if (length < 0 || length > last - first) return {last, std::errc::value_too_large};
  std::memcpy(first, from, static_cast<std::size_t>(length));
  return {first + length, std::errc{}};
}

// The fewest digits from which the same number is read.
std::to_chars_result shortest(char* first, char* last, double value) {
  char room[64];
  int length = 0;
  for (const int digits : {6, 9, 15, 16, 17}) {
    length = std::snprintf(room, sizeof room, "%.*g", digits, value);
    if (std::strtod(room, nullptr) == value) break;
  }
  return copy_out(first, last, room, length);
}

std::to_chars_result printed(char* first, char* last, double value, std::chars_format format,
                             int precision) {
  const char* pattern = format == std::chars_format::fixed        ? "%.*f"
                        : format == std::chars_format::scientific ? "%.*e"
                        : format == std::chars_format::hex        ? "%.*a"
                                                                  : "%.*g";
  char room[kRoom];
  const int length = std::snprintf(room, sizeof room, pattern, precision, value);
  return copy_out(first, last, room, length < kRoom ? length : -1);
}

}  // namespace

_LIBCPP_BEGIN_NAMESPACE_STD

to_chars_result to_chars(char* first, char* last, double value) {
  return shortest(first, last, value);
}
to_chars_result to_chars(char* first, char* last, float value) {
  return shortest(first, last, value);
}
to_chars_result to_chars(char* first, char* last, long double value) {
  return shortest(first, last, static_cast<double>(value));
}
to_chars_result to_chars(char* first, char* last, double value, chars_format format) {
  return format == chars_format::general ? shortest(first, last, value)
                                         : printed(first, last, value, format, 6);
}
to_chars_result to_chars(char* first, char* last, float value, chars_format format) {
  return to_chars(first, last, static_cast<double>(value), format);
}
to_chars_result to_chars(char* first, char* last, long double value, chars_format format) {
  return to_chars(first, last, static_cast<double>(value), format);
}
to_chars_result to_chars(char* first, char* last, double value, chars_format format,
                         int precision) {
  return printed(first, last, value, format, precision);
}
to_chars_result to_chars(char* first, char* last, float value, chars_format format, int precision) {
  return printed(first, last, value, format, precision);
}
to_chars_result to_chars(char* first, char* last, long double value, chars_format format,
                         int precision) {
  return printed(first, last, static_cast<double>(value), format, precision);
}

_LIBCPP_END_NAMESPACE_STD
#endif
