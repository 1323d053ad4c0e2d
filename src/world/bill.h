// What a run would cost: calls counted by action, charges by kind, and the bill drawn up from them
// (aws-facts 1.13, 2.9, 3.7). Must not know a World.
#pragma once

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "model/charges.h"
#include "model/request.h"

namespace world {

/// Calls of one action, and the requests that they are billed as: one per started 64 KiB.
struct ActionTally {
  std::uint64_t calls = 0;
  std::uint64_t requests = 0;
};

/// Everything billed since the World began. Follows from what happened; nothing follows from it.
struct Meter {
  std::array<std::uint64_t, model::kBilledKinds> units{};
  /// By the request's place in model::Request; what services call by themselves is not billed.
  std::array<ActionTally, std::variant_size_v<model::Request::Variant>> actions{};

  void add(const model::Charge& charge) {
    units[static_cast<std::size_t>(charge.what)] += charge.units;
  }
};

struct BillLine {
  model::Billed what = model::Billed::kSqsRequest;
  std::uint64_t units = 0;
  std::uint64_t free_units = 0;    // of those, what a month's free tier would cover
  std::int64_t micro_dollars = 0;  // without the free tier, rounded down
};
struct Bill {
  std::vector<BillLine> lines;  // of every kind that occurred
  std::uint64_t requests = 0;
  std::int64_t micro_dollars = 0;             // what the lines cost together, without free tier
  std::int64_t micro_dollars_after_free = 0;  // when the month's free tier is still untouched
};
Bill draw_up_bill(const Meter& meter, model::Profile profile);

/// So many pieces of each kind: how many requests they are, and what they cost in millionths of a
/// dollar, without the free tier, rounded down.
using Units = std::array<std::uint64_t, model::kBilledKinds>;
std::uint64_t requests_of(const Units& units);
std::int64_t micro_dollars_of(const Units& units, model::Profile profile);

}  // namespace world
