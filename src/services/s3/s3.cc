// Buckets and objects: what each action does (AWS's API reference; the refusals are AWS's texts).
#include "services/s3/s3.h"

#include <algorithm>
#include <format>
#include <set>

#include "base/calendar.h"
#include "base/hash.h"
#include "services/s3/notifications.h"

namespace services::s3 {
namespace {

namespace m = model::s3;
using model::ApiError;

ApiError error(std::string code, int status, std::string message) {
  return {.type = code, .query_code = code, .http_status = status, .message = std::move(message)};
}
ApiError no_such_bucket() {
  return error("NoSuchBucket", 404, "The specified bucket does not exist");
}
ApiError no_such_key() { return error("NoSuchKey", 404, "The specified key does not exist."); }

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_bucket_name(const engine::Context& ctx, std::string_view name) {
  const auto size = static_cast<std::int64_t>(name.size());
  if (size < ctx.fact("s3.bucket_name.min") || size > ctx.fact("s3.bucket_name.max")) return false;
  if (!is_letter_or_digit(name.front()) || !is_letter_or_digit(name.back())) return false;
  if (name.find("..") != std::string_view::npos) return false;
  // Four numbers with dots would be an IP address.
  if (std::ranges::count(name, '.') == 3 &&
      name.find_first_not_of("0123456789.") == std::string_view::npos) {
    return false;
  }
  return std::ranges::all_of(name,
                             [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; });
}

std::string iso(const State& state, base::SimTime t) {
  return base::format_iso8601(state.epoch_ms + t.us / 1000);
}
std::string in_quotes(const std::string& etag) { return std::format("\"{}\"", etag); }

struct Handler {
  State& state;
  engine::Context& ctx;
  const model::Caller& caller;
  Destinations& destinations;

  Bucket* bucket(std::string_view name) const {
    const auto id = state.by_name.find(name);
    return id == state.by_name.end() ? nullptr : &state.buckets.at(id->second);
  }

  Result operator()(const m::CreateBucketRequest& r) const {
    if (!is_bucket_name(ctx, r.bucket)) {
      return std::unexpected(error("InvalidBucketName", 400, "The specified bucket is not valid."));
    }
    if (bucket(r.bucket) != nullptr) {
      // For compatibility with its first days, us-east-1 lets an owner create a bucket again.
      if (state.region == "us-east-1") return m::CreateBucketResponse{"/" + r.bucket};
      return std::unexpected(error("BucketAlreadyOwnedByYou", 409,
                                   "Your previous request to create the named bucket succeeded and "
                                   "you already own it."));
    }
    if (state.buckets.size() >= kMaxBuckets) {
      return std::unexpected(
          error("TooManyBuckets", 400, "You have attempted to create more buckets than allowed"));
    }
    Bucket made;
    made.id = {++state.last_bucket};
    made.name = r.bucket;
    made.arn = "arn:aws:s3:::" + r.bucket;
    made.created_at = ctx.now();
    ctx.emit(model::BucketCreated{made.id, caller.actor});
    state.by_name.emplace(made.name, made.id);
    state.buckets.emplace(made.id, std::move(made));
    return m::CreateBucketResponse{"/" + r.bucket};
  }

  Result operator()(const m::DeleteBucketRequest& r) const {
    const Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    if (!found->objects.empty()) {
      return std::unexpected(
          error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty"));
    }
    const model::BucketId id = found->id;
    ctx.emit(model::BucketDeleted{id, caller.actor});
    state.by_name.erase(r.bucket);
    state.buckets.erase(id);
    return m::EmptyResponse{};
  }

  Result operator()(const m::ListBucketsRequest&) const {
    m::ListBucketsResponse out;
    for (const auto& [name, id] : state.by_name) {
      out.buckets.push_back({name, iso(state, state.buckets.at(id).created_at)});
    }
    return out;
  }

  Result operator()(const m::PutObjectRequest& r) const {
    Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    if (static_cast<std::int64_t>(r.key.size()) > ctx.fact("s3.key.max")) {
      return std::unexpected(error("KeyTooLongError", 400, "Your key is too long"));
    }
    const auto old = found->objects.find(r.key);
    const bool fresh = old == found->objects.end();
    const auto bytes = static_cast<std::int64_t>(r.body.size());
    const std::int64_t before = fresh ? 0 : static_cast<std::int64_t>(old->second.body->size());
    if (state.bytes - before + bytes > kMaxBytes || (fresh && state.objects >= kMaxObjects)) {
      return std::unexpected(error("ServiceUnavailable", 503,
                                   std::format("The sandbox keeps at most {} objects and {} MiB.",
                                               kMaxObjects, kMaxBytes >> 20)));
    }
    state.bytes += bytes - before;
    if (fresh) ++state.objects;
    Object& object = found->objects[r.key];
    object.id = {++state.last_object};
    object.body = std::make_shared<const std::string>(r.body);
    object.etag = base::md5_hex(r.body);
    object.modified_at = ctx.now();
    object.sequencer = next_sequencer();
    const model::EventSeq cause = ctx.emit(model::ObjectCreated{
        found->id, object.id, caller.actor, static_cast<std::uint32_t>(r.body.size())});
    notify(state, caller, ctx, *found, r.key, object, ObjectEvent::kCreatedPut, cause);
    return m::PutObjectResponse{in_quotes(object.etag)};
  }

  Result operator()(const m::GetObjectRequest& r) const {
    const Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    const auto it = found->objects.find(r.key);
    if (it == found->objects.end()) return std::unexpected(no_such_key());
    const Object& o = it->second;
    return m::GetObjectResponse{*o.body, static_cast<std::int64_t>(o.body->size()),
                                in_quotes(o.etag), iso(state, o.modified_at)};
  }

  Result operator()(const m::HeadObjectRequest& r) const {
    const Bucket* found = bucket(r.bucket);
    const auto it =
        found == nullptr ? decltype(found->objects.begin()){} : found->objects.find(r.key);
    // A HEAD has no body to tell which of both is missing.
    if (found == nullptr || it == found->objects.end()) {
      return std::unexpected(error("404", 404, "Not Found"));
    }
    const Object& o = it->second;
    return m::HeadObjectResponse{static_cast<std::int64_t>(o.body->size()), in_quotes(o.etag),
                                 iso(state, o.modified_at)};
  }

  // Deleting what is not there succeeds, and nothing is told.
  Result operator()(const m::DeleteObjectRequest& r) const {
    Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    const auto it = found->objects.find(r.key);
    if (it == found->objects.end()) return m::EmptyResponse{};
    Object gone = std::move(it->second);
    found->objects.erase(it);
    --state.objects;
    state.bytes -= static_cast<std::int64_t>(gone.body->size());
    gone.sequencer = next_sequencer();
    const model::EventSeq cause = ctx.emit(model::ObjectRemoved{found->id, gone.id, caller.actor});
    notify(state, caller, ctx, *found, r.key, gone, ObjectEvent::kRemovedDelete, cause);
    return m::EmptyResponse{};
  }

  Result operator()(const m::ListObjectsV2Request& r) const {
    constexpr std::int64_t kPage = 1'000;
    const Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    m::ListObjectsV2Response out;
    out.name = r.bucket;
    out.prefix = r.prefix;
    out.max_keys = std::clamp<std::int64_t>(r.max_keys.value_or(kPage), 0, kPage);
    // The token is the last key of the page before.
    auto it = r.continuation_token.empty() ? found->objects.lower_bound(r.prefix)
                                           : found->objects.upper_bound(r.continuation_token);
    for (; it != found->objects.end() && it->first.starts_with(r.prefix); ++it) {
      if (static_cast<std::int64_t>(out.contents.size()) == out.max_keys) {
        out.is_truncated = out.max_keys > 0;
        if (out.is_truncated) out.next_continuation_token = out.contents.back().key;
        break;
      }
      const Object& o = it->second;
      out.contents.push_back({it->first, iso(state, o.modified_at), in_quotes(o.etag),
                              static_cast<std::int64_t>(o.body->size())});
    }
    out.key_count = static_cast<std::int64_t>(out.contents.size());
    return out;
  }

  // What is given replaces what was there; nothing given switches notifications off.
  Result operator()(const m::PutBucketNotificationConfigurationRequest& r) const {
    Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    auto read = read_configuration(state, ctx, r.notification_configuration);
    if (!read) return std::unexpected(read.error());
    for (const Notification& n : *read) {
      // S3 cannot write into FIFO queues and topics (aws-facts 1.12).
      const bool fifo = n.destination.ends_with(".fifo");
      if (fifo || (!r.skip_destination_validation && !destinations.accepts(*found, n))) {
        return std::unexpected(error(
            "InvalidArgument", 400, "Unable to validate the following destination configurations"));
      }
    }
    found->notifications = *std::move(read);
    if (r.skip_destination_validation) return m::EmptyResponse{};
    std::set<std::string> told;
    for (const Notification& n : found->notifications) {
      if (told.insert(n.destination).second) send_test_event(state, ctx, *found, n);
    }
    return m::EmptyResponse{};
  }

  Result operator()(const m::GetBucketNotificationConfigurationRequest& r) const {
    const Bucket* found = bucket(r.bucket);
    if (found == nullptr) return std::unexpected(no_such_bucket());
    return m::GetBucketNotificationConfigurationResponse{write_configuration(*found)};
  }

  // Grows with every event of the whole service, so that of two events of one key the later one
  // has the greater number.
  std::uint64_t next_sequencer() const {
    return (static_cast<std::uint64_t>(state.epoch_ms + ctx.now().us / 1000) << 20) +
           ++state.last_request % (1u << 20);
  }
};

}  // namespace

const Bucket* State::find(model::BucketId id) const {
  const auto it = buckets.find(id);
  return it == buckets.end() ? nullptr : &it->second;
}

const Bucket* State::find_by_name(std::string_view name) const {
  const auto it = by_name.find(name);
  return it == by_name.end() ? nullptr : find(it->second);
}

Result handle(State& state, engine::Context& ctx, const model::Caller& caller,
              const model::s3::Request& request, Destinations& destinations) {
  return std::visit(Handler{state, ctx, caller, destinations}, request);
}

void delivered(State& state, engine::Context& ctx, std::uint32_t number, model::QueueId queue,
               model::TopicId topic, model::MessageId message) {
  const auto it = state.under_way.find(number);
  if (it == state.under_way.end()) return;
  const State::UnderWay sent = it->second;
  state.under_way.erase(it);
  ctx.emit(model::BucketNotified{sent.bucket, sent.object, queue, topic, message}, sent.cause);
}

void lost(State& state, engine::Context& ctx, std::uint32_t number, model::QueueId queue,
          model::TopicId topic) {
  const auto it = state.under_way.find(number);
  if (it == state.under_way.end()) return;
  const State::UnderWay sent = it->second;
  state.under_way.erase(it);
  ctx.emit(model::BucketNotificationLost{sent.bucket, sent.object, queue, topic}, sent.cause);
}

}  // namespace services::s3
