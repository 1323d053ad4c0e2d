// Building what a template says besides queues.
#include "world/template_resources.h"

#include <algorithm>
#include <array>
#include <format>

#include "world/template_streams.h"

namespace world {
namespace {

using base::Json;
using base::JsonReader;

constexpr std::string_view kTopic = "AWS::SNS::Topic";
constexpr std::string_view kSubscription = "AWS::SNS::Subscription";
constexpr std::string_view kTopicPolicy = "AWS::SNS::TopicPolicy";
constexpr std::string_view kQueuePolicy = "AWS::SQS::QueuePolicy";
constexpr std::string_view kRole = "AWS::IAM::Role";
constexpr std::string_view kUser = "AWS::IAM::User";
constexpr std::string_view kManagedPolicy = "AWS::IAM::ManagedPolicy";
constexpr std::string_view kKey = "AWS::KMS::Key";
constexpr std::string_view kAlias = "AWS::KMS::Alias";
constexpr std::string_view kBucket = "AWS::S3::Bucket";
constexpr std::string_view kStream = "AWS::Kinesis::Stream";
constexpr std::string_view kStreamConsumer = "AWS::Kinesis::StreamConsumer";
constexpr std::array kTypes{kTopic, kSubscription, kTopicPolicy,   kQueuePolicy,
                            kRole,  kUser,         kManagedPolicy, kKey,
                            kAlias, kBucket,       kStream,        kStreamConsumer};

// AWS's own managed policies, as far as they concern what is simulated.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAwsPolicies{{
    {"AdministratorAccess", R"("*")"},
    {"AmazonSQSFullAccess", R"("sqs:*")"},
    {"AmazonSQSReadOnlyAccess",
     R"(["sqs:GetQueueAttributes","sqs:GetQueueUrl","sqs:ListDeadLetterSourceQueues",)"
     R"("sqs:ListQueues","sqs:ListMessageMoveTasks","sqs:ListQueueTags"])"},
    {"AmazonSNSFullAccess", R"("sns:*")"},
    {"AmazonSNSReadOnlyAccess", R"(["sns:Get*","sns:List*"])"},
    {"AmazonKinesisFullAccess", R"("kinesis:*")"},
    {"AmazonKinesisReadOnlyAccess", R"(["kinesis:Get*","kinesis:List*","kinesis:Describe*"])"},
    {"AWSKeyManagementServicePowerUser", R"("kms:*")"},
    {"service-role/AWSLambdaSQSQueueExecutionRole",
     R"(["sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueAttributes"])"},
}};

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>() : base::dump(json);
}

std::string name_in(const JsonReader& resource, const char* property, std::string fallback) {
  const auto properties = resource.member("Properties");
  const auto member = properties ? properties->member(property) : std::nullopt;
  return member ? member->text() : fallback;
}

// An identity policy that must be sound; a fault is told where it stands.
void attach(World& world, model::PrincipalId principal, std::string name,
            const JsonReader& document, const TemplateResources::Resolve& resolve) {
  const auto done = world.attach_policy(principal, std::move(name), text_of(resolve(document)));
  if (!done) document.fail(done.error());
}

void attach_aws_policy(World& world, model::PrincipalId principal, const JsonReader& where,
                       const std::string& arn) {
  constexpr std::string_view kPrefix = "arn:aws:iam::aws:policy/";
  if (!arn.starts_with(kPrefix)) return;  // one of the template's own; it attaches itself
  const std::string name = arn.substr(kPrefix.size());
  const auto it = std::ranges::find(kAwsPolicies, name, [](const auto& row) { return row.first; });
  if (it == kAwsPolicies.end()) {
    where.fail(std::format("the managed policy \"{}\" is not simulated", name));
    return;
  }
  const auto done = world.attach_policy(
      principal, name,
      std::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{},)"
                  R"("Resource":"*"}}]}})",
                  it->second));
  if (!done) where.fail(done.error());
}

// "Filter": {"S3Key": {"Rules": [{"Name": "prefix", "Value": "images/"}]}}
std::optional<model::s3::NotificationConfigurationFilter> read_filter(const JsonReader& in) {
  const auto filter = in.member("Filter");
  const auto key = filter ? filter->member("S3Key", true) : std::nullopt;
  const auto rules = key ? key->member("Rules", true) : std::nullopt;
  if (!rules) return std::nullopt;
  model::s3::NotificationConfigurationFilter out;
  for (const JsonReader& rule : rules->elements()) {
    rule.only({"Name", "Value"});
    const auto name = rule.member("Name", true);
    const auto value = rule.member("Value", true);
    if (name && value) out.key.filter_rules.push_back({name->text(), value->text()});
  }
  return out;
}

// The ARN has the second of the registration in it.
std::string consumer_arn(const World& world, const std::string& name) {
  for (const auto& [id, consumer] : world.kinesis().consumers) {
    if (consumer.name == name) return consumer.arn;
  }
  return {};
}

bool check_resource_policy(const JsonReader& document, const std::string& text,
                           const services::iam::PolicyLimits& limits) {
  const auto policy =
      services::iam::parse_policy(text, services::iam::PolicyKind::kResource, limits);
  if (!policy) document.fail(policy.error());
  return policy.has_value();
}

}  // namespace

bool TemplateResources::knows(std::string_view type) { return std::ranges::contains(kTypes, type); }

std::string TemplateResources::known_types() {
  std::string out = "AWS::SQS::Queue";
  for (const std::string_view type : kTypes) out += std::format(", {}", type);
  return out;
}

void TemplateResources::note(const std::string& logical, const JsonReader& resource,
                             std::string_view type) {
  std::string name = logical;
  if (type == kTopic) name = name_in(resource, "TopicName", logical);
  if (type == kRole) name = name_in(resource, "RoleName", logical);
  if (type == kUser) name = name_in(resource, "UserName", logical);
  if (type == kBucket) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    name = name_in(resource, "BucketName", name);
  }
  if (type == kManagedPolicy) name = name_in(resource, "ManagedPolicyName", logical);
  if (type == kStream) name = name_in(resource, "Name", logical);
  if (type == kStreamConsumer) name = name_in(resource, "ConsumerName", logical);
  resources_.emplace(logical, Resource{std::string(type), std::move(name), resource, {}});
}

std::string TemplateResources::arn(const World& world, std::string_view logical) const {
  const Resource& r = resources_.find(logical)->second;
  const std::string& account = world.sns().account;
  if (r.type == kTopic) {
    return std::format("arn:aws:sns:{}:{}:{}", world.sns().region, account, r.name);
  }
  if (r.type == kBucket) return std::format("arn:aws:s3:::{}", r.name);
  if (r.type == kStream) return services::kinesis::stream_arn(world.kinesis(), r.name);
  if (r.type == kStreamConsumer) return consumer_arn(world, r.name);
  if (r.type == kKey) {
    const services::kms::Key* key = world.kms().find(r.key);
    return key == nullptr ? "" : key->arn;
  }
  const std::string owner = name_in(r.reader, "AccountId", account);
  if (r.type == kRole) return std::format("arn:aws:iam::{}:role/{}", owner, r.name);
  if (r.type == kUser) return std::format("arn:aws:iam::{}:user/{}", owner, r.name);
  return std::format("arn:aws:iam::{}:policy/{}", owner, r.name);
}

std::string TemplateResources::ref(const World& world, std::string_view logical) const {
  const Resource& r = resources_.find(logical)->second;
  if (r.type == kTopic || r.type == kManagedPolicy || r.type == kStreamConsumer) {
    return arn(world, logical);
  }
  if (r.type == kKey) {
    const services::kms::Key* key = world.kms().find(r.key);
    return key == nullptr ? "" : key->key_id;
  }
  if (r.type == kAlias) return name_in(r.reader, "AliasName", r.name);
  return r.name;
}

std::optional<model::PrincipalId> TemplateResources::principal(const World& world,
                                                               std::string_view name) const {
  const auto it = resources_.find(name);
  const std::string_view own = it == resources_.end() ? name : std::string_view(it->second.name);
  const services::iam::Principal* p = world.iam().find_by_name(own);
  return p == nullptr ? std::nullopt : std::optional(p->id);
}

void TemplateResources::add_keys_and_principals(World& world, const Resolve& resolve) {
  for (auto& [logical, r] : resources_) {
    if (r.type == kKey) add_key(world, r, logical, resolve);
  }
  for (auto& [logical, r] : resources_) {
    if (r.type == kRole || r.type == kUser) add_principal(world, r, resolve);
  }
  for (auto& [logical, r] : resources_) {
    if (r.type == kManagedPolicy) attach_managed(world, logical, r, resolve);
  }
}

void TemplateResources::add_the_rest(World& world, const Resolve& resolve) {
  const auto text = [&](const JsonReader& value) { return text_of(resolve(value)); };
  for (auto& [logical, r] : resources_) {
    if (r.type == kStream) add_stream(world, r.name, r.reader, text);
  }
  for (auto& [logical, r] : resources_) {
    if (r.type == kStreamConsumer) add_stream_consumer(world, r.name, r.reader, text);
  }
  for (auto& [logical, r] : resources_) {
    if (r.type == kTopic) add_topic(world, r, resolve);
  }
  for (auto& [logical, r] : resources_) {
    if (r.type == kQueuePolicy) add_queue_policy(world, r, resolve);
    if (r.type == kTopicPolicy) add_topic_policy(world, r, resolve);
    if (r.type != kSubscription) continue;
    const auto properties = r.reader.member("Properties", true);
    if (!properties) continue;
    const auto topic = properties->member("TopicArn", true);
    if (topic) add_subscription(world, *properties, text_of(resolve(*topic)), resolve);
  }
  // Last: what a bucket tells has to be allowed by the policies above.
  for (auto& [logical, r] : resources_) {
    if (r.type == kBucket) add_bucket(world, r, resolve);
  }
}

void TemplateResources::add_key(World& world, Resource& resource, const std::string& logical,
                                const Resolve& resolve) {
  std::string alias;
  for (const auto& [other, r] : resources_) {
    const auto properties = r.type == kAlias ? r.reader.member("Properties", true) : std::nullopt;
    const auto target = properties ? properties->member("TargetKeyId", true) : std::nullopt;
    const auto ref = target && target->is_object() ? target->member("Ref") : std::nullopt;
    if (ref && ref->text() == logical) alias = name_in(r.reader, "AliasName", "");
  }
  const auto properties = resource.reader.member("Properties");
  if (properties) {
    properties->only({"KeyPolicy", "Description", "Enabled", "EnableKeyRotation", "KeySpec",
                      "KeyUsage", "PendingWindowInDays", "Tags"});
  }
  const auto document = properties ? properties->member("KeyPolicy") : std::nullopt;
  const std::string policy = document ? text_of(resolve(*document)) : "";
  if (document && !check_resource_policy(*document, policy, services::iam::kKeyPolicyLimits)) {
    return;
  }
  resource.key = world.add_key(std::move(alias), policy);
  const auto enabled = properties ? properties->member("Enabled") : std::nullopt;
  if (enabled && !enabled->boolean(true)) world.disable_key(resource.key);
}

void TemplateResources::add_principal(World& world, const Resource& resource,
                                      const Resolve& resolve) {
  const bool role = resource.type == kRole;
  const auto id = world.add_principal(
      role ? services::iam::PrincipalKind::kRole : services::iam::PrincipalKind::kUser,
      resource.name, name_in(resource.reader, "AccountId", ""));
  if (!id) {
    resource.reader.fail(id.error());
    return;
  }
  const auto properties = resource.reader.member("Properties");
  if (!properties) return;
  properties->only({"RoleName", "UserName", "AccountId", "AssumeRolePolicyDocument", "Description",
                    "Policies", "ManagedPolicyArns", "Path", "Tags"});
  if (const auto policies = properties->member("Policies")) {
    for (const JsonReader& policy : policies->elements()) {
      policy.only({"PolicyName", "PolicyDocument"});
      const auto name = policy.member("PolicyName", true);
      const auto document = policy.member("PolicyDocument", true);
      if (name && document) attach(world, *id, name->text(), *document, resolve);
    }
  }
  if (const auto arns = properties->member("ManagedPolicyArns")) {
    for (const JsonReader& arn : arns->elements()) {
      attach_aws_policy(world, *id, arn, text_of(resolve(arn)));
    }
  }
}

// A managed policy goes to those it names and to those who name it.
void TemplateResources::attach_managed(World& world, const std::string& logical,
                                       const Resource& resource, const Resolve& resolve) {
  const auto properties = resource.reader.member("Properties", true);
  if (!properties) return;
  properties->only(
      {"ManagedPolicyName", "PolicyDocument", "Roles", "Users", "Description", "Path"});
  const auto document = properties->member("PolicyDocument", true);
  if (!document) return;
  for (const char* list : {"Roles", "Users"}) {
    const auto names = properties->member(list);
    if (!names) continue;
    for (const JsonReader& name : names->elements()) {
      const auto id = principal(world, text_of(resolve(name)));
      if (id) {
        attach(world, *id, resource.name, *document, resolve);
      } else {
        name.fail("is no role or user of this template");
      }
    }
  }
  const std::string own = arn(world, logical);
  for (const auto& [other, r] : resources_) {
    if (r.type != kRole && r.type != kUser) continue;
    const auto p = r.reader.member("Properties");
    const auto arns = p ? p->member("ManagedPolicyArns") : std::nullopt;
    if (!arns) continue;
    for (const JsonReader& reference : arns->elements()) {
      const auto id = principal(world, other);
      if (id && text_of(resolve(reference)) == own) {
        attach(world, *id, resource.name, *document, resolve);
      }
    }
  }
}

void TemplateResources::add_topic(World& world, const Resource& resource, const Resolve& resolve) {
  model::sns::CreateTopicRequest request;
  request.name = resource.name;
  const auto properties = resource.reader.member("Properties");
  const auto members =
      properties ? properties->members() : std::vector<std::pair<std::string, JsonReader>>{};
  for (const auto& [key, value] : members) {
    if (key == "TopicName" || key == "Subscription") continue;
    if (key == "Tags") {
      for (const JsonReader& tag : value.elements()) {
        const auto name = tag.member("Key", true);
        const auto text = tag.member("Value", true);
        if (name && text) request.tags.push_back({name->text(), text->text()});
      }
      continue;
    }
    request.attributes[key] = text_of(resolve(value));
  }
  const auto made = world.set_up(request);
  if (!made) {
    resource.reader.fail(made.error().message);
    return;
  }
  const auto list = properties ? properties->member("Subscription") : std::nullopt;
  if (!list) return;
  for (const JsonReader& subscription : list->elements()) {
    add_subscription(world, subscription,
                     std::get<model::sns::CreateTopicResponse>(*made).topic_arn, resolve);
  }
}

void TemplateResources::add_subscription(World& world, const JsonReader& properties,
                                         const std::string& topic_arn, const Resolve& resolve) {
  model::sns::SubscribeRequest request;
  request.topic_arn = topic_arn;
  for (const auto& [key, value] : properties.members()) {
    const std::string text = text_of(resolve(value));
    if (key == "TopicArn" || key == "Region") continue;
    if (key == "Protocol") {
      request.protocol = text;
    } else if (key == "Endpoint") {
      request.endpoint = text;
    } else {
      request.attributes[key] = text;
    }
  }
  const auto made = world.set_up(request);
  if (!made) properties.fail(made.error().message);
}

// CloudFormation has forms of its own for what S3's API calls configurations.
void TemplateResources::add_bucket(World& world, const Resource& resource, const Resolve& resolve) {
  const auto made = world.set_up(model::s3::CreateBucketRequest{resource.name});
  if (!made) {
    resource.reader.fail(made.error().message);
    return;
  }
  const auto properties = resource.reader.member("Properties");
  if (!properties) return;
  properties->only({"BucketName", "NotificationConfiguration", "Tags"});
  const auto asked = properties->member("NotificationConfiguration");
  if (!asked) return;
  asked->only({"QueueConfigurations", "TopicConfigurations"});
  model::s3::PutBucketNotificationConfigurationRequest request{.bucket = resource.name};
  auto& out = request.notification_configuration;
  const auto each = [&](const char* list, const char* arn_key, auto add) {
    const auto configurations = asked->member(list);
    if (!configurations) return;
    for (const JsonReader& c : configurations->elements()) {
      c.only({arn_key, "Event", "Filter"});
      const auto arn = c.member(arn_key, true);
      const auto event = c.member("Event", true);
      if (arn && event) add(text_of(resolve(*arn)), event->text(), read_filter(c));
    }
  };
  each("QueueConfigurations", "Queue", [&](std::string arn, std::string event, auto filter) {
    out.queue_configurations.push_back({"", std::move(arn), {std::move(event)}, std::move(filter)});
  });
  each("TopicConfigurations", "Topic", [&](std::string arn, std::string event, auto filter) {
    out.topic_configurations.push_back({"", std::move(arn), {std::move(event)}, std::move(filter)});
  });
  const auto done = world.set_up(request);
  if (!done) asked->fail(done.error().message);
}

void TemplateResources::add_queue_policy(World& world, const Resource& resource,
                                         const Resolve& resolve) {
  const auto properties = resource.reader.member("Properties", true);
  const auto document = properties ? properties->member("PolicyDocument", true) : std::nullopt;
  const auto queues = properties ? properties->member("Queues", true) : std::nullopt;
  if (!document || !queues) return;
  const std::string policy = text_of(resolve(*document));
  if (!check_resource_policy(*document, policy, services::iam::kQueuePolicyLimits)) return;
  for (const JsonReader& queue : queues->elements()) {
    const auto done = world.set_up(
        model::sqs::SetQueueAttributesRequest{text_of(resolve(queue)), {{"Policy", policy}}});
    if (!done) queue.fail(done.error().message);
  }
}

void TemplateResources::add_topic_policy(World& world, const Resource& resource,
                                         const Resolve& resolve) {
  const auto properties = resource.reader.member("Properties", true);
  const auto document = properties ? properties->member("PolicyDocument", true) : std::nullopt;
  const auto topics = properties ? properties->member("Topics", true) : std::nullopt;
  if (!document || !topics) return;
  const std::string policy = text_of(resolve(*document));
  if (!check_resource_policy(*document, policy, services::iam::kTopicPolicyLimits)) return;
  for (const JsonReader& topic : topics->elements()) {
    const auto done = world.set_up(
        model::sns::SetTopicAttributesRequest{text_of(resolve(topic)), "Policy", policy});
    if (!done) topic.fail(done.error().message);
  }
}

void read_endpoints(World& world, const JsonReader& endpoints) {
  for (const auto& [endpoint, how] : endpoints.members()) {
    how.only({"FailFirst", "FailAlways", "Status", "Confirms"});
    services::sns::EndpointBehaviour behaviour;
    if (const auto first = how.member("FailFirst")) {
      behaviour.fail_first = static_cast<std::uint32_t>(first->integer(0, 1'000'000));
    }
    if (const auto always = how.member("FailAlways")) behaviour.fail_always = always->boolean();
    if (const auto status = how.member("Status")) {
      behaviour.status = static_cast<int>(status->integer(0, 599, 500));
    }
    if (const auto confirms = how.member("Confirms")) behaviour.confirms = confirms->boolean();
    world.set_endpoint(endpoint, behaviour);
  }
}

}  // namespace world
