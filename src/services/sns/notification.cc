// Texts for subscribers.
#include "services/sns/notification.h"

#include <format>

#include "base/calendar.h"
#include "base/json.h"

namespace services::sns {
namespace {

using base::Json;

std::string json_text_of(std::string_view text) { return base::dump(Json(std::string(text))); }

// Lines of a JSON object as SNS writes them: `  "Type" : "Notification",`.
class Lines {
 public:
  void text(std::string_view key, std::string_view value) { add(key, json_text_of(value)); }
  void add(std::string_view key, std::string_view json) {
    out_ += std::format("{}  \"{}\" : {}", out_.empty() ? "{\n" : ",\n", key, json);
  }
  std::string finish() { return out_ + "\n}"; }

 private:
  std::string out_;
};

// Not a signature that anybody can verify: it says so itself when it is decoded.
std::string simulated_signature(std::string_view content) {
  return base::to_base64(std::format("simulated signature {}", base::sha256_hex(content)));
}

std::string service_url(const State& state) {
  return std::format("https://sns.{}.amazonaws.com/", state.region);
}

std::string cert_url(const State& state) {
  return service_url(state) + "SimpleNotificationService-simulated.pem";
}

std::string_view signature_version(const Topic& topic) {
  const auto it = topic.attributes.find("SignatureVersion");
  return it == topic.attributes.end() ? std::string_view("1") : std::string_view(it->second);
}

std::string attribute_value(const model::sns::MessageAttributeValue& value) {
  return value.data_type.starts_with("Binary") ? base::to_base64(value.binary_value)
                                               : value.string_value;
}

Json attributes_json(const model::sns::MessageAttributes& attributes) {
  Json out = Json::object();
  for (const auto& [name, value] : attributes) {
    out[name] = {{"Type", value.data_type}, {"Value", attribute_value(value)}};
  }
  return out;
}

std::string attributes_block(const model::sns::MessageAttributes& attributes) {
  std::string out;
  for (const auto& [name, value] : attributes_json(attributes).items()) {
    out += std::format("{}    {} : {}", out.empty() ? "{\n" : ",\n", json_text_of(name),
                       base::dump(value));
  }
  return out + "\n  }";
}

std::string_view type_name(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kNotification: return "Notification";
    case NoticeKind::kConfirmation: return "SubscriptionConfirmation";
    case NoticeKind::kUnsubscribed: break;
  }
  return "UnsubscribeConfirmation";
}

std::string end_text(const Subscription& subscription) {
  return std::format(
      "You have chosen to deactivate subscription {}.\nTo cancel this operation and restore the "
      "subscription, visit the SubscribeURL included in this message.",
      subscription.arn);
}

std::string confirmation_text(const Topic& topic) {
  return std::format(
      "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the "
      "SubscribeURL included in this message.",
      topic.arn);
}

void sign(Lines& lines, const State& state, const Topic& topic, std::string_view content) {
  lines.text("SignatureVersion", signature_version(topic));
  lines.text("Signature", simulated_signature(content));
  lines.text("SigningCertURL", cert_url(state));
}

std::string confirmation(const State& state, const Topic& topic, const Subscription& subscription,
                         const Delivery& delivery) {
  const bool ended = delivery.kind == NoticeKind::kUnsubscribed;
  const std::string text = ended ? end_text(subscription) : confirmation_text(topic);
  Lines lines;
  lines.text("Type", type_name(delivery.kind));
  lines.text("MessageId", uuid_for(state.seed, "confirmation", delivery.id.value));
  lines.text("Token", subscription.token);
  lines.text("TopicArn", topic.arn);
  lines.text("Message", text);
  lines.text("SubscribeURL", subscribe_url(state, topic, subscription));
  lines.text("Timestamp", base::format_iso8601(state.epoch_at(delivery.created_at)));
  sign(lines, state, topic, text + subscription.token);
  return lines.finish();
}

std::string lambda_event(const State& state, const Topic& topic, const Subscription& subscription,
                         const Delivery& delivery) {
  const Message& m = *delivery.message;
  const std::string text = text_for(m, "lambda");
  Json sns{{"Type", "Notification"}, {"MessageId", m.message_id}, {"TopicArn", topic.arn}};
  sns["Subject"] = m.subject ? Json(*m.subject) : Json(nullptr);
  sns["Message"] = text;
  sns["Timestamp"] = base::format_iso8601(state.epoch_at(m.published_at));
  sns["SignatureVersion"] = std::string(signature_version(topic));
  sns["Signature"] = simulated_signature(m.message_id + text);
  sns["SigningCertUrl"] = cert_url(state);
  sns["UnsubscribeUrl"] = unsubscribe_url(state, subscription);
  sns["MessageAttributes"] = attributes_json(m.attributes);
  const Json record{{"EventSource", "aws:sns"},
                    {"EventVersion", "1.0"},
                    {"EventSubscriptionArn", subscription.arn},
                    {"Sns", sns}};
  return base::dump({{"Records", Json::array({record})}});
}

std::string mail_text(const State& state, const Topic& topic, const Subscription& subscription,
                      const Delivery& delivery) {
  if (delivery.kind != NoticeKind::kNotification) {
    return std::format("{}\n\nConfirm subscription: {}", confirmation_text(topic),
                       subscribe_url(state, topic, subscription));
  }
  return std::format(
      "{}\n\n--\nIf you wish to stop receiving notifications from this topic, please click or "
      "visit the link below to unsubscribe:\n{}\n",
      text_for(*delivery.message, "email"), unsubscribe_url(state, subscription));
}

std::string sms_text(const Topic* topic, const Message& message) {
  const std::string text = text_for(message, "sms");
  if (topic == nullptr) return text;
  const auto name = topic->attributes.find("DisplayName");
  const bool named = name != topic->attributes.end() && !name->second.empty();
  return named ? std::format("{}> {}", name->second, text) : text;
}

std::string push_text(const State& state, const Delivery& delivery) {
  const auto device = state.devices.find(delivery.endpoint);
  if (device == state.devices.end()) return text_for(*delivery.message, "application");
  const auto app = state.applications.find(device->second.application_arn);
  return text_for(*delivery.message,
                  app == state.applications.end() ? "application" : app->second.platform);
}

std::string body_for(const State& state, const Topic* topic, const Subscription* subscription,
                     const Delivery& delivery) {
  if (delivery.protocol == Protocol::kSms) return sms_text(topic, *delivery.message);
  if (delivery.protocol == Protocol::kApplication) return push_text(state, delivery);
  if (topic == nullptr || subscription == nullptr) return {};
  if (delivery.protocol == Protocol::kEmail) {
    return mail_text(state, *topic, *subscription, delivery);
  }
  if (delivery.kind != NoticeKind::kNotification) {
    return confirmation(state, *topic, *subscription, delivery);
  }
  if (delivery.protocol == Protocol::kLambda) {
    return lambda_event(state, *topic, *subscription, delivery);
  }
  if (subscription->raw) return text_for(*delivery.message, protocol_name(delivery.protocol));
  return envelope(state, *topic, *subscription, delivery);
}

model::sns::AttributeMap http_headers(const Topic& topic, const Subscription& subscription,
                                      const Delivery& delivery, const State& state) {
  const DeliveryPolicy& policy =
      subscription.own_policy ? *subscription.own_policy : topic.delivery_policy;
  model::sns::AttributeMap out;
  out["Content-Type"] = policy.content_type;
  out["x-amz-sns-message-type"] = type_name(delivery.kind);
  out["x-amz-sns-message-id"] = delivery.message
                                    ? delivery.message->message_id
                                    : uuid_for(state.seed, "confirmation", delivery.id.value);
  out["x-amz-sns-topic-arn"] = topic.arn;
  if (!subscription.pending) out["x-amz-sns-subscription-arn"] = subscription.arn;
  if (subscription.raw && delivery.message) out["x-amz-sns-rawdelivery"] = "true";
  return out;
}

}  // namespace

std::string text_for(const Message& message, std::string_view protocol) {
  if (!message.per_protocol) return message.body;
  const auto texts = parse_json_text(message.body);
  if (!texts) return message.body;
  const JsonValue* own = texts->find(protocol);
  // Unknown keys and values that are no text are as good as absent (aws-facts 2.4).
  if (own == nullptr || own->kind != JsonValue::Kind::kString) own = texts->find("default");
  return own == nullptr ? message.body : own->text;
}

std::string structure_fault(std::string_view body, std::string_view key) {
  const auto texts = parse_json_text(body);
  if (!texts || texts->kind != JsonValue::Kind::kObject) {
    return "Message Structure - JSON message body failed to parse";
  }
  // Recorded: a device needs no default when there is a text for its platform.
  const JsonValue* text = key.empty() ? nullptr : texts->find(key);
  if (text == nullptr) text = texts->find("default");
  if (text == nullptr || text->kind != JsonValue::Kind::kString) {
    return "Message Structure - No default entry in JSON message body";
  }
  return {};
}

std::string envelope(const State& state, const Topic& topic, const Subscription& subscription,
                     const Delivery& delivery) {
  const Message& m = *delivery.message;
  const std::string text = text_for(m, protocol_name(delivery.protocol));
  Lines lines;
  lines.text("Type", "Notification");
  lines.text("MessageId", m.message_id);
  if (!m.sequence_number.empty()) lines.text("SequenceNumber", m.sequence_number);
  lines.text("TopicArn", topic.arn);
  if (m.subject) lines.text("Subject", *m.subject);
  lines.text("Message", text);
  lines.text("Timestamp", base::format_iso8601(state.epoch_at(m.published_at)));
  // Recorded: notifications of FIFO topics carry no signature.
  if (!topic.fifo) sign(lines, state, topic, m.message_id + text);
  lines.text("UnsubscribeURL", unsubscribe_url(state, subscription));
  if (delivery.replayed) lines.add("Replayed", "true");
  if (!m.attributes.empty()) lines.add("MessageAttributes", attributes_block(m.attributes));
  return lines.finish();
}

model::sns::EndpointCall endpoint_call(const State& state, const Topic* topic,
                                       const Subscription* subscription, const Delivery& delivery) {
  model::sns::EndpointCall out;
  out.delivery = delivery.id;
  out.protocol = protocol_name(delivery.protocol);
  out.endpoint = delivery.endpoint;
  out.type = type_name(delivery.kind);
  if (delivery.message && delivery.message->subject) out.subject = *delivery.message->subject;
  const bool http = delivery.protocol == Protocol::kHttp || delivery.protocol == Protocol::kHttps;
  if (http && topic != nullptr && subscription != nullptr) {
    out.headers = http_headers(*topic, *subscription, delivery, state);
  }
  out.body = body_for(state, topic, subscription, delivery);
  return out;
}

model::sqs::SendMessageRequest queue_message(const State& state, const Topic& topic,
                                             const Subscription& subscription,
                                             const Delivery& delivery,
                                             const std::string& queue_arn) {
  model::sqs::SendMessageRequest out;
  out.queue_url = queue_url_of_arn(queue_arn);
  if (!delivery.message) {
    out.message_body = confirmation(state, topic, subscription, delivery);
    return out;
  }
  const Message& m = *delivery.message;
  const bool raw = subscription.raw && subscription.protocol == Protocol::kSqs;
  out.message_body = raw ? text_for(m, "sqs") : envelope(state, topic, subscription, delivery);
  if (raw) out.message_attributes = m.attributes;
  out.trace_header = m.trace_header;
  // Groups go on to FIFO queues, and to standard ones as tenants of a fair queue (aws-facts 2.8).
  out.message_group_id = m.group_id;
  if (queue_arn.ends_with(".fifo")) out.message_deduplication_id = m.deduplication_id;
  return out;
}

std::string queue_url_of_arn(std::string_view arn) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t colon = arn.find(':');
    parts.push_back(arn.substr(0, colon));
    if (colon == std::string_view::npos) break;
    arn.remove_prefix(colon + 1);
  }
  if (parts.size() < 6) return {};
  return std::format("https://sqs.{}.amazonaws.com/{}/{}", parts[3], parts[4], parts[5]);
}

std::string unsubscribe_url(const State& state, const Subscription& subscription) {
  return std::format("{}?Action=Unsubscribe&SubscriptionArn={}", service_url(state),
                     subscription.arn);
}

std::string subscribe_url(const State& state, const Topic& topic,
                          const Subscription& subscription) {
  return std::format("{}?Action=ConfirmSubscription&TopicArn={}&Token={}", service_url(state),
                     topic.arn, subscription.token);
}

}  // namespace services::sns
