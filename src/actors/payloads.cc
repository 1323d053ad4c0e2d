// The form of pointers is that of amazon-sqs-java-extended-client (aws-facts 1.9).
#include "actors/payloads.h"

#include <format>

#include "base/hash.h"
#include "base/json.h"

namespace actors {
namespace {

constexpr const char* kPointerClass = "software.amazon.payloadoffloading.PayloadS3Pointer";

// The library draws a UUID; here it follows from who sends what.
std::string uuid_of(const std::string& name) {
  const std::string hex = base::md5_hex("payload " + name);
  return std::format("{}-{}-4{}-8{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(13, 3),
                     hex.substr(17, 3), hex.substr(20, 12));
}

}  // namespace

bool is_large(const LargePayloadSpec& spec, const model::sqs::SendMessageRequest& message) {
  if (spec.always) return true;
  std::size_t bytes = message.message_body.size();
  for (const auto& [name, value] : message.message_attributes) {
    bytes += name.size() + value.data_type.size() + value.string_value.size() +
             value.binary_value.size();
  }
  return static_cast<std::int64_t>(bytes) > spec.threshold;
}

model::s3::PutObjectRequest take_payload(const LargePayloadSpec& spec, const std::string& name,
                                         model::sqs::SendMessageRequest& message) {
  model::s3::PutObjectRequest out{spec.bucket, uuid_of(name), std::move(message.message_body)};
  base::Json pointer = base::Json::array();
  pointer.push_back(kPointerClass);
  pointer.push_back({{"s3BucketName", out.bucket}, {"s3Key", out.key}});
  message.message_body = base::dump(pointer);
  message.message_attributes[spec.legacy_attribute ? kLegacyPayloadSize : kPayloadSize] = {
      "Number", std::to_string(out.body.size()), {}};
  return out;
}

std::optional<PayloadPointer> pointer_of(const model::sqs::ReceivedMessage& message) {
  const bool marked = message.message_attributes.contains(kPayloadSize) ||
                      message.message_attributes.contains(kLegacyPayloadSize);
  if (!marked) return std::nullopt;
  const auto document = base::parse_json(message.body, {.max_bytes = 8192, .max_depth = 4});
  if (!document || !document->root.is_array() || document->root.size() != 2) return std::nullopt;
  const base::Json& where = document->root[1];
  const auto text = [&](const char* key) {
    const auto it = where.find(key);
    return it == where.end() || !it->is_string() ? std::string() : it->get<std::string>();
  };
  PayloadPointer out{text("s3BucketName"), text("s3Key")};
  if (out.bucket.empty() || out.key.empty()) return std::nullopt;
  return out;
}

}  // namespace actors
