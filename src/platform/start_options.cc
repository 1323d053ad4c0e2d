// Start options from JSON. Must not know: the page, the program.
#include "platform/start_options.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"

namespace platform {
namespace {

constexpr std::size_t kMostBytes = 8u << 20;  // saved progress may be large

const base::Json* member(const base::Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

double number(const base::Json& object, const char* key, double fallback) {
  const base::Json* v = member(object, key);
  return v && v->is_number() ? v->get<double>() : fallback;
}

bool flag(const base::Json& object, const char* key, bool fallback) {
  const base::Json* v = member(object, key);
  return v && v->is_boolean() ? v->get<bool>() : fallback;
}

void text(const base::Json& object, const char* key, std::string& out) {
  const base::Json* v = member(object, key);
  if (v && v->is_string()) out = v->get<std::string>();
}

int whole(double v) { return static_cast<int>(std::clamp(v, 1.0, 16384.0)); }

}  // namespace

Surface sane_surface(int width, int height, double dpr) {
  return {std::clamp(width, 1, 16384), std::clamp(height, 1, 16384),
          std::isfinite(dpr) ? std::clamp(dpr, .5, 8.0) : 1};
}

std::optional<StartOptions> read_start_options(std::string_view json) {
  auto document = base::parse_json(json, {.max_bytes = kMostBytes, .max_depth = 64});
  if (!document || !document->root.is_object()) return std::nullopt;
  const base::Json& o = document->root;
  StartOptions out;
  text(o, "theme", out.theme);
  if (out.theme != "light") out.theme = "dark";
  text(o, "route", out.route);
  out.reduced_motion = flag(o, "reduced_motion", false);
  out.reader = flag(o, "reader", false);
  out.drawing = flag(o, "webgl", true);
  const base::Json* progress = member(o, "progress");
  if (progress && progress->is_object()) out.progress_json = base::dump(*progress);
  out.surface = sane_surface(whole(number(o, "width", 1280)), whole(number(o, "height", 720)),
                             number(o, "dpr", 1));
  return out;
}

}  // namespace platform
