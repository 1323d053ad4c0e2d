// Frames built by hand with the numbers of the design's drawings: screens 1, 2, 7 and 8a.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "view/frame.h"

namespace ui_test {

inline view::Control control(std::string id, std::string label, std::string icon = "",
                             std::string shortcut = "") {
  return {std::move(id), std::move(label), std::move(icon), std::move(shortcut)};
}

inline base::SimTime at_s(double s) {
  return {static_cast<std::int64_t>(s * 1e6 + (s < 0 ? -.5 : .5))};
}

inline view::TopBar lesson_bar(bool light) {
  view::TopBar top;
  top.crumbs = {"SQS", "Visibility timeout"};
  top.home = control("top.home", "Course home");
  top.lens_truth = control("lens.truth", "Truth");
  top.lens_truth->pressed = true;
  top.lens_api = control("lens.api", "API view");
  top.icons = {control("top.theme", light ? "Dark theme" : "Light theme", light ? "moon" : "sun"),
               control("top.present", "Presenter view", "presentation"),
               control("top.reader", "Reader view", "accessibility"),
               control("top.help", "Keyboard", "circle-help", "?")};
  return top;
}

inline std::vector<view::Control> beat_links(int n) {
  std::vector<view::Control> out;
  for (int i = 0; i < n; ++i)
    out.push_back(control("lesson.beat." + std::to_string(i), "Beat " + std::to_string(i + 1)));
  return out;
}

inline std::vector<bool> first_done(int done, int of) {
  std::vector<bool> out(static_cast<std::size_t>(of), false);
  for (int i = 0; i < done; ++i) out[static_cast<std::size_t>(i)] = true;
  return out;
}

inline view::Chip chip(std::uint32_t n, std::string id, float x, float y, float w = 54,
                       float h = 28) {
  view::Chip c;
  c.ref = {model::RefKind::kMessage, n};
  c.label = id + ", waiting";
  c.id = std::move(id);
  c.box = {x, y, w, h};
  return c;
}

inline view::TrayRow tray_row(view::Chip c, float rim, std::string time, float tx, float ty,
                              int pips) {
  view::TrayRow row;
  c.rim = rim;
  c.time = std::move(time);
  c.time_at = {tx, ty};
  c.pips = pips;
  row.chip = std::move(c);
  return row;
}

inline view::WorkerNode worker(std::uint32_t n, std::string name, view::Rect box, std::string job,
                               std::string time, float progress) {
  view::WorkerNode w;
  w.ref = {model::RefKind::kActor, n};
  w.box = box;
  w.name = std::move(name);
  w.job = std::move(job);
  w.time = std::move(time);
  w.progress = progress;
  return w;
}

/// The run of the drawings: events, depth and age up to `now` seconds.
inline view::Transport transport(double now, std::string clock, std::string clock_short) {
  view::Transport t;
  t.clock = std::move(clock);
  t.clock_short = std::move(clock_short);
  t.speed = "Slow motion 0.5×";
  t.step_back = control("transport.step_back", "One event back");
  t.play = control("transport.play", "Play", "", "Space");
  t.step_forward = control("transport.step_forward", "One event on");
  t.next_event = control("transport.next_event", "Next event");
  t.skip_quiet = control("transport.skip_quiet", "Skip the quiet");
  t.speed_down = control("transport.slower", "Slower");
  t.speed_up = control("transport.faster", "Faster");
  t.scrubber = control("transport.scrub", "Time");
  t.t0 = at_s(0);
  t.t1 = at_s(60);
  t.now = t.recorded = at_s(now);
  t.future_text = "not played yet";
  for (int s = 0; s <= 60; s += 10)
    t.ticks.push_back({at_s(s), s == 60 ? "01:00" : s == 0 ? "00:00" : "00:" + std::to_string(s)});
  using K = view::MarkKind;
  const std::pair<double, K> marks[] = {
      {2, K::kSent},       {4, K::kReceived},   {6, K::kSent},        {8, K::kDeleted},
      {9.6, K::kReceived}, {10.6, K::kSent},    {12, K::kReceived},   {14, K::kSent},
      {18, K::kSent},      {19.2, K::kDeleted}, {20.5, K::kReceived}, {22, K::kSent},
      {26, K::kSent},      {27.2, K::kDeleted}, {28.4, K::kReceived}, {30, K::kSent},
      {32.8, K::kDeleted}, {34, K::kReceived},  {35.1, K::kSent},     {37.9, K::kSent},
      {42, K::kTimeout},   {42.4, K::kReceived}};
  std::uint32_t seq = 0;
  for (const auto& [s, kind] : marks)
    if (s <= now)
      t.marks.push_back({at_s(s), kind, 1, control("event." + std::to_string(++seq), "Go there"),
                         base::format_clock(at_s(s)) + " event"});
  const std::pair<double, int> depth[] = {{0, 3},    {2.6, 4},  {4, 3},    {6.6, 4},  {9.6, 3},
                                          {10.6, 4}, {12, 3},   {14.6, 4}, {18.6, 5}, {20.5, 4},
                                          {22.6, 5}, {26.6, 6}, {28.2, 5}, {30.6, 6}, {34, 5},
                                          {38.6, 6}, {42, 7},   {42.4, 6}};
  for (const auto& [s, v] : depth)
    if (s <= now) t.depth.push_back({at_s(s), v});
  t.depth_max = 9;
  const std::pair<double, double> age[] = {{0, 2},     {4, 6},       {4, 3},      {9.6, 8.6},
                                           {9.6, 7},   {12, 9.4},    {12, 5.4},   {20.5, 14},
                                           {20.5, 10}, {28.2, 17.7}, {28.2, 14},  {34, 19.8},
                                           {34, 15},   {38.5, 19.5}, {42.4, 23.4}};
  for (const auto& [s, v] : age)
    if (s <= now) t.age.push_back({at_s(s), at_s(v).us});
  t.age_max = at_s(28).us;
  return t;
}

inline void add_rail(view::Frame& f) {
  f.inspector.toggle = control("inspector.toggle", "Inspector", "panel-right-open", "I");
  f.rail = {f.inspector.toggle, control("top.help", "Keyboard", "circle-help"),
            control("log.toggle", "Event log", "scroll-text", "L"),
            control("console.toggle", "Console", "terminal")};
  f.log.toggle = control("log.toggle", "Event log", "scroll-text", "L");
  f.help.close = control("help.close", "Close");
  f.help.keys = {{"Space", "Play or pause"},
                 {"← →", "One event back or on"},
                 {"I", "Inspector"},
                 {"L", "Event log"},
                 {"?", "This sheet"}};
}

inline view::Options options(int selected) {
  view::Options o;
  o.label = "What happens to 7c1?";
  const char* texts[] = {"It stays hidden until deleted", "Another worker can receive it",
                         "It moves to orders-dlq", "SQS takes it from worker-2"};
  for (int i = 0; i < 4; ++i) {
    view::Option option;
    const char letter = static_cast<char>('a' + i);
    option.control = control(std::string("option.") + letter, texts[i]);
    option.letter = static_cast<char>('A' + i);
    option.selected = i == selected;
    o.options.push_back(option);
  }
  return o;
}

inline view::Segments confidence(int selected) {
  view::Segments s;
  s.label = "How sure are you?";
  const char* words[] = {"Guess", "Fairly sure", "Sure"};
  for (int i = 0; i < 3; ++i)
    s.options.push_back({control("confidence." + std::to_string(i), words[i]), "", i == selected,
                         view::Verdict::kNone, ""});
  return s;
}

// -- Screen 1
// ---------------------------------------------------------------------------------------

inline view::QueueNode predict_queue() {
  view::QueueNode q;
  q.ref = {model::RefKind::kQueue, 1};
  q.box = {586, 128, 374, 280};
  q.header = {586, 128, 374, 48};
  q.name = "orders";
  q.kind = "Standard";
  q.setting_label = "Visibility timeout";
  q.setting_value = "30 s";
  q.waiting_well = {600, 218, 184, 80};
  q.waiting_label = {604, 200};
  q.waiting_count = "5";
  q.waiting_count_at = {776, 200};
  q.waiting = {chip(1, "f31", 607, 226), chip(2, "c0a", 665, 226), chip(3, "9e4", 723, 226),
               chip(4, "2bb", 665, 262), chip(5, "d17", 723, 262)};
  q.has_delayed = true;
  q.delayed_well = {600, 340, 184, 52};
  q.delayed_label = {604, 322};
  q.delayed_count = "1";
  q.delayed_count_at = {776, 322};
  view::Chip delayed = chip(6, "04e", 612, 352, 66);
  delayed.delayed = true;
  delayed.time = "5.5 s";
  delayed.time_at = {690, 366};
  q.delayed = {delayed};
  q.tray = {802, 186, 172, 212};
  q.in_flight_label = {818, 206};
  q.in_flight_count = "2";
  q.in_flight_count_at = {958, 206};
  q.in_flight = {tray_row(chip(7, "a6f", 820, 237, 60, 30), .85f, "25.5 s", 899, 252, 1),
                 tray_row(chip(8, "7c1", 820, 335, 60, 30), .117f, "3.5 s", 899, 350, 1)};
  q.in_flight[1].chip.spoken_of = true;
  q.in_flight[1].cell = {808, 320, 160, 60};
  return q;
}

inline view::DlqNode dlq(view::Rect box, view::Vec from, view::Vec text_at) {
  view::DlqNode d;
  d.ref = {model::RefKind::kQueue, 2};
  d.box = box;
  d.name = "orders-dlq";
  d.count_text = "Empty";
  d.edge_from = from;
  d.edge_to = {from.x, box.y};
  d.edge_text = "maxReceiveCount 3";
  d.edge_text_at = text_at;
  return d;
}

inline view::Edge edge(view::EdgeKind kind, view::Vec a, view::Vec b, bool arrow = false,
                       bool vertical = false) {
  view::Edge e;
  e.kind = kind;
  e.from = a;
  e.to = b;
  e.k = 24;
  e.arrow = arrow;
  e.vertical = vertical;
  return e;
}

inline view::Scene predict_scene() {
  view::Scene s;
  s.bounds = {384, 128, 828, 415};
  s.origin = {384 - 352, 128 - 48};
  s.frozen = true;
  s.tag = "Frozen at 00:38.500 until you commit";
  s.tag_kind = lesson::TagKind::kFrozen;
  view::ProducerNode p;
  p.ref = {model::RefKind::kActor, 1};
  p.box = {384, 208, 116, 88};
  p.name = "checkout";
  p.caption = "Producer";
  p.rate = "1 per 4 s";
  p.icon = "shopping-cart";
  s.producers = {p};
  s.queues = {predict_queue()};
  s.dlqs = {dlq({586, 472, 374, 56}, {692, 408}, {706, 440})};
  s.workers = {worker(2, "worker-1", {1036, 210, 176, 84}, "a6f", "4.5 of 8 s", .56f),
               worker(3, "worker-2", {1036, 308, 176, 84}, "7c1", "26.5 of 45 s", .589f)};
  s.workers[1].tag = "Slow";
  using E = view::EdgeKind;
  s.edges = {edge(E::kFlow, {500, 252}, {586, 252}, true), edge(E::kClaim, {974, 252}, {1036, 252}),
             edge(E::kClaim, {974, 350}, {1036, 350})};
  s.moving = {chip(9, "5d8", 515, 238)};
  s.tallies = {{{1036, 490}, "4", {"Orders done"}}, {{1136, 490}, "0", {"Done twice"}}};
  using L = view::LegendItem::Kind;
  s.legend = {{L::kRim, {388, 474}, "Time left hidden"},
              {L::kPips, {388, 502}, "Receives so far"},
              {L::kDelayed, {388, 530}, "Delayed"}};
  s.texts = {{{1036, 190}, "Each polls for 1 message"}};
  return s;
}

inline view::LessonPanel predict_panel() {
  view::LessonPanel l;
  l.track = "SQS";
  l.lesson = "Visibility timeout";
  l.beat = 2;
  l.done = first_done(2, 7);
  l.beats = beat_links(7);
  l.beat_kind = "Predict";
  l.title = "A receive only hides";
  l.blocks = {view::Paragraph{"`worker-2` received **7c1** at 00:12.0, so `orders` hides it for "
                              "30 s. This job takes 45 s, and the worker deletes the message only "
                              "when it is done."},
              view::Question{"What happens to 7c1 at 00:42.0?"}, options(0),
              view::Caption{"How sure are you?"}, confidence(2)};
  l.primary = control("lesson.commit", "Commit", "", "Enter");
  return l;
}

inline view::Frame predict_frame(bool light = false) {
  view::Frame f;
  f.screen = view::Screen::kLesson;
  f.light = light;
  f.top = lesson_bar(light);
  f.lesson = predict_panel();
  f.scene = predict_scene();
  f.transport = transport(38.5, "00:38.500", "38.5");
  f.transport.frozen = true;
  add_rail(f);
  return f;
}

// -- Screen 2
// ---------------------------------------------------------------------------------------

inline view::QueueNode explain_queue() {
  view::QueueNode q;
  q.ref = {model::RefKind::kQueue, 1};
  q.box = {466, 128, 292, 300};
  q.header = {466, 128, 292, 48};
  q.name = "orders";
  q.setting_label = "Visibility timeout";
  q.setting_value = "30 s";
  q.waiting_well = {478, 218, 126, 112};
  q.waiting_label = {482, 200};
  q.waiting_count = "6";
  q.waiting_count_at = {600, 200};
  q.waiting = {chip(2, "c0a", 484, 224), chip(3, "9e4", 544, 224), chip(4, "2bb", 484, 260),
               chip(5, "d17", 544, 260)};
  q.waiting_more = view::Overflow{{484, 296, 54, 28}, 2};
  q.empty_places = {{{544, 296, 54, 28}}};
  q.has_delayed = true;
  q.delayed_well = {478, 370, 126, 46};
  q.delayed_label = {482, 354};
  q.delayed_count = "1";
  q.delayed_count_at = {600, 354};
  view::Chip delayed = chip(6, "04e", 484, 379, 62);
  delayed.delayed = true;
  delayed.time = "1.6 s";
  delayed.time_at = {556, 393};
  q.delayed = {delayed};
  q.tray = {618, 186, 154, 232};
  q.in_flight_label = {632, 206};
  q.in_flight_count = "1";
  q.in_flight_count_at = {758, 206};
  q.in_flight = {tray_row(chip(8, "7c1", 636, 239, 60, 30), 1, "30.0 s", 709, 254, 2)};
  return q;
}

inline view::Scene explain_scene() {
  view::Scene s;
  s.stage_class = view::StageClass::kCompact;
  s.bounds = {368, 128, 580, 408};
  s.origin = {368 - 352, 128 - 48};
  s.tag = "Paused on the deciding event";
  s.tag_kind = lesson::TagKind::kPaused;
  view::ProducerNode p;
  p.ref = {model::RefKind::kActor, 1};
  p.box = {368, 212, 64, 84};
  p.name = "checkout";
  p.icon = "shopping-cart";
  p.compact = true;
  p.label = "checkout, sends 1 per 4 s";
  s.producers = {p};
  s.queues = {explain_queue()};
  s.dlqs = {dlq({466, 480, 292, 56}, {541, 428}, {555, 456})};
  s.workers = {worker(2, "worker-1", {800, 212, 148, 84}, "7c1", "0.0 / 8 s", 0),
               worker(3, "worker-2", {800, 316, 148, 84}, "7c1", "30.4 / 45 s", .675f)};
  s.workers[1].lost_claim = true;
  s.workers[1].tick = .667f;
  s.workers[1].note = "lost its claim at 30 s";
  s.workers[1].note_at = {800, 416};
  using E = view::EdgeKind;
  s.edges = {edge(E::kFlow, {432, 254}, {465, 254}, true), edge(E::kClaim, {772, 254}, {800, 254}),
             edge(E::kBroken, {772, 358}, {800, 358})};
  s.traces = {{{{652, 341}, {648, 322}, {628, 316}, {608, 316}}, true},
              {{{601, 304}, {618, 300}, {606, 254}, {624, 254}}, false}};
  view::Chip ghost = chip(8, "7c1", 636, 343, 60, 30);
  ghost.ghost = true;
  ghost.caption = "You: still hidden";
  ghost.caption_at = {634, 392};
  s.ghosts = {ghost};
  s.tallies = {{{800, 508}, "2", {"workers on", "the same order"}, true, true}};
  return s;
}

inline view::Inspector explain_inspector() {
  view::Inspector i;
  i.open = true;
  i.subject = {model::RefKind::kMessage, 8};
  view::Chip c = chip(8, "7c1", 0, 0, 60, 30);
  c.pips = 2;
  i.chip = c;
  i.title = "Message";
  i.subtitle = "in orders, in flight";
  const auto add = [&](const char* name, const char* value, const char* full) {
    i.properties.push_back({name, value, full});
  };
  add("MessageId", "7c1e9a04-5b…2f", "7c1e9a04-5b7d-4c1e-9f00-1a2b3c4d5e2f");
  add("ApproximateReceiveCount", "2", "2");
  add("SentTimestamp", "00:06.000", "00:06.000");
  add("ReceiptHandle", "AQEBx2…kQ==", "AQEBx2a9c8b7kQ==");
  add("Body", "{\"order\":1043}", "{\"order\":1043}");
  add("ApproximateFirstReceiveTimestamp", "00:12.000", "00:12.000");
  i.all = control("inspector.all", "All 9");
  i.why_title = "Why is 7c1 with worker-1?";
  using K = view::WhyKind;
  i.why = {
      {K::kEvent, "worker-2 received it", "ReceiveMessage, receive 1", "00:12.000", false,
       "event.7"},
      {K::kRule, "Hidden from the moment it returns", "VisibilityTimeout = 30 s", "", true, ""},
      {K::kAbsence, "No delete, no extension", "A delete would have ended the chain", "12 to 42 s",
       false, ""},
      {K::kTimeout, "The timeout ran out", "VisibilityExpired: visible to everyone", "00:42.000",
       false, "event.21"},
      {K::kEvent, "worker-1 received it", "First poll to see it, receive 2", "00:42.400", false,
       "event.22"}};
  i.toggle = control("inspector.toggle", "Close the inspector", "panel-right-close", "I");
  return i;
}

inline view::LessonPanel explain_panel() {
  view::LessonPanel l;
  l.track = "SQS";
  l.lesson = "Visibility timeout";
  l.beat = 4;
  l.done = first_done(4, 7);
  l.beats = beat_links(7);
  l.beat_kind = "Explain";
  l.title = "It came back at 00:42.0";
  l.blocks = {
      view::Quote{"You said, sure", "It stays hidden until deleted"},
      view::Paragraph{"The timeout is a clock, not a lock. It started when `ReceiveMessage` "
                      "returned and ran out after **30 s**. No `DeleteMessage` had arrived, so "
                      "**7c1** was visible again and the next poll took it."},
      view::Paragraph{"`worker-2` does not notice. It goes on, and this order is now being "
                      "processed **twice**."},
      view::Caption{"Watch a world where you are right"},
      view::Action{control("run.a", "Run with a timeout of 60 s", "circle-play")},
      view::Action{control("run.b", "Run with a heartbeat every 20 s", "circle-play")}};
  l.primary = control("lesson.next", "Continue", "", "Space");
  return l;
}

inline view::Frame explain_frame(bool light = true) {
  view::Frame f;
  f.screen = view::Screen::kLesson;
  f.light = light;
  f.top = lesson_bar(light);
  f.lesson = explain_panel();
  f.scene = explain_scene();
  f.transport = transport(42.4, "00:42.400", "42.4");
  add_rail(f);
  f.inspector = explain_inspector();
  return f;
}

// -- Screen 7
// ---------------------------------------------------------------------------------------

inline view::Track track(std::string name, std::string icon, std::vector<std::string> lessons,
                         std::size_t done, std::vector<std::size_t> due, int here = -1) {
  view::Track t;
  t.name = std::move(name);
  t.icon = std::move(icon);
  t.progress = std::to_string(done) + " of " + std::to_string(lessons.size());
  t.current = here >= 0;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    view::Station s;
    s.control = control("home.lesson." + t.icon + "/" + std::to_string(i), lessons[i]);
    if (i < done) s.state = view::StationState::kDone;
    for (std::size_t d : due)
      if (d == i) s.state = view::StationState::kDue;
    if (static_cast<int>(i) == here) s.state = view::StationState::kHere;
    t.stations.push_back(s);
  }
  return t;
}

inline view::Frame home_frame(bool light = false) {
  view::Frame f;
  f.screen = view::Screen::kHome;
  f.light = light;
  f.top = lesson_bar(light);
  f.top.crumbs.clear();
  f.top.lens_truth.reset();
  f.top.lens_api.reset();
  const char* tabs[] = {"Learn", "Quiz", "Sandbox", "Faults"};
  for (const char* tab : tabs) f.top.tabs.push_back(control(std::string("tab.") + tab, tab));
  f.top.tabs[0].pressed = true;
  view::Home& h = f.home;
  h.progress = "15 of 38 lessons done";
  h.continue_title = "Go on where you stopped";
  h.lesson = "Visibility timeout";
  h.lesson_detail = "SQS, 4 minutes left";
  h.beat = 2;
  h.beats_done = first_done(2, 7);
  h.beat_text = "Beat 3 of 7";
  h.go = control("home.continue", "Continue", "", "Enter");
  h.tracks = {
      track("Foundations", "lightbulb",
            {"Call or message", "Queue, topic, stream", "At least once", "Idempotent work",
             "Retries and backoff"},
            5, {}),
      track("SQS", "inbox",
            {"Short and long polling", "Visibility timeout", "Dead-letter queues", "Delays",
             "FIFO groups", "Dedup window", "Fair queues", "Scaling workers", "Access policies"},
            1, {0}, 1),
      track("SNS", "radio",
            {"Fan-out", "Filter policies", "Retries and DLQ", "FIFO topics", "Raw delivery"}, 3,
            {1}),
      track("Kinesis", "waves",
            {"Keys and shards", "Iterators", "Shared or fan-out", "Hot shards", "Split and merge",
             "KCL leases", "Lambda batches"},
            4, {0, 1, 3}),
      track("Firehose & Analytics", "database",
            {"Size or time", "Transform", "Keys in S3", "Windows", "Flink"}, 1, {}),
      track("Amazon MQ", "network", {"Why a broker", "Queues and topics", "Failover"}, 0, {}),
      track("Choose the service", "scale",
            {"SQS or Kinesis", "SNS or EventBridge", "Order and scale", "Cost"}, 1, {})};
  h.actions = {control("home.export", "Export progress", "download"),
               control("home.import", "Import progress", "upload")};
  return f;
}

// -- Screen 8a
// --------------------------------------------------------------------------------------

inline view::Scene phone_scene() {
  view::Scene s;
  s.stage_class = view::StageClass::kPhone;
  s.bounds = {20, 102, 350, 236};
  s.origin = {20, 50};
  s.frozen = true;
  s.tag = "Frozen at 00:38.500";
  s.tag_kind = lesson::TagKind::kFrozen;
  view::QueueNode q;
  q.ref = {model::RefKind::kQueue, 1};
  q.phone = true;
  q.box = {20, 102, 350, 128};
  q.header = {20, 102, 350, 40};
  q.name = "orders";
  q.setting_label = "Visibility timeout";
  q.setting_value = "30 s";
  q.waiting_well = {30, 142, 330, 40};
  q.waiting_count = "5";
  q.waiting_count_at = {42, 162};
  q.waiting_text = "waiting";
  q.waiting_label = {58, 162};
  const char* ids[] = {"f31", "c0a", "9e4", "2bb", "d17"};
  for (std::uint32_t i = 0; i < 5; ++i)
    q.waiting.push_back(chip(i + 1, ids[i], 112 + static_cast<float>(i) * 49, 149, 45, 26));
  q.tray = {30, 190, 330, 62};
  q.in_flight_text = "";
  q.in_flight = {tray_row(chip(7, "a6f", 47, 206, 58, 30), .85f, "25.5 s", 125, 221, 1),
                 tray_row(chip(8, "7c1", 212, 206, 58, 30), .117f, "3.5 s", 290, 221, 1)};
  q.in_flight[1].chip.spoken_of = true;
  q.in_flight[1].cell = {196, 194, 160, 54};
  s.queues = {q};
  using E = view::EdgeKind;
  s.edges = {edge(E::kClaim, {110, 252}, {110, 272}, false, true),
             edge(E::kClaim, {276, 252}, {276, 272}, false, true)};
  s.workers = {worker(2, "worker-1", {30, 272, 160, 66}, "a6f", "4.5 of 8 s", .56f),
               worker(3, "worker-2", {200, 272, 160, 66}, "7c1", "26.5 of 45 s", .589f)};
  return s;
}

inline view::Frame phone_frame(bool light = false) {
  view::Frame f = predict_frame(light);
  f.width = 390;
  f.height = 844;
  f.scene = phone_scene();
  f.lesson.title.clear();
  f.lesson.blocks = {view::Paragraph{"`worker-2` took **7c1** at 00:12.0 for a 45 s job."},
                     view::Question{"What happens to 7c1 at 00:42.0?"}, options(0),
                     view::Caption{"How sure are you?"}, confidence(2)};
  view::Transport& t = f.transport;
  t.marks.clear();
  using K = view::MarkKind;
  const std::pair<double, K> marks[] = {
      {2, K::kSent},        {4, K::kReceived}, {8.5, K::kDeleted},   {12, K::kReceived},
      {15.5, K::kReceived}, {20, K::kDeleted}, {21.5, K::kReceived}, {27.5, K::kDeleted},
      {30, K::kSent},       {34, K::kReceived}};
  for (const auto& [s, kind] : marks) t.marks.push_back({at_s(s), kind, 1, {}, ""});
  return f;
}

}  // namespace ui_test
