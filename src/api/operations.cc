// The operation table of Amazon SQS. Must not know how a call is carried out.
#include "api/operations.h"

#include <array>
#include <format>

#include "api/sqs_shapes.h"

namespace api {
namespace {

template <class T, std::size_t I = 0>
consteval std::size_t index_of() {
  if constexpr (std::is_same_v<std::variant_alternative_t<I, Request>, T>) {
    return I;
  } else {
    return index_of<T, I + 1>();
  }
}

template <class T, class Out>
constexpr Operation sqs_row(std::string_view action, std::string_view iam) {
  return {"sqs",
          action,
          iam,
          &Codec<T>::info,
          &Codec<Out>::info,
          index_of<T>(),
          [](const base::JsonReader& in, Request& out) { Codec<T>::read(in, out.emplace<T>()); },
          [](const Request& request) { return Codec<T>::write(*std::get_if<T>(&request)); }};
}

constexpr std::array kOperations{
    sqs_row<m::CreateQueueRequest, m::CreateQueueResponse>("CreateQueue", "sqs:CreateQueue"),
    sqs_row<m::DeleteQueueRequest, m::EmptyResponse>("DeleteQueue", "sqs:DeleteQueue"),
    sqs_row<m::PurgeQueueRequest, m::EmptyResponse>("PurgeQueue", "sqs:PurgeQueue"),
    sqs_row<m::ListQueuesRequest, m::ListQueuesResponse>("ListQueues", "sqs:ListQueues"),
    sqs_row<m::GetQueueUrlRequest, m::GetQueueUrlResponse>("GetQueueUrl", "sqs:GetQueueUrl"),
    sqs_row<m::GetQueueAttributesRequest, m::GetQueueAttributesResponse>("GetQueueAttributes",
                                                                         "sqs:GetQueueAttributes"),
    sqs_row<m::SetQueueAttributesRequest, m::EmptyResponse>("SetQueueAttributes",
                                                            "sqs:SetQueueAttributes"),
    sqs_row<m::SendMessageRequest, m::SendMessageResponse>("SendMessage", "sqs:SendMessage"),
    sqs_row<m::SendMessageBatchRequest, m::SendMessageBatchResponse>("SendMessageBatch",
                                                                     "sqs:SendMessage"),
    sqs_row<m::ReceiveMessageRequest, m::ReceiveMessageResponse>("ReceiveMessage",
                                                                 "sqs:ReceiveMessage"),
    sqs_row<m::DeleteMessageRequest, m::EmptyResponse>("DeleteMessage", "sqs:DeleteMessage"),
    sqs_row<m::DeleteMessageBatchRequest, m::BatchResponse>("DeleteMessageBatch",
                                                            "sqs:DeleteMessage"),
    sqs_row<m::ChangeMessageVisibilityRequest, m::EmptyResponse>("ChangeMessageVisibility",
                                                                 "sqs:ChangeMessageVisibility"),
    sqs_row<m::ChangeMessageVisibilityBatchRequest, m::BatchResponse>(
        "ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"),
};
// operation_of() finds a row by the place of the request in the variant.
static_assert([] {
  for (std::size_t i = 0; i < kOperations.size(); ++i) {
    if (kOperations[i].index != i) return false;
  }
  return kOperations.size() == std::variant_size_v<Request>;
}());

constexpr std::array kTraceMembers{
    MemberInfo{"AWSTraceHeader", &Codec<m::MessageAttributeValue>::info, true}};
constexpr std::array kIdMembers{MemberInfo{"Id", &Codec<std::string>::info, true}};
constexpr TypeInfo kIdEntry{Kind::kStructure, nullptr, kIdMembers};

model::ApiError refusal(const base::JsonError& error) {
  constexpr std::string_view kMissing = "The request must contain the parameter";
  model::ApiError out;
  if (error.message.starts_with(kMissing)) {
    out.type = "MissingRequiredParameterException";
    out.query_code = "MissingParameter";
    out.message = error.message;
  } else {
    out.type = "SerializationException";
    out.query_code = "SerializationException";
    out.message = std::format("{}: {}", error.pointer, error.message);
  }
  return out;
}

}  // namespace

const TypeInfo TraceHeaderCodec::info{Kind::kStructure, nullptr, kTraceMembers};
const TypeInfo IdListCodec::info{Kind::kList, &kIdEntry};

base::Json TraceHeaderCodec::write(const std::string& v) {
  return {{"AWSTraceHeader", {{"DataType", "String"}, {"StringValue", v}}}};
}

void TraceHeaderCodec::read(const base::JsonReader& in, std::string& out) {
  in.only({"AWSTraceHeader"});
  const auto member = in.member("AWSTraceHeader", true);
  if (!member) return;
  m::MessageAttributeValue value;
  Codec<m::MessageAttributeValue>::read(*member, value);
  if (value.data_type != "String") member->fail("must have the data type String");
  out = std::move(value.string_value);
}

base::Json IdListCodec::write(const std::vector<std::string>& ids) {
  base::Json out = base::Json::array();
  for (const std::string& id : ids) out.push_back({{"Id", id}});
  return out;
}

std::string missing_text(std::string_view member) {
  return std::format("The request must contain the parameter {}.", member);
}

std::span<const Operation> operations() { return kOperations; }

const Operation* find_operation(std::string_view service, std::string_view action) {
  for (const Operation& op : kOperations) {
    if (op.service == service && op.action == action) return &op;
  }
  return nullptr;
}

const Operation& operation_of(const Request& request) { return kOperations[request.index()]; }

std::string cli_name(std::string_view aws_name) {
  std::string out;
  for (const char c : aws_name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !out.empty()) out.push_back('-');
    out.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

base::Json request_to_json(const Request& request) { return operation_of(request).write(request); }

std::optional<Request> read_request(const Operation& operation, const base::JsonReader& in) {
  const std::size_t before = in.errors().size();
  Request out;
  operation.read(in, out);
  if (in.errors().size() != before) return std::nullopt;
  return out;
}

model::ApiResult<Request> request_from_json(const Operation& operation, const base::Json& body) {
  std::vector<base::JsonError> errors;
  auto request = read_request(operation, base::JsonReader(body, "", errors));
  if (!request) return std::unexpected(refusal(errors.front()));
  return *std::move(request);
}

base::Json response_to_json(const Response& response) {
  return std::visit([](const auto& r) { return Codec<std::remove_cvref_t<decltype(r)>>::write(r); },
                    response);
}

base::Json error_to_json(const model::ApiError& error) {
  return {{"__type", "com.amazonaws.sqs#" + error.type}, {"message", error.message}};
}

}  // namespace api
