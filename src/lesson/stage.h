// A World on a Timeline as a lesson uses it: built from a template, set up by acts, acted upon by
// the lesson and the learner. Must not know beats.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli.h"
#include "base/json.h"
#include "base/result.h"
#include "lesson/document.h"
#include "lesson/event_pattern.h"
#include "lesson/history.h"
#include "world/timeline.h"

namespace lesson {

/// Stands for the control's value in an act.
inline constexpr std::string_view kValuePlace = "{value}";
std::string with_value(std::string text, std::string_view value);

/// `$name` for every queue, and `$handle` for the receipt handle that the learner got last.
api::CliNames cli_names(const world::World& world);

/// A value of a template as prose writes it: "30", "45 s", "orders". Nothing when the pointer
/// leads to no number, text or boolean.
std::optional<std::string> template_value(const base::Json& world, std::string_view pointer);

/// An act's settings with the control's value: "{value}" alone becomes its number.
base::Json with_value(const base::Json& settings, std::string_view value);
/// The Properties of a caller's entry in a template, with settings merged in; null without one.
base::Json merged_settings(const base::Json& world, std::string_view entry,
                           const base::Json& settings);

/// "InvalidParameterValue: …", as the panel shows a refusal.
std::string refusal_text(const model::ApiError& error);

/// What an act did.
struct ActResult {
  std::vector<std::string> refusals;  // AWS's words, or why an order made no sense
};

class Stage {
 public:
  /// Builds the World and carries out the set-up at time zero; errors carry the pointers of the
  /// template at `pointer`, or of the act that failed.
  static base::Result<Stage, std::vector<base::JsonError>> make(const base::Json& world,
                                                                const std::string& pointer,
                                                                const std::vector<Act>& setup,
                                                                model::Profile profile);

  world::Timeline& timeline() { return timeline_; }
  const world::Timeline& timeline() const { return timeline_; }
  const base::Json& json() const { return json_; }
  const Names& names() const { return names_; }
  const api::CliNames& cli() const { return cli_; }

  /// Carries out acts at the playhead. The world must have what they name.
  ActResult perform(const std::vector<Act>& acts, std::string_view value = {});
  /// The command lines of acts as the learner reads them, "$orders" and all.
  std::vector<std::string> lines(const std::vector<Act>& acts, std::string_view value = {}) const;
  /// A line typed by the learner; the error when it cannot be read.
  base::Result<ActResult, api::CliError> perform_line(std::string_view line);
  /// The learner's own call, at the playhead.
  world::Reply call(const api::Request& request);
  /// Any command, at the playhead; the names of the command line follow what calls create.
  world::Reply act(const world::Command& command);
  /// The learner's request, to see what it would need; like perform_line() without doing it.
  base::Result<api::Request, api::CliError> parse(std::string_view line) const;

  /// When a moment comes, looking ahead without moving the playhead; nothing when it does not come
  /// by the horizon.
  std::optional<base::SimTime> find(const Moment& moment, const std::vector<CastMember>& cast,
                                    base::SimTime horizon) const;
  /// The history of the first `events` events.
  History history(const std::vector<CastMember>& cast, std::size_t events) const;

 private:
  Stage(world::World world, base::Json json);
  void apply(const world::Command& command, ActResult& out);
  void order(const Act& act, std::string_view value, ActResult& out);
  void give_settings(model::ActorId id, const Act& act, std::string_view value, ActResult& out);

  world::Timeline timeline_;
  base::Json json_;
  Names names_;
  api::CliNames cli_;
  std::map<std::string, base::Json, std::less<>> settings_;  // by entry: its Properties now
};

}  // namespace lesson
