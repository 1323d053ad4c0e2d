// What copies, moves and destroys requests and answers, once for the whole program.
#include "model/request.h"

#include <memory>

namespace model {

template <class... Variants>
AnyOf<Variants...>::AnyOf() = default;
template <class... Variants>
AnyOf<Variants...>::AnyOf(const AnyOf& other) = default;
template <class... Variants>
AnyOf<Variants...>::AnyOf(AnyOf&& other) noexcept = default;
// Assigned by making it anew: an assignment of its own for each of a hundred alternatives would
// take a compiler minutes and gain nothing.
template <class... Variants>
AnyOf<Variants...>& AnyOf<Variants...>::operator=(const AnyOf& other) {
  if (this == &other) return *this;
  return *this = AnyOf(other);
}
template <class... Variants>
AnyOf<Variants...>& AnyOf<Variants...>::operator=(AnyOf&& other) noexcept {
  if (this == &other) return *this;
  std::destroy_at(this);
  return *std::construct_at(this, std::move(other));
}
template <class... Variants>
AnyOf<Variants...>::~AnyOf() = default;

template class AnyOf<sqs::Request, sns::Request, s3::Request, kinesis::Request>;
template class AnyOf<sqs::Response, sns::Response, s3::Response, kinesis::Response>;

}  // namespace model
