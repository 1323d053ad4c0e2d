// A lesson's stage. Must not know beats.
#include "lesson/stage.h"

#include <charconv>
#include <format>

#include "api/command_json.h"
#include "world/template.h"

namespace lesson {
namespace {

// The name of the learner's last receipt handle on a command line, and what stands for it before
// there is one.
constexpr const char* kHandle = "handle";
constexpr const char* kNoHandle = "none-received-yet";

std::int64_t number(std::string_view text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

}  // namespace

std::string with_value(std::string text, std::string_view value) {
  for (std::size_t at = text.find(kValuePlace); at != std::string::npos;
       at = text.find(kValuePlace, at + value.size())) {
    text.replace(at, kValuePlace.size(), value);
  }
  return text;
}

base::Json with_value(const base::Json& settings, std::string_view value) {
  base::Json out = settings;
  if (const auto* text = settings.get_ptr<const std::string*>()) {
    const bool whole = !value.empty() && value.find_first_not_of("0123456789") == value.npos;
    if (*text == kValuePlace && whole) return number(value);
    return with_value(*text, value);
  }
  if (!settings.is_structured()) return out;
  for (base::Json& member : out) member = with_value(base::Json(member), value);
  return out;
}

base::Json merged_settings(const base::Json& world, std::string_view entry,
                           const base::Json& settings) {
  const auto actors = world.find("Actors");
  if (actors == world.end() || !actors->contains(entry)) return nullptr;
  const base::Json& actor = (*actors)[std::string(entry)];
  return merge_patch(actor.contains("Properties") ? actor["Properties"] : base::Json::object(),
                     settings);
}

std::string refusal_text(const model::ApiError& error) {
  return std::format("{}: {}", error.query_code, error.message);
}

api::CliNames cli_names(const world::World& world) {
  api::CliNames out(world);
  out.set(kHandle, kNoHandle);
  return out;
}

std::optional<std::string> template_value(const base::Json& world, std::string_view pointer) {
  const base::Json* at = &world;
  while (!pointer.empty()) {
    if (pointer[0] != '/') return std::nullopt;
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string key(pointer.substr(1, end - 1));
    pointer = pointer.substr(end);
    if (at->is_array()) {
      const auto index = static_cast<std::size_t>(number(key));
      if (key.empty() || key[0] < '0' || key[0] > '9' || index >= at->size()) return std::nullopt;
      at = &(*at)[index];
    } else {
      if (!at->is_object() || !at->contains(key)) return std::nullopt;
      at = &(*at)[key];
    }
  }
  if (at->is_number_integer() || at->is_boolean()) return base::dump(*at);
  const auto* text = at->get_ptr<const std::string*>();
  if (text == nullptr) return std::nullopt;
  const auto duration = base::parse_duration(*text);
  return duration ? base::format_duration(*duration) : *text;
}

Stage::Stage(world::World world, base::Json json)
    : timeline_(world), json_(std::move(json)), names_(Names::of(world)), cli_(cli_names(world)) {}

base::Result<Stage, std::vector<base::JsonError>> Stage::make(const base::Json& world,
                                                              const std::string& pointer,
                                                              const std::vector<Act>& setup,
                                                              model::Profile profile) {
  auto built = world::build_world(world, pointer, profile);
  if (!built) return std::unexpected(built.error());
  Stage stage(*std::move(built), world);
  std::vector<base::JsonError> errors;
  for (const Act& act : setup) {
    for (std::string& refusal : stage.perform({act}).refusals) {
      errors.push_back({act.pointer, std::move(refusal)});
    }
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return stage;
}

world::Reply Stage::act(const world::Command& command) {
  world::Reply reply = timeline_.act(command);
  if (!reply.result || !std::holds_alternative<world::ApiCall>(command)) return reply;
  names_ = Names::of(timeline_.present());
  const std::string handle = cli_.value(kHandle).value_or(kNoHandle);
  cli_ = api::CliNames(timeline_.present());
  cli_.set(kHandle, handle);
  const auto* received = std::get_if<model::sqs::ReceiveMessageResponse>(&*reply.result);
  if (received != nullptr && !received->messages.empty()) {
    cli_.set(kHandle, received->messages.back().receipt_handle);
  }
  return reply;
}

world::Reply Stage::call(const api::Request& request) { return act(world::ApiCall{request}); }

void Stage::apply(const world::Command& command, ActResult& out) {
  const world::Reply reply = act(command);
  if (!reply.done) out.refusals.emplace_back("The caller cannot do this now.");
  if (reply.result) return;
  out.refusals.push_back(refusal_text(reply.result.error()));
}

void Stage::order(const Act& act, std::string_view value, ActResult& out) {
  const auto ids = names_.actors.find(act.actors);
  if (ids == names_.actors.end()) return;
  for (const model::ActorId id : ids->second) {
    if (const auto order = api::order_from(act.order)) {
      apply(world::ActorOrder{id, *order}, out);
      continue;
    }
    if (act.set) {
      give_settings(id, act, value, out);
      continue;
    }
    world::WorkerChange change{.actor = id, .idempotent = act.idempotent};
    if (!act.work.empty()) change.work = base::parse_duration(with_value(act.work, value));
    if (act.heartbeat_off) {
      change.heartbeat.emplace(std::nullopt);
    } else if (!act.heartbeat_every.empty()) {
      change.heartbeat.emplace(actors::HeartbeatSpec{
          base::parse_duration(with_value(act.heartbeat_every, value)).value_or(base::seconds(1)),
          number(with_value(act.heartbeat_extend, value))});
    }
    apply(change, out);
  }
}

// What was set before stays set: each act adds to the settings of its entry.
void Stage::give_settings(model::ActorId id, const Act& act, std::string_view value,
                          ActResult& out) {
  const actors::Actor* actor = timeline_.present().actors().find(id);
  if (actor == nullptr) return;
  const base::Json wanted = with_value(*act.set, value);
  base::Json& now = settings_[actor->group];
  now = now.is_null() ? merged_settings(json_, actor->group, wanted) : merge_patch(now, wanted);
  apply(world::SettingsChange{id, base::dump(now)}, out);
}

ActResult Stage::perform(const std::vector<Act>& acts, std::string_view value) {
  ActResult out;
  for (const Act& one : acts) {
    if (one.cli.empty()) {
      order(one, value, out);
      continue;
    }
    auto result = perform_line(with_value(one.cli, value));
    std::vector<std::string> refusals =
        result ? std::move(result->refusals) : std::vector{result.error().message};
    out.refusals.insert(out.refusals.end(), refusals.begin(), refusals.end());
  }
  return out;
}

std::vector<std::string> Stage::lines(const std::vector<Act>& acts, std::string_view value) const {
  std::vector<std::string> out;
  for (const Act& one : acts) {
    if (!one.cli.empty()) out.push_back(with_value(one.cli, value));
  }
  return out;
}

base::Result<api::Request, api::CliError> Stage::parse(std::string_view line) const {
  return api::parse_cli(line, cli_);
}

base::Result<ActResult, api::CliError> Stage::perform_line(std::string_view line) {
  auto request = parse(line);
  if (!request) return std::unexpected(request.error());
  ActResult out;
  apply(world::ApiCall{*std::move(request)}, out);
  return out;
}

std::optional<base::SimTime> Stage::find(const Moment& moment, const std::vector<CastMember>& cast,
                                         base::SimTime horizon) const {
  History seen = history(cast, timeline_.log().size());
  if (const auto at = resolve(moment, seen.cast(), horizon)) return at;
  timeline_.look_ahead(horizon, [&](const model::Event& event) {
    seen.add(event);
    return seen.cast().contains(moment.name);
  });
  return resolve(moment, seen.cast(), horizon);
}

History Stage::history(const std::vector<CastMember>& cast, std::size_t events) const {
  History out(cast, names_);
  for (std::size_t i = 0; i < events; ++i) out.add(timeline_.log()[i]);
  return out;
}

}  // namespace lesson
