// IAM's door and KMS: every call passes here before it reaches its service, whoever makes it
// (aws-facts 1.12, 7). Only here do a service's resource, its policy, the caller's rights and the
// keys meet.
#include <algorithm>
#include <array>
#include <format>

#include "base/calendar.h"
#include "model/actions.h"
#include "services/iam/evaluate.h"
#include "world/world.h"

namespace world {
namespace {

namespace iam = services::iam;
namespace kms = services::kms;

constexpr std::size_t kKeptDenials = 64;

// Actions that no resource policy opens to another account (aws-facts 1.2).
constexpr std::array<std::string_view, 9> kOwnerOnly{
    "AddPermission", "RemovePermission", "CreateQueue", "DeleteQueue",  "SetQueueAttributes",
    "ListQueues",    "TagQueue",         "UntagQueue",  "ListQueueTags"};

// The ARN a request speaks of, also when nothing is there yet.
std::string resource_of(const services::sqs::State& sqs, const services::sns::State& sns,
                        const model::Request& request) {
  const auto queue_arn = [&](std::string_view name) {
    return std::format("arn:aws:sqs:{}:{}:{}", sqs.region, sqs.account, name);
  };
  return std::visit(
      [&](const auto& r) -> std::string {
        if constexpr (requires {
                        r.bucket;
                        r.key;
                      }) {
          return std::format("arn:aws:s3:::{}/{}", r.bucket, r.key);
        } else if constexpr (requires { r.bucket; }) {
          return std::format("arn:aws:s3:::{}", r.bucket);
        } else if constexpr (requires { r.queue_url; }) {
          return queue_arn(r.queue_url.substr(r.queue_url.rfind('/') + 1));
        } else if constexpr (requires { r.queue_name; }) {
          return queue_arn(r.queue_name);
        } else if constexpr (requires { std::string(r.source_arn); }) {
          return r.source_arn;
        } else if constexpr (requires { std::string(r.topic_arn); }) {
          return r.topic_arn;
        } else if constexpr (requires { r.target_arn; }) {
          return r.topic_arn ? *r.topic_arn : r.target_arn.value_or("*");
        } else if constexpr (requires { r.subscription_arn; }) {
          return r.subscription_arn.substr(0, r.subscription_arn.rfind(':'));
        } else if constexpr (requires { r.resource_arn; }) {
          return r.resource_arn;
        } else if constexpr (requires { r.endpoint_arn; }) {
          return r.endpoint_arn;
        } else if constexpr (requires { r.platform_application_arn; }) {
          return r.platform_application_arn;
        } else if constexpr (requires { r.name; }) {
          return std::format("arn:aws:sns:{}:{}:{}", sns.region, sns.account, r.name);
        } else {
          return "*";
        }
      },
      request);
}

iam::ConditionContext context_of(const model::Caller& caller, const iam::Asker& asker,
                                 const model::Request& request, std::int64_t epoch_ms) {
  iam::ConditionContext out;
  out["aws:securetransport"] = {"true"};
  out["aws:currenttime"] = {base::format_iso8601(epoch_ms)};
  out["aws:epochtime"] = {std::to_string(epoch_ms / 1000)};
  if (!caller.source_arn.empty()) out["aws:sourcearn"] = {caller.source_arn};
  if (!caller.source_account.empty()) out["aws:sourceaccount"] = {caller.source_account};
  if (asker.kind == iam::PrincipalKind::kService) return out;
  out["aws:principalarn"] = {asker.arn};
  out["aws:principalaccount"] = {asker.account};
  out["aws:userid"] = {asker.user_id};
  out["aws:username"] = {asker.name};
  // Simulated callers sit in one documentation network (RFC 5737).
  out["aws:sourceip"] = {"203.0.113.10"};
  if (!caller.principal) out["aws:sourceowner"] = {asker.account};
  if (const auto* r = std::get_if<model::sns::SubscribeRequest>(&request)) {
    out["sns:protocol"] = {r->protocol};
    out["sns:endpoint"] = {r->endpoint};
  }
  return out;
}

// "User: … is not authorized to perform: sqs:sendmessage on resource: … because …": AWS's words,
// with the right that is missing (aws-facts 1.3 AccessDenied, 2.9 AuthorizationError).
model::ApiError denial_error(const iam::Access& access, const iam::Decision& decision) {
  const bool sqs = access.action.starts_with("sqs:");
  const bool s3 = access.action.starts_with("s3:");
  std::string action = access.action;
  if (sqs) {
    for (char& c : action) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  } else if (!s3) {
    action.replace(0, 3, "SNS");
  }
  const std::string_view kind = decision.by_resource_policy ? "resource-based" : "identity-based";
  const std::string why =
      decision.reason == iam::Decision::Reason::kExplicitDeny
          ? std::format("with an explicit deny in {} {} policy",
                        decision.by_resource_policy ? "a" : "an", kind)
          : std::format("because no {} policy allows the {} action", kind, action);
  const std::string& who =
      access.asker.kind == iam::PrincipalKind::kService ? access.asker.service : access.asker.arn;
  const std::string resource = s3 ? std::format("\"{}\"", access.resource) : access.resource;
  return {.type = sqs || s3 ? "AccessDenied" : "AuthorizationErrorException",
          .query_code = sqs || s3 ? "AccessDenied" : "AuthorizationError",
          .http_status = 403,
          .message = std::format("User: {} is not authorized to perform: {} on resource: {} {}",
                                 who, action, resource, why)};
}

model::ApiError kms_error(bool sqs, const kms::FaultText& text) {
  if (sqs) {
    return {.type = std::format("Kms{}", text.name),
            .query_code = std::format("KMS.{}Exception", text.name),
            .message = text.message};
  }
  return {.type = std::format("KMS{}Exception", text.name),
          .query_code = std::format("KMS{}", text.name),
          .message = text.message};
}

// A policy that cannot be read is refused when it is set, in the words of its service.
std::optional<model::ApiError> check_policy(const model::Request& request) {
  const auto fault = [](const model::sqs::AttributeMap& attributes,
                        const iam::PolicyLimits& limits) -> std::optional<std::string> {
    const auto it = attributes.find("Policy");
    if (it == attributes.end() || it->second.empty()) return std::nullopt;
    const auto policy = iam::parse_policy(it->second, iam::PolicyKind::kResource, limits);
    return policy ? std::nullopt : std::optional(policy.error());
  };
  const auto of_queue = [](const std::string& why) {
    return model::ApiError{.type = "InvalidAttributeValue",
                           .query_code = "InvalidAttributeValue",
                           .message = "Invalid value for the parameter Policy. Reason: " + why};
  };
  const auto of_topic = [](const std::string& why) {
    return model::ApiError{.type = "InvalidParameterException",
                           .query_code = "InvalidParameter",
                           .message = "Invalid parameter: Policy Error: " + why};
  };
  std::optional<std::string> why;
  if (const auto* r = std::get_if<model::sqs::CreateQueueRequest>(&request)) {
    if ((why = fault(r->attributes, iam::kQueuePolicyLimits))) return of_queue(*why);
  } else if (const auto* s = std::get_if<model::sqs::SetQueueAttributesRequest>(&request)) {
    if ((why = fault(s->attributes, iam::kQueuePolicyLimits))) return of_queue(*why);
  } else if (const auto* t = std::get_if<model::sns::CreateTopicRequest>(&request)) {
    if ((why = fault(t->attributes, iam::kTopicPolicyLimits))) return of_topic(*why);
  } else if (const auto* u = std::get_if<model::sns::SetTopicAttributesRequest>(&request)) {
    if (u->attribute_name == "Policy") {
      why = fault({{"Policy", u->attribute_value.value_or("")}}, iam::kTopicPolicyLimits);
      if (why) return of_topic(*why);
    }
  }
  return std::nullopt;
}

// The key that a call needs: bodies are encrypted with it (aws-facts 1.12).
std::string_view key_of(const services::sqs::Queue* queue, const services::sns::Topic* topic,
                        const model::Request& request) {
  const bool moves_bodies = std::holds_alternative<model::sqs::SendMessageRequest>(request) ||
                            std::holds_alternative<model::sqs::SendMessageBatchRequest>(request) ||
                            std::holds_alternative<model::sqs::ReceiveMessageRequest>(request) ||
                            std::holds_alternative<model::sns::PublishRequest>(request) ||
                            std::holds_alternative<model::sns::PublishBatchRequest>(request);
  if (!moves_bodies) return {};
  if (queue != nullptr) return queue->attributes.kms_master_key_id;
  if (topic == nullptr) return {};
  const auto it = topic->attributes.find("KmsMasterKeyId");
  return it == topic->attributes.end() ? std::string_view() : std::string_view(it->second);
}

// A key's policy has the last word: it names the caller, or it leaves the choice to the account's
// identity policies, as the default policy does.
bool key_allows(const kms::Key& key, iam::Access access,
                const std::vector<iam::NamedPolicy>& identity) {
  const std::string by_default = std::format(
      R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},)"
      R"("Action":"kms:*","Resource":"*"}}]}})",
      access.resource_account);
  const auto policy = iam::parse_policy(key.policy.empty() ? by_default : key.policy,
                                        iam::PolicyKind::kResource, iam::kKeyPolicyLimits);
  if (!policy) return false;
  const iam::NamedPolicy named{"the key policy", &*policy};
  access.resource = key.arn;
  return std::ranges::all_of(std::array<const char*, 2>{"kms:GenerateDataKey", "kms:Decrypt"},
                             [&](const char* action) {
                               if (access.action.ends_with("ReceiveMessage") &&
                                   action != std::string_view("kms:Decrypt")) {
                                 return true;  // consumers only decrypt
                               }
                               iam::Access asked = access;
                               asked.action = action;
                               if (iam::evaluate(asked, {}, named).allowed()) return true;
                               asked.resource_account.clear();  // both sides have to agree
                               return iam::evaluate(asked, identity, named).allowed();
                             });
}

// The resource of a call that can have a policy of its own.
struct Touched {
  const services::sqs::Queue* queue = nullptr;
  const services::sns::Topic* topic = nullptr;

  std::string_view policy() const {
    return queue != nullptr   ? std::string_view(queue->attributes.policy)
           : topic != nullptr ? std::string_view(topic->policy)
                              : std::string_view();
  }
};

iam::Decision decide(const iam::Access& access, const std::vector<iam::NamedPolicy>& identity,
                     const Touched& touched, const model::ActionName& action) {
  const bool is_service = access.asker.kind == iam::PrincipalKind::kService;
  const bool closed = action.service == "sqs" && !is_service &&
                      access.asker.account != access.resource_account &&
                      std::ranges::contains(kOwnerOnly, action.action);
  std::optional<iam::Policy> policy;
  if (!touched.policy().empty() && !closed) {
    // Checked when it was set; one that is not sound all the same lets nobody in.
    auto parsed = iam::parse_policy(
        touched.policy(), iam::PolicyKind::kResource,
        touched.queue != nullptr ? iam::kQueuePolicyLimits : iam::kTopicPolicyLimits);
    if (parsed) policy = *std::move(parsed);
  }
  return iam::evaluate(access, identity,
                       {touched.queue != nullptr ? "the queue policy" : "the topic policy",
                        policy ? &*policy : nullptr});
}

// Every principal has data keys of its own.
kms::Use use_of(std::string_view key, const iam::Access& access, const Touched& touched) {
  const bool is_service = access.asker.kind == iam::PrincipalKind::kService;
  kms::Use out;
  out.key = key;
  out.service = touched.queue != nullptr ? "sqs" : "sns";
  out.resource = access.resource + " " + (is_service ? access.asker.service : access.asker.arn);
  out.from_service = is_service;
  if (touched.queue != nullptr) {
    out.reuse = base::seconds(touched.queue->attributes.kms_data_key_reuse_period_seconds);
  }
  return out;
}

}  // namespace

void World::note_denial(const model::Caller& caller, model::QueueId queue, model::TopicId topic,
                        std::string_view action, iam::Decision decision, model::EventSink& sink) {
  const bool explicit_deny = decision.reason == iam::Decision::Reason::kExplicitDeny;
  const model::Service service = caller.service.empty()              ? model::Service::kNone
                                 : caller.service.starts_with("s3.") ? model::Service::kS3
                                                                     : model::Service::kSns;
  const model::EventSeq event =
      context(sink).emit(model::CallDenied{queue, topic, caller.actor, service, explicit_deny});
  if (denials_.size() == kKeptDenials) denials_.erase(denials_.begin());
  denials_.push_back({event, std::string(action), std::move(decision)});
}

std::optional<model::ApiError> World::pass_door(const model::Caller& caller,
                                                const model::Request& request,
                                                model::QueueId queue_id, model::EventSink& sink) {
  if (auto error = check_policy(request)) return error;
  const model::TopicId topic_id = topic_of_request(*this, request);
  const Touched touched{sqs_.find(queue_id), sns_.find(topic_id)};
  const std::string_view key = key_of(touched.queue, touched.topic, request);
  // A service that calls what is not there is told so by the other one.
  const bool nothing_there = touched.queue == nullptr && touched.topic == nullptr;
  if (!caller.service.empty() && nothing_there) return std::nullopt;
  // The administrator may do what no resource policy denies: nothing to evaluate then.
  const bool administrator = !caller.principal && caller.service.empty();
  if (administrator && touched.policy().empty() && key.empty()) return std::nullopt;

  iam::Access access;
  access.asker = caller.service.empty()
                     ? iam::asker_of(iam_, caller.principal)
                     : iam::Asker{.kind = iam::PrincipalKind::kService, .service = caller.service};
  const model::ActionName action = model::action_of(request);
  access.action = action.iam;
  access.resource = resource_of(sqs_, sns_, request);
  access.resource_account = sqs_.account;
  access.context = context_of(caller, access.asker, request, sns_.epoch_at(now_));
  const auto identity = caller.service.empty() ? iam::policies_of(iam_, caller.principal)
                                               : std::vector<iam::NamedPolicy>{};
  iam::Decision decision = decide(access, identity, touched, action);
  if (!decision.allowed()) {
    const model::ApiError error = denial_error(access, decision);
    note_denial(caller, queue_id, topic_id, access.action, std::move(decision), sink);
    return error;
  }
  if (key.empty()) return std::nullopt;
  engine::Context ctx = context(sink);
  const kms::Use use = use_of(key, access, touched);
  const auto fault = kms::use_key(
      kms_, ctx, use, [&](const kms::Key& k) { return key_allows(k, access, identity); });
  if (!fault) return std::nullopt;
  const kms::Key* found = kms_.find_by_name(key);
  ctx.emit(model::KeyUseRefused{found == nullptr ? model::KeyId{} : found->id, queue_id, topic_id,
                                caller.actor});
  return kms_error(touched.queue != nullptr, kms::text_of(*fault, use));
}

}  // namespace world
