// One screen as a whole: everything that the canvas draws and the outline says, built before a
// pixel is touched. Must not know ImGui or the DOM.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/console.h"
#include "view/control.h"
#include "view/inspector.h"
#include "view/lesson_panel.h"
#include "view/metrics.h"
#include "view/scene.h"
#include "view/transport.h"

namespace view {

enum class Screen : std::uint8_t { kHome, kLesson, kBench, kMessage };

struct TopBar {
  std::vector<std::string> crumbs;  // lesson screens
  std::vector<Control> tabs;        // course home: Learn …; pressed = shown
  Control home;
  std::optional<Control> lens_truth, lens_api;
  std::vector<Control> icons;  // theme, reader view, help … from the left
};

/// A lesson as a station of its track's line.
enum class StationState : std::uint8_t { kDone, kDue, kHere, kNotStarted };
struct Station {
  Control control;  // opens the lesson
  StationState state = StationState::kNotStarted;
  std::string words;  // the state in words, for the outline
};
struct Track {
  std::string name;
  std::string icon;
  std::string progress;  // "1 of 3"
  bool current = false;
  std::vector<Station> stations;
};
struct Home {
  std::string heading = "Course";
  std::string progress;        // "0 of 1 lessons done"
  std::string continue_title;  // "Go on where you stopped" / "Start here"
  std::string lesson;          // "Visibility timeout"
  std::string lesson_detail;   // "SQS, 4 minutes left"
  int beat = 0;
  std::vector<bool> beats_done;
  std::string beat_text;  // "Beat 3 of 7"
  Control go;             // the violet button
  std::vector<Track> tracks;
  std::vector<Control> actions;  // export, import, start over (undo)
};

/// One line of the event log, oldest first.
struct LogLine {
  std::uint32_t seq = 0;
  std::string time;
  std::string text;
  MarkKind kind = MarkKind::kSent;
  Control jump;
};
struct LogPanel {
  bool open = false;
  Control toggle;
  std::vector<LogLine> lines;  // the last 200 at or before the playhead
};

/// The keyboard sheet behind "?".
struct HelpSheet {
  bool open = false;
  Control close;
  std::vector<std::pair<std::string, std::string>> keys;  // key, what it does
};

/// A short message over everything, with an undo when the act can be undone.
struct Notice {
  std::string text;
  std::optional<Control> action;
};

/// The resources as rows: for the outline, where a table says what the picture shows.
struct ResourceRow {
  Control select;  // "stage.queue.1"; its label is the name
  std::string kind;
  std::string state;
  bool selected = false;
};

struct Frame {
  Screen screen = Screen::kHome;
  float width = 1280;
  float height = 720;
  bool light = false;
  bool reduced_motion = false;
  float text_scale = 1;  // presenter scale later; 1 here
  std::string title;     // of the document
  TopBar top;
  Home home;
  LessonPanel lesson;
  Scene scene;
  std::vector<ResourceRow> resources;  // queues, messages, callers
  Transport transport;
  Inspector inspector;
  std::vector<Control> rail;  // icons of the closed inspector's rail
  LogPanel log;
  ConsolePanel console;
  MetricsPanel metrics;
  HelpSheet help;
  std::optional<Notice> notice;
  std::string message_title;  // Screen::kMessage: an error page
  std::string message_text;
};

/// The parts of the window of design.md §5, from its size.
struct Layout {
  bool phone = false;               // < 600
  bool sheet = false;               // < 900: the lesson is a sheet under the stage
  bool inspector_overlays = false;  // drawn over the stage and what is right of it
  bool lens_in_menu = false;
  Rect top, lesson, stage, inspector, rail, transport, log, console, metrics;
  /// Closed parts are empty (w = 0): the inspector, the rail beside an open one, the drawers. Log,
  /// console and metrics are drawers over the lower part of the stage; on the phone over the
  /// lesson.
};
/// One of the drawers is open at a time: they share a place.
Layout layout(float width, float height, bool inspector_open, bool log_open,
              bool console_open = false, bool metrics_open = false);

}  // namespace view
