// New settings for simulated callers in a running World. Must not know how callers behave.
#include <format>
#include <utility>
#include <vector>

#include "base/json.h"
#include "world/template_streams.h"
#include "world/world.h"

namespace world {
namespace {

using base::Json;
using base::JsonReader;

std::string_view type_of(const actors::Actor& actor) {
  if (std::holds_alternative<actors::StreamProducer>(actor.role)) return "StreamProducer";
  if (std::holds_alternative<actors::StreamPoller>(actor.role)) return "StreamConsumer";
  if (std::holds_alternative<actors::KclWorker>(actor.role)) return "KclWorkers";
  if (std::holds_alternative<actors::LambdaMapping>(actor.role)) return "EventSourceMapping";
  return "";
}

const ResourceTexts* resource(const World& world, const JsonReader& logical) {
  const auto it = world.resources().find(logical.text());
  if (it != world.resources().end()) return &it->second;
  logical.fail(std::format("there is no resource \"{}\"", logical.text()));
  return nullptr;
}

// A text, or what a Ref or Fn::GetAtt stands for.
std::string resolved(const World& world, const JsonReader& value) {
  if (!value.is_object()) return value.text();
  value.only({"Ref", "Fn::GetAtt"});
  if (const auto ref = value.member("Ref")) {
    const ResourceTexts* texts = resource(world, *ref);
    return texts == nullptr ? "" : texts->ref;
  }
  const auto attribute = value.member("Fn::GetAtt", true);
  const auto parts = attribute ? attribute->elements() : std::vector<JsonReader>{};
  if (parts.size() != 2 || parts[1].text() != "Arn") {
    value.fail("must be a text, a Ref, or the Arn of a resource");
    return {};
  }
  const ResourceTexts* texts = resource(world, parts[0]);
  return texts == nullptr ? "" : texts->arn;
}

}  // namespace

std::optional<actors::StreamSpec> read_settings(const World& world, const actors::Actor& actor,
                                                const JsonReader& properties) {
  const std::string_view type = type_of(actor);
  const std::size_t before = properties.errors().size();
  if (type.empty()) {
    properties.fail("only producers and consumers of streams can be given new settings");
    return std::nullopt;
  }
  auto read = read_stream_actors(world, actor.group, type, properties,
                                 [&](const JsonReader& value) { return resolved(world, value); });
  if (properties.errors().size() != before) return std::nullopt;
  return std::move(read.spec);
}

void World::note_resource(std::string logical, ResourceTexts texts) {
  resources_[std::move(logical)] = std::move(texts);
}

bool World::carry_out(const SettingsChange& change, model::EventSink&) {
  const actors::Actor* actor = actors_.find(change.actor);
  const auto document = base::parse_json(change.properties);
  if (actor == nullptr || !document) return false;
  std::vector<base::JsonError> errors;
  auto spec = read_settings(*this, *actor, JsonReader(document->root, "", errors));
  return spec && actors::change_settings(actors_, change.actor, *std::move(spec));
}

}  // namespace world
