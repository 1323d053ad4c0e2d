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

// 20 KB, as of all resource policies of Kinesis (aws-facts 3.11).
constexpr iam::PolicyLimits kStreamPolicyLimits{20'480, 0, 0, 0, 0};
// A stream's data key is asked for anew every five minutes.
constexpr base::Duration kStreamKeyReuse = base::minutes(5);

// Actions that no resource policy opens to another account (aws-facts 1.2).
constexpr std::array<std::string_view, 9> kOwnerOnly{
    "AddPermission", "RemovePermission", "CreateQueue", "DeleteQueue",  "SetQueueAttributes",
    "ListQueues",    "TagQueue",         "UntagQueue",  "ListQueueTags"};

// What a stream's or stream consumer's policy can open to another account (aws-facts 3.11).
constexpr std::array<std::string_view, 8> kSharedOfStreams{"DescribeStreamSummary",
                                                           "ListShards",
                                                           "PutRecord",
                                                           "PutRecords",
                                                           "GetRecords",
                                                           "GetShardIterator",
                                                           "DescribeStreamConsumer",
                                                           "SubscribeToShard"};

// The stream or stream consumer a request speaks of, also when nothing is there yet.
template <class R>
std::string resource_of(const services::kinesis::State& kinesis, const R& r) {
  if constexpr (requires { std::string(r.consumer_arn); }) {
    return r.consumer_arn;
  } else if constexpr (requires { r.resource_arn; }) {
    return r.resource_arn;
  } else if constexpr (requires { r.shard_iterator; }) {
    const services::kinesis::Stream* stream =
        kinesis.find(services::kinesis::stream_of(kinesis, r));
    return stream == nullptr ? "*" : stream->arn;
  } else {
    if constexpr (requires { r.consumer_arn.value(); }) {
      if (r.consumer_arn) return *r.consumer_arn;
    }
    if constexpr (requires { r.stream_arn.value(); }) {
      if (r.stream_arn) return *r.stream_arn;
    } else if constexpr (requires { r.stream_arn; }) {
      return r.stream_arn;
    }
    if constexpr (requires { r.stream_name.value(); }) {
      if (r.stream_name) return services::kinesis::stream_arn(kinesis, *r.stream_name);
    } else if constexpr (requires { r.stream_name; }) {
      return services::kinesis::stream_arn(kinesis, r.stream_name);
    }
    return "*";
  }
}

// The ARN a request speaks of, also when nothing is there yet.
std::string resource_of(const services::sqs::State& sqs, const services::sns::State& sns,
                        const services::kinesis::State& kinesis, const model::Request& request) {
  const auto queue_arn = [&](std::string_view name) {
    return std::format("arn:aws:sqs:{}:{}:{}", sqs.region, sqs.account, name);
  };
  return std::visit(
      [&](const auto& r) -> std::string {
        if constexpr (model::detail::kIsAlternative<std::remove_cvref_t<decltype(r)>,
                                                    model::kinesis::Request>) {
          return resource_of(kinesis, r);
        } else if constexpr (requires {
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
  const bool kinesis = access.action.starts_with("kinesis:");
  std::string action = access.action;
  if (sqs) {
    for (char& c : action) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  } else if (!s3 && !kinesis) {
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
  std::string text = std::format("User: {} is not authorized to perform: {} on resource: {} {}",
                                 who, action, resource, why);
  if (kinesis) {
    return {.type = "AccessDeniedException",
            .query_code = "AccessDeniedException",
            .message = std::move(text)};
  }
  return {.type = sqs || s3 ? "AccessDenied" : "AuthorizationErrorException",
          .query_code = sqs || s3 ? "AccessDenied" : "AuthorizationError",
          .http_status = 403,
          .message = std::move(text)};
}

model::ApiError kms_error(std::string_view service, const kms::FaultText& text) {
  if (service == "sqs") {
    return {.type = std::format("Kms{}", text.name),
            .query_code = std::format("KMS.{}Exception", text.name),
            .message = text.message};
  }
  return {.type = std::format("KMS{}Exception", text.name),
          .query_code = std::format("KMS{}{}", text.name, service == "kinesis" ? "Exception" : ""),
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
  if (const auto* p = std::get_if<model::kinesis::PutResourcePolicyRequest>(&request)) {
    const auto policy =
        iam::parse_policy(p->policy, iam::PolicyKind::kResource, kStreamPolicyLimits);
    if (policy) return std::nullopt;
    return model::ApiError{.type = "InvalidArgumentException",
                           .query_code = "InvalidArgumentException",
                           .message = "Invalid resource policy: " + policy.error()};
  }
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

// The resource of a call that can have a policy of its own.
struct Touched {
  const services::sqs::Queue* queue = nullptr;
  const services::sns::Topic* topic = nullptr;
  const services::kinesis::Stream* stream = nullptr;
  const services::kinesis::Consumer* consumer = nullptr;

  bool any() const { return queue != nullptr || topic != nullptr || stream != nullptr; }
  std::string_view policy() const {
    return queue != nullptr      ? std::string_view(queue->attributes.policy)
           : topic != nullptr    ? std::string_view(topic->policy)
           : consumer != nullptr ? std::string_view(consumer->policy)
           : stream != nullptr   ? std::string_view(stream->policy)
                                 : std::string_view();
  }
  std::string_view policy_name() const {
    return queue != nullptr      ? "the queue policy"
           : topic != nullptr    ? "the topic policy"
           : consumer != nullptr ? "the consumer policy"
                                 : "the stream policy";
  }
  const iam::PolicyLimits& policy_limits() const {
    return queue != nullptr   ? iam::kQueuePolicyLimits
           : topic != nullptr ? iam::kTopicPolicyLimits
                              : kStreamPolicyLimits;
  }
  std::string_view service() const {
    return queue != nullptr ? "sqs" : topic != nullptr ? "sns" : "kinesis";
  }
};

// The key that a call needs: bodies are encrypted with it (aws-facts 1.12, 3.1).
std::string_view key_of(const Touched& touched, const model::Request& request) {
  if (touched.stream != nullptr) {
    const auto* start = std::get_if<model::kinesis::StartStreamEncryptionRequest>(&request);
    if (start != nullptr) return start->key_id;
    const bool moves_records = std::holds_alternative<model::kinesis::PutRecordRequest>(request) ||
                               std::holds_alternative<model::kinesis::PutRecordsRequest>(request) ||
                               std::holds_alternative<model::kinesis::GetRecordsRequest>(request);
    return moves_records ? std::string_view(touched.stream->kms_key) : std::string_view();
  }
  const bool moves_bodies = std::holds_alternative<model::sqs::SendMessageRequest>(request) ||
                            std::holds_alternative<model::sqs::SendMessageBatchRequest>(request) ||
                            std::holds_alternative<model::sqs::ReceiveMessageRequest>(request) ||
                            std::holds_alternative<model::sns::PublishRequest>(request) ||
                            std::holds_alternative<model::sns::PublishBatchRequest>(request);
  if (!moves_bodies) return {};
  if (touched.queue != nullptr) return touched.queue->attributes.kms_master_key_id;
  if (touched.topic == nullptr) return {};
  const auto it = touched.topic->attributes.find("KmsMasterKeyId");
  return it == touched.topic->attributes.end() ? std::string_view() : std::string_view(it->second);
}

// Consumers only decrypt; what writes to a stream never does.
bool needs(std::string_view action, std::string_view of_key) {
  const bool reads = action.ends_with("ReceiveMessage") || action == "kinesis:GetRecords" ||
                     action == "kinesis:SubscribeToShard";
  const bool only_writes = action.starts_with("kinesis:Put");
  return of_key == "kms:Decrypt" ? !only_writes : !reads;
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
                               if (!needs(access.action, action)) return true;
                               iam::Access asked = access;
                               asked.action = action;
                               if (iam::evaluate(asked, {}, named).allowed()) return true;
                               asked.resource_account.clear();  // both sides have to agree
                               return iam::evaluate(asked, identity, named).allowed();
                             });
}

iam::Decision decide(const iam::Access& access, const std::vector<iam::NamedPolicy>& identity,
                     const Touched& touched, const model::ActionName& action) {
  const bool is_service = access.asker.kind == iam::PrincipalKind::kService;
  const bool owner_only =
      (action.service == "sqs" && std::ranges::contains(kOwnerOnly, action.action)) ||
      (action.service == "kinesis" && !std::ranges::contains(kSharedOfStreams, action.action));
  const bool closed = owner_only && !is_service && access.asker.account != access.resource_account;
  std::optional<iam::Policy> policy;
  if (!touched.policy().empty() && !closed) {
    // Checked when it was set; one that is not sound all the same lets nobody in.
    auto parsed =
        iam::parse_policy(touched.policy(), iam::PolicyKind::kResource, touched.policy_limits());
    if (parsed) policy = *std::move(parsed);
  }
  return iam::evaluate(access, identity,
                       {std::string(touched.policy_name()), policy ? &*policy : nullptr});
}

// Every principal has data keys of its own.
kms::Use use_of(std::string_view key, const iam::Access& access, const Touched& touched) {
  const bool is_service = access.asker.kind == iam::PrincipalKind::kService;
  kms::Use out;
  out.key = key;
  out.service = touched.service();
  out.resource = access.resource + " " + (is_service ? access.asker.service : access.asker.arn);
  out.from_service = is_service;
  if (touched.queue != nullptr) {
    out.reuse = base::seconds(touched.queue->attributes.kms_data_key_reuse_period_seconds);
  } else if (touched.stream != nullptr) {
    out.reuse = kStreamKeyReuse;
  }
  return out;
}

}  // namespace

void World::note_denial(const model::Caller& caller, model::CallDenied denied,
                        std::string_view action, iam::Decision decision, model::EventSink& sink) {
  denied.by = caller.actor;
  denied.by_service = caller.service.empty()              ? model::Service::kNone
                      : caller.service.starts_with("s3.") ? model::Service::kS3
                                                          : model::Service::kSns;
  denied.explicit_deny = decision.reason == iam::Decision::Reason::kExplicitDeny;
  const model::EventSeq event = context(sink).emit(denied);
  if (denials_.size() == kKeptDenials) denials_.erase(denials_.begin());
  denials_.push_back({event, std::string(action), std::move(decision)});
}

// Who uses a key, and with which rights.
struct World::KeyUser {
  kms::Use use;
  const iam::Access& access;
  const std::vector<iam::NamedPolicy>& identity;
};

std::optional<model::ApiError> World::pass_door(const model::Caller& caller,
                                                const model::Request& request,
                                                model::QueueId queue_id, model::EventSink& sink) {
  if (auto error = check_policy(request)) return error;
  const model::TopicId topic_id = topic_of_request(*this, request);
  const model::ActionName action = model::action_of(request);
  Touched touched{sqs_.find(queue_id), sns_.find(topic_id)};
  if (action.service == "kinesis") {
    touched.stream = kinesis_.find(stream_of_request(*this, request));
    if (!kinesis_.consumers.empty()) {
      touched.consumer = kinesis_.find_consumer_by_arn(resource_of(sqs_, sns_, kinesis_, request));
    }
  }
  const model::StreamId stream_id =
      touched.stream == nullptr ? model::StreamId{} : touched.stream->id;
  const std::string_view key = key_of(touched, request);
  // A service that calls what is not there is told so by the other one.
  if (!caller.service.empty() && !touched.any()) return std::nullopt;
  // The administrator may do what no resource policy denies: nothing to evaluate then.
  const bool administrator = !caller.principal && caller.service.empty();
  if (administrator && touched.policy().empty() && key.empty()) return std::nullopt;

  iam::Access access;
  access.asker = caller.service.empty()
                     ? iam::asker_of(iam_, caller.principal)
                     : iam::Asker{.kind = iam::PrincipalKind::kService, .service = caller.service};
  access.action = action.iam;
  access.resource = resource_of(sqs_, sns_, kinesis_, request);
  access.resource_account = sqs_.account;
  access.context = context_of(caller, access.asker, request, sns_.epoch_at(now_));
  const auto identity = caller.service.empty() ? iam::policies_of(iam_, caller.principal)
                                               : std::vector<iam::NamedPolicy>{};
  iam::Decision decision = decide(access, identity, touched, action);
  if (!decision.allowed()) {
    const model::ApiError error = denial_error(access, decision);
    note_denial(caller, {.queue = queue_id, .topic = topic_id, .stream = stream_id}, access.action,
                std::move(decision), sink);
    return error;
  }
  if (key.empty()) return std::nullopt;
  return ask_for_key({use_of(key, access, touched), access, identity},
                     {{}, queue_id, topic_id, caller.actor, stream_id}, sink);
}

// A refusal is an event and an error in the words of the service; KMS adds which key it was.
std::optional<model::ApiError> World::ask_for_key(const KeyUser& user,
                                                  const model::KeyUseRefused& refusal,
                                                  model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const auto fault = kms::use_key(kms_, ctx, user.use, [&](const kms::Key& key) {
    return key_allows(key, user.access, user.identity);
  });
  if (!fault) return std::nullopt;
  model::KeyUseRefused event = refusal;
  if (const kms::Key* key = kms_.find_by_name(user.use.key)) event.key = key->id;
  ctx.emit(event);
  return kms_error(user.use.service, kms::text_of(*fault, user.use));
}

// A push decrypts what it carries, as GetRecords does: the consumer needs kms:Decrypt
// (aws-facts 3.1 Encryption, 3.11).
std::optional<model::ApiError> World::check_key_of_push(const services::kinesis::DuePush& push,
                                                        model::EventSink& sink) {
  const services::kinesis::Stream* stream = kinesis_.find(push.stream);
  if (stream == nullptr || stream->kms_key.empty()) return std::nullopt;
  const model::Request subscribes = model::kinesis::SubscribeToShardRequest{};
  iam::Access access;
  access.asker = iam::asker_of(iam_, push.principal);
  access.action = model::action_of(subscribes).iam;
  access.resource = stream->arn;
  access.resource_account = kinesis_.account;
  access.context =
      context_of({.principal = push.principal}, access.asker, subscribes, kinesis_.epoch_at(now_));
  Touched touched;
  touched.stream = stream;
  return ask_for_key(
      {use_of(stream->kms_key, access, touched), access, iam::policies_of(iam_, push.principal)},
      {{}, {}, {}, push.caller, push.stream}, sink);
}

}  // namespace world
