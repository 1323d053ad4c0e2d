// The resources of a template that are no queues: topics, subscriptions, policies, roles, users and
// keys. Must not know the simulated callers.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "world/world.h"

namespace world {

/// Notes all names first, so that references may point forwards; then adds keys and principals,
/// and after the queues everything else.
class TemplateResources {
 public:
  /// A value with Ref and Fn::GetAtt replaced by what they stand for.
  using Resolve = std::function<base::Json(const base::JsonReader&)>;

  static bool knows(std::string_view type);
  /// The types it knows, for the refusal of others.
  static std::string known_types();
  void note(const std::string& logical, const base::JsonReader& resource, std::string_view type);
  bool contains(std::string_view logical) const { return resources_.contains(logical); }

  std::vector<std::string> names() const;

  /// What Ref gives: the ARN of a topic or managed policy, the name of a role or user, a key's id.
  std::string ref(const World& world, std::string_view logical) const;
  /// What Fn::GetAtt Arn gives.
  std::string arn(const World& world, std::string_view logical) const;

  void add_keys_and_principals(World& world, const Resolve& resolve);
  void add_the_rest(World& world, const Resolve& resolve);
  /// The principal that a logical id or a name stands for.
  std::optional<model::PrincipalId> principal(const World& world, std::string_view name) const;

 private:
  struct Resource {
    std::string type;
    std::string name;  // of what it makes: a topic's name, a role's name
    base::JsonReader reader;
    model::KeyId key;
  };
  using Entry = std::pair<const std::string, Resource>;

  void add_key(World& world, Resource& resource, const std::string& logical,
               const Resolve& resolve);
  void add_principal(World& world, const Resource& resource, const Resolve& resolve);
  void attach_managed(World& world, const std::string& logical, const Resource& resource,
                      const Resolve& resolve);
  void add_topic(World& world, const Resource& resource, const Resolve& resolve);
  void add_subscription(World& world, const base::JsonReader& properties,
                        const std::string& topic_arn, const Resolve& resolve);
  void add_bucket(World& world, const Resource& resource, const Resolve& resolve);
  void add_queue_policy(World& world, const Resource& resource, const Resolve& resolve);
  void add_topic_policy(World& world, const Resource& resource, const Resolve& resolve);

  std::map<std::string, Resource, std::less<>> resources_;
};

/// Reads the template's Endpoints section: how the world outside AWS behaves.
///   { "https://shop.example/hook": { "FailFirst": 2, "FailAlways": false, "Status": 503,
///                                    "Confirms": true },
///     "arn:aws:lambda:us-east-1:000000000000:function:resize": {
///         "DurationSeconds": 4 | [4, 30], "ReservedConcurrency": 2,
///         "ErrorsFirst": 1, "ErrorsAlways": false } }
/// FailFirst, FailAlways and Status are about the call of SNS; the keys of a function (see
/// services/lambda) are about what it does with the events that Lambda accepted.
void read_endpoints(World& world, const base::JsonReader& endpoints);

}  // namespace world
