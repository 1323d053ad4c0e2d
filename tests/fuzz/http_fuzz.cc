// The whole HTTP face: two requests to one face that already has a queue and a topic, time in
// between. Every request gets an answer of AWS's kind or has to wait for one; nothing is answered
// twice.
#include <fuzzer/FuzzedDataProvider.h>

#include "api/http_face.h"
#include "fuzz/fuzz.h"

namespace {

constexpr const char* kTypes[] = {"application/x-amz-json-1.0", "application/x-amz-json-1.1",
                                  "application/x-www-form-urlencoded; charset=utf-8", "text/plain"};
constexpr const char* kTargets[] = {"AmazonSQS.SendMessage",      "AmazonSQS.ReceiveMessage",
                                    "AmazonSQS.CreateQueue",      "AmazonSQS.SetQueueAttributes",
                                    "AmazonSQS.SendMessageBatch", "AmazonSQS.Nothing",
                                    "AmazonSQS.DeleteMessage",    ""};
constexpr const char* kPaths[] = {
    "/",   "/000000000000/orders", "/_inflight/clock", "/_inflight/events", "/_inflight/reset",
    "/%zz"};

api::HttpRequest request_of(FuzzedDataProvider& in) {
  api::HttpRequest request;
  request.method = in.ConsumeIntegralInRange(0, 7) == 0 ? "GET" : "POST";
  request.path = in.PickValueInArray(kPaths);
  request.query = in.ConsumeRandomLengthString(64);
  request.headers.push_back({"Content-Type", in.PickValueInArray(kTypes)});
  request.headers.push_back({"X-Amz-Target", in.PickValueInArray(kTargets)});
  request.headers.push_back({"Authorization", in.ConsumeRandomLengthString(120)});
  request.body = in.ConsumeRandomLengthString(4096);
  return request;
}

void make(api::HttpFace& face, const char* target, const char* body) {
  api::HttpRequest request;
  request.headers = {{"Content-Type", kTypes[0]}, {"X-Amz-Target", target}};
  request.body = body;
  const auto outcome = face.handle(request);
  FUZZ_CHECK(std::get<api::HttpResponse>(outcome).status == 200);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider in(data, size);
  api::HttpFaceOptions options;
  options.manual_clock = true;
  options.drives_http = true;
  api::HttpFace face(options);
  make(face, "AmazonSQS.CreateQueue", R"({"QueueName":"orders"})");
  std::size_t waiting = 0;
  for (int n = 0; n < 2; ++n) {
    const auto outcome = face.handle(request_of(in));
    if (const auto* answer = std::get_if<api::HttpResponse>(&outcome)) {
      FUZZ_CHECK(answer->status >= 200 && answer->status < 600);
    } else {
      ++waiting;
    }
    face.advance(face.now() + base::milliseconds(in.ConsumeIntegralInRange(0, 30'000)));
    for (const auto& answer : face.take_answers()) {
      FUZZ_CHECK(waiting-- > 0);
      FUZZ_CHECK(answer.response.status >= 200 && answer.response.status < 600);
    }
  }
  return 0;
}
