// Dates of Amazon Kinesis Data Streams in JSON. Must not know how a stream works.
#include "api/kinesis_shapes.h"

#include <cmath>

#include "base/calendar.h"

namespace api {

base::Json Codec<k::Timestamp>::write(const k::Timestamp& v) {
  if (v.epoch_ms % 1000 == 0) return v.epoch_ms / 1000;
  return static_cast<double>(v.epoch_ms) / 1000.0;
}

void Codec<k::Timestamp>::read(const base::JsonReader& in, k::Timestamp& out) {
  constexpr double kLatest = 253'402'300'800;  // the year 10000
  const base::Json& value = in.value();
  if (value.is_number()) {
    const double seconds = value.get<double>();
    if (!(seconds >= 0 && seconds < kLatest)) return in.fail("is out of range");
    out.epoch_ms = std::llround(seconds * 1000.0);
    return;
  }
  const auto parsed = value.is_string() ? base::parse_iso8601(in.text()) : std::nullopt;
  if (!parsed) return in.fail("must be a date: epoch seconds, or 2026-11-20T10:00:00Z");
  out.epoch_ms = *parsed;
}

}  // namespace api
