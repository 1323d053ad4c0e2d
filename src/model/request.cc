// What copies, moves and destroys requests and answers, once for the whole program.
#include "model/request.h"

namespace model {

template <class... Variants>
AnyOf<Variants...>::AnyOf() = default;
template <class... Variants>
AnyOf<Variants...>::AnyOf(const AnyOf& other) = default;
template <class... Variants>
AnyOf<Variants...>::AnyOf(AnyOf&& other) noexcept = default;
template <class... Variants>
AnyOf<Variants...>& AnyOf<Variants...>::operator=(const AnyOf& other) = default;
template <class... Variants>
AnyOf<Variants...>& AnyOf<Variants...>::operator=(AnyOf&& other) noexcept = default;
template <class... Variants>
AnyOf<Variants...>::~AnyOf() = default;

template class AnyOf<sqs::Request, sns::Request, s3::Request, kinesis::Request>;
template class AnyOf<sqs::Response, sns::Response, s3::Response, kinesis::Response>;

}  // namespace model
