// What a service or an actor may touch while it handles something: the time, the timers and the
// event sink of its World. Must not know any service.
#pragma once

#include <utility>

#include "base/time.h"
#include "engine/scheduler.h"
#include "model/events.h"
#include "model/facts.h"
#include "model/timers.h"

namespace engine {

using Timers = Scheduler<model::Timer>;

/// One handling of one request or timer at one moment of virtual time.
class Context {
 public:
  Context(base::SimTime now, model::Profile profile, Timers& timers, model::EventSeq& last_seq,
          model::EventSink& sink)
      : now_(now), profile_(profile), timers_(&timers), last_seq_(&last_seq), sink_(&sink) {}

  base::SimTime now() const { return now_; }
  model::Profile profile() const { return profile_; }
  std::int64_t fact(model::FactId id) const { return model::fact(id, profile_); }

  void set_timer(base::SimTime at, model::Timer timer) { timers_->set(at, std::move(timer)); }
  /// Writes one event that happens now; returns its number, to be the cause of later ones.
  model::EventSeq emit(model::EventBody body, model::EventSeq cause = 0) {
    sink_->append({now_, ++*last_seq_, cause, body});
    return *last_seq_;
  }

 private:
  base::SimTime now_;
  model::Profile profile_;
  Timers* timers_;
  model::EventSeq* last_seq_;
  model::EventSink* sink_;
};

}  // namespace engine
