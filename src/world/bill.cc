// Sums of money, in integers.
#include "world/bill.h"

#include <algorithm>

namespace world {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

// What is left of the free tiers; kinds that name the same fact share one.
class FreeTiers {
 public:
  explicit FreeTiers(model::Profile profile) : profile_(profile) {}
  std::uint64_t take(model::FactId tier, std::uint64_t units) {
    auto it = std::ranges::find(left_, tier.id(), &Left::id);
    if (it == left_.end()) {
      left_.push_back({tier.id(), static_cast<std::uint64_t>(tier.value(profile_))});
      it = std::prev(left_.end());
    }
    const std::uint64_t taken = std::min(it->units, units);
    it->units -= taken;
    return taken;
  }

 private:
  struct Left {
    std::string_view id;
    std::uint64_t units = 0;
  };
  model::Profile profile_;
  std::vector<Left> left_;
};

}  // namespace

Bill draw_up_bill(const Meter& meter, model::Profile profile) {
  Bill out;
  FreeTiers tiers(profile);
  std::int64_t sum = 0;
  std::int64_t paid = 0;
  for (const model::Price& price : model::kPrices) {
    const std::uint64_t units = meter.units[static_cast<std::size_t>(price.what)];
    if (units == 0) continue;
    const std::int64_t each = price.per_million.value(profile);
    const std::uint64_t free_units = tiers.take(price.free_per_month, units);
    const std::int64_t cost = static_cast<std::int64_t>(units) * each;
    out.lines.push_back({price.what, units, free_units, cost / kMillion});
    if (price.is_request) out.requests += units;
    sum += cost;
    paid += static_cast<std::int64_t>(units - free_units) * each;
  }
  out.micro_dollars = sum / kMillion;
  out.micro_dollars_after_free = paid / kMillion;
  return out;
}

std::uint64_t requests_of(const Units& units) {
  std::uint64_t out = 0;
  for (const model::Price& price : model::kPrices) {
    if (price.is_request) out += units[static_cast<std::size_t>(price.what)];
  }
  return out;
}

std::int64_t micro_dollars_of(const Units& units, model::Profile profile) {
  std::int64_t out = 0;
  for (const model::Price& price : model::kPrices) {
    const auto pieces = static_cast<std::int64_t>(units[static_cast<std::size_t>(price.what)]);
    out += pieces * price.per_million.value(profile);
  }
  return out / kMillion;
}

}  // namespace world
