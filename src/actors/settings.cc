// New settings for callers that are at work. Must not look into a service.
#include <type_traits>
#include <utility>

#include "actors/actors.h"

namespace actors {
namespace {

void keep_source(const StreamSourceSpec& before, StreamSourceSpec& after) {
  after.stream = before.stream;
  after.stream_arn = before.stream_arn;
  after.consumer = before.consumer;
}

void change(StreamProducer& producer, StreamProducerSpec spec) {
  spec.stream = producer.spec.stream;
  spec.library = producer.spec.library;
  // The walk over other keys begins anew.
  if (spec.keys.size() != producer.spec.keys.size()) producer.credits.clear();
  producer.spec = std::move(spec);
}
void change(StreamPoller& poller, StreamPollerSpec spec) {
  keep_source(poller.spec.source, spec.source);
  poller.spec = std::move(spec);
}
void change(KclWorker& worker, KclWorkerSpec spec) {
  keep_source(worker.spec.source, spec.source);
  spec.application = worker.spec.application;
  spec.version = worker.spec.version;
  worker.spec = std::move(spec);
}
void change(LambdaMapping& mapping, LambdaMappingSpec spec) {
  keep_source(mapping.spec.source, spec.source);
  if (!mapping.lanes.empty()) spec.parallelization = mapping.spec.parallelization;
  mapping.spec = std::move(spec);
}

}  // namespace

bool change_settings(State& state, model::ActorId id, StreamSpec spec) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return false;
  return std::visit(
      [&](auto& role, auto& settings) {
        using Spec = std::remove_reference_t<decltype(settings)>;
        if constexpr (requires { change(role, Spec(std::move(settings))); }) {
          change(role, std::move(settings));
          return true;
        } else {
          return false;
        }
      },
      it->second.role, spec);
}

}  // namespace actors
