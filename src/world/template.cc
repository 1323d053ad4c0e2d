// Templates to Worlds. Every fault of a template is named with its pointer; nothing is built from
// a faulty one.
#include "world/template.h"

#include <format>
#include <map>
#include <optional>
#include <set>

#include "world/template_payloads.h"
#include "world/template_resources.h"
#include "world/template_streams.h"
#include "world/template_values.h"

namespace world {
namespace {

using base::Json;
using base::JsonError;
using base::JsonReader;

constexpr std::int64_t kMaxActors = 64;
constexpr std::size_t kMaxQueues = 64;
constexpr std::size_t kMaxGroups = 1'000;
constexpr const char* kRedrivePolicy = "RedrivePolicy";
constexpr std::string_view kQueueType = "AWS::SQS::Queue";

// One pass over a template, collecting what is wrong in `errors`.
class Builder {
 public:
  Builder(const Json& document, const std::string& pointer, model::Profile profile)
      : root_(document, pointer, errors_), profile_(profile) {}

  base::Result<World, std::vector<JsonError>> build() {
    if (!root_.is_object()) root_.fail("a template must be an object");
    root_.only({"seed", "profile", "hop", "behaviour", "Resources", "Actors", "Endpoints",
                "Description", "AWSTemplateFormatVersion"});
    World world(read_options());
    if (const auto endpoints = root_.member("Endpoints")) read_endpoints(world, *endpoints);
    if (const auto resources = root_.member("Resources")) add_resources(world, *resources);
    note_resources(world);
    if (const auto actors = root_.member("Actors")) add_actors(world, *actors);
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return world;
  }

 private:
  Options read_options() {
    Options out;
    out.seed = static_cast<std::uint64_t>(read_integer(root_, "seed", 0, 1LL << 53, 1));
    out.profile = profile_;
    if (const auto profile = root_.member("profile")) {
      const std::string name = profile->text();
      if (name != "current" && name != "classic") {
        profile->fail("must be \"current\" or \"classic\"");
      }
      out.profile = name == "classic" ? model::Profile::kClassic : model::Profile::kCurrent;
    }
    out.hop = read_duration(root_, "hop", out.hop);
    if (const auto how = root_.member("behaviour")) {
      how->only(
          {"sampling", "duplicates", "missedDeletes", "reordering", "retryJitter", "smsSandbox"});
      out.sns.retry_jitter = read_boolean(*how, "retryJitter", false);
      out.sns.sms_sandbox = read_boolean(*how, "smsSandbox", false);
      out.sqs.sample_nodes = read_boolean(*how, "sampling", false);
      out.sqs.duplicate = read_ratio(*how, "duplicates");
      out.sqs.missed_delete = read_ratio(*how, "missedDeletes");
      out.sqs.reorder = read_ratio(*how, "reordering");
    }
    return out;
  }

  void add_resources(World& world, const JsonReader& resources) {
    const auto members = resources.members();
    if (members.size() > kMaxQueues) {
      resources.fail(std::format("has more than {} resources", kMaxQueues));
      return;
    }
    // Names first, so that references may point forwards.
    for (const auto& [logical, resource] : members) note_name(logical, resource);
    const auto resolve = [&](const JsonReader& value) { return resolved(world, value); };
    others_.add_keys_and_principals(world, resolve);
    for (const auto& [logical, resource] : members) {
      if (!others_.contains(logical)) add_queue(world, logical, resource);
    }
    // Dead-letter queues must exist before they are named, and may name each other.
    for (const auto& [logical, resource] : members) {
      if (!others_.contains(logical)) set_redrive_policy(world, logical, resource);
    }
    others_.add_the_rest(world, resolve);
  }

  // For settings that callers are given later.
  void note_resources(World& world) {
    for (const auto& [logical, name] : names_) {
      const services::sqs::Queue* queue = world.sqs().find_by_name(name);
      if (queue != nullptr) world.note_resource(logical, {queue->url, queue->arn});
    }
    for (const std::string& logical : others_.names()) {
      world.note_resource(logical, {others_.ref(world, logical), others_.arn(world, logical)});
    }
  }

  void note_name(const std::string& logical, const JsonReader& resource) {
    resource.only({"Type", "Properties"});
    const auto type = resource.member("Type", true);
    if (type && TemplateResources::knows(type->text())) {
      others_.note(logical, resource, type->text());
      return;
    }
    if (type && type->text() != kQueueType) {
      type->fail(std::format("\"{}\" is not a resource that is simulated; known are {}",
                             type->text(), TemplateResources::known_types()));
    }
    std::string name = logical;
    if (const auto properties = resource.member("Properties")) {
      const auto fifo = properties->member("FifoQueue");
      if (fifo && attribute_text(*fifo) == "true") name += ".fifo";
      name = read_text(*properties, "QueueName", name);
    }
    names_[logical] = name;
    if (!queue_names_.insert(name).second) {
      resource.fail(std::format("there are two queues named \"{}\"", name));
    }
  }

  void add_queue(World& world, const std::string& logical, const JsonReader& resource) {
    model::sqs::CreateQueueRequest request;
    request.queue_name = names_[logical];
    if (const auto properties = resource.member("Properties")) {
      // The type first: it says which of the others make sense.
      for (const char* key : {"FifoQueue", "DeduplicationScope"}) {
        if (const auto value = properties->member(key)) {
          read_attribute(world, request.attributes, key, *value);
        }
      }
      for (const auto& [key, value] : properties->members()) {
        if (key == "QueueName" || key == "FifoQueue" || key == "DeduplicationScope" ||
            key == kRedrivePolicy) {
          continue;
        }
        if (key == "Tags") {
          read_tags(request, value);
        } else {
          read_attribute(world, request.attributes, key, value);
        }
      }
    }
    const auto id = world.add_queue(request);
    if (!id) resource.fail(id.error().message);
  }

  void set_redrive_policy(World& world, const std::string& logical, const JsonReader& resource) {
    const auto properties = resource.member("Properties");
    const auto value = properties ? properties->member(kRedrivePolicy) : std::nullopt;
    const services::sqs::Queue* queue = world.sqs().find_by_name(names_[logical]);
    if (!value || queue == nullptr) return;
    const std::size_t faults = errors_.size();
    const std::string text = attribute_text(world, *value);
    if (errors_.size() != faults) return;
    const auto done = world.set_queue_attributes({queue->url, {{kRedrivePolicy, text}}});
    if (!done) value->fail(done.error().message);
  }

  // Tries one attribute on a queue of its own with what it was given so far, so that the fault is
  // told at the property.
  void read_attribute(const World& world, model::sqs::AttributeMap& attributes,
                      const std::string& name, const JsonReader& value) {
    World trial(world.options());
    model::sqs::AttributeMap tried = attributes;
    tried[name] = attribute_text(world, value);
    const bool fifo = tried.contains("FifoQueue") && tried["FifoQueue"] == "true";
    const auto id =
        trial.add_queue({.queue_name = fifo ? "trial.fifo" : "trial", .attributes = tried});
    if (!id) {
      value.fail(id.error().message);
    } else {
      attributes = std::move(tried);
    }
  }

  static void read_tags(model::sqs::CreateQueueRequest& request, const JsonReader& tags) {
    for (const JsonReader& tag : tags.elements()) {
      tag.only({"Key", "Value"});
      const auto key = tag.member("Key", true);
      if (key) request.tags[key->text()] = read_text(tag, "Value", "");
    }
  }

  // Of a value without references.
  static std::string attribute_text(const JsonReader& value) {
    const Json& json = value.value();
    return json.is_string() ? json.get_ref<const std::string&>() : base::dump(json);
  }

  // CloudFormation gives numbers, booleans and objects; the API takes all of them as text.
  std::string attribute_text(const World& world, const JsonReader& value) {
    const Json json = resolved(world, value);
    return json.is_string() ? json.get_ref<const std::string&>() : base::dump(json);
  }

  // Replaces Ref and Fn::GetAtt by what they stand for.
  Json resolved(const World& world, const JsonReader& value) {
    const Json& json = value.value();
    if (json.is_object() && json.size() == 1 && json.contains("Ref")) {
      return queue_url(world, value);
    }
    if (json.is_object() && json.size() == 1 && json.contains("Fn::GetAtt")) {
      return arn_of(world, *value.member("Fn::GetAtt"));
    }
    if (json.is_array()) {
      Json out = Json::array();
      for (const JsonReader& element : value.elements()) out.push_back(resolved(world, element));
      return out;
    }
    if (!json.is_object()) return json;
    Json out = Json::object();
    for (const auto& [key, member] : value.members()) out[key] = resolved(world, member);
    return out;
  }

  std::string name_of(const JsonReader& reference, const std::string& logical) {
    const auto it = names_.find(logical);
    if (it != names_.end()) return it->second;
    reference.fail(std::format("there is no resource \"{}\"", logical));
    return "missing";
  }

  std::string arn_of(const World& world, const JsonReader& reference) {
    const auto parts = reference.elements();
    if (parts.size() != 2 || parts[1].text() != "Arn") {
      reference.fail("must be [\"<resource>\", \"Arn\"]");
      return {};
    }
    const std::string logical = parts[0].text();
    if (others_.contains(logical)) return others_.arn(world, logical);
    return std::format("arn:aws:sqs:{}:{}:{}", world.sqs().region, world.sqs().account,
                       name_of(reference, logical));
  }

  std::string queue_url(const World& world, const JsonReader& value) {
    const auto reference = value.member("Ref", true);
    if (!reference) return {};
    if (others_.contains(reference->text())) return others_.ref(world, reference->text());
    return std::format("https://sqs.{}.amazonaws.com/{}/{}", world.sqs().region,
                       world.sqs().account, name_of(*reference, reference->text()));
  }

  std::string target(const World& world, const JsonReader& properties, std::string_view key) {
    const auto member = properties.member(key, true);
    return member ? queue_url(world, *member) : std::string();
  }

  void add_actors(World& world, const JsonReader& actors) {
    for (const auto& [name, actor] : actors.members()) {
      actor.only({"Type", "Properties"});
      const auto type = actor.member("Type", true);
      const auto properties = actor.member("Properties", true);
      if (!type || !properties) continue;
      const std::string kind = type->text();
      if (kind == "Producer") {
        add_producer(world, name, *properties);
      } else if (kind == "Worker") {
        add_workers(world, name, *properties);
      } else if (knows_stream_actor(kind)) {
        add_stream_actors(world, name, kind, *properties);
      } else {
        type->fail(std::format("must be \"Producer\", \"Worker\", {}", stream_actor_types()));
      }
    }
  }

  bool take_name(const JsonReader& where, const std::string& name) {
    if (actor_names_.size() >= static_cast<std::size_t>(kMaxActors)) {
      where.fail(std::format("more than {} simulated callers", kMaxActors));
      return false;
    }
    if (actor_names_.insert(name).second) return true;
    where.fail(std::format("there are two callers named \"{}\"", name));
    return false;
  }

  void add_producer(World& world, const std::string& name, const JsonReader& p) {
    p.only({"Target", "Every", "Start", "Count", "Pattern", "Burst", "Body", "FirstNumber",
            "DelaySeconds", "DelayEach", "MessageGroupId", "Groups", "MessageDeduplicationId", "As",
            "BodyBytes", "LargePayload", "Replies"});
    actors::ProducerSpec spec;
    spec.queue_url = target(world, p, "Target");
    spec.every = read_duration(p, "Every", spec.every, base::milliseconds(1));
    spec.start = read_duration(p, "Start", spec.start);
    spec.count = static_cast<std::uint32_t>(read_integer(p, "Count", 0, 10'000'000, 0));
    spec.burst = static_cast<std::uint32_t>(read_integer(p, "Burst", 1, 1'000, 1));
    spec.body = read_text(p, "Body", spec.body);
    spec.first_number =
        static_cast<std::uint32_t>(read_integer(p, "FirstNumber", 0, 1'000'000'000, 1));
    spec.delay_seconds = read_integer(p, "DelaySeconds", 0, 900, -1);
    spec.delay_each = static_cast<std::uint32_t>(read_integer(p, "DelayEach", 1, 1'000'000, 1));
    spec.deduplication_id = read_text(p, "MessageDeduplicationId", "");
    read_groups(p, spec.groups);
    read_payloads(
        p, [&](const JsonReader& value) { return queue_url(world, value); },
        world.options().profile, spec);
    spec.pattern = read_pattern(p);
    if (take_name(p, name)) run_as(world, p, world.add_producer(name, name, std::move(spec)));
  }

  void add_stream_actors(World& world, const std::string& name, const std::string& kind,
                         const JsonReader& p) {
    const auto resolve = [&](const JsonReader& value) {
      const Json json = resolved(world, value);
      return json.is_string() ? json.get<std::string>() : base::dump(json);
    };
    const StreamActors read = read_stream_actors(world, name, kind, p, resolve);
    for (std::int64_t i = 1; i <= std::max<std::int64_t>(read.count, 1); ++i) {
      const std::string own = read.count > 0 ? std::format("{}-{}", name, i) : name;
      if (!take_name(p, own)) return;
      run_as(world, p, world.add_stream_actor(own, name, read.spec));
    }
  }

  // "As": the role or user whose rights this caller has.
  void run_as(World& world, const JsonReader& p, model::ActorId actor) {
    const auto as = p.member("As");
    if (!as) return;
    const Json name = resolved(world, *as);
    const auto found =
        name.is_string() ? others_.principal(world, name.get<std::string>()) : std::nullopt;
    if (found) {
      world.run_as(actor, *found);
    } else {
      as->fail("is no role or user of this template");
    }
  }

  static void read_groups(const JsonReader& p, std::vector<std::string>& out) {
    if (const auto group = p.member("MessageGroupId")) out.push_back(group->text());
    const auto groups = p.member("Groups");
    if (!groups) return;
    if (!out.empty()) groups->fail("stands instead of MessageGroupId, not beside it");
    const auto list = groups->elements();
    if (list.empty() || list.size() > kMaxGroups) {
      groups->fail(std::format("must be a list of 1 to {} names", kMaxGroups));
      return;
    }
    for (const JsonReader& group : list) out.push_back(group.text());
  }

  void add_workers(World& world, const std::string& name, const JsonReader& p) {
    p.only({"Source", "Count", "Work", "PollEvery", "WaitTimeSeconds", "VisibilityTimeout",
            "MaxMessages", "Start", "Idempotent", "Crash", "RestartAfter", "Heartbeat", "Faults",
            "As", "LargePayload", "Reply"});
    const actors::WorkerSpec spec = read_worker(world, p);
    const std::int64_t count = read_integer(p, "Count", 1, kMaxActors, 0);
    for (std::int64_t i = 1; i <= std::max<std::int64_t>(count, 1); ++i) {
      const std::string own = count > 0 ? std::format("{}-{}", name, i) : name;
      if (!take_name(p, own)) return;
      run_as(world, p, world.add_worker(own, name, spec));
    }
  }

  actors::WorkerSpec read_worker(const World& world, const JsonReader& p) {
    actors::WorkerSpec spec;
    spec.queue_url = target(world, p, "Source");
    spec.max_messages = read_integer(p, "MaxMessages", 1, 10, 1);
    spec.wait_seconds = read_integer(p, "WaitTimeSeconds", 0, 20, -1);
    spec.visibility_timeout = read_integer(p, "VisibilityTimeout", 0, 43'200, -1);
    spec.poll_every = read_duration(p, "PollEvery", spec.poll_every, base::milliseconds(1));
    spec.start = read_duration(p, "Start", spec.start);
    spec.idempotent = read_boolean(p, "Idempotent", false);
    spec.crash = read_ratio(p, "Crash");
    if (const auto restart = p.member("RestartAfter")) {
      spec.restart_after = duration_of(*restart, {});
    }
    if (const auto work = p.member("Work")) spec.work = read_work(*work);
    if (const auto beat = p.member("Heartbeat")) {
      beat->only({"Every", "Extend"});
      spec.heartbeat = actors::HeartbeatSpec{
          read_duration(*beat, "Every", base::seconds(10), base::milliseconds(1)),
          read_integer(*beat, "Extend", 0, 43'200, 30)};
    }
    read_payloads(p, spec);
    if (const auto faults = p.member("Faults")) {
      for (const JsonReader& fault : faults->elements()) spec.faults.push_back(read_fault(fault));
    }
    return spec;
  }

  std::vector<JsonError> errors_;
  JsonReader root_;
  model::Profile profile_;
  std::map<std::string, std::string> names_;  // logical id -> queue name
  TemplateResources others_;  // what is no queue
  std::set<std::string> queue_names_;
  std::set<std::string> actor_names_;
};

}  // namespace

base::Result<World, std::vector<JsonError>> build_world(const Json& document,
                                                        const std::string& pointer,
                                                        model::Profile profile) {
  return Builder(document, pointer, profile).build();
}

}  // namespace world
