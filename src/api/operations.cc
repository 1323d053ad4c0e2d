// The operation table, with the rows of Amazon SQS. Must not know how a call is carried out.
#include "api/operations.h"

#include <array>
#include <format>

#include "api/kinesis_operations.h"
#include "api/operation_rows.h"
#include "api/s3_operations.h"
#include "api/sns_operations.h"
#include "api/sqs_shapes.h"
#include "base/check.h"

namespace api {
namespace {

constexpr std::array kSqsOperations{
    row_of<m::CreateQueueRequest, m::CreateQueueResponse>(),
    row_of<m::DeleteQueueRequest, m::EmptyResponse>(),
    row_of<m::PurgeQueueRequest, m::EmptyResponse>(),
    row_of<m::ListQueuesRequest, m::ListQueuesResponse>(),
    row_of<m::GetQueueUrlRequest, m::GetQueueUrlResponse>(),
    row_of<m::GetQueueAttributesRequest, m::GetQueueAttributesResponse>(),
    row_of<m::SetQueueAttributesRequest, m::EmptyResponse>(),
    row_of<m::SendMessageRequest, m::SendMessageResponse>(),
    row_of<m::SendMessageBatchRequest, m::SendMessageBatchResponse>(),
    row_of<m::ReceiveMessageRequest, m::ReceiveMessageResponse>(),
    row_of<m::DeleteMessageRequest, m::EmptyResponse>(),
    row_of<m::DeleteMessageBatchRequest, m::BatchResponse>(),
    row_of<m::ChangeMessageVisibilityRequest, m::EmptyResponse>(),
    row_of<m::ChangeMessageVisibilityBatchRequest, m::BatchResponse>(),
    row_of<m::AddPermissionRequest, m::EmptyResponse>(),
    row_of<m::RemovePermissionRequest, m::EmptyResponse>(),
    row_of<m::ListDeadLetterSourceQueuesRequest, m::ListDeadLetterSourceQueuesResponse>(),
    row_of<m::StartMessageMoveTaskRequest, m::StartMessageMoveTaskResponse>(),
    row_of<m::ListMessageMoveTasksRequest, m::ListMessageMoveTasksResponse>(),
    row_of<m::CancelMessageMoveTaskRequest, m::CancelMessageMoveTaskResponse>(),
    row_of<m::TagQueueRequest, m::EmptyResponse>(),
    row_of<m::UntagQueueRequest, m::EmptyResponse>(),
    row_of<m::ListQueueTagsRequest, m::ListQueueTagsResponse>(),
};

// All rows, in the order of the request variant: operation_of() finds a row by its place there.
const std::vector<Operation>& table() {
  static const std::vector<Operation> rows = [] {
    std::vector<Operation> all(kSqsOperations.begin(), kSqsOperations.end());
    all.insert(all.end(), sns_operations().begin(), sns_operations().end());
    all.insert(all.end(), s3_operations().begin(), s3_operations().end());
    all.insert(all.end(), kinesis_operations().begin(), kinesis_operations().end());
    for (std::size_t i = 0; i < all.size(); ++i) INFLIGHT_CHECK(all[i].index == i);
    INFLIGHT_CHECK(all.size() == std::variant_size_v<Request::Variant>);
    return all;
  }();
  return rows;
}

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

std::span<const Operation> operations() { return table(); }

const Operation* find_operation(std::string_view service, std::string_view action) {
  for (const Operation& op : table()) {
    if (op.service == service && op.action == action) return &op;
  }
  return nullptr;
}

const Operation& operation_of(const Request& request) { return table()[request.index()]; }

std::string cli_name(std::string_view aws_name) {
  std::string out;
  const auto is_upper = [&](std::size_t i) {
    return i < aws_name.size() && aws_name[i] >= 'A' && aws_name[i] <= 'Z';
  };
  for (std::size_t i = 0; i < aws_name.size(); ++i) {
    const char c = aws_name[i];
    // A run of capitals is one word, up to the capital that begins the next: "AWSAccountId".
    const bool begins =
        is_upper(i) && (!is_upper(i - 1) || (i + 1 < aws_name.size() && !is_upper(i + 1)));
    if (begins && i > 0) out.push_back('-');
    out.push_back(is_upper(i) ? static_cast<char>(c - 'A' + 'a') : c);
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
  if (!request) {
    return std::unexpected(operation.service == "sns" ? sns_refusal(operation, errors.front())
                                                      : refusal(errors.front()));
  }
  return *std::move(request);
}

base::Json response_to_json(const Response& response) {
  if (auto json = write_response<m::Response>(response)) return *std::move(json);
  if (auto json = sns_response_to_json(response)) return *std::move(json);
  if (auto json = s3_response_to_json(response)) return *std::move(json);
  return *kinesis_response_to_json(response);
}

base::Json error_to_json(const model::ApiError& error, std::string_view service) {
  return {{"__type", std::format("com.amazonaws.{}#{}", service, error.type)},
          {"message", error.message}};
}

}  // namespace api
