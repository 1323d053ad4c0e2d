// Message move tasks and dead-letter sources (aws-facts 1.7).
#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::Bench;

constexpr std::string_view kTwoSources = R"({"Resources": {
    "A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "a", "VisibilityTimeout": 0,
          "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]},
                            "maxReceiveCount": 1}}},
    "B": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "b", "VisibilityTimeout": 0,
          "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]},
                            "maxReceiveCount": 1}}},
    "D": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "d"}},
    "E": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "e"}}}})";

struct MoveBench : Bench {
  MoveBench() : Bench(kTwoSources) {}

  // Sends so many messages to a queue and lets them all fall into the dead-letter queue.
  void kill(std::string_view queue, int count) {
    for (int i = 0; i < count; ++i) send(queue, std::string(queue) + std::to_string(i));
    for (int i = 0; i < 2; ++i) receive(queue);
  }
  StartMessageMoveTaskRequest task(std::string to = {}, std::optional<std::int64_t> rate = {}) {
    return {.source_arn = queue("d").arn,
            .destination_arn = std::move(to),
            .max_number_of_messages_per_second = rate};
  }
  std::string start(std::string to = {}, std::optional<std::int64_t> rate = {}) {
    return ok<StartMessageMoveTaskResponse>(task(std::move(to), rate)).task_handle;
  }
  std::vector<ListMessageMoveTasksResponse::Result> list(std::optional<std::int64_t> most = {}) {
    return ok<ListMessageMoveTasksResponse>(ListMessageMoveTasksRequest{queue("d").arn, most})
        .results;
  }
};

TEST(SqsMoveTask, MovesEachMessageToWhereItCameFrom) {
  MoveBench b;
  b.kill("a", 2);
  b.kill("b", 3);
  EXPECT_EQ(b.queue("d").visible, 5u);
  b.start();
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("a").visible, 2u);
  EXPECT_EQ(b.queue("b").visible, 3u);
  EXPECT_EQ(b.queue("d").visible, 0u);
  const auto tasks = b.list();
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks.at(0).status, "COMPLETED");
  EXPECT_EQ(tasks.at(0).task_handle, "") << "shown only while it runs";
  EXPECT_EQ(tasks.at(0).approximate_number_of_messages_moved, 5);
  EXPECT_EQ(tasks.at(0).approximate_number_of_messages_to_move, 5);
  EXPECT_EQ(tasks.at(0).destination_arn, "");
}

TEST(SqsMoveTask, AMovedMessageStartsAnew) {
  MoveBench b;
  b.kill("a", 1);
  b.run(base::hours(24));
  const auto id = b.log.all<model::MessageSent>().at(0).second.message;
  b.start();
  b.run(base::seconds(1));
  const auto got = b.receive("a").at(0);
  EXPECT_EQ(got.message, id) << "recorded: it keeps its name";
  EXPECT_EQ(got.attributes.at("ApproximateReceiveCount"), "1");
  EXPECT_FALSE(got.attributes.contains("DeadLetterQueueSourceArn"));
  b.ok<EmptyResponse>(ChangeMessageVisibilityRequest{b.url("a"), got.receipt_handle, 0});
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("a"), {{"RedrivePolicy", ""}}});
  b.run(base::hours(24 * 4) - base::seconds(2));
  EXPECT_EQ(b.queue("a").visible, 1u) << "full retention from the move";
  b.run(base::seconds(2));
  EXPECT_EQ(b.queue("a").visible, 0u);
}

TEST(SqsMoveTask, GoesToADestinationAsFastAsItMay) {
  MoveBench b;
  b.kill("a", 4);
  b.start(b.queue("e").arn, 2);
  for (std::uint32_t moved = 0; moved <= 4; ++moved) {
    EXPECT_EQ(b.queue("e").visible, moved);
    EXPECT_EQ(b.list().at(0).status, moved == 4 ? "COMPLETED" : "RUNNING");
    EXPECT_EQ(b.list().at(0).max_number_of_messages_per_second, 2);
    b.run(base::milliseconds(500));
  }
  const auto redriven = b.log.all<model::MessageRedriven>();
  ASSERT_EQ(redriven.size(), 4u);
  EXPECT_EQ(redriven.at(3).second.moved, 4u);
  EXPECT_EQ(b.log.all<model::MessageMoveFinished>().at(0).second.how, model::MoveEnd::kCompleted);
}

TEST(SqsMoveTask, LeavesWhatIsInFlight) {
  MoveBench b;
  b.kill("a", 3);
  b.receive("d", 1);
  b.start();
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("a").visible, 2u);
  EXPECT_EQ(b.queue("d").in_flight, 1u);
  EXPECT_EQ(b.list().at(0).status, "COMPLETED");
}

TEST(SqsMoveTask, CancelLeavesTheRestWhereItIs) {
  MoveBench b;
  b.kill("a", 9);
  const std::string handle = b.start("", 1);
  EXPECT_EQ(b.list().at(0).task_handle, handle);
  b.run(base::milliseconds(3'500));
  EXPECT_EQ(b.ok<CancelMessageMoveTaskResponse>(CancelMessageMoveTaskRequest{handle})
                .approximate_number_of_messages_moved,
            3);
  EXPECT_EQ(b.list().at(0).status, "CANCELLING");
  b.run(base::seconds(10));
  EXPECT_EQ(b.list().at(0).status, "CANCELLED");
  EXPECT_EQ(b.queue("a").visible, 3u);
  EXPECT_EQ(b.queue("d").visible, 6u);
  EXPECT_EQ(b.refused(CancelMessageMoveTaskRequest{handle}).message, "Task does not exist.");
}

TEST(SqsMoveTask, OnlyOneRunsPerQueue) {
  MoveBench b;
  b.kill("a", 2);
  b.start("", 1);
  const auto error = b.refused(b.task());
  EXPECT_EQ(error.query_code, "InvalidParameterValue");
  EXPECT_EQ(error.message,
            "There is already a task running. Only one active task is allowed for a source queue "
            "arn at a given time.");
  b.run(base::seconds(3));
  b.start();
}

TEST(SqsMoveTask, StartIsRefusedInAwsWords) {
  MoveBench b;
  auto request = b.task();
  request.source_arn = b.queue("a").arn;
  EXPECT_EQ(b.refused(request).message, "Source queue must be configured as a Dead Letter Queue.");
  request.source_arn += "-gone";
  EXPECT_EQ(b.refused(request).message,
            "The resource that you specified for the SourceArn parameter doesn't exist.");
  EXPECT_EQ(b.refused(request).query_code, "ResourceNotFoundException");
  EXPECT_EQ(b.refused(request).http_status, 404);
  EXPECT_EQ(b.refused(b.task(b.queue("e").arn + "-gone")).message,
            "The resource that you specified for the DestinationArn parameter doesn't exist.");
  for (const int rate : {0, 501}) {
    EXPECT_EQ(b.refused(b.task("", rate)).query_code, "InvalidParameterValue");
  }
  EXPECT_EQ(b.refused(b.task(b.queue("d").arn)).query_code, "InvalidParameterValue");
}

TEST(SqsMoveTask, AHandleOfNoTaskIsRefused) {
  MoveBench b;
  const auto handle = [](std::string_view arn) {
    return base::to_base64(R"({"taskId":"10f57157-fc38-4da9-a113-4de7e12d05aa","sourceArn":")" +
                           std::string(arn) + "\"}");
  };
  EXPECT_EQ(b.refused(CancelMessageMoveTaskRequest{handle(b.queue("d").arn)}).message,
            "Task does not exist.");
  EXPECT_EQ(b.refused(CancelMessageMoveTaskRequest{handle("arn:aws:sqs:us-east-1:0:no")}).message,
            "The resource that you specified for the SourceArn parameter doesn't exist.");
  EXPECT_EQ(b.refused(CancelMessageMoveTaskRequest{"garbage"}).query_code, "InvalidParameterValue");
  EXPECT_EQ(b.refused(CancelMessageMoveTaskRequest{"garbage"}).message,
            "Value for parameter TaskHandle is invalid.");
}

TEST(SqsMoveTask, FailsWhenItsDestinationGoesAway) {
  MoveBench b;
  b.kill("a", 3);
  b.start(b.queue("e").arn, 1);
  b.run(base::milliseconds(1'500));
  b.ok<EmptyResponse>(DeleteQueueRequest{b.url("e")});
  b.run(base::seconds(1));
  EXPECT_EQ(b.list().at(0).status, "FAILED");
  EXPECT_EQ(b.list().at(0).failure_reason, "AWS.SimpleQueueService.NonExistentQueue");
  EXPECT_EQ(b.list().at(0).approximate_number_of_messages_moved, 1);
  EXPECT_EQ(b.queue("d").visible, 2u);
}

TEST(SqsMoveTask, FailsOnAMessageThatCameFromNowhere) {
  MoveBench b;
  b.send("d");
  b.start();
  b.run(base::seconds(1));
  EXPECT_EQ(b.list().at(0).status, "FAILED");
  EXPECT_EQ(b.list().at(0).failure_reason, "CouldNotDetermineMessageSource");
  EXPECT_EQ(b.queue("d").visible, 1u);
}

TEST(SqsMoveTask, TheListShowsTheLatestFirstAndAtMostTen) {
  MoveBench b;
  for (int i = 0; i < 12; ++i) {
    b.kill("a", 1);
    b.start("", i + 1);
    b.run(base::seconds(2));
  }
  EXPECT_EQ(b.list().size(), 1u);
  const auto all = b.list(10);
  ASSERT_EQ(all.size(), 10u);
  EXPECT_EQ(all.front().max_number_of_messages_per_second, 12);
  EXPECT_EQ(all.back().max_number_of_messages_per_second, 3);
  EXPECT_EQ(b.refused(ListMessageMoveTasksRequest{b.queue("d").arn, 11}).query_code,
            "InvalidParameterValue");
}

TEST(SqsMoveTask, WakesALongPollAtTheDestination) {
  MoveBench b;
  b.kill("a", 1);
  ASSERT_TRUE(
      b.call(ReceiveMessageRequest{.queue_url = b.url("e"), .wait_time_seconds = 20}).pending);
  b.start(b.queue("e").arn);
  b.run(base::seconds(1));
  EXPECT_EQ(b.world.take_external_answers().size(), 1u);
}

TEST(SqsMoveTask, TakesFifoMessagesInOrderOfTheirGroups) {
  test::GroupBench b(test::kFifoWithDlq);
  for (const char* body : {"a1", "a2", "b1"}) b.send_to(std::string(body, 1), body);
  for (int i = 0; i < 3; ++i) b.take(10, 0);
  EXPECT_EQ(b.queue("d.fifo").visible, 3u);
  b.ok<StartMessageMoveTaskResponse>(
      StartMessageMoveTaskRequest{.source_arn = b.queue("d.fifo").arn});
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("d.fifo").visible, 0u);
  EXPECT_TRUE(b.queue("d.fifo").groups.empty());
  EXPECT_EQ(b.bodies(), "a1 a2 b1");
}

TEST(SqsDeadLetterSources, AreTheQueuesWhosePolicyPointsHere) {
  MoveBench b;
  const auto all = b.ok<ListDeadLetterSourceQueuesResponse>(
      ListDeadLetterSourceQueuesRequest{.queue_url = b.url("d")});
  EXPECT_EQ(all.queue_urls, (std::vector<std::string>{b.url("a"), b.url("b")}));
  const auto page = b.ok<ListDeadLetterSourceQueuesResponse>(
      ListDeadLetterSourceQueuesRequest{.queue_url = b.url("d"), .max_results = 1});
  EXPECT_EQ(page.queue_urls.size(), 1u);
  const auto next = b.ok<ListDeadLetterSourceQueuesResponse>(ListDeadLetterSourceQueuesRequest{
      .queue_url = b.url("d"), .max_results = 1, .next_token = page.next_token});
  EXPECT_EQ(next.queue_urls, std::vector<std::string>{b.url("b")});
  EXPECT_EQ(next.next_token, "");
  EXPECT_EQ(b.refused(ListDeadLetterSourceQueuesRequest{.queue_url = "https://x/0/no"}).type,
            "QueueDoesNotExist");
}

TEST(SqsRedriveAllowPolicy, SaysWhoseDeadLetterQueueAQueueMayBe) {
  MoveBench b;
  const auto allow = [&](std::string policy) {
    b.ok<EmptyResponse>(
        SetQueueAttributesRequest{b.url("e"), {{"RedriveAllowPolicy", std::move(policy)}}});
  };
  const SetQueueAttributesRequest point{
      b.url("a"),
      {{"RedrivePolicy",
        R"({"deadLetterTargetArn":")" + b.queue("e").arn + R"(","maxReceiveCount":"3"})"}}};
  allow(R"({"redrivePermission":"denyAll"})");
  EXPECT_EQ(b.refused(point).query_code, "InvalidParameterValue");
  allow(R"({"redrivePermission":"byQueue","sourceQueueArns":[")" + b.queue("b").arn + "\"]}");
  EXPECT_EQ(b.refused(point).query_code, "InvalidParameterValue");
  allow(R"({"redrivePermission":"byQueue","sourceQueueArns":[")" + b.queue("a").arn + "\"]}");
  b.ok<EmptyResponse>(point);
  allow(R"({"redrivePermission":"allowAll"})");
  b.ok<EmptyResponse>(point);
  allow("");
  b.ok<EmptyResponse>(point);
}

TEST(SqsRedriveAllowPolicy, IsChecked) {
  MoveBench b;
  const auto refused = [&](const char* bad) {
    return b.refused(SetQueueAttributesRequest{b.url("e"), {{"RedriveAllowPolicy", bad}}});
  };
  for (const char* bad : {"[]", "{}", R"({"redrivePermission":"some"})",
                          R"({"redrivePermission":"byQueue","sourceQueueArns":"x"})",
                          R"({"redrivePermission":"byQueue","sourceQueueArns":[1]})"}) {
    EXPECT_EQ(refused(bad).query_code, "InvalidAttributeValue") << bad;
    EXPECT_EQ(refused(bad).message,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create "
              "the redrive allow policy, as it’s in an unsupported format.");
  }
  const std::pair<const char*, const char*> kFaults[] = {
      {R"({"redrivePermission":"byQueue"})",
       "you must also specify one or more sourceQueueArns values."},
      {R"({"redrivePermission":"byQueue","sourceQueueArns":[]})",
       "you must also specify one or more sourceQueueArns values."},
      {R"({"redrivePermission":"denyAll","sourceQueueArns":["x"]})",
       "you must set redrivePermission to byQueue."},
      {R"({"redrivePermission":"byQueue","sourceQueueArns":["1","2","3","4","5","6","7","8","9",
            "10","11"]})",
       "The maximum number of source queue ARNs you can specify is 10."},
  };
  for (const auto& [bad, why] : kFaults) {
    EXPECT_EQ(refused(bad).query_code, "InvalidParameterValue") << bad;
    EXPECT_TRUE(refused(bad).message.ends_with(why)) << refused(bad).message;
  }
}

TEST(SqsRedrivePolicy, NeedsADeadLetterQueueThatExists) {
  MoveBench b;
  const auto refused = [&](std::string policy) {
    return b.refused(SetQueueAttributesRequest{b.url("e"), {{"RedrivePolicy", policy}}}).message;
  };
  EXPECT_TRUE(refused(R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:no",)"
                      R"("maxReceiveCount":1})")
                  .ends_with("Dead letter target does not exist."));
  EXPECT_EQ(refused(R"({"maxReceiveCount":1})"),
            "The required parameter 'deadLetterTargetArn' is missing");
  EXPECT_EQ(refused(R"({"deadLetterTargetArn":"x"})"),
            "The required parameter 'maxReceiveCount' is missing");
  EXPECT_EQ(refused("5"),
            "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid "
            "JSON map.");
  EXPECT_TRUE(refused(R"({"deadLetterTargetArn":"x","maxReceiveCount":1,"a":1})")
                  .ends_with("Only following attributes are supported: [deadLetterTargetArn, "
                             "maxReceiveCount]."));
  const std::string no_arn = R"({"deadLetterTargetArn": "dummy", "maxReceiveCount": 42})";
  EXPECT_EQ(refused(no_arn), "Value " + no_arn +
                                 " for parameter RedrivePolicy is invalid. Reason: Invalid value "
                                 "for deadLetterTargetArn.");
  EXPECT_TRUE(refused(R"({"deadLetterTargetArn":"x","maxReceiveCount":"invalid"})")
                  .ends_with("Invalid value for maxReceiveCount: invalid, valid values are from 1 "
                             "to 1000 both inclusive."));
}

}  // namespace
