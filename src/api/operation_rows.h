// How a row of the operation table is made of a request type and its answer. Must not know any
// service.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include "api/operations.h"
#include "api/shape.h"
#include "model/actions.h"

namespace api {

template <class T, std::size_t I = 0>
consteval std::size_t request_index() {
  if constexpr (std::is_same_v<std::variant_alternative_t<I, Request::Variant>, T>) {
    return I;
  } else {
    return request_index<T, I + 1>();
  }
}

/// The row of a request type T that is answered with an R.
template <class T, class R>
constexpr Operation row_of() {
  constexpr model::ActionName name = model::kAction<T>;
  return {
      .service = name.service,
      .action = name.action,
      .iam = name.iam,
      .input = &Codec<T>::info,
      .output = &Codec<R>::info,
      .index = request_index<T>(),
      .read = [](const base::JsonReader& in,
                 Request& out) { Codec<T>::read(in, out.emplace<T>()); },
      .write = [](const Request& request) { return Codec<T>::write(*std::get_if<T>(&request)); }};
}

/// The JSON of an answer of one service; nothing when it is of another one.
template <class Narrow>
std::optional<base::Json> write_response(const Response& response) {
  return std::visit(
      [](const auto& r) -> std::optional<base::Json> {
        using T = std::remove_cvref_t<decltype(r)>;
        if constexpr (model::detail::kIsAlternative<T, Narrow>) {
          return Codec<T>::write(r);
        } else {
          return std::nullopt;
        }
      },
      response);
}

}  // namespace api
