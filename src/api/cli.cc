// AWS CLI lines. Must not know how a call is carried out.
#include "api/cli.h"

#include <algorithm>
#include <format>
#include <span>

#include "api/cli_values.h"
#include "api/kinesis_rules.h"

namespace api {
namespace {

using base::Json;

std::unexpected<CliError> fault(const Word& word, std::string message) {
  return std::unexpected(
      CliError{std::move(message), word.at, std::max<std::size_t>(word.length, 1)});
}

std::unexpected<CliError> fault_at_end(std::string_view line, std::string message) {
  return std::unexpected(CliError{std::move(message), line.size(), 1});
}

// How far two words are apart (Levenshtein), for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string unknown_option(const Operation& op, std::string_view option) {
  std::vector<std::string> known;
  for (const MemberInfo& member : op.input->members)
    known.push_back("--" + option_name(op, member));
  return std::format("Unknown options: {}{}", option, suggestion(option, known));
}

// An option with the words that belong to it. `sealed`: written as --name=value.
struct Option {
  Word name;
  std::vector<Word> values;
  bool sealed = false;
};

Option open_option(const Word& word) {
  const std::size_t equals = word.text.find('=');
  if (equals == std::string::npos) return {word, {}, false};
  const Word name{word.text.substr(0, equals), word.at, std::min(equals, word.length)};
  const Word value{word.text.substr(equals + 1), word.at + name.length,
                   std::max<std::size_t>(word.length - name.length, 1)};
  return {name, {value}, true};
}

base::Result<std::vector<Option>, CliError> group(std::span<const Word> words) {
  std::vector<Option> out;
  for (const Word& word : words) {
    if (word.text.starts_with("--")) {
      out.push_back(open_option(word));
    } else if (out.empty() || out.back().sealed) {
      return fault(word, std::format("An option is expected here, not '{}'", word.text));
    } else {
      out.back().values.push_back(word);
    }
  }
  return out;
}

// Puts the value of one option into the request's JSON.
std::optional<CliError> take_option(const Operation& op, const Option& option, Json& body) {
  const std::string& name = option.name.text;
  const MemberInfo* member = find_option(op, name);
  if (member == nullptr) return fault(option.name, unknown_option(op, name)).error();
  if (option.values.empty() && member->type->kind == Kind::kBoolean) {
    body[std::string(member->name)] = true;  // a flag
    return std::nullopt;
  }
  if (option.values.empty()) {
    return fault(option.name, std::format("argument {}: expected one argument", name)).error();
  }
  if (body.contains(member->name)) {
    return fault(option.name, std::format("{} stands here twice", name)).error();
  }
  if (option.values.size() > 1 && member->type->kind != Kind::kList) {
    const Word& extra = option.values[1];
    return fault(extra, std::format("{} takes one value; '{}' is too much", name, extra.text))
        .error();
  }
  auto value = parse_value(*member->type, option.values);
  if (!value) {
    CliError error = value.error();
    error.message = std::format("Error parsing parameter '{}': {}", name, error.message);
    return error;
  }
  body[std::string(member->name)] = *std::move(value);
  return std::nullopt;
}

constexpr std::string_view kPlainBlobs = "raw-in-base64-out";

// Takes --cli-binary-format out of the options: whether blobs are written plainly.
base::Result<bool, CliError> take_binary_format(std::vector<Option>& options) {
  bool plain = false;
  for (const Option& option : options) {
    if (option.name.text != kBinaryFormat) continue;
    const std::string value = option.values.size() == 1 ? option.values[0].text : "";
    plain = value == kPlainBlobs;
    if (!plain && value != "base64") {
      return fault(option.name,
                   std::format("argument {}: base64 or {} is needed", kBinaryFormat, kPlainBlobs));
    }
  }
  std::erase_if(options, [](const Option& o) { return o.name.text == kBinaryFormat; });
  return plain;
}

// The AWS CLI takes base64 for blobs unless it is told otherwise (its version 2).
std::optional<CliError> settle_blobs(const Operation& op, Json& body, bool plain,
                                     std::span<const Option> options, const Word& command) {
  std::string wrong;
  each_blob(*op.input, body, [&](std::string& blob) {
    if (plain) {
      blob = base::to_base64(blob);
      return true;
    }
    std::string bytes;
    if (!base::from_base64(blob, bytes)) wrong = blob.empty() ? "" : blob.substr(0, 64);
    return wrong.empty();
  });
  if (wrong.empty()) return std::nullopt;
  const Word* place = &command;
  for (const Option& option : options) {
    for (const Word& word : option.values) {
      if (word.text.contains(wrong)) place = &word;
    }
  }
  return fault(*place, std::format("Invalid base64: \"{}\". For plain text add {} {}", wrong,
                                   kBinaryFormat, kPlainBlobs))
      .error();
}

bool is_readable(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// Writes the blobs plainly when all of them are text.
bool write_blobs_plainly(const Operation& op, Json& body) {
  if (op.service != "kinesis" || !takes_blob(*op.input)) return false;
  Json plain = body;
  const bool all = each_blob(*op.input, plain, [](std::string& blob) {
    std::string bytes;
    if (!base::from_base64(blob, bytes) || !is_readable(bytes)) return false;
    blob = std::move(bytes);
    return true;
  });
  if (all) body = std::move(plain);
  return all;
}

// "--queue-url, --message-body": what is required and not there.
std::string missing_options(const Operation& op, const Json& body) {
  std::string out;
  for (const MemberInfo& member : op.input->members) {
    if (!member.required || body.contains(member.name)) continue;
    out += std::format("{}--{}", out.empty() ? "" : ", ", option_name(op, member));
  }
  return out;
}

}  // namespace

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > 64) return "";
  const std::string* best = nullptr;
  std::size_t best_distance = 4;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(word, candidate);
    if (d < best_distance) {
      best = &candidate;
      best_distance = d;
    }
  }
  return best == nullptr ? "" : std::format(", maybe you meant: {}", *best);
}

base::Result<const Operation*, CliError> find_row(std::string_view line,
                                                  std::span<const Word> words) {
  if (words.empty()) return fault_at_end(line, "An AWS CLI line begins with 'aws'");
  if (words[0].text != "aws") return fault(words[0], "An AWS CLI line begins with 'aws'");
  if (words.size() < 2) return fault_at_end(line, "A service is missing, for example 'sqs'");
  std::vector<std::string> services;
  for (const Operation& op : operations()) services.emplace_back(op.service);
  if (!std::ranges::contains(services, words[1].text)) {
    return fault(words[1], std::format("argument command: Invalid choice: '{}'{}", words[1].text,
                                       suggestion(words[1].text, services)));
  }
  if (words.size() < 3)
    return fault_at_end(line, "A command is missing, for example 'list-queues'");
  std::vector<std::string> known;
  if (words[1].text == "kinesis" && words[2].text == "subscribe-to-shard") {
    return fault(words[2], "The AWS CLI cannot take what enhanced fan-out pushes; the SDKs can");
  }
  for (const Operation& op : operations()) {
    if (op.service != words[1].text) continue;
    known.push_back(cli_name(op.action));
    if (known.back() == words[2].text) return &op;
  }
  return fault(words[2], std::format("argument operation: Invalid choice: '{}'{}", words[2].text,
                                     suggestion(words[2].text, known)));
}

// The AWS CLI has an --endpoint-url of its own, so the endpoint of a subscription is called
// differently there.
std::string option_name(const Operation& op, const MemberInfo& member) {
  if (op.action == "Subscribe" && member.name == "Endpoint") return "notification-endpoint";
  return cli_name(member.name);
}

const MemberInfo* find_option(const Operation& op, std::string_view option) {
  for (const MemberInfo& member : op.input->members) {
    if (option == "--" + option_name(op, member)) return &member;
  }
  return nullptr;
}

std::optional<std::string> difference_of(const Request& wanted, const Request& request) {
  const base::Json want = request_to_json(wanted);
  const base::Json have = request_to_json(request);
  for (const MemberInfo& member : operation_of(wanted).input->members) {
    const auto wanted_value = want.find(member.name);
    const auto value = have.find(member.name);
    const std::string option = option_name(operation_of(wanted), member);
    if (wanted_value != want.end() && value == have.end()) {
      return std::format("--{} is missing.", option);
    }
    if (wanted_value == want.end() && value != have.end()) {
      return std::format("--{} is not asked for.", option);
    }
    if (value != have.end() && *value != *wanted_value) {
      return std::format("--{} has another value.", option);
    }
  }
  return std::nullopt;
}

CliNames::CliNames(const world::World& world) {
  for (const auto& [id, queue] : world.sqs().queues) set(queue.name, queue.url);
  for (const auto& [id, topic] : world.sns().topics) {
    set(value(topic.name) ? topic.name + "_topic" : topic.name, topic.arn);
  }
  set_streams(world);
  profile_ = world.options().profile;
}

void CliNames::set_streams(const world::World& world) {
  constexpr std::size_t kMost = 64;  // as many as a completion offers
  const services::kinesis::State& kinesis = world.kinesis();
  for (const auto& [id, stream] : kinesis.streams) {
    set(value(stream.name) ? stream.name + "_stream" : stream.name, stream.arn);
    if (streams_.size() == kMost) continue;
    auto& shards = streams_[stream.name];
    for (const model::ShardId shard : stream.shards) {
      if (shards.size() == kMost) break;
      if (const auto* s = kinesis.find(shard)) {
        shards.push_back(services::kinesis::shard_name(s->number));
      }
    }
  }
  for (const auto& [id, consumer] : kinesis.consumers) {
    set(value(consumer.name) ? consumer.name + "_consumer" : consumer.name, consumer.arn);
  }
}

bool takes_blob(const TypeInfo& type) {
  if (type.kind == Kind::kBlob) return true;
  if (type.item != nullptr) return takes_blob(*type.item);
  return std::ranges::any_of(type.members,
                             [](const MemberInfo& member) { return takes_blob(*member.type); });
}

void CliNames::set(std::string name, std::string value) {
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '_';
  }
  if (const auto old = values_.find(name); old != values_.end()) names_.erase(old->second);
  names_[value] = name;
  values_[std::move(name)] = std::move(value);
}

std::optional<std::string> CliNames::value(std::string_view name) const {
  std::string plain(name);
  std::ranges::replace(plain, '-', '_');
  const auto it = values_.find(plain);
  if (it == values_.end()) return std::nullopt;
  return it->second;
}

std::string CliNames::name_of(std::string_view value) const {
  const auto it = names_.find(value);
  return it == names_.end() ? "" : it->second;
}

base::Result<Request, CliError> parse_options(std::string_view line, const Operation& op,
                                              std::span<const Word> words, const Word& command,
                                              base::Json body, model::Profile profile) {
  auto options = group(words);
  if (!options) return std::unexpected(options.error());
  const auto plain = take_binary_format(*options);
  if (!plain) return std::unexpected(plain.error());
  Json said = Json::object();
  for (const Option& option : *options) {
    if (auto error = take_option(op, option, said)) return std::unexpected(*std::move(error));
  }
  for (auto& [key, value] : said.items()) body[key] = std::move(value);
  if (const std::string missing = missing_options(op, body); !missing.empty()) {
    return fault_at_end(line, "the following arguments are required: " + missing);
  }
  if (auto error = settle_blobs(op, body, *plain, *options, command)) {
    return std::unexpected(*std::move(error));
  }
  if (op.service == "kinesis") {
    if (const auto refused = check_kinesis_rules(op, body, profile)) {
      return fault(command, std::format("An error occurred ({}) when calling the {} operation: {}",
                                        refused->type, op.action, refused->message));
    }
  }
  std::vector<base::JsonError> errors;
  auto request = read_request(op, base::JsonReader(body, "", errors));
  if (!request) {
    return fault(command, std::format("{}: {}", errors[0].pointer, errors[0].message));
  }
  return *std::move(request);
}

base::Result<Request, CliError> parse_cli(std::string_view line, const CliNames& names) {
  auto split = split_words(line, [&](std::string_view name) { return names.value(name); });
  if (!split) return std::unexpected(split.error());
  const auto row = find_row(line, *split);
  if (!row) return std::unexpected(row.error());
  return parse_options(line, **row, std::span(*split).subspan(3), (*split)[2], Json::object(),
                       names.profile());
}

std::string print_cli(const Request& request, const CliNames& names) {
  const Operation& op = operation_of(request);
  std::string out = std::format("aws {} {}", op.service, cli_name(op.action));
  Json body = request_to_json(request);
  const bool plain = write_blobs_plainly(op, body);
  for (const MemberInfo& member : op.input->members) {
    const auto it = body.find(member.name);
    if (it == body.end()) continue;
    const std::vector<std::string> words = print_value(*member.type, *it);
    const bool dashes = words.front().starts_with("-");
    out += std::format(" --{}", option_name(op, member));
    for (const std::string& word : words) {
      const std::string name = names.name_of(word);
      out += (dashes ? "=" : " ") + (name.empty() ? quote_word(word) : "$" + name);
    }
  }
  if (plain) out += std::format(" {} {}", kBinaryFormat, kPlainBlobs);
  return out;
}

}  // namespace api
