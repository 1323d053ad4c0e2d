// Following goals along a run. Must not know the learner's controls.
#include "lesson/goals.h"

#include <algorithm>

namespace lesson {

GoalTracker::GoalTracker(const std::vector<GoalSpec>& goals, const std::vector<CastMember>& cast,
                         Names names, base::SimTime horizon, std::int64_t par,
                         model::Profile profile)
    : goals_(goals),
      cast_(cast),
      names_(std::move(names)),
      horizon_(horizon),
      how_{.par = par, .profile = profile} {
  restart();
}

void GoalTracker::restart() {
  history_ = History(cast_, names_);
  follows_.clear();
  for (const GoalSpec& goal : goals_) {
    follows_.push_back({Statement(goal.holds ? *goal.holds : Expression{})});
  }
  results_.assign(goals_.size(), {});
  seen_ = 0;
  billed_ = 0;
  now_ = {};
}

void GoalTracker::advance(const world::EventLog& log, const world::ChargeLog& charges,
                          std::size_t events, base::SimTime now, std::int64_t actions) {
  if (events < seen_ || now < now_) restart();
  how_.actions = actions;
  ChargeFeed feed(charges, billed_);
  for (; seen_ < events; ++seen_) {
    // Deadlines before this event have passed; one at the same moment has not.
    pass_time(log[seen_].at, false);
    feed.before(log[seen_], history_);
    see(log[seen_]);
  }
  feed.until(now, history_);
  billed_ = feed.seen();
  pass_time(now, true);
  for (std::size_t i = 0; i < goals_.size(); ++i) {
    const auto sides = follows_[i].statement.sides(history_, how_);
    if (!sides) continue;
    results_[i].value = sides->first;
    results_[i].target = sides->second;
  }
}

void GoalTracker::see(const model::Event& event) {
  history_.add(event);
  for (std::size_t i = 0; i < goals_.size(); ++i) {
    follows_[i].statement.add(event, history_);
    judge(i, event);
  }
}

bool GoalTracker::holds_after(const Follow& follow, const model::Event& event) const {
  const Expression& e = follow.statement.expression();
  // A statement about single messages can only have changed for the message of this event.
  if (e.bound() && !e.global()) {
    const model::MessageId message = model::subjects(event.body).message;
    return !message || follow.statement.value(history_, how_, message).value_or(0) != 0;
  }
  return follow.statement.holds(history_, how_, true);
}

void GoalTracker::judge(std::size_t i, const model::Event& event) {
  if (results_[i].status != GoalStatus::kOpen) return;
  const GoalSpec& goal = goals_[i];
  const Follow& follow = follows_[i];
  switch (goal.kind) {
    case GoalKind::kAlways:
      if (!holds_after(follow, event)) decide(i, GoalStatus::kViolated, event.at, &event);
      return;
    case GoalKind::kNever:
      if (matches(goal.events[0], event, names_, history_.cast_subjects())) {
        decide(i, GoalStatus::kViolated, event.at, &event);
      }
      return;
    case GoalKind::kEventually:
      if (follow.statement.holds(history_, how_, false)) {
        decide(i, GoalStatus::kMet, event.at, &event);
      }
      return;
    case GoalKind::kOrder: judge_order(i, event); return;
    case GoalKind::kAtEnd: return;
  }
}

void GoalTracker::judge_order(std::size_t i, const model::Event& event) {
  const std::vector<EventPattern>& events = goals_[i].events;
  std::size_t& next = follows_[i].next;
  if (matches(events[next], event, names_, history_.cast_subjects())) {
    if (++next == events.size()) decide(i, GoalStatus::kMet, event.at, &event);
    return;
  }
  for (std::size_t later = next + 1; later < events.size(); ++later) {
    if (!matches(events[later], event, names_, history_.cast_subjects())) continue;
    decide(i, GoalStatus::kViolated, event.at, &event);
    return;
  }
}

// What only the passing of time decides: deadlines, and the end of the run. `whole`: everything
// that happens at `now` has been seen.
void GoalTracker::pass_time(base::SimTime now, bool whole) {
  now_ = std::max(now_, now);
  for (std::size_t i = 0; i < goals_.size(); ++i) {
    if (results_[i].status != GoalStatus::kOpen) continue;
    const GoalSpec& goal = goals_[i];
    const base::SimTime end = goal.by ? std::min(*goal.by, horizon_) : horizon_;
    const bool over = now_ > end || (whole && now_ == end);
    switch (goal.kind) {
      case GoalKind::kAlways:
      case GoalKind::kNever:
        if (over) decide(i, GoalStatus::kMet, end, nullptr);
        break;
      case GoalKind::kEventually:
      case GoalKind::kOrder:
        // At the deadline itself there is still time, but not at the end of the run.
        if (now_ > end || (over && end == horizon_)) decide(i, GoalStatus::kViolated, end, nullptr);
        break;
      case GoalKind::kAtEnd:
        if (!over) break;
        decide(i,
               follows_[i].statement.holds(history_, how_, false) ? GoalStatus::kMet
                                                                  : GoalStatus::kViolated,
               end, nullptr);
        break;
    }
  }
}

void GoalTracker::decide(std::size_t i, GoalStatus status, base::SimTime at,
                         const model::Event* event) {
  GoalResult& result = results_[i];
  result.status = status;
  result.at = at;
  if (event == nullptr) return;
  result.event = event->seq;
  result.message = model::subjects(event->body).message;
}

bool GoalTracker::all_met() const {
  return std::ranges::all_of(results_,
                             [](const GoalResult& r) { return r.status == GoalStatus::kMet; });
}

bool GoalTracker::any_violated() const {
  return std::ranges::any_of(results_,
                             [](const GoalResult& r) { return r.status == GoalStatus::kViolated; });
}

}  // namespace lesson
