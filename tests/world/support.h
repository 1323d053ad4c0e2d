// Helpers of the engine's tests: Worlds from template text, logs, finding events.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/template.h"
#include "world/timeline.h"

namespace test {

/// The World of a template; the test fails with every error when it has any.
inline world::World make_world(std::string_view text) {
  const auto document = base::parse_json(text);
  if (!document) {
    ADD_FAILURE() << document.error().message << " at line " << document.error().line;
    return world::World{};
  }
  auto built = world::build_world(document->root);
  if (!built) {
    for (const auto& e : built.error()) ADD_FAILURE() << e.pointer << ": " << e.message;
    return world::World{};
  }
  return std::move(*built);
}

/// Keeps every event.
class Recording final : public model::EventSink {
 public:
  void append(const model::Event& event) override { events.push_back(event); }
  std::vector<model::Event> events;

  /// All events of one type, in order.
  template <class T>
  std::vector<std::pair<base::SimTime, T>> all() const {
    std::vector<std::pair<base::SimTime, T>> out;
    for (const auto& event : events) {
      if (const T* body = std::get_if<T>(&event.body)) out.emplace_back(event.at, *body);
    }
    return out;
  }
};

/// A World driven by hand, with its history.
struct Bench {
  explicit Bench(std::string_view text) : world(make_world(text)) {}
  world::World world;
  Recording log;

  world::Reply call(model::Request request) {
    return world.apply(world::ApiCall{std::move(request)}, log);
  }
  template <class Response>
  Response ok(model::Request request) {
    const world::Reply reply = call(std::move(request));
    if (!reply.result) {
      ADD_FAILURE() << reply.result.error().query_code << ": " << reply.result.error().message;
      return {};
    }
    return std::get<Response>(*reply.result);
  }
  model::ApiError refused(model::Request request) {
    const world::Reply reply = call(std::move(request));
    if (reply.pending || reply.result) {
      ADD_FAILURE() << "the call was not refused";
      return {};
    }
    return reply.result.error();
  }
  void run(base::Duration d) { world.run_until(world.now() + d, log); }
  std::string url(std::string_view name) const {
    const auto* queue = world.sqs().find_by_name(name);
    return queue == nullptr ? std::string() : queue->url;
  }
  const services::sqs::Queue& queue(std::string_view name) const {
    return *world.sqs().find_by_name(name);
  }
  model::sqs::SendMessageResponse send(std::string_view name, std::string body = "hello") {
    return ok<model::sqs::SendMessageResponse>(
        model::sqs::SendMessageRequest{.queue_url = url(name), .message_body = std::move(body)});
  }
  std::vector<model::sqs::ReceivedMessage> receive(std::string_view name, int most = 10) {
    return ok<model::sqs::ReceiveMessageResponse>(
               model::sqs::ReceiveMessageRequest{.queue_url = url(name),
                                                 .max_number_of_messages = most,
                                                 .system_attribute_names = {"All"},
                                                 .message_attribute_names = {"All"}})
        .messages;
  }
};

inline constexpr std::string_view kPlainQueue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q"}}}})";

}  // namespace test
