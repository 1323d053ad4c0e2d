// Keys that stand for controls. The primary button's own shortcut comes with its model.
#include "app/shortcuts.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace app {
namespace {

struct Shortcut {
  std::string_view key;
  std::string_view control;
};

constexpr std::array kEverywhere{Shortcut{"?", "top.help"}, Shortcut{"t", "top.theme"},
                                 Shortcut{"r", "top.reader"}};
constexpr std::array kLesson{Shortcut{"k", "transport.play"},
                             Shortcut{",", "transport.step_back"},
                             Shortcut{".", "transport.step_forward"},
                             Shortcut{"n", "transport.next_event"},
                             Shortcut{"s", "transport.skip_quiet"},
                             Shortcut{"-", "transport.speed_down"},
                             Shortcut{"+", "transport.speed_up"},
                             Shortcut{"=", "transport.speed_up"},
                             Shortcut{"i", "inspector.toggle"},
                             Shortcut{"l", "log.toggle"},
                             Shortcut{"m", "metrics.toggle"},
                             Shortcut{"`", "console.toggle"},
                             Shortcut{"v", "lens.toggle"}};

template <std::size_t N>
std::string find(const std::array<Shortcut, N>& list, std::string_view key) {
  const auto it = std::ranges::find(list, key, &Shortcut::key);
  return it == list.end() ? std::string() : std::string(it->control);
}

bool means(const view::Control& control, std::string_view key) {
  if (!control.enabled) return false;
  return control.shortcut == key || (control.shortcut == "Space" && key == " ");
}

// Enter also goes on where the button says Space: both are what a hand tries first.
bool is_primary(const view::Frame& frame, std::string_view key) {
  const auto& primary = frame.lesson.primary;
  if (!primary || !primary->enabled) return false;
  return means(*primary, key) || (key == "Enter" && primary->shortcut == "Space");
}

std::string option_control(const view::Frame& frame, std::string_view key) {
  for (const view::Block& block : frame.lesson.blocks) {
    const auto* options = std::get_if<view::Options>(&block);
    if (options == nullptr) continue;
    for (const view::Option& option : options->options) {
      if (option.letter.size() == 1 && key.size() == 1 && option.control.enabled &&
          (option.letter[0] | 0x20) == (key[0] | 0x20)) {
        return option.control.id;
      }
    }
  }
  return {};
}

}  // namespace

std::string shortcut_control(const platform::Key& key, const view::Frame& frame) {
  if (!key.down || key.mods.ctrl || key.mods.meta || key.mods.alt) return {};
  if (frame.help.open && key.name == "Escape") return "help.close";
  if (std::string id = find(kEverywhere, key.name); !id.empty()) return id;
  if (frame.screen == view::Screen::kHome) {
    return key.name == "Enter" ? frame.home.go.id : std::string();
  }
  if (frame.screen != view::Screen::kLesson) return {};
  if (key.name == "Escape" && frame.console.open) return "console.toggle";
  if (key.name == "Escape" && frame.metrics.open) return "metrics.toggle";
  if (key.name == "Escape" && frame.inspector.open) return "inspector.toggle";
  if (is_primary(frame, key.name)) return frame.lesson.primary->id;
  if (std::string id = option_control(frame, key.name); !id.empty()) return id;
  return find(kLesson, key.name);
}

}  // namespace app
