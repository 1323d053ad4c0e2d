// The parser of goals and measures: recursive descent over a short text. Must not know goals,
// beats or the World.
#include "lesson/expression.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

#include "base/time.h"

namespace lesson {
namespace {

constexpr std::size_t kMaxText = 400;
constexpr std::size_t kMaxNodes = 64;
constexpr int kMaxDepth = 16;

enum class Takes : std::uint8_t { kNothing, kMessage, kQueue, kStream, kCaller, kPattern, kName };

struct FunctionRow {
  std::string_view name;
  Function function;
  Takes takes;
};

constexpr std::array kFunctions{
    FunctionRow{"count", Function::kCount, Takes::kPattern},
    FunctionRow{"receives", Function::kReceives, Takes::kMessage},
    FunctionRow{"deletes", Function::kDeletes, Takes::kMessage},
    FunctionRow{"expiries", Function::kExpiries, Takes::kMessage},
    FunctionRow{"moves", Function::kMoves, Takes::kMessage},
    FunctionRow{"side_effects", Function::kSideEffects, Takes::kMessage},
    FunctionRow{"deleted", Function::kDeleted, Takes::kMessage},
    FunctionRow{"duplicates", Function::kDuplicates, Takes::kNothing},
    FunctionRow{"waiting", Function::kWaiting, Takes::kQueue},
    FunctionRow{"in_flight", Function::kInFlight, Takes::kQueue},
    FunctionRow{"delayed", Function::kDelayed, Takes::kQueue},
    FunctionRow{"time", Function::kTime, Takes::kName},
    FunctionRow{"requests", Function::kRequests, Takes::kNothing},
    FunctionRow{"cost", Function::kCost, Takes::kNothing},
    FunctionRow{"actions", Function::kActions, Takes::kNothing},
    FunctionRow{"open_shards", Function::kOpenShards, Takes::kStream},
    FunctionRow{"behind", Function::kBehind, Takes::kCaller},
};

struct BinaryRow {
  std::string_view sign;
  Operator op;
};
constexpr std::array kComparisons{
    BinaryRow{"==", Operator::kEqual},     BinaryRow{"!=", Operator::kDiffers},
    BinaryRow{"<=", Operator::kLessEqual}, BinaryRow{">=", Operator::kGreaterEqual},
    BinaryRow{"<", Operator::kLess},       BinaryRow{">", Operator::kGreater},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { out_.text = text; }

  base::Result<Expression, TextError> run() {
    if (text_.size() > kMaxText) {
      fail(std::format("longer than {} characters", kMaxText));
    } else {
      any(0);
      skip();
      if (at_ < text_.size()) fail(std::format("'{}' is not expected here", text_[at_]));
    }
    if (error_) return std::unexpected(*error_);
    return std::move(out_);
  }

 private:
  using Node = Expression::Node;

  void fail(std::string message) {
    if (!error_) error_ = TextError{std::move(message), at_};
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool take(std::string_view sign) {
    skip();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  bool take_word(std::string_view word) {
    skip();
    const std::size_t end = at_ + word.size();
    if (!text_.substr(at_).starts_with(word)) return false;
    if (end < text_.size() && is_word(text_[end])) return false;
    at_ = end;
    return true;
  }
  std::string_view word() {
    skip();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  std::size_t add(Node node) {
    if (out_.nodes.size() >= kMaxNodes) fail("too long a statement");
    out_.nodes.push_back(std::move(node));
    return out_.nodes.size() - 1;
  }
  std::size_t add(Operator op, std::size_t left, std::size_t right) {
    return add(Node{.op = op, .left = left, .right = right});
  }

  std::size_t any(int depth) {
    if (depth > kMaxDepth) fail("nested too deep");
    std::size_t left = all(depth);
    while (!error_ && take_word("or")) left = add(Operator::kOr, left, all(depth));
    return left;
  }
  std::size_t all(int depth) {
    std::size_t left = negation(depth);
    while (!error_ && take_word("and")) left = add(Operator::kAnd, left, negation(depth));
    return left;
  }
  std::size_t negation(int depth) {
    if (!take_word("not")) return comparison(depth);
    if (depth > kMaxDepth) fail("nested too deep");
    const std::size_t inner = error_ ? 0 : negation(depth + 1);
    return add(Operator::kNot, inner, inner);
  }
  std::size_t comparison(int depth) {
    const std::size_t left = sum(depth);
    for (const BinaryRow& row : kComparisons) {
      if (!error_ && take(row.sign)) return add(row.op, left, sum(depth));
    }
    return left;
  }
  std::size_t sum(int depth) {
    std::size_t left = product(depth);
    while (!error_) {
      if (take("+")) {
        left = add(Operator::kAdd, left, product(depth));
      } else if (take("-")) {
        left = add(Operator::kSubtract, left, product(depth));
      } else {
        break;
      }
    }
    return left;
  }
  std::size_t product(int depth) {
    std::size_t left = primary(depth);
    while (!error_ && take("*")) left = add(Operator::kMultiply, left, primary(depth));
    return left;
  }
  std::size_t primary(int depth) {
    skip();
    if (error_ || at_ == text_.size()) {
      fail("a value is missing");
      return 0;
    }
    if (take("(")) {
      const std::size_t inner = any(depth + 1);
      if (!error_ && !take(")")) fail("')' is missing");
      return inner;
    }
    if (is_digit(text_[at_])) return number();
    if (take_word("par")) return add(Node{.op = Operator::kPar});
    return call();
  }
  std::size_t number() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '.')) ++at_;
    const std::string_view digits = text_.substr(start, at_ - start);
    if (const auto span = base::parse_duration(digits)) {
      return add(Node{.number = span->us});
    }
    std::int64_t n = 0;
    const bool plain = digits.size() <= 15 && std::ranges::all_of(digits, is_digit);
    if (!plain) {
      at_ = start;
      fail(std::format("'{}' is neither a whole number nor a duration", digits));
      return 0;
    }
    for (const char c : digits) n = n * 10 + (c - '0');
    return add(Node{.number = n});
  }
  std::size_t call() {
    const std::size_t start = at_;
    const std::string_view name = word();
    const auto row = std::ranges::find(kFunctions, name, &FunctionRow::name);
    if (row == kFunctions.end()) {
      at_ = start;
      fail(name.empty() ? "a value is missing" : std::format("'{}' is not known here", name));
      return 0;
    }
    Node node{.op = Operator::kCall, .function = row->function};
    if (!take("(")) fail(std::format("'(' is missing after '{}'", name));
    if (!error_) argument(row->takes, node);
    if (!error_ && !take(")")) fail("')' is missing");
    return add(std::move(node));
  }
  void argument(Takes takes, Node& node) {
    if (takes == Takes::kNothing) return;
    skip();
    const std::size_t start = at_;
    at_ = std::min(text_.find(')', at_), text_.size());
    const std::string_view inner = text_.substr(start, at_ - start);
    if (takes == Takes::kPattern) {
      auto pattern = parse_pattern(inner);
      if (pattern) {
        node.pattern = *std::move(pattern);
      } else {
        at_ = start + pattern.error().at;
        fail(pattern.error().message);
      }
      return;
    }
    const std::size_t end = inner.find_last_not_of(' ');
    node.argument = end == std::string_view::npos ? "" : inner.substr(0, end + 1);
    const bool plain = std::ranges::all_of(
        node.argument, [](char c) { return is_word(c) || c == '-' || c == '.'; });
    if (plain && !node.argument.empty()) return;
    at_ = start;
    fail("a name is expected in the brackets");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Expression out_;
  std::optional<TextError> error_;
};

bool of_message(Function f) {
  const auto row = std::ranges::find(kFunctions, f, &FunctionRow::function);
  return row->takes == Takes::kMessage;
}

void note(std::vector<std::string>& names, const std::string& name) {
  if (name != kAnyMessage && !std::ranges::contains(names, name)) names.push_back(name);
}

}  // namespace

bool Expression::bound() const {
  return std::ranges::any_of(nodes, [](const Node& n) {
    if (n.op != Operator::kCall) return false;
    return n.function == Function::kCount ? n.pattern.bound()
                                          : of_message(n.function) && n.argument == kAnyMessage;
  });
}

bool Expression::global() const {
  return std::ranges::any_of(nodes, [](const Node& n) {
    if (n.op != Operator::kCall) return false;
    return n.function == Function::kCount ? !n.pattern.bound()
                                          : !of_message(n.function) || n.argument != kAnyMessage;
  });
}

base::Result<Expression, TextError> parse_expression(std::string_view text) {
  return Parser(text).run();
}

std::vector<std::string> cast_names(const EventPattern& pattern) {
  std::vector<std::string> out;
  for (const EventFilter& filter : pattern.filters) {
    const bool by_number = filter.key == FilterKey::kShard && is_digit(filter.value.front());
    if (filter.key == FilterKey::kMessage || filter.key == FilterKey::kRecord ||
        (filter.key == FilterKey::kShard && !by_number)) {
      note(out, filter.value);
    }
  }
  return out;
}

std::vector<std::string> cast_names(const Expression& expression) {
  std::vector<std::string> out;
  for (const Expression::Node& node : expression.nodes) {
    if (node.op != Operator::kCall) continue;
    if (node.function == Function::kCount) {
      for (const std::string& name : cast_names(node.pattern)) note(out, name);
    } else if (of_message(node.function) || node.function == Function::kTime) {
      note(out, node.argument);
    }
  }
  return out;
}

}  // namespace lesson
