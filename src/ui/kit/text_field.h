// A one-line text field: text, caret, selection, editing keys, drawing.
// Must not know: what the text means, the clipboard, SDL.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "ui/kit/canvas.h"
#include "ui/kit/hits.h"

namespace ui {

struct FieldStyle {
  float size = 14;
  Face face = Face::Regular;
  std::string_view placeholder = {};
  bool plain = false;   ///< no box: the field lies in a console line
  bool wrong = false;   ///< red outline; say why beside it
  Touch touch = {};
};

/// Text positions are bytes and always lie between characters.
class TextField {
 public:
  const std::string& text() const { return text_; }
  void set_text(std::string_view text);
  /// Longest text, bytes.
  void set_limit(std::size_t bytes) { limit_ = bytes; }

  /// Editing and moving keys by DOM name; Enter, Escape, Tab and Up/Down are left to the caller.
  bool key(std::string_view name, const Mods& mods);
  /// Types or pastes over the selection. Line breaks become spaces, control characters go.
  bool insert(std::string_view utf8);
  std::string selection() const;
  /// Removes the selection and returns it.
  std::string cut();
  void select_all();
  std::size_t caret() const { return caret_; }
  /// The other end of the selection; the caret itself without one.
  std::size_t anchor() const { return anchor_; }
  /// Moves both ends of the selection. They must lie between characters.
  void set_caret(std::size_t at) { caret_ = anchor_ = std::min(at, text_.size()); }
  /// Shows another field's text and selection, keeping how far it is scrolled.
  void show(std::string_view text, std::size_t anchor, std::size_t caret) {
    if (text != text_) text_ = text;
    set_selection(anchor, caret);
  }
  void set_selection(std::size_t anchor, std::size_t caret) {
    anchor_ = std::min(anchor, text_.size());
    caret_ = std::min(caret, text_.size());
  }

  void draw(Canvas& canvas, Rect r, const FieldStyle& style, bool focused);
  /// How far the text is scrolled to the left, as drawn last.
  float scroll() const { return scroll_; }
  /// Puts the caret where the pointer is; `extend` keeps the other end of the selection.
  void point(const Fonts& fonts, Rect r, const FieldStyle& style, float x, bool extend);

 private:
  std::size_t low() const { return caret_ < anchor_ ? caret_ : anchor_; }
  std::size_t high() const { return caret_ < anchor_ ? anchor_ : caret_; }
  std::size_t left_of(std::size_t at, bool word) const;
  std::size_t right_of(std::size_t at, bool word) const;
  void move(std::size_t to, bool extend);
  bool erase(std::size_t from, std::size_t to);

  std::string text_;
  std::size_t caret_ = 0, anchor_ = 0;
  std::size_t limit_ = 4096;
  float scroll_ = 0;
};

}  // namespace ui
