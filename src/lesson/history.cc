// History and statements. Must not know goals or beats.
#include "lesson/history.h"

#include <algorithm>

namespace lesson {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::int64_t as_number(bool b) { return b ? 1 : 0; }

// The message of a statement's argument; 0 when it is not known yet.
model::MessageId message_of(const std::string& name, const History& history,
                            model::MessageId bound) {
  if (name == kAnyMessage) return bound;
  return history.cast_message(name);
}

std::int64_t count_of(Function f, const MessageHistory& m) {
  switch (f) {
    case Function::kReceives: return m.receives;
    case Function::kDeletes: return m.deletes;
    case Function::kExpiries: return m.expiries;
    case Function::kMoves: return m.moves;
    case Function::kSideEffects: return m.effects;
    default: return as_number(m.deletes > 0);
  }
}

MessagePlace place_of(Function f) {
  if (f == Function::kWaiting) return MessagePlace::kWaiting;
  return f == Function::kInFlight ? MessagePlace::kInFlight : MessagePlace::kDelayed;
}

bool is_comparison(Operator op) { return op >= Operator::kEqual && op <= Operator::kGreaterEqual; }

}  // namespace

History::History(std::vector<CastMember> cast, Names names)
    : members_(std::move(cast)), seen_(members_.size()), names_(std::move(names)) {}

std::uint32_t History::in_place(model::QueueId queue, MessagePlace place) const {
  const auto it = places_.find(queue);
  if (it == places_.end()) return 0;
  const auto count = it->second.find(place);
  return count == it->second.end() ? 0 : count->second;
}

model::MessageId History::cast_message(std::string_view name) const {
  const auto it = cast_subjects_.find(name);
  return it == cast_subjects_.end() ? model::MessageId{} : it->second.message;
}

std::int64_t History::open_shards(std::string_view stream) const {
  const auto name = names_.streams.find(stream);
  if (name == names_.streams.end()) return 0;
  const auto opened = opened_shards_.find(name->second.id);
  return name->second.open_shards + (opened == opened_shards_.end() ? 0 : opened->second);
}

std::int64_t History::behind(std::string_view callers) const {
  std::uint32_t out = 0;
  for (const auto& [actor, shards] : behind_ms_) {
    if (!names_.is_actor(callers, actor)) continue;
    for (const auto& [shard, behind_ms] : shards) out = std::max(out, behind_ms);
  }
  return std::int64_t{out} * 1000;
}

void History::add(const model::Event& event) {
  track(event);
  track_streams(event);
  join_cast(event);
}

void History::put(model::MessageId message, model::QueueId queue, MessagePlace place) {
  const auto [it, fresh] = messages_.try_emplace(message);
  MessageHistory& m = it->second;
  if (!fresh) --places_[m.queue][m.place];
  m.queue = queue;
  m.place = place;
  ++places_[queue][place];
}

void History::track_streams(const model::Event& event) {
  std::visit(Overloaded{
                 [&](const model::ShardOpened& e) { ++opened_shards_[e.stream]; },
                 [&](const model::ShardClosed& e) { --opened_shards_[e.stream]; },
                 [&](const model::RecordsRead& e) { behind_ms_[e.by][e.shard] = e.behind_ms; },
                 [&](const model::RecordsPushed& e) { behind_ms_[e.by][e.shard] = e.behind_ms; },
                 [&](const model::RecordProcessed& e) {
                   if (e.effect == model::Effect::kDuplicate) ++duplicates_;
                 },
                 [](const auto&) {},
             },
             event.body);
}

void History::clear_queue(model::QueueId queue) {
  for (auto& [id, m] : messages_) {
    if (m.queue == queue && m.place != MessagePlace::kGone) put(id, queue, MessagePlace::kGone);
  }
}

void History::track(const model::Event& event) {
  std::visit(
      Overloaded{
          [&](const model::MessageSent& e) {
            put(e.message, e.queue,
                e.delay.us > 0 ? MessagePlace::kDelayed : MessagePlace::kWaiting);
          },
          [&](const model::DelayElapsed& e) { put(e.message, e.queue, MessagePlace::kWaiting); },
          [&](const model::MessageReceived& e) {
            put(e.message, e.queue, MessagePlace::kInFlight);
            ++messages_[e.message].receives;
          },
          [&](const model::VisibilityExpired& e) {
            put(e.message, e.queue, MessagePlace::kWaiting);
            ++messages_[e.message].expiries;
          },
          [&](const model::VisibilityChanged& e) {
            if (e.hidden_until <= event.at) put(e.message, e.queue, MessagePlace::kWaiting);
          },
          [&](const model::MessageDeleted& e) {
            put(e.message, e.queue, MessagePlace::kGone);
            messages_[e.message].deletes = 1;
          },
          [&](const model::MessageExpired& e) { put(e.message, e.queue, MessagePlace::kGone); },
          [&](const model::MessageMovedToDlq& e) {
            put(e.message, e.to, MessagePlace::kWaiting);
            ++messages_[e.message].moves;
          },
          [&](const model::MessageRedriven& e) {
            put(e.message, e.to, MessagePlace::kWaiting);
            ++messages_[e.message].moves;
          },
          [&](const model::QueuePurged& e) { clear_queue(e.queue); },
          [&](const model::QueueDeleted& e) { clear_queue(e.queue); },
          [&](const model::WorkFinished& e) {
            if (e.effect == model::Effect::kSkipped) return;
            ++messages_[e.message].effects;
            if (e.effect == model::Effect::kDuplicate) ++duplicates_;
          },
          [](const auto&) {},
      },
      event.body);
}

void History::add(const model::Charge& charge) {
  units_[static_cast<std::size_t>(charge.what)] += charge.units;
}

void ChargeFeed::before(const model::Event& event, History& history) {
  for (; next_ < charges_->size(); ++next_) {
    const model::Charge& charge = (*charges_)[next_];
    if (charge.after >= event.seq || charge.at > event.at) return;
    history.add(charge);
  }
}

void ChargeFeed::until(base::SimTime now, History& history) {
  for (; next_ < charges_->size() && (*charges_)[next_].at <= now; ++next_) {
    history.add((*charges_)[next_]);
  }
}

void History::join_cast(const model::Event& event) {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const CastMember& member = members_[i];
    if (cast_.contains(member.name)) continue;
    if (!matches(member.pattern, event, names_, cast_subjects_)) continue;
    if (++seen_[i] < member.pattern.nth) continue;
    cast_.emplace(member.name, event);
    cast_subjects_.emplace(member.name, model::subjects(event.body));
  }
}

Statement::Statement(Expression expression) : expression_(std::move(expression)) {}

void Statement::add(const model::Event& event, const History& history) {
  for (std::size_t i = 0; i < expression_.nodes.size(); ++i) {
    const Expression::Node& node = expression_.nodes[i];
    if (node.op != Operator::kCall || node.function != Function::kCount) continue;
    if (!matches(node.pattern, event, history.names(), history.cast_subjects())) continue;
    if (node.pattern.bound()) {
      ++bound_counts_[i][model::subjects(event.body).message];
    } else {
      ++counts_[i];
    }
  }
}

std::optional<std::int64_t> Statement::value(const History& history, const Circumstances& how,
                                             model::MessageId bound) const {
  if (expression_.nodes.empty()) return std::nullopt;
  return node_value(expression_.nodes.size() - 1, history, how, bound);
}

std::optional<std::int64_t> Statement::call_value(std::size_t index, const History& history,
                                                  const Circumstances& how,
                                                  model::MessageId bound) const {
  const Expression::Node& node = expression_.nodes[index];
  switch (node.function) {
    case Function::kCount: {
      if (!node.pattern.bound()) {
        const auto it = counts_.find(index);
        return it == counts_.end() ? 0 : it->second;
      }
      const auto it = bound_counts_.find(index);
      if (it == bound_counts_.end()) return 0;
      const auto count = it->second.find(bound);
      return count == it->second.end() ? 0 : count->second;
    }
    case Function::kDuplicates: return static_cast<std::int64_t>(history.duplicates());
    case Function::kRequests: return static_cast<std::int64_t>(history.requests());
    case Function::kCost: return history.cost(how.profile);
    case Function::kActions: return how.actions;
    case Function::kOpenShards: return history.open_shards(node.argument);
    case Function::kBehind: return history.behind(node.argument);
    case Function::kTime: {
      const auto it = history.cast().find(node.argument);
      if (it == history.cast().end()) return std::nullopt;
      return it->second.at.us;
    }
    case Function::kWaiting:
    case Function::kInFlight:
    case Function::kDelayed: {
      const auto queue = history.names().queues.find(node.argument);
      if (queue == history.names().queues.end()) return std::nullopt;
      return history.in_place(queue->second, place_of(node.function));
    }
    default: break;
  }
  const auto it = history.messages().find(message_of(node.argument, history, bound));
  return it == history.messages().end() ? 0 : count_of(node.function, it->second);
}

std::optional<std::int64_t> Statement::node_value(std::size_t index, const History& history,
                                                  const Circumstances& how,
                                                  model::MessageId bound) const {
  const Expression::Node& node = expression_.nodes[index];
  if (node.op == Operator::kNumber) return node.number;
  if (node.op == Operator::kPar) return how.par;
  if (node.op == Operator::kCall) return call_value(index, history, how, bound);
  const auto a = node_value(node.left, history, how, bound);
  const auto b = node_value(node.right, history, how, bound);
  // What has not happened yet makes a comparison false, not unknown.
  if (!a || !b) return is_comparison(node.op) ? std::optional<std::int64_t>(0) : std::nullopt;
  switch (node.op) {
    case Operator::kNot: return as_number(*a == 0);
    case Operator::kOr: return as_number(*a != 0 || *b != 0);
    case Operator::kAnd: return as_number(*a != 0 && *b != 0);
    case Operator::kEqual: return as_number(*a == *b);
    case Operator::kDiffers: return as_number(*a != *b);
    case Operator::kLess: return as_number(*a < *b);
    case Operator::kLessEqual: return as_number(*a <= *b);
    case Operator::kGreater: return as_number(*a > *b);
    case Operator::kGreaterEqual: return as_number(*a >= *b);
    case Operator::kAdd: return *a + *b;
    case Operator::kSubtract: return *a - *b;
    case Operator::kMultiply: {
      std::int64_t product = 0;
      if (__builtin_mul_overflow(*a, *b, &product)) return std::nullopt;
      return product;
    }
    default: return std::nullopt;
  }
}

bool Statement::holds(const History& history, const Circumstances& how, bool vacuous) const {
  if (!expression_.bound()) return value(history, how).value_or(0) != 0;
  if (history.messages().empty()) return vacuous;
  return std::ranges::all_of(history.messages(), [&](const auto& entry) {
    return value(history, how, entry.first).value_or(0) != 0;
  });
}

std::optional<std::pair<std::int64_t, std::int64_t>> Statement::sides(
    const History& history, const Circumstances& how) const {
  const auto node = std::ranges::find_if(
      expression_.nodes, [](const Expression::Node& n) { return is_comparison(n.op); });
  if (node == expression_.nodes.end()) return std::nullopt;
  const bool small = node->op == Operator::kGreater || node->op == Operator::kGreaterEqual;
  std::optional<std::pair<std::int64_t, std::int64_t>> out;
  const auto look = [&](model::MessageId bound) {
    const auto a = node_value(node->left, history, how, bound);
    const auto b = node_value(node->right, history, how, bound);
    if (!a || !b) return;
    if (!out || (small ? *a < out->first : *a > out->first)) out = std::pair{*a, *b};
  };
  if (!expression_.bound()) {
    look({});
  } else {
    for (const auto& [id, m] : history.messages()) look(id);
  }
  return out;
}

}  // namespace lesson
