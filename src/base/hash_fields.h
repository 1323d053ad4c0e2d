// Hashing of whole values, member by member: numbers, texts, containers, variants and every type
// with a hash_into of its own. Must not know what is hashed.
#pragma once

#include <concepts>
#include <expected>
#include <map>
#include <optional>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/hash.h"

namespace base {

template <class T>
void hash_value(Hasher& h, const T& value);

/// Adds several values, one after the other. Name all members of a struct through a structured
/// binding, `const auto& [a, b] = x; hash_fields(h, a, b);`: a member added later then breaks the
/// build instead of slipping out of the hash.
template <class... Ts>
void hash_fields(Hasher& h, const Ts&... values) {
  (hash_value(h, values), ...);
}

namespace detail {

template <class T>
concept HashesItself = requires(const T& value, Hasher& h) { value.hash_into(h); };
template <class T>
concept HashedByItsNamespace = requires(const T& value, Hasher& h) { hash_into(value, h); };
template <class T>
concept NumberedId = requires(const T& id) {
  { id.value } -> std::convertible_to<std::uint32_t>;
};

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVariant = false;
template <class... Ts>
inline constexpr bool kIsVariant<std::variant<Ts...>> = true;
template <class T>
inline constexpr bool kIsExpected = false;
template <class T, class E>
inline constexpr bool kIsExpected<std::expected<T, E>> = true;
template <class T>
inline constexpr bool kIsPair = false;
template <class A, class B>
inline constexpr bool kIsPair<std::pair<A, B>> = true;

}  // namespace detail

/// Adds one value of any supported type; how long a list or a text is counts too.
template <class T>
void hash_value(Hasher& h, const T& value) {
  if constexpr (detail::HashesItself<T>) {
    value.hash_into(h);
  } else if constexpr (detail::HashedByItsNamespace<T>) {
    hash_into(value, h);
  } else if constexpr (std::is_enum_v<T>) {
    h.add(static_cast<std::uint64_t>(value));
  } else if constexpr (requires { h.add(value); }) {
    h.add(value);
  } else if constexpr (detail::kIsOptional<T>) {
    h.add(value.has_value());
    if (value) hash_value(h, *value);
  } else if constexpr (detail::kIsExpected<T>) {
    h.add(value.has_value());
    if (value) {
      hash_value(h, *value);
    } else {
      hash_value(h, value.error());
    }
  } else if constexpr (detail::kIsVariant<T>) {
    h.add(static_cast<std::uint64_t>(value.index()));
    std::visit([&](const auto& x) { hash_value(h, x); }, value);
  } else if constexpr (detail::kIsPair<T>) {
    hash_fields(h, value.first, value.second);
  } else if constexpr (std::ranges::range<const T>) {
    h.add(static_cast<std::uint64_t>(std::ranges::distance(value)));
    for (const auto& x : value) hash_value(h, x);
  } else if constexpr (detail::NumberedId<T>) {
    h.add(value.value);
  } else {
    static_assert(sizeof(T) == 0, "a type that is hashed needs a hash_into");
  }
}

}  // namespace base
