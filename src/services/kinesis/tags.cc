// Tags: the older API by stream and the newer one by ARN; both work on the same ones.
#include "services/kinesis/tags.h"

#include <algorithm>
#include <format>
#include <string_view>

#include "services/kinesis/find.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

// Bytes of characters beyond ASCII count as letters.
bool consists_of(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                 (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80);
    return letter_or_digit || others.contains(c);
  });
}

// Two checks of AWS, one after the other, with texts of their own.
std::optional<ApiError> check_characters(const State& state, const std::string& stream_name,
                                         std::string_view verb, std::string_view text) {
  if (!consists_of(text, " _./=+-%@:")) {
    return invalid_argument(
        "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white "
        "space, _ . / = + - % @.");
  }
  if (!consists_of(text, " _./=+-@:")) {
    return invalid_argument(std::format(
        "Failed to {} stream {} under account {} because some tags contained illegal characters. "
        "The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.",
        verb, stream_name, state.account));
  }
  return std::nullopt;
}

std::optional<ApiError> check_keys(const State& state, const std::string& stream_name,
                                   const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (auto error = check_characters(state, stream_name, "remove tags from", key)) return error;
  }
  return std::nullopt;
}

void add_to(Tags& tags, const Tags& added) {
  for (const auto& [key, value] : added) tags[key] = value;
}
void remove_from(Tags& tags, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) tags.erase(key);
}

Tags& tags_of(const Resource& resource) {
  return resource.consumer != nullptr ? resource.consumer->tags : resource.stream->tags;
}

void note_change(engine::Context& ctx, const Stream& stream, const Caller& caller) {
  ctx.emit(model::StreamSettingsChanged{stream.id, caller.actor});
}

}  // namespace

std::optional<ApiError> check_tags(const engine::Context& ctx, const State& state,
                                   const std::string& stream_name, const Tags& added,
                                   const Tags& present) {
  for (const auto& [key, value] : added) {
    for (const std::string& text : {key, value}) {
      if (auto error = check_characters(state, stream_name, "add tags to", text)) return error;
    }
  }
  Tags all = present;
  add_to(all, added);
  const std::int64_t most = ctx.fact("kinesis.tags.max");
  if (static_cast<std::int64_t>(all.size()) <= most) return std::nullopt;
  return invalid_argument(
      std::format("Failed to add tags to stream {} under account {} because a given stream cannot "
                  "have more than {} tags associated with it.",
                  stream_name, state.account, most));
}

Result add_tags(State& state, engine::Context& ctx, const Caller& caller,
                const model::kinesis::AddTagsToStreamRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = check_tags(ctx, state, stream.name, r.tags, stream.tags)) {
    return std::unexpected(*error);
  }
  add_to(stream.tags, r.tags);
  note_change(ctx, stream, caller);
  return Response(EmptyResponse{});
}

Result remove_tags(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::RemoveTagsFromStreamRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = check_keys(state, stream.name, r.tag_keys)) return std::unexpected(*error);
  remove_from(stream.tags, r.tag_keys);
  note_change(ctx, stream, caller);
  return Response(EmptyResponse{});
}

Result list_tags(State& state, const model::kinesis::ListTagsForStreamRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  const Tags& tags = (*found)->tags;
  const auto limit = static_cast<std::size_t>(r.limit.value_or(INT32_MAX));
  model::kinesis::ListTagsForStreamResponse out;
  auto it = r.exclusive_start_tag_key ? tags.upper_bound(*r.exclusive_start_tag_key) : tags.begin();
  for (; it != tags.end(); ++it) {
    if (out.tags.size() == limit) {
      out.has_more_tags = true;
      break;
    }
    out.tags.push_back({it->first, it->second});
  }
  return Response(std::move(out));
}

Result tag_resource(State& state, engine::Context& ctx, const Caller& caller,
                    const model::kinesis::TagResourceRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  Tags& tags = tags_of(*found);
  if (auto error = check_tags(ctx, state, found->stream->name, r.tags, tags)) {
    return std::unexpected(*error);
  }
  add_to(tags, r.tags);
  note_change(ctx, *found->stream, caller);
  return Response(EmptyResponse{});
}

Result untag_resource(State& state, engine::Context& ctx, const Caller& caller,
                      const model::kinesis::UntagResourceRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  if (auto error = check_keys(state, found->stream->name, r.tag_keys)) {
    return std::unexpected(*error);
  }
  remove_from(tags_of(*found), r.tag_keys);
  note_change(ctx, *found->stream, caller);
  return Response(EmptyResponse{});
}

Result list_resource_tags(State& state, const model::kinesis::ListTagsForResourceRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  model::kinesis::ListTagsForResourceResponse out;
  for (const auto& [key, value] : tags_of(*found)) out.tags.push_back({key, value});
  return Response(std::move(out));
}

}  // namespace services::kinesis
