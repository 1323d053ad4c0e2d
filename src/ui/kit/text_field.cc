// One-line text editing. Must not know: what the text means, the clipboard.
#include "ui/kit/text_field.h"

#include <algorithm>

namespace ui {
namespace {

constexpr float kPadding = 12, kPlainPadding = 0;

float padding(const FieldStyle& s) { return s.plain ? kPlainPadding : kPadding; }

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool in_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z');
}

/// Only what may stand in one line: no control characters, breaks as spaces, broken UTF-8 replaced.
std::string clean(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t cp = next_char(utf8, i);
    if (cp == '\n' || cp == '\t') out += ' ';
    else if (cp >= 32 && cp != 127) append_utf8(out, cp);
  }
  return out;
}

}  // namespace

void TextField::set_text(std::string_view text) {
  text_ = clean(text);
  caret_ = anchor_ = text_.size();
  scroll_ = 0;
}

std::size_t TextField::left_of(std::size_t at, bool word) const {
  const auto one = [&] {
    if (at > 0) --at;
    while (at > 0 && continues(text_[at])) --at;
  };
  if (!word) return one(), at;
  while (at > 0 && !in_word(text_[at - 1])) one();
  while (at > 0 && in_word(text_[at - 1])) one();
  return at;
}

std::size_t TextField::right_of(std::size_t at, bool word) const {
  const auto one = [&] {
    if (at < text_.size()) ++at;
    while (at < text_.size() && continues(text_[at])) ++at;
  };
  if (!word) return one(), at;
  while (at < text_.size() && !in_word(text_[at])) one();
  while (at < text_.size() && in_word(text_[at])) one();
  return at;
}

void TextField::move(std::size_t to, bool extend) {
  caret_ = to;
  if (!extend) anchor_ = to;
}

bool TextField::erase(std::size_t from, std::size_t to) {
  text_.erase(from, to - from);
  move(from, false);
  return true;
}

bool TextField::key(std::string_view name, const Mods& m) {
  const bool chosen = low() != high(), word = m.ctrl || m.alt;
  if (name == "Backspace")
    return chosen ? erase(low(), high()) : erase(left_of(caret_, word), caret_);
  if (name == "Delete")
    return chosen ? erase(low(), high()) : erase(caret_, right_of(caret_, word));
  const bool home = name == "Home" || (m.meta && name == "ArrowLeft");
  const bool end = name == "End" || (m.meta && name == "ArrowRight");
  if (home) move(0, m.shift);
  else if (end) move(text_.size(), m.shift);
  else if (name == "ArrowLeft") move(chosen && !m.shift ? low() : left_of(caret_, word), m.shift);
  else if (name == "ArrowRight")
    move(chosen && !m.shift ? high() : right_of(caret_, word), m.shift);
  else if (m.command && (name == "a" || name == "A")) select_all();
  else return false;
  return true;
}

bool TextField::insert(std::string_view utf8) {
  std::string add = clean(utf8);
  const std::size_t kept = text_.size() - (high() - low());
  std::size_t room = limit_ > kept ? limit_ - kept : 0;
  while (room < add.size() && room > 0 && continues(add[room])) --room;
  if (add.size() > room) add.resize(room);
  erase(low(), high());
  text_.insert(caret_, add);
  move(caret_ + add.size(), false);
  return true;
}

std::string TextField::selection() const { return text_.substr(low(), high() - low()); }

std::string TextField::cut() {
  std::string out = selection();
  erase(low(), high());
  return out;
}

void TextField::select_all() {
  anchor_ = 0;
  caret_ = text_.size();
}

void TextField::draw(Canvas& canvas, Rect r, const FieldStyle& s, bool focused) {
  const Theme& t = canvas.theme();
  if (!s.plain) {
    canvas.rect(r.x + .5f, r.y + .5f, r.w - 1, r.h - 1,
                {.radius = 10,
                 .fill = t.bg,
                 .stroke = s.wrong         ? t.bad
                           : s.touch.hover ? t.text2
                                           : t.ctl});
    if (focused) canvas.focus_ring(r.x, r.y, r.w, r.h, 10, 2);
  }
  const float pad = padding(s), room = r.w - 2 * pad, mid = r.y + r.h / 2;
  const auto x_of = [&](std::size_t at) {
    return canvas.text_width(std::string_view(text_).substr(0, at), s.size, s.face);
  };
  const float caret = x_of(caret_), whole = x_of(text_.size());
  scroll_ = std::clamp(scroll_, caret - room + 2, caret);
  scroll_ = std::clamp(scroll_, 0.f, std::max(0.f, whole - room + 2));
  const float left = r.x + pad - scroll_;
  canvas.push_clip({r.x + pad - 1, r.y, room + 2, r.h});
  if (focused && low() != high())
    canvas.rect(left + x_of(low()), mid - s.size * .75f, x_of(high()) - x_of(low()), s.size * 1.5f,
                {.fill = mix(t.bg, t.you, .35f)});
  if (text_.empty())
    canvas.text(left, mid, s.placeholder, {.size = s.size, .face = s.face, .color = t.text3});
  else canvas.text(left, mid, text_, {.size = s.size, .face = s.face});
  if (focused) canvas.rect(left + caret, mid - s.size * .7f, 1.5f, s.size * 1.4f, {.fill = t.text});
  canvas.pop_clip();
}

void TextField::point(const Fonts& fonts, Rect r, const FieldStyle& s, float x, bool extend) {
  const float want = x - r.x - padding(s) + scroll_;
  std::size_t best = 0;
  float before = 0;
  for (std::size_t at = 0; at < text_.size();) {
    at = right_of(at, false);
    const float here = fonts.width(std::string_view(text_).substr(0, at), s.size, s.face);
    if (want < (before + here) / 2) break;
    best = at;
    before = here;
  }
  move(best, extend);
}

}  // namespace ui
