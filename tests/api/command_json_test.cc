// Commands as JSON, for saved sessions.
#include "api/command_json.h"

#include <gtest/gtest.h>

#include "world/template.h"

namespace api {
namespace {

using base::Json;

world::World small_world() {
  const Json document = Json::parse(R"({
    "Resources": { "Orders": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "orders" } } },
    "Actors": { "worker": { "Type": "Worker",
                            "Properties": { "Source": { "Ref": "Orders" }, "Count": 2 } } } })",
                                    nullptr, false);
  auto world = world::build_world(document);
  EXPECT_TRUE(world);
  return *world;
}

TEST(CommandJson, RoundTrips) {
  const world::World world = small_world();
  const model::ActorId second = world.actors().find_by_name("worker-2")->id;
  const std::vector<world::Command> commands{
      world::ApiCall{model::sqs::DeleteMessageRequest{"u", "h"}},
      world::ActorOrder{second, actors::Order::kHang},
      world::WorkerChange{second, base::seconds(8), std::nullopt, true},
      world::WorkerChange{second, std::nullopt, actors::HeartbeatSpec{base::seconds(20), 30},
                          std::nullopt},
      world::WorkerChange{second, std::nullopt, std::optional<actors::HeartbeatSpec>(), {}},
  };
  for (const world::Command& command : commands) {
    const Json json = command_to_json(command, world);
    std::vector<base::JsonError> errors;
    const auto back = read_command(base::JsonReader(json, "", errors), world);
    ASSERT_TRUE(back) << base::dump(json) << errors.at(0).message;
    EXPECT_EQ(base::dump(command_to_json(*back, world)), base::dump(json));
  }
}

TEST(CommandJson, ActingOnTheReadCommandIsTheSame) {
  world::World a = small_world();
  world::World b = a;
  const world::ApiCall call{model::sqs::SendMessageRequest{
      .queue_url = a.sqs().find_by_name("orders")->url, .message_body = "x", .delay_seconds = 5}};
  std::vector<base::JsonError> errors;
  const Json json = command_to_json(call, a);
  const auto back = read_command(base::JsonReader(json, "", errors), b);
  ASSERT_TRUE(back);
  model::NullSink sink;
  a.apply(call, sink);
  b.apply(*back, sink);
  EXPECT_EQ(a.hash(), b.hash());
}

TEST(CommandJson, FaultsAreNamedAndNothingIsRead) {
  const world::World world = small_world();
  const char* bad[] = {
      R"([])",
      R"({})",
      R"({"call": "Nothing", "request": {}})",
      R"({"call": "PurgeQueue"})",
      R"({"call": "PurgeQueue", "request": {}})",
      R"({"call": "PurgeQueue", "request": {"QueueUrl": "u"}, "more": 1})",
      R"({"order": "explode", "actor": "worker-1"})",
      R"({"order": "crash", "actor": "worker-9"})",
      R"({"order": "crash"})",
      R"({"worker": 7})",
      R"({"worker": "worker-1", "work_us": -1})",
      R"({"worker": "worker-1", "heartbeat": {"every_us": 0, "extend_seconds": 30}})",
      R"({"worker": "worker-1", "heartbeat": 3})",
      R"({"worker": "worker-1", "idempotent": "yes"})",
  };
  for (const char* text : bad) {
    std::vector<base::JsonError> errors;
    const Json json = Json::parse(text, nullptr, false);
    EXPECT_FALSE(read_command(base::JsonReader(json, "/c", errors), world)) << text;
    EXPECT_FALSE(errors.empty()) << text;
  }
}

}  // namespace
}  // namespace api
