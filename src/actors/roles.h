// What each kind of simulated caller does; shared by the files of this folder only.
#pragma once

#include "actors/actors.h"

namespace actors {

/// Sets the actor's next wake-up; an earlier one becomes void.
void wake_at(Actor& actor, engine::Context& ctx, base::SimTime at);

bool is_worked_on(const State& state, model::MessageId message);
/// Side effects of a message that is gone and that nobody works on need no memory.
void forget_if_unused(State& state, model::MessageId message);

void wake_producer(Actor& actor, engine::Context& ctx, Wire& wire);
void answer_producer(Actor& actor, engine::Context& ctx, model::CallId call,
                     const model::ApiResult<model::Response>& result, Wire& wire);

/// Attributes of requests and their answers (aws-facts 1.9).
inline constexpr const char* kReplyTo = "ReplyTo";
inline constexpr const char* kCorrelationId = "CorrelationId";
inline constexpr const char* kVirtualQueueName = "__AmazonSQSVirtualQueuesClient.QueueName";
/// Makes a message a request whose answer is waited for.
void ask_for_answer(Actor& actor, Producer& producer, engine::Context& ctx,
                    model::sqs::SendMessageRequest& message);
/// Gives up what waits too long, keeps polling, and wakes when there is something to do.
void wait_for_answers(Actor& actor, engine::Context& ctx, Wire& wire);
void take_answers(Actor& actor, engine::Context& ctx,
                  const model::ApiResult<model::Response>& result, Wire& wire);
/// What a worker sends to the queue that a request names.
model::sqs::SendMessageRequest answer_to(const Job& job, const std::string& body);

void wake_worker(State& state, Actor& actor, engine::Context& ctx, Wire& wire);
void answer_worker(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                   const model::ApiResult<model::Response>& result, Wire& wire);
bool obey_worker(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire);

// Streams.
void wake_stream_producer(Actor& actor, engine::Context& ctx, Wire& wire);
void answer_stream_producer(Actor& actor, engine::Context& ctx, model::CallId call,
                            const model::ApiResult<model::Response>& result, Wire& wire);
/// Its records have names from now on.
void note_producer_call(StreamProducer& producer, model::CallId call,
                        const model::Request& request);
void note_reader_call(StreamReader& reader, model::CallId call);

void wake_poller(State& state, Actor& actor, engine::Context& ctx, Wire& wire);
void answer_poller(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                   const model::ApiResult<model::Response>& result, Wire& wire);
bool obey_poller(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire);

void wake_kcl_worker(State& state, Actor& actor, engine::Context& ctx, Wire& wire);
void answer_kcl_worker(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                       const model::ApiResult<model::Response>& result, Wire& wire);
bool obey_kcl_worker(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire);

void wake_mapping(State& state, Actor& actor, engine::Context& ctx, Wire& wire);
void answer_mapping(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                    const model::ApiResult<model::Response>& result, Wire& wire);

}  // namespace actors
