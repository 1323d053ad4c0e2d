// What may come next while a line is typed. Must not know how a call is carried out.
#include <algorithm>
#include <format>
#include <set>

#include "api/cli_help.h"
#include "api/console.h"
#include "api/kinesis_rules.h"

namespace api {
namespace {

constexpr std::size_t kMaxCandidates = 64;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// A word as it stands in an unfinished line, quotes and all.
struct RawWord {
  std::size_t from = 0, to = 0;
  std::string_view text;
};

// The words of the line; a quote that is not closed reaches to the end.
std::vector<RawWord> raw_words(std::string_view line) {
  std::vector<RawWord> out;
  std::size_t at = 0;
  while (at < line.size()) {
    if (is_blank(line[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    char quote = '\0';
    for (; at < line.size() && (quote != '\0' || !is_blank(line[at])); ++at) {
      const char c = line[at];
      if (quote == '\0' && (c == '\'' || c == '"')) quote = c;
      else if (c == quote) quote = '\0';
      else if (c == '\\' && quote != '\'' && at + 1 < line.size()) ++at;
    }
    out.push_back({start, at, line.substr(start, at - start)});
  }
  return out;
}

class Completer {
 public:
  Completer(std::string_view line, std::size_t cursor, const CliNames& names) : names_(names) {
    cursor = std::min(cursor, line.size());
    out_.from = out_.to = cursor;
    for (const RawWord& word : raw_words(line)) {
      if (word.from <= cursor && cursor <= word.to) {
        out_.from = word.from;
        out_.to = word.to;
        typed_ = line.substr(word.from, cursor - word.from);
      } else {
        (word.to < cursor ? before_ : after_).push_back(word);
      }
    }
  }

  Completion run() {
    if (before_.empty()) {
      offer("aws", "");
    } else if (before_[0].text != "aws") {
      return std::move(out_);
    } else if (before_.size() == 1) {
      services();
    } else if (before_.size() == 2) {
      commands();
    } else if (const Operation* op = row()) {
      options(*op);
    }
    // A word that is already complete needs no help.
    if (out_.candidates.size() == 1 && out_.candidates[0].text == typed_) out_.candidates.clear();
    return std::move(out_);
  }

 private:
  void offer(std::string text, std::string note) {
    if (out_.candidates.size() == kMaxCandidates || !text.starts_with(typed_)) return;
    out_.candidates.push_back({std::move(text), std::move(note)});
  }
  void services() {
    std::set<std::string_view> seen;
    for (const Operation& op : operations())
      if (seen.insert(op.service).second) offer(std::string(op.service), "");
    offer("help", "");
  }
  void commands() {
    for (const Operation& op : operations())
      if (op.service == before_[1].text && op.action != "SubscribeToShard")
        offer(cli_name(op.action), "");
    offer("help", "");
  }
  const Operation* row() const {
    for (const Operation& op : operations()) {
      if (op.service == before_[1].text && cli_name(op.action) == before_[2].text) return &op;
    }
    return nullptr;
  }
  bool is_used(std::string_view option) const {
    const auto names_it = [&](const RawWord& word) {
      return word.text == option || word.text.starts_with(std::string(option) + "=");
    };
    return std::ranges::any_of(before_, names_it) || std::ranges::any_of(after_, names_it);
  }

  void options(const Operation& op) {
    const std::string_view last = before_.back().text;
    const bool value = before_.size() > 3 && last.starts_with("--") && !last.contains('=') &&
                       !std::ranges::contains(kOwnFlags, last) && last != "--generate-cli-skeleton";
    if (value) return values(op, last);
    if (typed_.starts_with("$")) return variables("");
    if (!typed_.empty() && !std::string_view("--").starts_with(typed_) &&
        !typed_.starts_with("--")) {
      return;
    }
    for (const bool required : {true, false}) {
      for (const MemberInfo& member : op.input->members) {
        const std::string name = "--" + option_name(op, member);
        if (member.required == required && !is_used(name))
          offer(name, std::format("{}{}", value_words(*member.type), required ? ", required" : ""));
      }
    }
    // The CLI's own options are many and the same everywhere: only once they are asked for.
    if (typed_.size() < 2) return;
    if (takes_blob(*op.input) && !is_used(kBinaryFormat)) offer(std::string(kBinaryFormat), "");
    for (const char* own : {"--query", "--output", "--cli-input-json", "--generate-cli-skeleton"})
      if (!is_used(own)) offer(own, "");
  }

  void values(const Operation& op, std::string_view option) {
    if (option == "--output") {
      offer("json", "");
      offer("text", "");
      return;
    }
    if (option == kBinaryFormat) {
      offer("base64", "");
      offer("raw-in-base64-out", "");
      return;
    }
    const MemberInfo* member = find_option(op, option);
    if (member == nullptr) return;
    if (member->type->kind == Kind::kBoolean) {
      offer("true", "");
      offer("false", "");
    } else if (member->name.ends_with("Url")) {
      variables("https://");
    } else if (member->name.ends_with("Arn")) {
      variables("arn:");
    } else if (member->name.ends_with("Handle")) {
      variables("");
    } else if (member->name == "QueueName") {
      queue_names();
    } else if (member->name.ends_with("ARN")) {
      variables("arn:");
    } else if (op.service == "kinesis") {
      kinesis_values(op, *member);
    } else if (typed_.starts_with("$")) {
      variables("");
    }
  }
  void kinesis_values(const Operation& op, const MemberInfo& member) {
    const MemberRule* rule = find_kinesis_rule(op.action, member.name);
    if (member.name.ends_with("StreamName") && op.action != "CreateStream") {
      for (const auto& [name, shards] : names_.streams()) offer(name, "");
    } else if (member.name.contains("Shard") && member.type->kind == Kind::kString &&
               rule != nullptr && rule->pattern == Pattern::kName) {
      shard_names();
    } else if (rule != nullptr && member.type->kind == Kind::kString) {
      for (const std::string_view word : rule->words) offer(std::string(word), "");
    } else if (typed_.starts_with("$")) {
      variables("");
    }
  }
  // Those of the stream that the line names, or of all.
  void shard_names() {
    std::string_view stream;
    for (std::size_t i = 0; i + 1 < before_.size(); ++i) {
      if (before_[i].text == "--stream-name") stream = before_[i + 1].text;
    }
    std::set<std::string> all;
    for (const auto& [name, shards] : names_.streams()) {
      if (stream.empty() || stream == name) all.insert(shards.begin(), shards.end());
    }
    for (const std::string& shard : all) offer(shard, "");
  }
  // Names whose value begins so; for the empty beginning those that are no address, and after a
  // "$" all of them.
  void variables(std::string_view beginning) {
    for (const auto& [name, value] : names_.all()) {
      const bool address = value.starts_with("https://") || value.starts_with("arn:");
      const bool fits =
          beginning.empty() ? typed_.starts_with("$") || !address : value.starts_with(beginning);
      if (fits) offer("$" + name, value);
    }
  }
  void queue_names() {
    for (const auto& [name, value] : names_.all()) {
      if (value.starts_with("https://")) offer(value.substr(value.rfind('/') + 1), "");
    }
  }

  const CliNames& names_;
  std::vector<RawWord> before_, after_;
  std::string_view typed_;
  Completion out_;
};

}  // namespace

Completion complete_line(std::string_view line, std::size_t cursor, const CliNames& names) {
  if (line.size() > kMaxConsoleLine) return {};
  return Completer(line, cursor, names).run();
}

}  // namespace api
