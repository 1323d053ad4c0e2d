// The form of requests and answers: members with AWS's names, types and whether they are required,
// and from these rows the reading and writing of AWS JSON. Must not know any service.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "base/json.h"

namespace api {

enum class Kind : std::uint8_t {
  kString,
  kBlob,
  kInteger,
  kBoolean,
  kList,
  kMap,
  kStructure,
  kTimestamp
};

struct TypeInfo;

struct MemberInfo {
  std::string_view name;  // "QueueUrl"
  const TypeInfo* type = nullptr;
  bool required = false;
};

/// A type as the CLI parser and the help need it.
struct TypeInfo {
  Kind kind = Kind::kString;
  const TypeInfo* item = nullptr;            // of a list or a map
  std::span<const MemberInfo> members = {};  // of a structure, in AWS's order
};

/// What AWS says when a required member is missing (aws-facts 1.3).
std::string missing_text(std::string_view member);

/// Where in a struct a member's value lies: one or more member pointers, followed in turn.
template <auto... Path>
struct At {
  template <class S>
  static constexpr auto& in(S& s) {
    return (s.*....*Path);
  }
};

/// Rows of a structure: `static constexpr auto rows = std::tuple{row<At<…>>("Name"), …}`.
template <class T>
struct Shape;

template <class T>
struct Codec;

template <class Place, class C>
struct Row {
  using Where = Place;
  using Coding = C;
  std::string_view name;
  bool required = false;
};

enum class Need : std::uint8_t { kOptional, kRequired };

namespace detail {
template <class Place>
struct Target;
template <auto Last>
struct Target<At<Last>> {
  template <class S, class V>
  static V type(V S::*);
  using T = decltype(type(Last));
};
template <auto First, auto... Rest>
  requires(sizeof...(Rest) > 0)
struct Target<At<First, Rest...>> : Target<At<Rest...>> {};
}  // namespace detail

template <class Place>
constexpr auto row(std::string_view name, Need need = Need::kOptional) {
  return Row<Place, Codec<typename detail::Target<Place>::T>>{name, need == Need::kRequired};
}
/// A member whose JSON differs from the C++ type's usual one.
template <class Place, class C>
constexpr auto row_as(std::string_view name, Need need = Need::kOptional) {
  return Row<Place, C>{name, need == Need::kRequired};
}

template <>
struct Codec<std::string> {
  static constexpr TypeInfo info{Kind::kString};
  static bool absent(const std::string& v) { return v.empty(); }
  static base::Json write(const std::string& v) { return v; }
  static void read(const base::JsonReader& in, std::string& out) { out = in.text(); }
};

/// Raw bytes, base64 in JSON.
struct BlobCodec {
  static constexpr TypeInfo info{Kind::kBlob};
  static bool absent(const std::string& v) { return v.empty(); }
  static base::Json write(const std::string& v) { return base::to_base64(v); }
  static void read(const base::JsonReader& in, std::string& out) {
    if (!base::from_base64(in.text(), out)) in.fail("must be base64");
  }
};

template <>
struct Codec<std::int64_t> {
  static constexpr TypeInfo info{Kind::kInteger};
  static bool absent(std::int64_t) { return false; }
  static base::Json write(std::int64_t v) { return v; }
  static void read(const base::JsonReader& in, std::int64_t& out) {
    out = in.integer(INT32_MIN, INT32_MAX);  // AWS's Integer has 32 bits
  }
};

template <>
struct Codec<bool> {
  static constexpr TypeInfo info{Kind::kBoolean};
  static bool absent(bool) { return false; }
  static base::Json write(bool v) { return v; }
  static void read(const base::JsonReader& in, bool& out) { out = in.boolean(); }
};

template <class T>
struct Codec<std::optional<T>> {
  static constexpr TypeInfo info = Codec<T>::info;
  static bool absent(const std::optional<T>& v) { return !v; }
  static base::Json write(const std::optional<T>& v) { return Codec<T>::write(*v); }
  static void read(const base::JsonReader& in, std::optional<T>& out) {
    Codec<T>::read(in, out.emplace());
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static constexpr TypeInfo info{Kind::kList, &Codec<T>::info};
  static bool absent(const std::vector<T>& v) { return v.empty(); }
  static base::Json write(const std::vector<T>& v) {
    base::Json out = base::Json::array();
    for (const T& item : v) out.push_back(Codec<T>::write(item));
    return out;
  }
  static void read(const base::JsonReader& in, std::vector<T>& out) {
    for (const base::JsonReader& item : in.elements()) Codec<T>::read(item, out.emplace_back());
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static constexpr TypeInfo info{Kind::kMap, &Codec<T>::info};
  static bool absent(const std::map<std::string, T>& v) { return v.empty(); }
  static base::Json write(const std::map<std::string, T>& v) {
    base::Json out = base::Json::object();
    for (const auto& [key, item] : v) out[key] = Codec<T>::write(item);
    return out;
  }
  static void read(const base::JsonReader& in, std::map<std::string, T>& out) {
    for (const auto& [key, item] : in.members()) Codec<T>::read(item, out[key]);
  }
};

/// Everything that has a Shape.
template <class T>
struct Codec {
  static constexpr auto members = std::apply(
      [](const auto&... r) {
        return std::array<MemberInfo, sizeof...(r)>{
            MemberInfo{r.name, &std::remove_cvref_t<decltype(r)>::Coding::info, r.required}...};
      },
      Shape<T>::rows);
  static constexpr TypeInfo info{Kind::kStructure, nullptr, members};

  static bool absent(const T&) { return false; }
  static base::Json write(const T& value) {
    base::Json out = base::Json::object();
    auto put = [&](const auto& r) {
      using R = std::remove_cvref_t<decltype(r)>;
      const auto& member = R::Where::in(value);
      if (!r.required && R::Coding::absent(member)) return;
      out[std::string(r.name)] = R::Coding::write(member);
    };
    std::apply([&](const auto&... r) { (put(r), ...); }, Shape<T>::rows);
    return out;
  }
  static void read(const base::JsonReader& in, T& value) {
    if (!in.is_object()) return in.fail("must be an object");
    auto get = [&](const auto& r) {
      using R = std::remove_cvref_t<decltype(r)>;
      const auto member = in.member(r.name);
      if (member) return R::Coding::read(*member, R::Where::in(value));
      if (r.required) in.fail(missing_text(r.name));
    };
    std::apply([&](const auto&... r) { (get(r), ...); }, Shape<T>::rows);
    for (const auto& [key, member] : in.members()) {
      if (!knows(key)) member.fail("is not a member of this structure");
    }
  }

 private:
  static bool knows(std::string_view name) {
    for (const MemberInfo& m : members) {
      if (m.name == name) return true;
    }
    return false;
  }
};

}  // namespace api
