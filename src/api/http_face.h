// The AWS face over HTTP: requests in, answers out, with a World behind every account and region.
// Time comes in from outside. Must not know sockets nor the wall clock.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/http.h"
#include "api/wire.h"
#include "base/rng.h"
#include "base/time.h"
#include "model/events.h"
#include "world/world.h"

namespace api {

struct HttpFaceOptions {
  std::uint64_t seed = 1;
  model::Profile profile = model::Profile::kCurrent;
  std::string account = "000000000000";
  std::string region = "us-east-1";  // of requests that name none
  std::int64_t epoch_ms = world::Options{}.epoch_ms;
  bool manual_clock = false;  // time moves by POST /_inflight/clock alone
  bool drives_http = false;   // somebody takes deliveries and makes them
  std::uint64_t max_stored_bytes = 512u << 20;  // of all messages together
};

/// Every World is bounded, and so is their number: a face must outlive its clients' mistakes.
inline constexpr std::size_t kMaxSites = 32;
inline constexpr std::size_t kMaxQueuesPerSite = 10'000;
inline constexpr std::size_t kMaxWaitingCalls = 10'000;
inline constexpr std::size_t kMaxKeptEvents = 65'536;
inline constexpr std::int64_t kMaxAdvanceMs = 30LL * 24 * 3600 * 1000;

class HttpFace {
 public:
  /// Names a request whose answer comes later, or goes on.
  using Token = std::uint32_t;
  /// The beginning of an answer that stays open (enhanced fan-out): more bodies follow.
  struct Opened {
    Token token = 0;
    HttpResponse head;
  };
  using Outcome = std::variant<HttpResponse, Token, Opened>;
  enum class Part : std::uint8_t { kWhole, kNext, kLast };
  /// Of the next and the last part of an open answer only the body counts.
  struct Answer {
    Token token = 0;
    HttpResponse response;
    Part part = Part::kWhole;
  };

  explicit HttpFace(HttpFaceOptions options);

  /// Carries a request out now. A Token when it has to wait (a long poll).
  Outcome handle(const HttpRequest& request);
  /// Moves the time of every World forward; never backward.
  void advance(base::SimTime to);
  base::SimTime now() const { return now_; }
  /// When something will happen by itself; base::kNever when nothing will.
  base::SimTime next_due() const;
  /// Answers to requests that had to wait.
  std::vector<Answer> take_answers();
  /// The client of a waiting request has gone: nothing may be given to it any more.
  void forget(Token token);

  /// A POST that SNS wants to be made to a subscriber.
  struct Delivery {
    Token token = 0;
    std::string url;
    std::vector<HttpHeader> headers;
    std::string body;
  };
  std::vector<Delivery> take_deliveries();
  /// What the subscriber answered; 0: it could not be reached.
  void delivered(Token token, int status);

 private:
  // The World of one account in one region, and its latest history.
  struct Site final : model::EventSink {
    explicit Site(const world::Options& options) : world(options) {}
    void append(const model::Event& event) override;
    world::World world;
    std::deque<model::Event> events;
    std::string base_url = "http://localhost";  // as the latest client wrote it
  };
  struct UnderWay {
    std::string site;
    model::DeliveryId delivery;
  };
  struct Waiting {
    std::string site;
    model::CallId call;
    WireStyle style;
    const Operation* operation = nullptr;
    std::string base_url;
    std::string request_id;
    bool open = false;  // its head has been given already
  };
  // What the face needs of a request besides the call in it.
  struct Origin {
    std::string site;
    std::string base_url;  // "http://127.0.0.1:4566"
    std::string request_id;
    std::string trace_header;
    bool is_signed = true;
  };

  Outcome call(const HttpRequest& request);
  Outcome carry_out(const WireCall& call, const Origin& origin, std::size_t bytes);
  HttpResponse answer(const WireStyle& style, const Operation& operation, const Origin& origin,
                      const model::ApiResult<Response>& result) const;
  static std::string trace_header_of(const HttpRequest& request);
  Outcome open(const WireCall& call, const Origin& origin, model::CallId id);
  Answer next_part(Token token, const Waiting& open,
                   const model::ApiResult<Response>& result) const;
  Origin origin_of(const HttpRequest& request);
  Site* site(const std::string& key);
  std::string next_request_id();
  std::optional<model::ApiError> over_limits(const Site& site, const Operation& operation);
  bool is_full(std::size_t more);
  std::uint64_t stored_bytes() const;
  void collect(const std::string& key, Site& site);

  // http_control.cc: the routes below /_inflight.
  HttpResponse control(const HttpRequest& request);
  HttpResponse control_clock(const HttpRequest& request);
  HttpResponse control_events(const HttpRequest& request);
  HttpResponse control_outside(const HttpRequest& request);
  std::string site_key(const std::vector<FormField>& query) const;
  HttpResponse control_health() const;
  HttpResponse clock_answer() const;
  void reset();

  HttpFaceOptions options_;
  base::SimTime now_;
  std::map<std::string, Site> sites_;  // by "account/region"
  std::map<Token, Waiting> waiting_;
  std::vector<Answer> answers_;
  std::map<Token, UnderWay> deliveries_;
  Token last_token_ = 0;
  base::Rng request_ids_;
  std::uint64_t measured_bytes_ = 0;  // what stored_bytes() said last
  std::uint64_t accepted_bytes_ = 0;  // since then
};

}  // namespace api
