// Integer random numbers. Must not use <random>: its distributions differ between libraries.
#include "base/rng.h"

#include <bit>

namespace base {
namespace {

std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// kMinusLog[i] = -ln((i + 1) / 256) in 1/65536.
constexpr std::array<std::int32_t, 256> kMinusLog{
    363409, 317983, 291410, 272557, 257933, 245984, 235882, 227130, 219411, 212507, 206260, 200558,
    195312, 190455, 185934, 181704, 177731, 173985, 170442, 167080, 163883, 160834, 157921, 155132,
    152457, 149886, 147413, 145029, 142730, 140508, 138359, 136278, 134262, 132305, 130405, 128559,
    126764, 125016, 123314, 121654, 120036, 118457, 116915, 115408, 113935, 112495, 111085, 109706,
    108354, 107030, 105733, 104460, 103212, 101987, 100784, 99603,  98443,  97304,  96183,  95082,
    93999,  92933,  91884,  90852,  89836,  88836,  87850,  86879,  85922,  84979,  84050,  83133,
    82229,  81338,  80458,  79590,  78733,  77887,  77053,  76228,  75414,  74610,  73816,  73031,
    72255,  71489,  70731,  69982,  69241,  68509,  67785,  67069,  66360,  65659,  64966,  64280,
    63600,  62928,  62263,  61604,  60952,  60307,  59667,  59034,  58407,  57786,  57170,  56561,
    55957,  55358,  54765,  54177,  53595,  53017,  52445,  51877,  51315,  50757,  50204,  49656,
    49112,  48572,  48037,  47507,  46980,  46458,  45940,  45426,  44916,  44410,  43908,  43409,
    42915,  42424,  41937,  41453,  40973,  40496,  40023,  39553,  39087,  38624,  38164,  37707,
    37254,  36803,  36356,  35911,  35470,  35032,  34596,  34164,  33734,  33307,  32883,  32461,
    32043,  31627,  31213,  30802,  30394,  29988,  29585,  29184,  28786,  28390,  27996,  27605,
    27216,  26829,  26445,  26063,  25683,  25305,  24929,  24556,  24185,  23815,  23448,  23083,
    22720,  22359,  22000,  21643,  21288,  20934,  20583,  20233,  19886,  19540,  19196,  18854,
    18513,  18174,  17837,  17502,  17169,  16837,  16507,  16178,  15851,  15526,  15202,  14880,
    14560,  14241,  13924,  13608,  13294,  12981,  12669,  12360,  12051,  11744,  11439,  11135,
    10832,  10530,  10231,  9932,   9635,   9339,   9044,   8751,   8459,   8169,   7879,   7591,
    7304,   7019,   6734,   6451,   6169,   5889,   5609,   5331,   5054,   4778,   4503,   4230,
    3957,   3686,   3415,   3146,   2878,   2611,   2345,   2081,   1817,   1554,   1293,   1032,
    773,    514,    257,    0};
constexpr std::int64_t kLog256 = 363409;  // ln(256) in 1/65536

}  // namespace

Rng::Rng(std::uint64_t seed, std::string_view name) {
  Hasher h;
  h.add(seed);
  h.add(name);
  std::uint64_t state = h.value();
  for (std::uint64_t& word : s_) word = split_mix(state);
}

std::uint64_t Rng::next() {
  const std::uint64_t result = std::rotl(s_[1] * 5, 7) * 9;
  const std::uint64_t t = s_[1] << 17;
  s_[2] ^= s_[0];
  s_[3] ^= s_[1];
  s_[1] ^= s_[2];
  s_[0] ^= s_[3];
  s_[2] ^= t;
  s_[3] = std::rotl(s_[3], 45);
  return result;
}

std::uint64_t Rng::below(std::uint64_t n) {
  // Multiply-shift; the bias is below n / 2^64 and the same everywhere.
  return static_cast<std::uint64_t>(static_cast<unsigned __int128>(next()) * n >> 64);
}

std::int64_t Rng::between(std::int64_t lo, std::int64_t hi) {
  // Unsigned, so that no pair of ends overflows.
  const std::uint64_t width = static_cast<std::uint64_t>(hi) - static_cast<std::uint64_t>(lo);
  const std::uint64_t offset = width == UINT64_MAX ? next() : below(width + 1);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lo) + offset);
}

bool Rng::chance(Ratio p) {
  if (p.num == 0) return false;
  return below(p.den) < p.num;
}

Duration Rng::exponential(Duration mean) {
  // The first byte picks an interval of the table; zero (1 in 256) means "beyond it", where the
  // distribution looks the same again shifted by ln 256, because it has no memory.
  std::int64_t tail = 0;
  std::uint64_t bits = next();
  while ((bits & 0xFF) == 0 && tail < 4 * kLog256) {
    tail += kLog256;
    bits = next();
  }
  const std::size_t i = bits & 0xFF;
  const std::int64_t hi = i == 0 ? kLog256 : kMinusLog[i - 1];
  const std::int64_t lo = kMinusLog[i];
  const std::int64_t part = static_cast<std::int64_t>(bits >> 8 & 0xFFFF);
  const std::int64_t value = tail + hi + (lo - hi) * part / 65536;
  return Duration{static_cast<std::int64_t>(static_cast<__int128>(mean.us) * value / 65536)};
}

void Rng::hash_into(Hasher& h) const {
  for (std::uint64_t word : s_) h.add(word);
}

}  // namespace base
