// The inspector: head, properties, history and "Why?" of one subject.
#include "view/inspector.h"

#include <algorithm>
#include <format>

#include "lesson/deeds.h"
#include "view/inspector_parts.h"
#include "view/inspector_stream.h"
#include "view/stage_bucket.h"
#include "view/stage_fifo.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kHistory = 12;
constexpr std::size_t kShown = 5;

class Builder {
 public:
  Builder(const world::Timeline& timeline, model::Ref subject, const InspectorOptions& options)
      : timeline_(timeline), world_(timeline.view()), subject_(subject), options_(options) {}

  Inspector build() {
    out_.open = options_.open;
    out_.toggle.id = "inspector.toggle";
    out_.toggle.label = out_.open ? "Close the inspector" : "Open the inspector";
    out_.toggle.icon = out_.open ? "panel-right-close" : "panel-right-open";
    out_.toggle.shortcut = "i";
    const char* kinds = world_.kinesis().streams.empty() ? "a message, a queue or a worker"
                                                         : "a shard, a record or a consumer";
    out_.hint = std::format("Choose {} on the stage to see what it is and why it is there.", kinds);
    switch (subject_.kind) {
      case model::RefKind::kMessage: message({subject_.id}); break;
      case model::RefKind::kQueue: queue({subject_.id}); break;
      case model::RefKind::kActor: actor({subject_.id}); break;
      case model::RefKind::kTopic: topic({subject_.id}); break;
      case model::RefKind::kSubscription: subscription({subject_.id}); break;
      case model::RefKind::kEndpoint: endpoint({subject_.id}); break;
      case model::RefKind::kBucket: bucket({subject_.id}); break;
      case model::RefKind::kObject: object({subject_.id}); break;
      case model::RefKind::kStream:
      case model::RefKind::kShard:
      case model::RefKind::kRecord:
      case model::RefKind::kConsumer:
        inspect_stream_thing(timeline_, subject_, options_, out_);
        break;
      default: return std::move(out_);
    }
    finish();
    return std::move(out_);
  }

 private:
  void message(model::MessageId id) {
    if (id.value > world_.sqs().last_message) return;
    out_.subject = subject_;
    out_.title = "Message";
    const std::string name = message_name(world_, id);
    const MessagePlace place = find_message_place(world_, id);
    Chip chip;
    chip.ref = subject_;
    chip.id = name;
    chip.box = {0, 0, 60, 30};
    if (place.message != nullptr) {
      chip.pips = static_cast<int>(place.message->receive_count);
      chip.pointer = is_pointer(*place.message);
      chip.slot = stage_message(world_, *place.queue, *place.message, group_slots(timeline_)).slot;
    }
    out_.chip = std::move(chip);
    if (options_.lens == Lens::kApi && !is_in_flight(place)) {
      out_.subtitle = "not seen through the API";
      out_.hint = "No call shows a single message: only a receive does, and that hides it.";
      return;
    }
    place_words(name, place);
    out_.properties = message_properties(world_, id);
    if (options_.lens == Lens::kApi) {
      out_.why_title.clear();
      return;
    }
    out_.why = message_why(timeline_, id, options_.index);
  }

  static bool is_in_flight(const MessagePlace& place) {
    return place.message != nullptr &&
           place.message->state == services::sqs::MessageState::kInFlight;
  }

  void place_words(const std::string& name, const MessagePlace& place) {
    if (place.message == nullptr) {
      const bool coming = on_the_wire();
      out_.subtitle = coming ? "on its way to the queue" : "gone";
      out_.why_title =
          coming ? std::format("Where is {}?", name) : std::format("Why is {} gone?", name);
      return;
    }
    const services::sqs::Message& m = *place.message;
    switch (m.state) {
      case services::sqs::MessageState::kVisible:
        out_.subtitle = std::format("in {}, waiting", place.queue->name);
        if (const std::string group = locked_group(*place.queue, m); !group.empty()) {
          out_.why_title = std::format("Why does nobody get {}?", name);
          return;
        }
        out_.why_title = m.dlq_source_arn.empty()
                             ? std::format("Why is {} visible?", name)
                             : std::format("Why is {} in {}?", name, place.queue->name);
        return;
      case services::sqs::MessageState::kDelayed:
        out_.subtitle = std::format("in {}, delayed", place.queue->name);
        out_.why_title = std::format("Why is {} not visible yet?", name);
        return;
      case services::sqs::MessageState::kInFlight: break;
    }
    out_.subtitle = std::format("in {}, in flight", place.queue->name);
    out_.why_title = std::format("Why is {} with {}?", name, actor_name(world_, m.holder));
  }

  bool on_the_wire() const {
    return std::ranges::any_of(world_.transits(), [&](const auto& entry) {
      return !entry.second.response &&
             std::ranges::contains(entry.second.messages, model::MessageId{subject_.id});
    });
  }

  void queue(model::QueueId id) {
    const services::sqs::Queue* found = world_.sqs().find(id);
    if (found == nullptr) return;
    out_.subject = subject_;
    const std::string sources = sources_of(*found);
    const char* kind = found->is_fifo() ? "FIFO queue" : "Standard queue";
    out_.icon = !sources.empty() ? "mail-x" : found->is_fifo() ? "layers" : "inbox";
    out_.title = found->name;
    out_.subtitle = sources.empty() ? kind : std::format("Dead-letter queue of {}", sources);
    out_.properties = queue_properties(world_.sqs(), *found);
    if (options_.lens == Lens::kApi) return;
    out_.why_title = std::format("Where are the messages of {}?", found->name);
    out_.why = queue_why(timeline_, *found, options_.index);
  }

  std::string sources_of(const services::sqs::Queue& queue) const {
    std::vector<std::string> names;
    for (const auto& [id, other] : world_.sqs().queues) {
      const auto& policy = other.attributes.redrive_policy;
      if (policy && policy->dead_letter_target_arn == queue.arn) names.push_back(other.name);
    }
    return join_words(names);
  }

  void actor(model::ActorId id) {
    const actors::Actor* found = world_.actors().find(id);
    if (found == nullptr) return;
    const auto* worker = std::get_if<actors::Worker>(&found->role);
    if (worker == nullptr && !std::holds_alternative<actors::Producer>(found->role)) {
      out_.title = found->name;
      if (inspect_stream_actor(timeline_, *found, options_, out_)) out_.subject = subject_;
      return;
    }
    out_.subject = subject_;
    out_.icon = worker == nullptr ? "shopping-cart" : "server";
    out_.title = found->name;
    out_.subtitle = worker == nullptr ? "Producer" : "Worker";
    out_.properties = actor_properties(world_, *found);
    if (worker == nullptr || options_.lens == Lens::kApi) return;
    out_.why_title = worker_why_title(world_, *found, *worker);
    out_.why = worker_why(timeline_, *found, options_.index);
  }

  void topic(model::TopicId id) {
    const services::sns::Topic* found = world_.sns().find(id);
    if (found == nullptr) return;
    out_.subject = subject_;
    out_.icon = "radio";
    out_.title = found->name;
    out_.subtitle = found->fifo ? "FIFO topic" : "Standard topic";
    out_.properties = topic_properties(world_, *found);
    if (options_.lens == Lens::kApi || !found->latest) return;
    out_.why_title = std::format("What became of {}?", publish_name(world_, found->latest->id));
    out_.why = topic_why(timeline_, *found);
  }

  void subscription(model::SubscriptionId id) {
    const services::sns::Subscription* found = world_.sns().find(id);
    if (found == nullptr) return;
    const services::sns::Topic* topic = world_.sns().find(found->topic);
    out_.subject = subject_;
    out_.icon = "funnel";
    out_.title = endpoint_name(*found);
    out_.subtitle =
        std::format("Subscription to {}", topic == nullptr ? "a deleted topic" : topic->name);
    out_.properties = subscription_properties(world_, *found);
    if (options_.lens == Lens::kApi) return;
    out_.why_title = subscription_why_title(timeline_, *found);
    out_.why = subscription_why(timeline_, *found);
  }

  void endpoint(model::SubscriptionId id) {
    const services::sns::Subscription* found = world_.sns().find(id);
    if (found == nullptr) return;
    out_.subject = subject_;
    out_.icon = endpoint_icon(endpoint_kind(found->protocol));
    out_.title = endpoint_name(*found);
    out_.subtitle = endpoint_words(endpoint_kind(found->protocol), found->protocol);
    out_.properties = endpoint_properties(world_, *found);
    if (options_.lens == Lens::kApi) return;
    out_.why_title = subscription_why_title(timeline_, *found);
    out_.why = subscription_why(timeline_, *found);
  }

  void bucket(model::BucketId id) {
    const services::s3::Bucket* found = world_.s3().find(id);
    if (found == nullptr) return;
    out_.subject = subject_;
    out_.icon = "boxes";
    out_.title = found->name;
    out_.subtitle = "S3 bucket";
    out_.properties = bucket_properties(world_, *found);
    if (options_.lens == Lens::kApi) return;
    out_.why_title = "What has it told, and whom?";
    out_.why = bucket_why(timeline_, *found, options_.index);
  }

  void object(model::ObjectId id) {
    if (id.value > world_.s3().last_object) return;
    const ObjectPlace place = find_object(world_, id);
    out_.subject = subject_;
    out_.icon = "box";
    out_.title = place.key == nullptr ? "Object" : object_name(*place.key);
    out_.subtitle =
        place.bucket == nullptr
            ? "gone"
            : std::format("S3 object, {}, in {}",
                          size_text(static_cast<std::int64_t>(place.object->body->size())),
                          place.bucket->name);
    out_.properties = object_properties(world_, id);
    if (options_.lens == Lens::kApi) return;
    out_.why = object_why(timeline_, id, options_.index);
    if (!out_.why.empty()) out_.why_title = "Where does it come from?";
  }

  void finish() {
    if (!out_.subject) return;
    if (!out_.properties.empty()) out_.hint.clear();
    const std::size_t all = out_.properties.size();
    out_.shown = options_.all_properties ? all : std::min(kShown, all);
    if (all > kShown) {
      out_.all.id = "inspector.all";
      out_.all.label = options_.all_properties ? "Fewer" : std::format("All {}", all);
      out_.all.pressed = options_.all_properties;
    }
    for (const lesson::Deed& deed : lesson::deeds_of(world_, subject_)) {
      out_.deeds.push_back(
          {{"deed." + deed.id, deed.label, deed.icon, "", !options_.held}, deed.line});
    }
    if (options_.lens == Lens::kApi) return;
    for (const model::Event* event : events_of(timeline_, subject_, options_.index, kHistory)) {
      out_.history.push_back(history_step(timeline_, *event));
    }
  }

  const world::Timeline& timeline_;
  const world::World& world_;
  model::Ref subject_;
  InspectorOptions options_;
  Inspector out_;
};

}  // namespace

Inspector build_inspector(const world::Timeline& timeline, model::Ref subject,
                          const InspectorOptions& options) {
  return Builder(timeline, subject, options).build();
}

}  // namespace view
