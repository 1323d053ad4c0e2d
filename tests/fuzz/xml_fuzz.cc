// XML answers, read back by a parser that nobody here wrote: what SQS takes comes back unchanged
// through the Query protocol, and whatever a form asks for, the answer is well-formed.
#include <expat.h>

#include <string>

#include "api/http_face.h"
#include "api/xml.h"
#include "fuzz/fuzz.h"

namespace {

constexpr const char* kQueueUrl = "http://localhost/000000000000/orders";

/// The text inside every element of one name; nothing when the document is not well-formed.
class Document {
 public:
  Document(std::string_view xml, std::string name) : name_(std::move(name)) {
    XML_Parser parser = XML_ParserCreate(nullptr);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const XML_Char* element, const XML_Char**) {
          auto* me = static_cast<Document*>(self);
          me->inside_ = me->name_ == element;
        },
        [](void* self, const XML_Char*) { static_cast<Document*>(self)->inside_ = false; });
    XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int length) {
      auto* me = static_cast<Document*>(self);
      if (me->inside_) me->text_.append(text, static_cast<std::size_t>(length));
    });
    well_formed_ = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
  }
  bool well_formed() const { return well_formed_; }
  const std::string& text() const { return text_; }

 private:
  std::string name_, text_;
  bool inside_ = false, well_formed_ = false;
};

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

api::HttpResponse send(api::HttpFace& face, std::string body) {
  api::HttpRequest request;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = std::move(body);
  const auto outcome = face.handle(request);
  const auto* response = std::get_if<api::HttpResponse>(&outcome);
  return response == nullptr ? api::HttpResponse{} : *response;
}

void round_trip(api::HttpFace& face, std::string_view text) {
  const api::HttpResponse sent =
      send(face, "Action=SendMessage&Version=2012-11-05&QueueUrl=" + percent_encoded(kQueueUrl) +
                     "&MessageBody=" + percent_encoded(text));
  FUZZ_CHECK(Document(sent.body, "").well_formed());
  if (sent.status != 200) return;
  const api::HttpResponse got =
      send(face, "Action=ReceiveMessage&Version=2012-11-05&QueueUrl=" + percent_encoded(kQueueUrl));
  const Document answer(got.body, "Body");
  FUZZ_CHECK(answer.well_formed());
  FUZZ_CHECK(answer.text() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  FUZZ_CHECK(Document("<a>" + api::escape_xml(text) + "</a>", "a").well_formed());
  api::HttpFaceOptions options;
  options.manual_clock = true;
  api::HttpFace face(options);
  send(face, "Action=CreateQueue&Version=2012-11-05&QueueName=orders");
  round_trip(face, text);
  const api::HttpResponse answer = send(face, std::string(text));
  if (answer.body.starts_with('<')) FUZZ_CHECK(Document(answer.body, "").well_formed());
  return 0;
}
