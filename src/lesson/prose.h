// Prose with places that the run fills in, so that a text can never disagree with what is seen:
// {{fact:sqs.delay.max}} · {message:x} {worker:x} {queue:x} {time:m} {clock:m} {span:a..b}
// {world:/Resources/…} {measure:expression} {value} {target} {n}. Must not know the run itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/expression.h"
#include "lesson/moment.h"
#include "model/facts.h"

namespace lesson {

enum class PlaceKind : std::uint8_t {
  kText,
  kFact,      // {{fact:id}}: from the table of limits
  kMessage,   // short id of a cast event's message
  kWorker,    // who did a cast event
  kQueue,
  kShard,     // "shard 1"
  kKey,       // partition key of a cast event's record
  kTime,      // "00:42.0"
  kSpan,      // time between two moments: "30 s"
  kWorld,     // a value of the template: "30", "45 s"
  kMeasure,   // a number measured in the run
  kVariable,  // {value}, {target}, {n}
};

struct Prose {
  struct Part {
    PlaceKind kind = PlaceKind::kText;
    std::string text;  // literal text, or the argument
    Moment from;
    Moment to;
    Expression measure;
  };
  std::vector<Part> parts;
  std::string source;

  bool empty() const { return parts.empty(); }
};

/// At most 1,200 bytes. Fact ids are looked up here, so a wrong one is an error of the file.
base::Result<Prose, TextError> parse_prose(std::string_view text);

/// What the places of a prose stand for; nothing = unknown (shown as "…").
class ProseSource {
 public:
  virtual ~ProseSource() = default;
  virtual model::Profile profile() const = 0;
  virtual std::optional<std::string> look_up(const Prose::Part& part) const = 0;
};

/// The text with every place filled in.
std::string render(const Prose& prose, const ProseSource& source);

/// Words as a reader counts them, places counting as one.
std::size_t count_words(const Prose& prose);

}  // namespace lesson
