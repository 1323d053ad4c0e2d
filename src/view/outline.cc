// The outline: the frame in plain words and controls, in a fixed order of sections.
#include "view/outline.h"

#include <algorithm>
#include <format>

#include "view/outline_parts.h"

namespace view {
namespace {

// Prose without its marks: a screen reader says the words.
std::string plain(std::string_view prose) {
  std::string out;
  for (std::size_t i = 0; i < prose.size(); ++i) {
    if (prose[i] == '`') continue;
    if (prose.substr(i).starts_with("**")) {
      ++i;
      continue;
    }
    out.push_back(prose[i]);
  }
  return out;
}

std::string_view verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood: return "right";
    case Verdict::kBad: return "wrong";
    case Verdict::kNone: break;
  }
  return {};
}

std::string with_verdict(std::string words, Verdict verdict) {
  if (verdict != Verdict::kNone) words += std::format(" ({})", verdict_words(verdict));
  return words;
}

Json radios(const std::string& id, const std::string& label, const std::vector<Option>& options) {
  Json group = node(id, "radiogroup");
  group["label"] = label;
  group["items"] = Json::array();
  for (const Option& option : options) {
    Json radio = node(option.control.id, "radio");
    radio["label"] = with_verdict(plain(option.control.label), option.verdict);
    if (!option.detail.empty()) radio["text"] = plain(option.detail);
    radio["value"] = "";
    radio["checked"] = option.selected;
    if (!option.control.enabled) radio["disabled"] = true;
    if (!option.control.shortcut.empty()) radio["shortcut"] = option.control.shortcut;
    put(group, std::move(radio));
  }
  return group;
}

std::string_view goal_words(GoalState state) {
  switch (state) {
    case GoalState::kMet: return "met";
    case GoalState::kViolated: return "broken";
    case GoalState::kOpen: break;
  }
  return "open";
}

// Writes the blocks of the lesson panel; ids of plain text come from the place in the panel.
class BlockWriter {
 public:
  BlockWriter(Json& parent, std::string prefix) : parent_(parent), prefix_(std::move(prefix)) {}

  void operator()(const Paragraph& b) { put(parent_, text(next(), plain(b.text))); }
  void operator()(const Question& b) { put(parent_, heading(next(), plain(b.text), 3)); }
  void operator()(const Caption& b) { put(parent_, text(next(), plain(b.text))); }
  void operator()(const Quote& b) {
    put(parent_,
        text(next(), with_verdict(std::format("{}: {}", b.caption, plain(b.text)), b.verdict)));
  }
  void operator()(const Result& b) {
    Json status = node(next(), "status");
    status["text"] = with_verdict(plain(b.text), b.verdict);
    put(parent_, std::move(status));
  }
  void operator()(const Options& b) { put(parent_, radios(next(), b.label, b.options)); }
  void operator()(const Segments& b) { put(parent_, radios(next(), b.label, b.options)); }
  void operator()(const Action& b) { put_button(parent_, b.control); }
  void operator()(const CliLine& b) {
    Json code = node(next(), "code");
    code["text"] = b.text;
    put(parent_, std::move(code));
    put_button(parent_, b.copy);
  }
  void operator()(const Goals& b) {
    Json list = node(next(), "list");
    list["label"] = b.par.empty() ? "Goals" : std::format("Goals, {}", b.par);
    list["items"] = Json::array();
    for (const Goal& goal : b.goals) {
      Json item = node(next(), "item");
      item["text"] = std::format("{}: {}{}{}", plain(goal.text), goal_words(goal.state),
                                 goal.detail.empty() ? "" : ". ", plain(goal.detail));
      if (!goal.jump.id.empty()) {
        item["items"] = Json::array();
        put_button(item, goal.jump);
      }
      put(list, std::move(item));
    }
    put(parent_, std::move(list));
  }
  void operator()(const Dial& b) {
    Json slider = node(b.control.id, "slider");
    slider["label"] = b.control.label;
    slider["value"] = std::to_string(b.value);
    slider["text"] = b.value_text;
    slider["min"] = b.min;
    slider["max"] = b.max;
    slider["step"] = b.step;
    if (!b.unit.empty()) slider["unit"] = b.unit;
    if (!b.control.enabled) slider["disabled"] = true;
    put(parent_, std::move(slider));
  }
  void operator()(const Ordering& b) {
    Json list = node(next(), "list");
    list["label"] = b.label;
    list["items"] = Json::array();
    for (std::size_t i = 0; i < b.items.size(); ++i) {
      Json item = node(next(), "item");
      item["text"] = with_verdict(std::format("{}. {}", i + 1, plain(b.items[i].control.label)),
                                  b.items[i].verdict);
      item["items"] = Json::array();
      if (i < b.up.size()) put_button(item, b.up[i]);
      if (i < b.down.size()) put_button(item, b.down[i]);
      put(list, std::move(item));
    }
    put(parent_, std::move(list));
  }

 private:
  std::string next() { return std::format("{}.{}", prefix_, ++count_); }

  Json& parent_;
  std::string prefix_;
  int count_ = 0;
};

Json title_section(const Frame& frame) {
  Json out = section("title", "Inflight");
  put(out, heading("title.heading", frame.title, 1));
  put_button(out, frame.top.home);
  if (!frame.top.crumbs.empty()) {
    std::string path;
    for (const std::string& crumb : frame.top.crumbs) {
      path += path.empty() ? crumb : " › " + crumb;
    }
    put(out, text("title.crumbs", path));
  }
  for (const Control& tab : frame.top.tabs) put(out, toggle(tab));
  if (frame.top.lens_truth) put(out, toggle(*frame.top.lens_truth));
  if (frame.top.lens_api) put(out, toggle(*frame.top.lens_api));
  for (const Control& icon : frame.top.icons) put_button(out, icon);
  return out;
}

// Rows of message groups and what their queues remember, as the stage shows them.
void put_groups(Json& parent, const Scene& scene) {
  for (const QueueNode& queue : scene.queues) {
    if (!queue.groups || queue.groups->rows.empty()) continue;
    Json list = node(std::format("summary.groups.{}", queue.ref.id), "list");
    list["label"] = std::format("Message groups of {}", queue.name);
    list["items"] = Json::array();
    for (std::size_t i = 0; i < queue.groups->rows.size(); ++i) {
      Json item = node(std::format("summary.groups.{}.{}", queue.ref.id, i + 1), "item");
      item["text"] = queue.groups->rows[i].label;
      put(list, std::move(item));
    }
    put(parent, std::move(list));
  }
  for (const DedupStrip& strip : scene.strips) {
    put(parent, text(std::format("summary.strip.{}", strip.ref.id), strip.label));
  }
}

// Topics with what their gates said, what was denied, and what is being moved.
void put_topics(Json& parent, const Scene& scene) {
  if (!scene.topics.empty()) {
    Json list = node("summary.topics", "list");
    list["label"] = "Topics and their subscriptions";
    list["items"] = Json::array();
    put_labels(list, "topic", scene.topics);
    put_labels(list, "published", scene.publish_cards);
    put_labels(list, "gate", scene.gates);
    put_labels(list, "endpoint", scene.endpoints);
    put(parent, std::move(list));
  }
  if (!scene.buckets.empty()) put_buckets(parent, scene);
  for (std::size_t i = 0; i < scene.shields.size(); ++i) {
    put(parent, text(std::format("summary.shield.{}", i + 1), scene.shields[i].label));
  }
  for (std::size_t i = 0; i < scene.moves.size(); ++i) {
    put(parent, text(std::format("summary.move.{}", i + 1), scene.moves[i].label));
  }
}

// Flags of readers; each selects its reader.
void put_flags(Json& list, const StreamPicture& picture) {
  for (std::size_t i = 0; i < picture.flags.size(); ++i) {
    const CursorFlag& flag = picture.flags[i];
    Json item = node(std::format("summary.flag.{}", i + 1), "item");
    item["text"] = flag.label;
    item["items"] = Json::array();
    put_button(item, {.id = flag_id(flag.shard, flag.ref),
                      .label = "Inspect " + flag.reader,
                      .icon = {},
                      .shortcut = {}});
    put(list, std::move(item));
  }
}

// The hash-key bar, tapes with flags, what flies and bounces, and who reads.
void put_streams(Json& parent, const Scene& scene) {
  for (const StreamPicture& picture : scene.streams) {
    Json list = node(std::format("summary.stream.{}", picture.ref.id), "list");
    list["label"] = picture.label;
    list["items"] = Json::array();
    put_labels(list, "segment", picture.bar);
    put_labels(list, "tape", picture.tapes);
    put_labels(list, "gauge", picture.gauges);
    put_flags(list, picture);
    put_labels(list, "reader", picture.cards);
    put_labels(list, "other", picture.others);
    if (picture.rebound) {
      Json item = node("summary.rebound", "item");
      item["text"] = picture.rebound->square.label;
      put(list, std::move(item));
    }
    put(parent, std::move(list));
  }
}

Json summary_section(const Frame& frame) {
  Json out = section("summary", "What the stage shows");
  if (!frame.scene.tag.empty()) put(out, text("summary.tag", frame.scene.tag));
  put(out, text("summary.text", frame.scene.summary));
  put_groups(out, frame.scene);
  put_topics(out, frame.scene);
  if (!frame.scene.streams.empty()) put_streams(out, frame.scene);
  for (std::size_t i = 0; i < frame.scene.ghosts.size(); ++i) {
    const Chip& ghost = frame.scene.ghosts[i];
    put(out,
        text(std::format("summary.ghost.{}", i),
             ghost.label.empty() ? std::format("{} {}", ghost.id, ghost.caption) : ghost.label));
  }
  return out;
}

Json lesson_section(const LessonPanel& lesson) {
  Json out = section("lesson", "Lesson");
  put(out, text("lesson.where", std::format("{}, beat {} of {}", lesson.beat_kind, lesson.beat + 1,
                                            lesson.done.size())));
  put(out, heading("lesson.title", plain(lesson.title), 2));
  BlockWriter writer(out, std::format("lesson.{}", lesson.beat + 1));
  for (const Block& block : lesson.blocks) std::visit(writer, block);
  if (lesson.primary) put_button(out, *lesson.primary);
  if (lesson.back) put_button(out, *lesson.back);
  Json beats = node("lesson.beats", "list");
  beats["label"] = "Beats of this lesson";
  beats["items"] = Json::array();
  for (std::size_t i = 0; i < lesson.beats.size(); ++i) {
    Json item = node(std::format("lesson.beats.{}", i + 1), "item");
    item["items"] = Json::array();
    Json go = button(lesson.beats[i]);
    if (static_cast<int>(i) == lesson.beat) go["current"] = true;
    put(item, std::move(go));
    put(beats, std::move(item));
  }
  if (!lesson.beats.empty()) put(out, std::move(beats));
  return out;
}

Json controls_section(const Transport& t) {
  Json out = section("controls", "Time");
  Json clock = text("controls.clock", std::format("{}, {}{}", t.clock, t.speed,
                                                  t.frozen    ? ", frozen"
                                                  : t.playing ? ", playing"
                                                              : ", paused"));
  put(out, std::move(clock));
  for (const Control* control : {&t.step_back, &t.play, &t.step_forward, &t.next_event,
                                 &t.skip_quiet, &t.speed_down, &t.speed_up}) {
    put_button(out, *control);
  }
  if (!t.scrubber.id.empty()) {
    Json slider = node(t.scrubber.id, "slider");
    slider["label"] = t.scrubber.label;
    slider["value"] = std::to_string(t.now.us);
    slider["text"] = t.clock;
    slider["min"] = t.t0.us;
    slider["max"] = t.t1.us;
    slider["step"] = 100'000;
    if (!t.scrubber.enabled) slider["disabled"] = true;
    put(out, std::move(slider));
  }
  if (t.back_to_present) put_button(out, *t.back_to_present);
  for (const Control& branch : t.branches) put(out, toggle(branch));
  return out;
}

Json resources_section(const std::vector<ResourceRow>& rows) {
  Json out = section("resources", "Resources");
  Json table = node("resources.table", "table");
  table["label"] = "Queues, messages and callers";
  table["columns"] = {"Name", "Kind", "State"};
  table["rows"] = Json::array();
  for (const ResourceRow& row : rows) {
    Json line = Json::object();
    line["id"] = "row." + row.select.id;
    line["cells"] = {row.select.label, row.kind, row.state};
    line["action"] = row.select.id;
    line["selected"] = row.selected;
    table["rows"].push_back(std::move(line));
  }
  put(out, std::move(table));
  return out;
}

Json step_item(const std::string& id, const WhyStep& step) {
  Json item = node(id, "item");
  item["text"] = std::format("{}{}{}{}{}", step.time, step.time.empty() ? "" : " ", step.title,
                             step.detail.empty() ? "" : ": ", step.detail);
  if (!step.jump.empty()) {
    item["items"] = Json::array();
    Json jump = node(step.jump, "button");
    jump["label"] = std::format("Go to {}", step.time);
    put(item, std::move(jump));
  }
  return item;
}

void put_steps(Json& parent, const std::string& id, const std::string& label,
               const std::vector<WhyStep>& steps, std::vector<std::string>& jumps) {
  if (steps.empty()) return;
  Json list = node(id, "list");
  list["label"] = label;
  list["items"] = Json::array();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    WhyStep step = steps[i];
    // Ids are unique in the outline: the second mention of an event has no button of its own.
    if (std::ranges::contains(jumps, step.jump)) {
      step.jump.clear();
    } else if (!step.jump.empty()) {
      jumps.push_back(step.jump);
    }
    put(list, step_item(std::format("{}.{}", id, i + 1), step));
  }
  put(parent, std::move(list));
}

Json inspector_section(const Inspector& in, std::vector<std::string>& jumps) {
  Json out = section("inspector", "Inspector");
  if (!in.toggle.id.empty()) {
    Json open = button(in.toggle);
    open["expanded"] = in.open;
    put(out, std::move(open));
  }
  if (!in.open) return out;
  if (!in.subject) {
    put(out, text("inspector.hint", in.hint));
    return out;
  }
  put(out, heading("inspector.title", std::format("{} {}", in.title, in.subtitle), 2));
  Json table = node("inspector.properties", "table");
  table["label"] = "Attributes";
  table["columns"] = {"Attribute", "Value"};
  table["rows"] = Json::array();
  for (const Property& p : in.properties) {
    Json row = Json::object();
    row["id"] = "property." + p.name;
    row["cells"] = {p.name, p.full.empty() ? p.value : p.full};
    table["rows"].push_back(std::move(row));
  }
  put(out, std::move(table));
  put_button(out, in.all);
  for (const DeedRow& deed : in.deeds) {
    put_button(out, deed.control);
    if (!deed.line.empty()) put(out, text(deed.control.id + ".line", deed.line));
  }
  if (!in.why.empty()) put(out, heading("inspector.why.title", in.why_title, 3));
  put_steps(out, "inspector.why", in.why_title, in.why, jumps);
  put_steps(out, "inspector.history", "History", in.history, jumps);
  return out;
}

Json log_section(const LogPanel& log) {
  Json out = section("log", "Event log");
  if (!log.toggle.id.empty()) {
    Json open = button(log.toggle);
    open["expanded"] = log.open;
    put(out, std::move(open));
  }
  Json lines = node("log.lines", "log");
  lines["label"] = "Events so far";
  lines["items"] = Json::array();
  for (const LogLine& line : log.lines) {
    Json item = node(std::format("log.{}", line.seq), "item");
    item["text"] = std::format("{} {}", line.time, line.text);
    put(lines, std::move(item));
  }
  put(out, std::move(lines));
  return out;
}

// What is wrong with a line, in words: a screen reader cannot see where the caret stands.
std::string prompt_words(const ConsoleRow& row) {
  std::string out = std::format("{} $ {}", row.time, row.text);
  if (row.mark_length == 0) return out;
  const std::string_view marked = std::string_view(row.text).substr(row.mark_at, row.mark_length);
  return out + (marked.empty() ? ". The fault is at the end of the line"
                               : std::format(". The fault is at character {}: {}",
                                             column_of(row.text, row.mark_at) + 1, marked));
}

Json console_section(const ConsolePanel& console) {
  Json out = panel_section("console", "Console", console.toggle, console.open);
  if (!console.open) return out;
  Json lines = node("console.lines", "log");
  lines["label"] = "Lines and answers";
  lines["items"] = Json::array();
  for (const ConsoleRow& row : console.rows) {
    const bool prompt = row.kind == ConsoleRow::Kind::kPrompt;
    Json item = node(row.id, "item");
    item["text"] = prompt ? prompt_words(row) : row.text;
    put(lines, std::move(item));
  }
  put(out, std::move(lines));
  Json field = node(console.input.id, "textbox");
  field["label"] = console.input.label;
  field["value"] = console.line.text;
  field["text"] = std::format("For example: {}", console.placeholder);
  field["submit"] = console.run.id;
  put(out, std::move(field));
  put_button(out, console.run);
  for (std::size_t i = 0; i < console.completions.size(); ++i) {
    Json offer = button(console.completions[i]);
    if (!console.notes[i].empty()) offer["text"] = console.notes[i];
    put(out, std::move(offer));
  }
  for (const ConsoleRow& row : console.rows) put_button(out, row.copy);
  put_button(out, console.clear);
  return out;
}

Json marks_section(const Frame& frame, const std::vector<std::string>& jumps) {
  Json out = section("events", "Go to an event");
  std::vector<std::string> seen = jumps;
  const auto put_jump = [&](const Control& jump, const std::string& label) {
    if (jump.id.empty() || std::ranges::contains(seen, jump.id)) return;
    seen.push_back(jump.id);
    Json go = button(jump);
    go["label"] = label;
    put(out, std::move(go));
  };
  for (const Mark& mark : frame.transport.marks) put_jump(mark.jump, mark.label);
  for (const LogLine& line : frame.log.lines) {
    put_jump(line.jump, std::format("{} {}", line.time, line.text));
  }
  return out;
}

Json home_section(const Home& home) {
  Json out = section("home", home.heading);
  put(out, heading("home.heading", home.heading, 2));
  put(out, text("home.progress", home.progress));
  if (!home.lesson.empty()) {
    put(out, heading("home.next", std::format("{}: {}", home.continue_title, home.lesson), 3));
    put(out, text("home.next.detail", std::format("{}. {}", home.lesson_detail, home.beat_text)));
    put_button(out, home.go);
  }
  for (std::size_t i = 0; i < home.tracks.size(); ++i) {
    const Track& track = home.tracks[i];
    Json list = node(std::format("home.track.{}", i + 1), "list");
    list["label"] = std::format("{}, {}", track.name, track.progress);
    list["items"] = Json::array();
    for (std::size_t j = 0; j < track.stations.size(); ++j) {
      const Station& station = track.stations[j];
      Json item = node(std::format("home.track.{}.{}", i + 1, j + 1), "item");
      item["items"] = Json::array();
      Json open = button(station.control);
      open["text"] = station.words;
      if (station.state == StationState::kHere) open["current"] = true;
      put(item, std::move(open));
      put(list, std::move(item));
    }
    put(out, std::move(list));
  }
  for (const Control& action : home.actions) put_button(out, action);
  return out;
}

void put_overlays(Json& nodes, const Frame& frame) {
  if (frame.notice) {
    Json out = section("notice", "Message");
    Json status = node("notice.text", "status");
    status["text"] = frame.notice->text;
    status["live"] = "polite";
    put(out, std::move(status));
    if (frame.notice->action) put_button(out, *frame.notice->action);
    nodes.push_back(std::move(out));
  }
  if (frame.help.open) {
    Json out = section("help", "Keys");
    Json list = node("help.keys", "list");
    list["items"] = Json::array();
    for (std::size_t i = 0; i < frame.help.keys.size(); ++i) {
      Json item = node(std::format("help.key.{}", i + 1), "item");
      item["text"] = std::format("{}: {}", frame.help.keys[i].first, frame.help.keys[i].second);
      put(list, std::move(item));
    }
    put(out, std::move(list));
    put_button(out, frame.help.close);
    nodes.push_back(std::move(out));
  }
}

void put_lesson_screen(Json& nodes, const Frame& frame) {
  std::vector<std::string> jumps;
  nodes.push_back(summary_section(frame));
  nodes.push_back(lesson_section(frame.lesson));
  nodes.push_back(controls_section(frame.transport));
  nodes.push_back(resources_section(frame.resources));
  nodes.push_back(inspector_section(frame.inspector, jumps));
  nodes.push_back(log_section(frame.log));
  if (!frame.console.toggle.id.empty()) nodes.push_back(console_section(frame.console));
  if (frame.metrics.open) {
    nodes.push_back(metrics_section(frame.metrics));
  } else if (!frame.metrics.toggle.id.empty()) {
    nodes.push_back(panel_section("metrics", kMetricsLabel, frame.metrics.toggle, false));
  }
  nodes.push_back(marks_section(frame, jumps));
}

}  // namespace

Json build_outline(const Frame& frame) {
  Json out = Json::object();
  out["v"] = 1;
  out["lang"] = "en";
  out["title"] = frame.title;
  Json nodes = Json::array();
  nodes.push_back(title_section(frame));
  switch (frame.screen) {
    case Screen::kHome: nodes.push_back(home_section(frame.home)); break;
    case Screen::kLesson: put_lesson_screen(nodes, frame); break;
    case Screen::kBench: nodes.push_back(summary_section(frame)); break;
    case Screen::kMessage: {
      Json message = section("message", frame.message_title);
      put(message, heading("message.title", frame.message_title, 2));
      put(message, text("message.text", frame.message_text));
      nodes.push_back(std::move(message));
      break;
    }
  }
  put_overlays(nodes, frame);
  out["nodes"] = std::move(nodes);
  return out;
}

}  // namespace view
