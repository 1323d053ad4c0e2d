// AWS CLI lines and requests, both ways: `aws sqs send-message --queue-url $orders
// --message-body hello`. The options derive from the operation table. Must not know how a call is
// carried out.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli_words.h"
#include "api/operations.h"
#include "base/result.h"
#include "model/api_error.h"
#include "world/world.h"

namespace api {

/// Names for long values: `$orders` is the URL of the queue orders. A character that a shell does
/// not allow in a name becomes "_"; `${orders-dlq}` works as well.
class CliNames {
 public:
  CliNames() = default;
  /// A name for every queue, topic, stream and consumer of the World.
  explicit CliNames(const world::World& world);
  void set(std::string name, std::string value);

  std::optional<std::string> value(std::string_view name) const;
  /// The name of a value, without "$"; empty when it has none.
  std::string name_of(std::string_view value) const;
  /// Every name with its value, for completion.
  const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

  /// Streams by name, each with the names of its shards, for completion; a bounded number.
  const std::map<std::string, std::vector<std::string>, std::less<>>& streams() const {
    return streams_;
  }
  /// Whose limits hold.
  model::Profile profile() const { return profile_; }

 private:
  void set_streams(const world::World& world);

  std::map<std::string, std::vector<std::string>, std::less<>> streams_;
  model::Profile profile_ = model::Profile::kCurrent;
  std::map<std::string, std::string, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> names_;
};

/// Reads one line. Faults of the line itself come with their place; what AWS would refuse after
/// reading it (a wrong range, an unknown queue) is left to the service.
base::Result<Request, CliError> parse_cli(std::string_view line, const CliNames& names);

/// How blobs are written in a line: "base64", or "raw-in-base64-out" for plain text.
inline constexpr std::string_view kBinaryFormat = "--cli-binary-format";
/// Whether an operation takes a blob.
bool takes_blob(const TypeInfo& type);

/// The row that a line's second and third word name.
base::Result<const Operation*, CliError> find_row(std::string_view line,
                                                  std::span<const Word> words);
/// The name of an option as the CLI writes it, without "--".
std::string option_name(const Operation& operation, const MemberInfo& member);
/// The option of an operation that is written so ("--queue-url"); null when there is none.
const MemberInfo* find_option(const Operation& operation, std::string_view option);
/// Reads the words after service and command. What they say goes before what `body` says already.
base::Result<Request, CliError> parse_options(std::string_view line, const Operation& operation,
                                              std::span<const Word> words, const Word& command,
                                              base::Json body,
                                              model::Profile profile = model::Profile::kCurrent);
/// ", maybe you meant: send-message", or nothing when no candidate is near.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// The first thing in which `request`, of the same operation, is not what is wanted, in the words
/// of the CLI's options: "--wait-time-seconds has another value." Nothing when they are equal.
std::optional<std::string> difference_of(const Request& wanted, const Request& request);

/// The line that makes this request.
std::string print_cli(const Request& request, const CliNames& names);

}  // namespace api
