// Below the tapes: who reads them. A card for each reader with its iterator age, what shared
// polling has left of a shard's 2 MiB and 5 calls a second beside the pipes of enhanced fan-out,
// the lease tables of the KCL, functions with their batches, and the queues beside the stream.
#include <algorithm>
#include <array>
#include <cmath>
#include <format>

#include "view/scene_stream.h"
#include "view/scene_topic.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::int64_t kReadBytes = 2 * 1'048'576;  // per shard and second (aws-facts 3.6)
constexpr std::int64_t kReadCalls = 5;
constexpr float kLine = 19;
constexpr float kRow = 17;  // of a lease table
constexpr float kGap = 12;
constexpr std::size_t kMostRows = 6;
constexpr std::size_t kMostBatchLines = 3;
constexpr float kTableHead = 52;  // of a lease table, with the room under its last row
constexpr std::size_t kMostQueues = 2;
constexpr std::size_t kPhonePlaces = 3;
constexpr float kPhoneGap = 6;
constexpr float kPhonePlate = 44;  // "+2", as wide as a finger
constexpr float kQueueHeight = 96;
constexpr float kWayToQueue = 36;  // long enough for a message to be seen on it
constexpr base::Duration kLate = base::seconds(1);

bool polls(const StageReader& r) { return r.kind != ReaderKind::kEnhanced; }

bool has_shared(const StageStream& stream) { return std::ranges::any_of(stream.readers, polls); }

const StageMapping* mapping_of(const StageStream& stream, const StageReader& reader) {
  const auto it = std::ranges::find_if(
      stream.mappings, [&](const StageMapping& m) { return model::ref(m.actor) == reader.ref; });
  return it == stream.mappings.end() ? nullptr : &*it;
}

float mapping_height(const StageMapping& mapping) {
  const std::size_t n = std::min(mapping.batches.size(), kMostBatchLines);
  return 26 + kLine * static_cast<float>(3 + n);
}

std::string age_words(const StageReader& reader) {
  if (reader.cursors.empty()) return "no shard yet";
  if (reader.behind.us == 0) return "up to date";
  return countdown(reader.behind) + " behind";
}

// "polls every 250 ms", without its verb where that would be cut off.
std::string state_words(const StageReader& reader, float w) {
  constexpr std::string_view kVerb = "polls ";
  const bool long_for = 7.2f * static_cast<float>(reader.state.size()) > w;
  return reader.state.substr(long_for && reader.state.starts_with(kVerb) ? kVerb.size() : 0);
}

std::string two_decimals(std::int64_t bytes) {
  const std::int64_t hundredths = bytes * 100 / 1'048'576;
  return std::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

std::string_view icon_of(ReaderKind kind) {
  switch (kind) {
    case ReaderKind::kLambda: return "zap";
    case ReaderKind::kEnhanced: return "waves";
    case ReaderKind::kLibrary:
    case ReaderKind::kPoller: break;
  }
  return "server";
}

enum class ItemKind : std::uint8_t { kShared, kReader, kTable, kQueue };

/// A card before it has a place.
struct Item {
  ItemKind kind = ItemKind::kReader;
  const StageReader* reader = nullptr;
  const StageLeaseTable* table = nullptr;
  float w = 0;  // as it would like to be
  float least = 0;
  const StageQueue* queue = nullptr;
  model::ActorId told_by;  // the function whose failures the queue gets
  float before = 0;        // room for the way to it
};

// Behind the function that tells it what it gives up, or on its own.
void add_queue_items(const StageState& state, const StageStream& stream, const StageMapping* teller,
                     std::vector<Item>& out) {
  const auto is_told = [&](const StageQueue& q) {
    return std::ranges::contains(stream.mappings, q.id, &StageMapping::destination);
  };
  for (const StageQueue& q : state.queues) {
    const bool here = teller != nullptr ? teller->destination == q.id : !is_told(q);
    if (!here || std::ranges::contains(out, &q, &Item::queue)) continue;
    if (std::ranges::count(out, ItemKind::kQueue, &Item::kind) == kMostQueues) return;
    out.push_back({.kind = ItemKind::kQueue,
                   .w = 170,
                   .least = 140,
                   .queue = &q,
                   .told_by = teller != nullptr ? teller->actor : model::ActorId{},
                   .before = teller != nullptr ? kWayToQueue : 0});
  }
}

std::vector<Item> items_of(const StageState& state, const StageStream& stream) {
  std::vector<Item> out;
  if (has_shared(stream)) out.push_back({ItemKind::kShared, nullptr, nullptr, 190, 150});
  for (const StageReader& r : stream.readers) {
    const StageMapping* mapping = mapping_of(stream, r);
    if (!polls(r)) continue;
    const bool function = mapping != nullptr;
    out.push_back(
        {ItemKind::kReader, &r, nullptr, function ? 230.f : 164.f, function ? 170.f : 104.f});
    if (function) add_queue_items(state, stream, mapping, out);
  }
  for (const StageLeaseTable& table : stream.leases) {
    out.push_back({ItemKind::kTable, nullptr, &table, 372, 288});
  }
  for (const StageReader& r : stream.readers) {
    if (polls(r)) continue;
    out.push_back({ItemKind::kReader, &r, nullptr, 190, 130});
    if (const StageMapping* mapping = mapping_of(stream, r)) {
      add_queue_items(state, stream, mapping, out);
    }
  }
  add_queue_items(state, stream, nullptr, out);
  return out;
}

float sum(const std::vector<Item>& items, float Item::* w) {
  float out = -kGap;
  for (const Item& item : items) out += item.before + item.*w + kGap;
  return out;
}

// Those that come first, as far as they have room.
std::vector<Item> fitting(std::vector<Item> items, float room) {
  while (items.size() > 1 && sum(items, &Item::least) > room) items.pop_back();
  return items;
}

class Band {
 public:
  Band(Stage& stage, const StreamPlan& plan, const StageStream& stream, StreamPicture& picture)
      : stage_(stage), plan_(plan), stream_(stream), picture_(picture) {}

  void add() {
    if (plan_.readers.h <= 0) return;
    if (plan_.phone()) {
      add_phone();
      return;
    }
    const std::vector<Item> wished = items_of(stage_.state, stream_);
    const std::size_t all = wished.size();
    const std::vector<Item> items = fitting(wished, plan_.readers.w);
    const float least = sum(items, &Item::least);
    const float wanted = sum(items, &Item::w);
    const float share = wanted <= plan_.readers.w || wanted <= least
                            ? 1
                            : (plan_.readers.w - least) / (wanted - least);
    // Under the tapes, where they read.
    float x = plan_.readers.x;
    if (share >= 1) x = std::max(x, plan_.readers.right() - std::min(wanted, plan_.readers.w));
    for (const Item& item : items) {
      const float w = std::floor(item.least + (item.w - item.least) * std::clamp(share, 0.f, 1.f));
      x += item.before;
      add_item(item, {x, plan_.readers.y, w, plan_.readers.h});
      x += w + kGap;
    }
    if (items.size() < all) {
      picture_.more +=
          std::format("{}{} more readers", picture_.more.empty() ? "" : ", ", all - items.size());
      picture_.more_at = {plan_.tape_x0 + 60, plan_.bar.bottom() + 14};
    }
    add_pipes();
  }

 private:
  void add_item(const Item& item, const Rect& box) {
    switch (item.kind) {
      case ItemKind::kShared: add_shared(box); break;
      case ItemKind::kReader: add_reader(*item.reader, box); break;
      case ItemKind::kTable: add_table(*item.table, box); break;
      case ItemKind::kQueue: add_queue(item, box); break;
    }
  }

  // -- Queues -------------------------------------------------------------------------------------

  void add_queue(const Item& item, Rect box) {
    const bool tall = box.h >= kQueueHeight;
    box.h = tall ? kQueueHeight : std::min(box.h, 44.f);
    add_queue_card(stage_, *item.queue, box, tall ? RowForm::kTall : RowForm::kRow, false);
    const auto teller =
        std::ranges::find(picture_.cards, model::ref(item.told_by), &StreamCard::ref);
    if (!item.told_by || teller == picture_.cards.end()) return;
    const float y = std::min(box.centre().y, teller->box.bottom() - 12);
    const Edge edge = make_edge(EdgeKind::kFlow, {teller->box.right(), y}, {box.x, y}, false, true);
    stage_.scene.edges.push_back(edge);
    stage_.wires.emplace(item.told_by, Wire{edge, false});
  }

  // -- Readers ------------------------------------------------------------------------------------

  StreamCard head(const StageReader& r, const Rect& box) const {
    StreamCard out;
    out.ref = r.ref;
    out.box = box;
    out.icon = icon_of(r.kind);
    out.icon_at = {box.x + 18, box.y + 18};
    out.bad = r.down;
    out.marks = stream_marks(stage_, r.ref);
    out.label = std::format("{}, {}, {}, {} processed", r.name, r.state, age_words(r),
                            amount(r.processed, "record"));
    if (r.out_of_order > 0) out.label += std::format(", {} out of order", r.out_of_order);
    out.lines.push_back(
        {.at = {box.x + 34, box.y + 18}, .w = box.w - 42, .text = r.name, .strong = true});
    return out;
  }

  void add_reader(const StageReader& r, const Rect& whole) {
    const StageMapping* mapping = mapping_of(stream_, r);
    Rect box = whole;
    box.h = std::min(box.h, mapping != nullptr ? mapping_height(*mapping) : 16 + 3 * kLine + 20);
    StreamCard card = head(r, box);
    const float x = box.x + 14;
    const float w = box.w - 22;
    float y = box.y + 18 + kLine + 2;
    card.lines.push_back(
        {.at = {x, y}, .w = w, .text = state_words(r, w), .bad = r.down, .quiet = !r.down});
    y += kLine;
    card.lines.push_back({.at = {x, y}, .w = w, .text = age_words(r), .late = r.behind >= kLate});
    y += kLine;
    if (mapping != nullptr) {
      add_batches(*mapping, x, y, w, card);
    } else if (r.kind == ReaderKind::kEnhanced && y + 8 <= box.bottom()) {
      card.gauges.push_back(gauge({x, y - 8, w, 16}, "MiB/s", r.bytes, kReadBytes, "of 2"));
    } else if (r.out_of_order > 0 && y + 8 <= box.bottom()) {
      card.lines.push_back({.at = {x, y},
                            .w = w,
                            .text = std::format("{} out of order",
                                                grouped(static_cast<std::int64_t>(r.out_of_order))),
                            .bad = true});
    } else if (y + 8 <= box.bottom()) {
      const auto n = grouped(static_cast<std::int64_t>(r.processed));
      card.lines.push_back({.at = {x, y}, .w = w, .text = n + " processed", .quiet = true});
    }
    picture_.cards.push_back(std::move(card));
  }

  void add_batches(const StageMapping& mapping, float x, float y, float w, StreamCard& card) const {
    std::size_t n = 0;
    for (const StageBatch& b : mapping.batches) {
      if (n == kMostBatchLines || y + 8 > card.box.bottom()) break;
      CardLine line{.at = {x, y}, .w = w};
      line.text = std::format("shard {}: {}", b.shard, amount(b.records, "record"));
      if (b.attempt > 1) line.text += std::format(", attempt {}", b.attempt);
      if (b.halved) line.text += ", bisected";
      line.bad = b.attempt > 1;
      card.lines.push_back(std::move(line));
      y += kLine;
      ++n;
    }
    if (mapping.discarded == 0 || y + 8 > card.box.bottom()) return;
    card.lines.push_back({.at = {x, y},
                          .w = w,
                          .text = std::format("{} discarded", amount(mapping.discarded, "record")),
                          .bad = true});
  }

  // -- Shared polling -----------------------------------------------------------------------------

  static RateGauge gauge(Rect box, std::string name, std::int64_t value, std::int64_t limit,
                         std::string_view of) {
    RateGauge out;
    out.box = box;
    out.name = std::move(name);
    out.share = static_cast<float>(static_cast<double>(value) / static_cast<double>(limit));
    out.value = limit == kReadCalls ? std::format("{} {}", value, of)
                                    : std::format("{} {}", two_decimals(value), of);
    out.hot = value >= limit;
    return out;
  }

  // All who poll a shard share its limits: the shard that is read most.
  void add_shared(const Rect& whole) {
    const StageShard* most = nullptr;
    const auto load = [](const StageShard& s) {
      return std::max(static_cast<double>(s.read_calls) / static_cast<double>(kReadCalls),
                      static_cast<double>(s.read_bytes) / static_cast<double>(kReadBytes));
    };
    for (const StageShard& s : stream_.shards) {
      if (most == nullptr || load(s) > load(*most)) most = &s;
    }
    StreamCard card;
    card.box = {whole.x, whole.y, whole.w, std::min(whole.h, 16 + 3 * kLine + 20)};
    const float x = whole.x + 14;
    const float w = whole.w - 24;
    float y = whole.y + 18;
    card.lines.push_back({.at = {x, y}, .w = w, .text = "Shared reads", .strong = true});
    y += kLine + 2;
    card.lines.push_back({.at = {x, y}, .w = w, .text = "of the busiest shard", .quiet = true});
    if (most != nullptr && most->read_calls > 0) {
      card.lines.back().text = std::format("of shard {}", most->number);
    }
    y += kLine;
    const std::int64_t bytes = most == nullptr ? 0 : most->read_bytes;
    const std::int64_t calls = most == nullptr ? 0 : most->read_calls;
    card.gauges.push_back(gauge({x, y - 8, w, 16}, "MiB/s", bytes, kReadBytes, "of 2"));
    y += kLine;
    if (y + 8 <= card.box.bottom()) {
      card.gauges.push_back(gauge({x, y - 8, w, 16}, "calls/s", calls, kReadCalls, "of 5"));
    }
    card.label = std::format("Shared reads of the busiest shard: {} of 2 MiB/s, {} of 5 calls/s",
                             two_decimals(bytes), calls);
    picture_.cards.push_back(std::move(card));
  }

  // -- Lease table --------------------------------------------------------------------------------

  static std::string owner_words(const StageLease& lease) {
    if (lease.finished && lease.owner_name.empty()) return "done";
    return lease.owner_name.empty() ? "nobody" : lease.owner_name;
  }

  void add_table(const StageLeaseTable& table, const Rect& whole) {
    std::vector<const StageLease*> rows;
    for (const StageLease& lease : table.leases) rows.push_back(&lease);
    std::ranges::stable_sort(rows, {}, [](const StageLease* l) { return l->finished; });
    const auto room = static_cast<std::size_t>(std::max((whole.h - kTableHead) / kRow, 0.f));
    const std::size_t shown = std::min(rows.size(), room);
    StreamCard card;
    card.box = {
        whole.x, whole.y, whole.w,
        std::min(whole.h, kTableHead + kRow * static_cast<float>(std::max<std::size_t>(shown, 1)))};
    const Rect& b = card.box;
    const float x = b.x + 14;
    const std::array<float, 4> at{0, .16f, .42f, .62f};  // shares of the width
    const auto column = [&](std::size_t i) { return x + at[i] * (b.w - 24); };
    const auto width = [&](std::size_t i) {
      return (i < 3 ? column(i + 1) : b.right() - 8) - column(i) - 6;
    };
    card.lines.push_back({.at = {x, b.y + 16},
                          .w = b.w - 120,
                          .text = "Leases of " + table.application,
                          .strong = true});
    const std::string more =
        shown < rows.size() ? std::format("+{} rows", rows.size() - shown) : "DynamoDB";
    card.lines.push_back(
        {.at = {b.right() - 12, b.y + 16}, .w = 90, .text = more, .quiet = true, .right = true});
    static constexpr std::array kHeads{"shard", "owner", "counter", "checkpoint"};
    for (std::size_t i = 0; i < kHeads.size(); ++i) {
      card.lines.push_back(
          {.at = {column(i), b.y + 35}, .w = width(i), .text = kHeads[i], .quiet = true});
    }
    card.rules.push_back(b.y + 26);
    card.label = std::format("Lease table of {}", table.application);
    float y = b.y + 35 + kRow;
    for (std::size_t r = 0; r < shown; ++r, y += kRow) {
      const StageLease& lease = *rows[r];
      const std::string number =
          lease.shard_name.size() > 4 ? lease.shard_name.substr(lease.shard_name.size() - 4) : "";
      const std::array<std::string, 4> cells{"…" + number, owner_words(lease),
                                             grouped(static_cast<std::int64_t>(lease.counter)),
                                             lease.checkpoint};
      for (std::size_t i = 0; i < cells.size(); ++i) {
        CardLine line{.at = {column(i), y}, .w = width(i), .text = cells[i], .mono = i != 1};
        line.quiet = lease.finished;
        line.bad = lease.expired && (i == 1 || i == 2);
        card.lines.push_back(std::move(line));
      }
      card.label +=
          std::format("; {} {} {}{}, checkpoint {}", lease.shard_name, owner_words(lease),
                      lease.counter, lease.expired ? " not renewed in time" : "", lease.checkpoint);
    }
    picture_.cards.push_back(std::move(card));
  }

  // -- Pipes --------------------------------------------------------------------------------------

  // One line beside the tapes for all that poll, one for each consumer of enhanced fan-out.
  void add_pipes() {
    float x = plan_.tape_x1 + 9;
    float y = plan_.readers.y - 6;
    bool shared = false;
    for (std::size_t pass = 0; pass < 2; ++pass) {
      for (const StageReader& r : stream_.readers) {
        if (polls(r) != (pass == 0) || r.cursors.empty()) continue;
        const auto card = std::ranges::find(picture_.cards, r.ref, &StreamCard::ref);
        if (card == picture_.cards.end()) continue;
        if (pass == 1) {
          x += 6;
          y -= 4;
          if (x > plan_.tape_x1 + 24) return;
        }
        ReadPipe pipe = pipe_to(r, *card, x, y);
        pipe.shared = pass == 0;
        if (pipe.taps.empty()) continue;
        // Those who share have one line with several ends.
        if (pipe.shared && shared) merge(pipe);
        shared |= pipe.shared;
        picture_.pipes.push_back(std::move(pipe));
      }
    }
  }

  ReadPipe pipe_to(const StageReader& r, const StreamCard& card, float x, float y) const {
    ReadPipe out;
    float top = 1e6f;
    for (const StageCursor& c : r.cursors) {
      for (const TapeNode& tape : picture_.tapes) {
        if (tape.ref != model::ref(c.shard)) continue;
        const float at = tape.box.centre().y;
        if (tape.box.right() < plan_.tape_x1 - 1) continue;  // a closed one stands before it
        out.taps.push_back({x, at});
        top = std::min(top, at);
      }
    }
    const float port = std::min(std::max(x, card.box.x + 14), card.box.right() - 14);
    out.line = {{x, top}, {x, y}, {port, y}, {port, card.box.y}};
    return out;
  }

  static void merge(ReadPipe& pipe) { pipe.line = {pipe.line[1], pipe.line[2], pipe.line[3]}; }

  // -- Phone --------------------------------------------------------------------------------------

  // One row of names. A queue beside the stream takes the last of the places; readers without one
  // are behind a plate.
  void add_phone() {
    const bool queue = !stage_.state.queues.empty();
    const std::size_t places = kPhonePlaces - (queue ? 1 : 0);
    const std::vector<StageReader>& readers = stream_.readers;
    const auto selected = std::ranges::find(readers, stage_.options.selected, &StageReader::ref);
    const RowChoice choice =
        choose_for_row(std::vector<float>(readers.size(), 1), static_cast<float>(places), 0, 0,
                       static_cast<std::size_t>(selected - readers.begin()));
    const std::size_t hidden = readers.size() - choice.shown.size();
    const float plate = hidden > 0 ? kPhonePlate + kPhoneGap : 0;
    const auto n = static_cast<float>(choice.shown.size() + (queue ? 1 : 0));
    const float w = (plan_.readers.w - plate - kPhoneGap * (n - 1)) / n;
    Rect box{plan_.readers.x, plan_.readers.y, w, plan_.readers.h};
    for (const std::size_t i : choice.shown) {
      add_phone_card(readers[i], box);
      box.x += w + kPhoneGap;
    }
    if (choice.next) {
      add_phone_plate(choice, {box.x, box.y, kPhonePlate, box.h});
      box.x += plate;
    }
    if (queue) add_queue_card(stage_, stage_.state.queues.front(), box, RowForm::kMini, false);
  }

  void add_phone_card(const StageReader& r, const Rect& box) {
    StreamCard card;
    card.ref = r.ref;
    card.box = box;
    card.bad = r.down;
    card.marks = stream_marks(stage_, r.ref);
    card.label = std::format("{}, {}, {}", r.name, r.state, age_words(r));
    const float y = box.centre().y;
    const bool both = box.w > 150;
    const std::string age = r.down ? r.state : r.behind >= kLate ? countdown(r.behind) : "";
    const float age_w = age.empty() || !both ? 0 : 8 * static_cast<float>(age.size()) + 8;
    card.lines.push_back(
        {.at = {box.x + 10, y}, .w = box.w - 18 - age_w, .text = r.name, .strong = true});
    if (age_w > 0) {
      card.lines.push_back({.at = {box.right() - 10, y},
                            .w = age_w,
                            .text = age,
                            .late = !r.down,
                            .bad = r.down,
                            .right = true});
    }
    picture_.cards.push_back(std::move(card));
  }

  // Those without a place: a press selects the next of them, which has one then.
  void add_phone_plate(const RowChoice& choice, const Rect& box) {
    StreamCard card;
    card.ref = stream_.readers[*choice.next].ref;
    card.box = box;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < stream_.readers.size(); ++i) {
      const StageReader& r = stream_.readers[i];
      if (std::ranges::contains(choice.shown, i)) continue;
      names.push_back(r.down ? std::format("{} ({})", r.name, r.state) : r.name);
      card.bad |= r.down;
    }
    card.lines.push_back({.at = {box.x + 10, box.centre().y},
                          .w = box.w - 12,
                          .text = std::format("+{}", names.size()),
                          .strong = true});
    card.label = std::format("{}: {}", amount(names.size(), "more reader"), join_words(names));
    picture_.cards.push_back(std::move(card));
  }

  Stage& stage_;
  const StreamPlan& plan_;
  const StageStream& stream_;
  StreamPicture& picture_;
};

}  // namespace

float readers_height(const StageStream& stream, bool phone, float height) {
  if (stream.readers.empty() && stream.leases.empty()) return 0;
  if (phone) return stream.readers.empty() ? 0.f : 30.f;
  float out = 16 + 3 * kLine + 20;
  for (const StageMapping& m : stream.mappings) {
    out = std::max({out, mapping_height(m), m.destination ? kQueueHeight : 0.f});
  }
  for (const StageLeaseTable& t : stream.leases) {
    const std::size_t rows = std::clamp<std::size_t>(t.leases.size(), 1, kMostRows);
    out = std::max(out, kTableHead + kRow * static_cast<float>(rows));
  }
  return std::floor(std::min(out, height * .27f));
}

std::vector<model::QueueId> queues_beside(const StageState& state, const StreamPlan& plan,
                                          const StageStream& stream) {
  std::vector<model::QueueId> out;
  if (plan.readers.h <= 0) return out;
  if (plan.phone()) {
    if (!state.queues.empty()) out.push_back(state.queues.front().id);
    return out;
  }
  for (const Item& item : fitting(items_of(state, stream), plan.readers.w)) {
    if (item.queue != nullptr) out.push_back(item.queue->id);
  }
  return out;
}

void add_reader_cards(Stage& stage, const StreamPlan& plan, const StageStream& stream,
                      StreamPicture& picture) {
  if (!stage.truth()) return;
  Band(stage, plan, stream, picture).add();
}

}  // namespace view
