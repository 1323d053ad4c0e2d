// Reading streams and the callers that produce for them and consume from them.
#include "world/template_streams.h"

#include <algorithm>
#include <array>
#include <format>

#include "model/facts.h"
#include "world/template_values.h"

namespace world {
namespace {

using base::JsonReader;

constexpr std::int64_t kMostCallers = 64;
constexpr std::size_t kMostKeys = 1'000;
constexpr base::Duration kLeast = base::milliseconds(1);
constexpr std::array<std::string_view, 4> kActorTypes{"StreamProducer", "StreamConsumer",
                                                      "KclWorkers", "EventSourceMapping"};

std::uint32_t read_count(const JsonReader& p, std::string_view key, std::int64_t lo,
                         std::int64_t hi, std::int64_t fallback) {
  return static_cast<std::uint32_t>(read_integer(p, key, lo, hi, fallback));
}

void read_tags(const JsonReader& properties, std::map<std::string, std::string>& out) {
  const auto tags = properties.member("Tags");
  if (!tags) return;
  for (const JsonReader& tag : tags->elements()) {
    tag.only({"Key", "Value"});
    const auto key = tag.member("Key", true);
    if (key) out[key->text()] = read_text(tag, "Value", "");
  }
}

// Carries out one step of a set-up; a refusal is told where its value stands.
void set_up(World& world, const JsonReader& where, model::Request request) {
  const auto done = world.set_up(std::move(request));
  if (!done) where.fail(done.error().message);
}

// "arn:…:stream/orders" or a stream's name.
std::string name_of_stream(const std::string& text) { return text.substr(text.rfind('/') + 1); }

std::string arn_of_stream(const World& world, const std::string& name) {
  return std::format("arn:aws:kinesis:{}:{}:stream/{}", world.kinesis().region,
                     world.kinesis().account, name);
}

// A stream, or a consumer of one: "arn:…:stream/orders/consumer/fraud:1700000000".
void read_source_text(const World& world, const std::string& text, actors::StreamSourceSpec& out) {
  constexpr std::string_view kConsumer = "/consumer/";
  std::string stream = text;
  if (const std::size_t at = text.find(kConsumer); at != std::string::npos) {
    stream = text.substr(0, at);
    out.consumer = text.substr(at + kConsumer.size());
    out.consumer = out.consumer.substr(0, out.consumer.find(':'));
  }
  out.stream = name_of_stream(stream);
  out.stream_arn = arn_of_stream(world, out.stream);
}

void read_start(const World& world, const JsonReader& p, actors::StreamSourceSpec& out) {
  if (const auto start = p.member("StartingPosition")) {
    out.start_type = start->text();
    constexpr std::array<std::string_view, 3> kKnown{"TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"};
    if (!std::ranges::contains(kKnown, out.start_type)) {
      start->fail("must be \"TRIM_HORIZON\", \"LATEST\" or \"AT_TIMESTAMP\"");
    }
  }
  // Lessons know the time since their beginning, not dates.
  const base::Duration at = read_duration(p, "StartingTime", {});
  out.start_epoch_ms = world.options().epoch_ms + at.us / 1000;
  if (p.has("StartingTime") != (out.start_type == "AT_TIMESTAMP")) {
    p.fail("StartingTime stands with StartingPosition AT_TIMESTAMP, and only there");
  }
}

actors::StreamSourceSpec read_source(const World& world, const JsonReader& p, const char* key,
                                     const ResolveStreamText& resolve) {
  actors::StreamSourceSpec out;
  const auto source = p.member(key, true);
  if (source) {
    read_source_text(world, resolve(*source), out);
    if (world.kinesis().find_by_name(out.stream) == nullptr) {
      source->fail(std::format("there is no stream \"{}\"", out.stream));
    }
  }
  read_start(world, p, out);
  out.poll_every = read_duration(p, "PollEvery", out.poll_every, kLeast);
  return out;
}

std::optional<actors::WorkSpec> read_work_of(const JsonReader& p) {
  const auto work = p.member("Work");
  return work ? std::optional(read_work(*work)) : std::nullopt;
}

void read_faults(const JsonReader& p, std::vector<actors::FaultSpec>& out) {
  const auto faults = p.member("Faults");
  if (!faults) return;
  for (const JsonReader& fault : faults->elements()) {
    out.push_back(read_fault(fault));
    if (out.back().kind == actors::FaultSpec::Kind::kForgetDelete) {
      fault.fail("must be \"crash\" or \"hang\": a stream's records are not deleted");
    }
  }
}

void read_keys(const JsonReader& p, std::vector<actors::WeightedKey>& out) {
  if (const auto key = p.member("PartitionKey")) out.push_back({key->text(), 1});
  const auto keys = p.member("Keys");
  if (!keys) {
    if (out.empty()) out.push_back({"key-{n}", 1});
    return;
  }
  if (!out.empty()) keys->fail("stands instead of PartitionKey, not beside it");
  const auto list = keys->elements();
  if (list.empty() || list.size() > kMostKeys) {
    keys->fail(std::format("must be a list of 1 to {} keys", kMostKeys));
    return;
  }
  for (const JsonReader& key : list) {
    if (!key.is_object()) {
      out.push_back({key.text(), 1});
      continue;
    }
    key.only({"Key", "Weight"});
    const auto text = key.member("Key", true);
    out.push_back({text ? text->text() : "", read_count(key, "Weight", 1, 1'000, 1)});
  }
}

void read_retry(const JsonReader& p, actors::RetrySpec& out) {
  const auto retry = p.member("Retry");
  if (!retry) return;
  retry->only({"MaxAttempts", "Base", "Cap", "Jitter"});
  out.max_attempts = read_count(*retry, "MaxAttempts", 1, 1'000, out.max_attempts);
  out.base = read_duration(*retry, "Base", out.base, kLeast);
  out.cap = read_duration(*retry, "Cap", std::max(out.cap, out.base), kLeast);
  const auto jitter = retry->member("Jitter");
  const std::string kind = jitter ? jitter->text() : "full";
  if (kind != "full" && kind != "none") jitter->fail("must be \"full\" or \"none\"");
  out.full_jitter = kind == "full";
}

actors::KplSpec read_kpl(const JsonReader& p, model::Profile profile) {
  actors::KplSpec out;
  out.max_buffered = base::milliseconds(model::fact("kpl.buffer_ms", profile));
  out.aggregate_bytes = model::fact("kpl.aggregate_bytes", profile);
  out.collect_max = model::fact("kpl.collect_max", profile);
  out.ttl = base::seconds(model::fact("kpl.ttl_seconds", profile));
  out.rate_percent = model::fact("kpl.rate_percent", profile);
  const auto kpl = p.member("Kpl");
  if (!kpl) return out;
  kpl->only({"Aggregation", "RecordMaxBufferedTime", "AggregationMaxSize", "CollectionMaxCount",
             "RecordTtl", "RateLimit"});
  out.aggregation = read_boolean(*kpl, "Aggregation", out.aggregation);
  out.max_buffered = read_duration(*kpl, "RecordMaxBufferedTime", out.max_buffered, kLeast);
  out.aggregate_bytes =
      read_integer(*kpl, "AggregationMaxSize", 64, 1'048'576, out.aggregate_bytes);
  out.collect_max = read_integer(*kpl, "CollectionMaxCount", 1, 500, out.collect_max);
  out.ttl = read_duration(*kpl, "RecordTtl", out.ttl, kLeast);
  out.rate_percent = read_integer(*kpl, "RateLimit", 1, 10'000, out.rate_percent);
  return out;
}

actors::Library read_library(const JsonReader& p) {
  const auto library = p.member("Library");
  const std::string kind = library ? library->text() : "sdk";
  if (kind == "kpl") return actors::Library::kKpl;
  if (kind == "agent") return actors::Library::kAgent;
  if (kind != "sdk") library->fail("must be \"sdk\", \"kpl\" or \"agent\"");
  return actors::Library::kSdk;
}

actors::StreamProducerSpec read_producer(const World& world, const JsonReader& p,
                                         const ResolveStreamText& resolve) {
  p.only({"Target", "Library", "Every", "Start", "Count", "Pattern", "Burst", "FirstNumber", "Keys",
          "PartitionKey", "ExplicitHashKey", "Data", "DataBytes", "Retry", "Ordered", "Kpl", "As"});
  actors::StreamProducerSpec out;
  if (const auto target = p.member("Target", true)) {
    out.stream = name_of_stream(resolve(*target));
    if (world.kinesis().find_by_name(out.stream) == nullptr) {
      target->fail(std::format("there is no stream \"{}\"", out.stream));
    }
  }
  out.library = read_library(p);
  out.pattern = read_pattern(p);
  out.every = read_duration(p, "Every", out.every, kLeast);
  out.start = read_duration(p, "Start", out.start);
  out.count = read_count(p, "Count", 0, 10'000'000, 0);
  out.burst = read_count(p, "Burst", 1, 500, 1);
  out.first_number = read_count(p, "FirstNumber", 0, 1'000'000'000, 1);
  read_keys(p, out.keys);
  out.explicit_hash_key = read_text(p, "ExplicitHashKey", "");
  if (!out.explicit_hash_key.empty() && !base::parse_u128(out.explicit_hash_key)) {
    p.member("ExplicitHashKey")->fail("must be a decimal number from 0 to 2^128 - 1");
  }
  out.data = read_text(p, "Data", out.data);
  out.data_bytes = read_count(p, "DataBytes", 0, 10 << 20, 0);
  read_retry(p, out.retry);
  out.ordered = read_boolean(p, "Ordered", false);
  if (out.ordered && out.library != actors::Library::kSdk) {
    p.member("Ordered")->fail("is for plain calls of the SDK: the libraries collect records");
  }
  if (p.has("Kpl") && out.library == actors::Library::kSdk) {
    p.member("Kpl")->fail("needs Library \"kpl\" or \"agent\"");
  }
  out.kpl = read_kpl(p, world.options().profile);
  if (out.library == actors::Library::kAgent) out.kpl.aggregation = false;
  return out;
}

actors::StreamPollerSpec read_poller(const World& world, const JsonReader& p,
                                     const ResolveStreamText& resolve) {
  p.only({"Source", "Consumer", "StartingPosition", "StartingTime", "PollEvery", "Limit", "Work",
          "SkipParents", "Start", "Count", "Faults", "As"});
  actors::StreamPollerSpec out;
  out.source = read_source(world, p, "Source", resolve);
  out.source.consumer = read_text(p, "Consumer", out.source.consumer);
  out.source.limit = read_integer(p, "Limit", 1, 10'000, 0);
  out.start = read_duration(p, "Start", out.start);
  out.work = read_work_of(p);
  out.skip_parents = read_boolean(p, "SkipParents", false);
  read_faults(p, out.faults);
  return out;
}

actors::KclWorkerSpec read_kcl(const World& world, const std::string& name, const JsonReader& p,
                               const ResolveStreamText& resolve) {
  p.only({"Source",
          "Application",
          "Version",
          "EnhancedFanOut",
          "StartingPosition",
          "StartingTime",
          "PollEvery",
          "MaxRecords",
          "Work",
          "CheckpointRecords",
          "CheckpointEvery",
          "FailoverTime",
          "ScanEvery",
          "ShardSyncInterval",
          "HandOffTime",
          "MaxLeasesToSteal",
          "Start",
          "Count",
          "Faults",
          "As"});
  const model::Profile profile = world.options().profile;
  actors::KclWorkerSpec out;
  out.source = read_source(world, p, "Source", resolve);
  out.application = read_text(p, "Application", name);
  out.version = read_count(p, "Version", 1, 3, 3);
  // The idle time of 1.x is a second (aws-facts 3.9).
  const base::Duration idle =
      out.version == 1 ? base::seconds(1) : base::milliseconds(model::fact("kcl.idle_ms", profile));
  out.source.poll_every = read_duration(p, "PollEvery", idle, kLeast);
  out.source.limit =
      read_integer(p, "MaxRecords", 1, 10'000, model::fact("kcl.max_records", profile));
  if (read_boolean(p, "EnhancedFanOut", false)) {
    if (out.version == 1) p.member("EnhancedFanOut")->fail("is not in KCL 1.x, which only polls");
    out.source.consumer = out.application;
  }
  out.start = read_duration(p, "Start", out.start);
  out.failover =
      read_duration(p, "FailoverTime", base::milliseconds(model::fact("kcl.failover_ms", profile)),
                    base::milliseconds(30));
  out.scan_every = read_duration(p, "ScanEvery", out.failover * 2, kLeast);
  out.shard_sync =
      read_duration(p, "ShardSyncInterval",
                    base::seconds(model::fact("kcl.shard_sync_seconds", profile)), kLeast);
  out.hand_off = read_duration(p, "HandOffTime", out.hand_off, kLeast);
  out.steal_max =
      read_count(p, "MaxLeasesToSteal", 1, 1'000, model::fact("kcl.steal_max", profile));
  out.work = read_work_of(p);
  out.checkpoint_records = read_count(p, "CheckpointRecords", 1, 1'000'000, 0);
  if (const auto every = p.member("CheckpointEvery")) {
    out.checkpoint_every = duration_of(*every, kLeast);
    if (out.checkpoint_records != 0) every->fail("stands instead of CheckpointRecords");
  }
  read_faults(p, out.faults);
  return out;
}

actors::FunctionSpec read_function(const JsonReader& p) {
  actors::FunctionSpec out;
  const auto function = p.member("Function");
  if (!function) return out;
  function->only({"Duration", "PerRecord", "Concurrency", "Poison", "FailFirst"});
  out.duration = read_duration(*function, "Duration", out.duration, kLeast);
  out.per_record = read_duration(*function, "PerRecord", {});
  out.concurrency = read_count(*function, "Concurrency", 1, 1'000, 0);
  out.poison = read_text(*function, "Poison", "");
  out.fail_first = read_count(*function, "FailFirst", 1, 1'000'000, 0);
  return out;
}

// {"OnFailure": {"Destination": <ARN of a queue, a topic or a bucket>}}
std::string read_destination(const World& world, const JsonReader& p,
                             const ResolveStreamText& resolve) {
  const auto config = p.member("DestinationConfig");
  if (!config) return {};
  config->only({"OnFailure"});
  const auto failure = config->member("OnFailure", true);
  if (failure) failure->only({"Destination"});
  const auto destination = failure ? failure->member("Destination", true) : std::nullopt;
  if (!destination) return {};
  std::string arn = resolve(*destination);
  if (arn.starts_with("arn:aws:sns:") || arn.starts_with("arn:aws:s3:::")) return arn;
  if (arn.starts_with("arn:aws:sqs:")) {
    const std::string_view queue = std::string_view(arn).substr(arn.rfind(':') + 1);
    if (const auto* found = world.sqs().find_by_name(queue)) return found->url;
  }
  destination->fail("must be the ARN of a queue, a topic or a bucket of this template");
  return {};
}

bool read_response_types(const JsonReader& p) {
  const auto types = p.member("FunctionResponseTypes");
  if (!types) return false;
  bool out = false;
  for (const JsonReader& type : types->elements()) {
    out = type.text() == "ReportBatchItemFailures";
    if (!out) type.fail("must be \"ReportBatchItemFailures\"");
  }
  return out;
}

// -1 means "no limit" to AWS.
std::optional<base::Duration> read_max_age(const JsonReader& p, model::Profile profile) {
  const auto age = p.member("MaximumRecordAgeInSeconds");
  if (!age) return std::nullopt;
  const std::int64_t least = model::fact("esm.record_age.min", profile);
  const std::int64_t seconds = age->integer(-1, model::fact("esm.record_age.max", profile), -1);
  if (seconds == -1) return std::nullopt;
  if (seconds < least) age->fail(std::format("must be -1 or at least {}", least));
  return base::seconds(seconds);
}

actors::LambdaMappingSpec read_mapping(const World& world, const JsonReader& p,
                                       const ResolveStreamText& resolve) {
  p.only({"EventSourceArn", "StartingPosition", "StartingTime", "BatchSize",
          "MaximumBatchingWindowInSeconds", "ParallelizationFactor", "BisectBatchOnFunctionError",
          "MaximumRetryAttempts", "MaximumRecordAgeInSeconds", "DestinationConfig",
          "FunctionResponseTypes", "TumblingWindowInSeconds", "Function", "PollEvery", "RetryPause",
          "Start", "As"});
  const model::Profile profile = world.options().profile;
  const auto fact = [&](model::FactId id) { return model::fact(id, profile); };
  actors::LambdaMappingSpec out;
  out.source = read_source(world, p, "EventSourceArn", resolve);
  out.start = read_duration(p, "Start", out.start);
  out.batch_size =
      read_integer(p, "BatchSize", 1, fact("esm.batch.max"), fact("esm.batch.default"));
  out.window = base::seconds(
      read_integer(p, "MaximumBatchingWindowInSeconds", 0, fact("esm.window.max"), 0));
  out.parallelization =
      read_count(p, "ParallelizationFactor", 1, fact("esm.parallelization.max"), 1);
  out.bisect = read_boolean(p, "BisectBatchOnFunctionError", false);
  out.max_retries = read_integer(p, "MaximumRetryAttempts", -1, fact("esm.retries.max"), -1);
  out.max_age = read_max_age(p, profile);
  out.report_item_failures = read_response_types(p);
  out.tumbling =
      base::seconds(read_integer(p, "TumblingWindowInSeconds", 0, fact("esm.tumbling.max"), 0));
  out.on_failure = read_destination(world, p, resolve);
  out.retry_pause = read_duration(p, "RetryPause", out.retry_pause, kLeast);
  out.function = read_function(p);
  return out;
}

void encrypt(World& world, const std::string& name, const JsonReader& properties,
             const ResolveStreamText& resolve) {
  const auto encryption = properties.member("StreamEncryption");
  if (!encryption) return;
  encryption->only({"EncryptionType", "KeyId"});
  const auto key = encryption->member("KeyId", true);
  if (!key) return;
  model::kinesis::StartStreamEncryptionRequest request;
  request.stream_name = name;
  request.encryption_type = read_text(*encryption, "EncryptionType", "KMS");
  request.key_id = resolve(*key);
  set_up(world, *encryption, std::move(request));
}

}  // namespace

void add_stream(World& world, const std::string& name, const JsonReader& resource,
                const ResolveStreamText& resolve) {
  model::kinesis::CreateStreamRequest request;
  request.stream_name = name;
  const auto properties = resource.member("Properties");
  bool on_demand = false;
  if (properties) {
    properties->only({"Name", "ShardCount", "RetentionPeriodHours", "StreamModeDetails",
                      "StreamEncryption", "MaxRecordSizeInKiB", "Tags"});
    if (const auto mode = properties->member("StreamModeDetails")) {
      mode->only({"StreamMode"});
      request.stream_mode_details = {read_text(*mode, "StreamMode", "PROVISIONED")};
      on_demand = request.stream_mode_details->stream_mode == "ON_DEMAND";
    }
    if (const auto shards = properties->member("ShardCount")) {
      request.shard_count = shards->integer(1, 10'000, 1);
    }
    if (const auto size = properties->member("MaxRecordSizeInKiB")) {
      request.max_record_size_in_kib = size->integer(1'024, 10'240, 1'024);
    }
    read_tags(*properties, request.tags);
  }
  if (!on_demand && !request.shard_count) request.shard_count = 1;
  const auto made = world.set_up(request);
  if (!made) {
    resource.fail(made.error().message);
    return;
  }
  if (!properties) return;
  const auto hours = properties->member("RetentionPeriodHours");
  if (const std::int64_t wanted = hours ? hours->integer(24, 8'760, 24) : 24; wanted != 24) {
    model::kinesis::IncreaseStreamRetentionPeriodRequest longer;
    longer.stream_name = name;
    longer.retention_period_hours = wanted;
    set_up(world, *hours, std::move(longer));
  }
  encrypt(world, name, *properties, resolve);
}

void add_stream_consumer(World& world, const std::string& name, const JsonReader& resource,
                         const ResolveStreamText& resolve) {
  const auto properties = resource.member("Properties", true);
  if (!properties) return;
  properties->only({"ConsumerName", "StreamARN", "Tags"});
  const auto stream = properties->member("StreamARN", true);
  if (!stream) return;
  model::kinesis::RegisterStreamConsumerRequest request;
  request.stream_arn = resolve(*stream);
  request.consumer_name = name;
  read_tags(*properties, request.tags);
  set_up(world, resource, std::move(request));
}

bool knows_stream_actor(std::string_view type) { return std::ranges::contains(kActorTypes, type); }

std::string stream_actor_types() {
  std::string out;
  for (const std::string_view type : kActorTypes) {
    if (!out.empty()) out += type == kActorTypes.back() ? " or " : ", ";
    out += std::format("\"{}\"", type);
  }
  return out;
}

StreamActors read_stream_actors(const World& world, const std::string& name, std::string_view type,
                                const JsonReader& p, const ResolveStreamText& resolve) {
  StreamActors out;
  if (type == "StreamProducer") {
    out.spec = read_producer(world, p, resolve);
  } else if (type == "EventSourceMapping") {
    out.spec = read_mapping(world, p, resolve);
  } else {
    out.count = read_integer(p, "Count", 1, kMostCallers, 0);
    if (type == "KclWorkers") {
      out.spec = read_kcl(world, name, p, resolve);
    } else {
      out.spec = read_poller(world, p, resolve);
    }
  }
  return out;
}

}  // namespace world
