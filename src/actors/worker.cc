// Workers: poll, process for a time, delete; or crash, hang, forget to delete, extend by
// heartbeat, be idempotent. A worker never learns that its visibility timeout ran out: it goes on
// working, as real consumers do.
#include <algorithm>
#include <optional>
#include <utility>

#include "actors/payloads.h"
#include "actors/roles.h"

namespace actors {
namespace {

base::Duration draw_work(Actor& actor, const Worker& worker) {
  const WorkSpec& work = worker.spec.work;
  switch (work.kind) {
    case WorkSpec::Kind::kUniform: return {actor.rng.between(work.lo.us, work.hi.us)};
    case WorkSpec::Kind::kExponential: return actor.rng.exponential(work.mean);
    case WorkSpec::Kind::kList: break;
  }
  return work.list[(worker.received - 1) % work.list.size()];
}

void drop_front(State& state, Worker& worker) {
  const model::MessageId message = worker.jobs.front().message;
  worker.jobs.erase(worker.jobs.begin());
  forget_if_unused(state, message);
}

void drop_all(State& state, Worker& worker) {
  while (!worker.jobs.empty()) drop_front(state, worker);
  while (!worker.unread.empty()) {
    const model::MessageId message = worker.unread.back().message;
    worker.unread.pop_back();
    forget_if_unused(state, message);
  }
  worker.deleting_payload = false;
}

void poll(Actor& actor, Worker& worker, Wire& wire) {
  model::sqs::ReceiveMessageRequest request;
  request.queue_url = worker.spec.queue_url;
  request.max_number_of_messages = worker.spec.max_messages;
  if (worker.spec.wait_seconds >= 0) request.wait_time_seconds = worker.spec.wait_seconds;
  if (worker.spec.visibility_timeout >= 0) {
    request.visibility_timeout = worker.spec.visibility_timeout;
  }
  if (worker.spec.large_payload) {
    request.message_attribute_names = {kPayloadSize, kLegacyPayloadSize};
  }
  if (worker.spec.reply) {
    request.message_attribute_names.insert(request.message_attribute_names.end(),
                                           {kReplyTo, kCorrelationId});
  }
  worker.phase = WorkerPhase::kPolling;
  wire.outgoing.push_back({actor.id, std::move(request)});
}

const FaultSpec* fault_of(const Worker& worker, const Job& job) {
  const auto it = std::ranges::find(worker.spec.faults, job.nth, &FaultSpec::nth);
  return it == worker.spec.faults.end() ? nullptr : &*it;
}

bool interrupts(const FaultSpec& fault) {
  return fault.kind == FaultSpec::Kind::kCrash || fault.kind == FaultSpec::Kind::kHang;
}

// When the job at the front is next to be looked at: its end, a fault or a heartbeat.
base::SimTime next_look(const Worker& worker) {
  const Job& job = worker.jobs.front();
  base::SimTime at = std::min(job.started_at + job.work, job.heartbeat_at);
  const FaultSpec* fault = fault_of(worker, job);
  if (fault != nullptr && interrupts(*fault)) at = std::min(at, job.started_at + fault->after);
  if (job.crash_at != base::kNever) at = std::min(at, job.crash_at);
  return at;
}

void start_next(Actor& actor, Worker& worker, engine::Context& ctx, Wire& wire) {
  if (worker.jobs.empty()) {
    poll(actor, worker, wire);
    return;
  }
  Job& job = worker.jobs.front();
  worker.phase = WorkerPhase::kWorking;
  job.started_at = ctx.now();
  if (actor.rng.chance(worker.spec.crash)) {
    job.crash_at = ctx.now() + base::Duration{actor.rng.between(0, job.work.us)};
  }
  if (worker.spec.heartbeat) job.heartbeat_at = ctx.now() + worker.spec.heartbeat->every;
  actor.last_event =
      ctx.emit(model::WorkStarted{actor.id, job.message, job.queue, job.work}, job.cause);
  wake_at(actor, ctx, next_look(worker));
}

void crash(State& state, Actor& actor, Worker& worker, engine::Context& ctx,
           std::optional<base::Duration> restart_after, Wire& wire) {
  const model::MessageId held =
      worker.jobs.empty() ? model::MessageId{} : worker.jobs.front().message;
  actor.last_event = ctx.emit(model::WorkerCrashed{actor.id, held}, actor.last_event);
  drop_all(state, worker);
  worker.phase = WorkerPhase::kCrashed;
  worker.call = {};
  wire.hung_up.push_back(actor.id);
  wake_at(actor, ctx, restart_after ? ctx.now() + *restart_after : base::kNever);
}

void hang(Actor& actor, Worker& worker, engine::Context& ctx,
          std::optional<base::Duration> restart_after) {
  const model::MessageId held =
      worker.jobs.empty() ? model::MessageId{} : worker.jobs.front().message;
  actor.last_event = ctx.emit(model::WorkerHung{actor.id, held}, actor.last_event);
  worker.phase = WorkerPhase::kHung;
  worker.call = {};
  wake_at(actor, ctx, restart_after ? ctx.now() + *restart_after : base::kNever);
}

void restart(State& state, Actor& actor, Worker& worker, engine::Context& ctx, Wire& wire) {
  drop_all(state, worker);
  actor.last_event = ctx.emit(model::WorkerRestarted{actor.id}, actor.last_event);
  poll(actor, worker, wire);
}

void extend_claims(Actor& actor, Worker& worker, engine::Context& ctx, Wire& wire) {
  if (!worker.spec.heartbeat) {  // switched off since the job began
    worker.jobs.front().heartbeat_at = base::kNever;
    return;
  }
  for (const Job& job : worker.jobs) {
    model::sqs::ChangeMessageVisibilityRequest request;
    request.queue_url = worker.spec.queue_url;
    request.receipt_handle = job.receipt_handle;
    request.visibility_timeout = worker.spec.heartbeat->extend_seconds;
    wire.outgoing.push_back({actor.id, std::move(request), false});
  }
  worker.jobs.front().heartbeat_at = ctx.now() + worker.spec.heartbeat->every;
}

bool lacks_payload(const Job& job) { return !job.payload_bucket.empty() && !job.fetched; }

std::string attribute_of(const model::sqs::ReceivedMessage& message, const char* name) {
  const auto it = message.message_attributes.find(name);
  return it == message.message_attributes.end() ? std::string() : it->second.string_value;
}

// The library reads all payloads before it hands the messages over.
void fetch_next(Actor& actor, const Worker& worker, Wire& wire) {
  const auto job = std::ranges::find_if(worker.unread, lacks_payload);
  wire.outgoing.push_back(
      {actor.id, model::s3::GetObjectRequest{job->payload_bucket, job->payload_key}});
}

// The side effect happens when the work is done: first time, again, or skipped because an
// idempotent worker finds it done.
model::Effect take_effect(State& state, const Worker& worker, model::MessageId message) {
  EffectEntry& entry = state.effects[message];
  if (worker.spec.idempotent && entry.times > 0) {
    ++state.effects_skipped;
    return model::Effect::kSkipped;
  }
  ++entry.times;
  ++(entry.times == 1 ? state.effects_first : state.effects_duplicate);
  return entry.times == 1 ? model::Effect::kFirst : model::Effect::kDuplicate;
}

void finish(State& state, Actor& actor, Worker& worker, engine::Context& ctx, Wire& wire) {
  const Job job = worker.jobs.front();
  const model::Effect effect = take_effect(state, worker, job.message);
  ++worker.finished;
  if (effect == model::Effect::kDuplicate) ++worker.duplicates;
  actor.last_event = ctx.emit(model::WorkFinished{actor.id, job.message, effect}, actor.last_event);
  const FaultSpec* fault = fault_of(worker, job);
  if (fault != nullptr && fault->kind == FaultSpec::Kind::kForgetDelete) {
    actor.last_event = ctx.emit(model::DeleteForgotten{actor.id, job.message}, actor.last_event);
    drop_front(state, worker);
    start_next(actor, worker, ctx, wire);
    return;
  }
  if (worker.spec.reply && !job.reply_to.empty()) {
    wire.outgoing.push_back({actor.id, answer_to(job, *worker.spec.reply), false});
  }
  worker.phase = WorkerPhase::kDeleting;
  wire.outgoing.push_back(
      {actor.id, model::sqs::DeleteMessageRequest{worker.spec.queue_url, job.receipt_handle}});
}

void take_received(Actor& actor, Worker& worker, engine::Context& ctx,
                   const model::sqs::ReceiveMessageResponse& response) {
  for (const model::sqs::ReceivedMessage& m : response.messages) {
    ++worker.received;
    Job job;
    job.message = m.message;
    job.queue = response.queue;
    job.receipt_handle = m.receipt_handle;
    job.body = m.body;
    job.received_at = ctx.now();
    job.cause = m.receive_event;
    job.nth = worker.received;
    job.work = draw_work(actor, worker);
    if (worker.spec.large_payload) {
      if (auto pointer = pointer_of(m)) {
        job.payload_bucket = std::move(pointer->bucket);
        job.payload_key = std::move(pointer->key);
      }
    }
    if (worker.spec.reply) {
      job.reply_to = attribute_of(m, kReplyTo);
      job.correlation_id = attribute_of(m, kCorrelationId);
    }
    worker.unread.push_back(std::move(job));
  }
}

// An answer of S3. Without its payload a message cannot be handed over: the library throws, and the
// message comes back when its visibility timeout is over.
void take_payload(State& state, Worker& worker, const model::ApiResult<model::Response>& result) {
  const auto job = std::ranges::find_if(worker.unread, lacks_payload);
  const auto* object = result ? std::get_if<model::s3::GetObjectResponse>(&*result) : nullptr;
  if (object != nullptr) {
    job->body = object->body;
    job->fetched = true;
    return;
  }
  const model::MessageId message = job->message;
  worker.unread.erase(job);
  forget_if_unused(state, message);
}

// The payload goes after its message: nobody may be left with a pointer to nothing.
bool deletes_payload_now(const Worker& worker, const model::ApiResult<model::Response>& result) {
  return result && worker.spec.large_payload && worker.spec.large_payload->delete_payload &&
         !worker.deleting_payload && !worker.jobs.front().payload_bucket.empty();
}

void delete_payload(Actor& actor, Worker& worker, Wire& wire) {
  const Job& job = worker.jobs.front();
  worker.deleting_payload = true;
  wire.outgoing.push_back(
      {actor.id, model::s3::DeleteObjectRequest{job.payload_bucket, job.payload_key}});
}

void work_on(State& state, Actor& actor, Worker& worker, engine::Context& ctx, Wire& wire) {
  const Job& job = worker.jobs.front();
  const FaultSpec* fault = fault_of(worker, job);
  if (fault != nullptr && interrupts(*fault) && ctx.now() >= job.started_at + fault->after) {
    if (fault->kind == FaultSpec::Kind::kCrash) {
      crash(state, actor, worker, ctx, fault->restart_after, wire);
    } else {
      hang(actor, worker, ctx, fault->restart_after);
    }
    return;
  }
  if (ctx.now() >= job.crash_at) {
    crash(state, actor, worker, ctx, worker.spec.restart_after, wire);
    return;
  }
  if (ctx.now() >= job.started_at + job.work) {
    finish(state, actor, worker, ctx, wire);
    return;
  }
  if (ctx.now() >= job.heartbeat_at) extend_claims(actor, worker, ctx, wire);
  wake_at(actor, ctx, next_look(worker));
}

}  // namespace

void wake_worker(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  Worker& worker = std::get<Worker>(actor.role);
  switch (worker.phase) {
    case WorkerPhase::kResting: poll(actor, worker, wire); return;
    case WorkerPhase::kWorking: work_on(state, actor, worker, ctx, wire); return;
    case WorkerPhase::kCrashed:
    case WorkerPhase::kHung: restart(state, actor, worker, ctx, wire); return;
    case WorkerPhase::kPolling:
    case WorkerPhase::kDeleting: return;  // waiting for an answer, nothing wakes it
  }
}

void answer_worker(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                   const model::ApiResult<model::Response>& result, Wire& wire) {
  Worker& worker = std::get<Worker>(actor.role);
  if (worker.call != call) return;  // of a heartbeat, or of a connection that broke
  worker.call = {};
  if (worker.phase == WorkerPhase::kDeleting) {
    if (deletes_payload_now(worker, result)) {
      delete_payload(actor, worker, wire);
      return;
    }
    worker.deleting_payload = false;
    drop_front(state, worker);
    start_next(actor, worker, ctx, wire);
    return;
  }
  if (!worker.unread.empty()) {
    take_payload(state, worker, result);
  } else if (result) {
    if (const auto* r = std::get_if<model::sqs::ReceiveMessageResponse>(&*result)) {
      take_received(actor, worker, ctx, *r);
    }
  }
  if (std::ranges::any_of(worker.unread, lacks_payload)) {
    fetch_next(actor, worker, wire);
    return;
  }
  worker.jobs = std::exchange(worker.unread, {});
  if (!worker.jobs.empty()) {
    start_next(actor, worker, ctx, wire);
    return;
  }
  worker.phase = WorkerPhase::kResting;
  wake_at(actor, ctx, ctx.now() + worker.spec.poll_every);
}

bool obey_worker(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire) {
  Worker& worker = std::get<Worker>(actor.role);
  const bool down = worker.phase == WorkerPhase::kCrashed || worker.phase == WorkerPhase::kHung;
  switch (order) {
    case Order::kCrash:
      if (down) return false;
      crash(state, actor, worker, ctx, std::nullopt, wire);
      return true;
    case Order::kHang:
      if (down) return false;
      hang(actor, worker, ctx, std::nullopt);
      return true;
    case Order::kRestart:
      if (!down) return false;
      wake_at(actor, ctx, base::kNever);
      restart(state, actor, worker, ctx, wire);
      return true;
  }
  return false;
}

}  // namespace actors
