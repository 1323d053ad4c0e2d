// A request to any service and the answer of any service, and who makes a call. Must not know how
// a service works. A service is added by naming its variants here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "model/api_error.h"
#include "model/ids.h"
#include "model/kinesis.h"
#include "model/s3.h"
#include "model/sns.h"
#include "model/sqs.h"

namespace model {

namespace detail {

template <class... Variants>
struct Joined;
template <class... Ts>
struct Joined<std::variant<Ts...>> {
  using T = std::variant<Ts...>;
};
template <class... Ts, class... Us, class... Rest>
struct Joined<std::variant<Ts...>, std::variant<Us...>, Rest...>
    : Joined<std::variant<Ts..., Us...>, Rest...> {};

template <class T, class Variant>
inline constexpr bool kIsAlternative = false;
template <class T, class... Ts>
inline constexpr bool kIsAlternative<T, std::variant<Ts...>> = (std::is_same_v<T, Ts> || ...);

}  // namespace detail

/// One variant over the alternatives of several: std::visit, std::get and std::get_if see all of
/// them side by side, and each of the joined variants converts to it.
template <class... Variants>
class AnyOf : public detail::Joined<Variants...>::T {
 public:
  using Variant = detail::Joined<Variants...>::T;

  // Defined in request.cc alone: written in place, they would be compiled anew in every file that
  // holds a World, which is most of the time a build takes.
  AnyOf();
  AnyOf(const AnyOf& other);
  AnyOf(AnyOf&& other) noexcept;
  AnyOf& operator=(const AnyOf& other);
  AnyOf& operator=(AnyOf&& other) noexcept;
  ~AnyOf();
  template <class T>
    requires detail::kIsAlternative<std::remove_cvref_t<T>, Variant>
  AnyOf(T&& value) : Variant(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(value)) {}
  template <class... Ts>
    requires(detail::kIsAlternative<Ts, Variant> && ...)
  AnyOf(std::variant<Ts...> narrow)
      : Variant(std::visit(
            [](auto& value) {
              using T = std::remove_cvref_t<decltype(value)>;
              return Variant(std::in_place_type<T>, std::move(value));
            },
            narrow)) {}
};

/// A request to any service; in the order of the services, then of their actions.
using Request = AnyOf<sqs::Request, sns::Request, s3::Request, kinesis::Request>;
/// The answer of any service.
using Response = AnyOf<sqs::Response, sns::Response, s3::Response, kinesis::Response>;

extern template class AnyOf<sqs::Request, sns::Request, s3::Request, kinesis::Request>;
extern template class AnyOf<sqs::Response, sns::Response, s3::Response, kinesis::Response>;

/// A request or answer as one of its service's own variant; nothing when it is of another service.
template <class Narrow, class... Variants>
std::optional<Narrow> narrow(AnyOf<Variants...> any) {
  return std::visit(
      [](auto& value) -> std::optional<Narrow> {
        using T = std::remove_cvref_t<decltype(value)>;
        if constexpr (detail::kIsAlternative<T, Narrow>) {
          return std::optional<Narrow>(std::in_place, std::in_place_type<T>, std::move(value));
        } else {
          return std::nullopt;
        }
      },
      any);
}

/// Who makes a call, as IAM's door and the services see it.
struct Caller {
  CallId call;
  ActorId actor;
  std::string sender_id = "AIDAINFLIGHTLEARNER00";  // SenderId of what it sends
  PrincipalId principal;  // of IAM; 0 is the account's administrator
  std::string service;  // "sns.amazonaws.com" when a service calls, else empty
  std::string source_arn;  // on whose behalf a service calls: aws:SourceArn
  std::string source_account;  // aws:SourceAccount
  std::string account;  // of the principal; empty = the World's own
  std::string arn;  // of the principal; empty = the administrator's
  std::string trace_header;  // X-Amzn-Trace-Id of the call: what it sends bears it
};

}  // namespace model
