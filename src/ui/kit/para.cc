// Line breaking of rich text. Must not know: where the text is drawn.
#include "ui/kit/para.h"

#include <algorithm>
#include <string>

namespace ui {
namespace {

struct Piece {
  std::string_view text;
  Voice voice;
};

/// Cuts the marks out: a list of stretches in one voice.
std::vector<Piece> read_marks(std::string_view s) {
  std::vector<Piece> out;
  std::size_t plain = 0, i = 0;
  const auto flush = [&](std::size_t to) {
    if (to > plain) out.push_back({s.substr(plain, to - plain), Voice::Plain});
  };
  while (i < s.size()) {
    const bool strong = s.substr(i, 2) == "**", code = s[i] == '`';
    const std::size_t mark = strong ? 2 : 1;
    const std::size_t end = strong ? s.find("**", i + 2)
                            : code ? s.find('`', i + 1)
                                   : std::string_view::npos;
    if (end == std::string_view::npos || end == i + mark) {
      ++i;
      continue;
    }
    flush(i);
    out.push_back({s.substr(i + mark, end - i - mark), strong ? Voice::Strong : Voice::Code});
    i = plain = end + mark;
  }
  flush(s.size());
  return out;
}

/// Where a long name is best cut: "ProvisionedThroughput|ExceededException", "shardId-|0000". At
/// most `fits`; `fits` itself when no part of the name ends in its last two thirds.
std::size_t joint_before(std::string_view text, std::size_t fits) {
  const auto lower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = std::min(fits, text.size() - 1); i > fits / 3; --i) {
    if (lower(text[i - 1]) && upper(text[i])) return i;
    if (std::string_view("-_/.:").contains(text[i - 1])) return i;
  }
  return fits;
}

/// Sets words one after the other.
class Setter {
 public:
  Setter(const Fonts& fonts, float width, float size, Face face)
      : fonts_(fonts),
        width_(width),
        size_(size),
        face_(face),
        space_(fonts.width(" ", size, face == Face::Mono ? face : Face::Regular)) {}

  void add(Piece p) { word_.push_back(p); }

  void end_word() {
    if (word_.empty()) return;
    float w = 0;
    for (const Piece& p : word_) w += measure(p);
    if (x_ > 0 && x_ + space_ + w > width_) new_line();
    else if (x_ > 0) x_ += space_;
    for (const Piece& p : word_) place(p);
    word_.clear();
  }

  void new_line() {
    ++line_;
    x_ = 0;
  }

  ParaLayout take() {
    out_.lines = line_ + 1;
    return std::move(out_);
  }

 private:
  float measure(const Piece& p) const {
    return fonts_.width(p.text, voice_size(p.voice, size_), voice_face(p.voice, face_));
  }

  void place(Piece p) {
    while (x_ + measure(p) > width_ && break_inside(p)) new_line();
    if (p.text.empty()) return;
    out_.runs.push_back({x_, line_, p.voice, p.text});
    x_ += measure(p);
  }

  /// Puts what fits of a too long word on this line and leaves the rest in `p`.
  bool break_inside(Piece& p) {
    std::size_t fits = 0, i = 0;
    while (i < p.text.size()) {
      next_char(p.text, i);
      if (x_ + measure({p.text.substr(0, i), p.voice}) > width_) break;
      fits = i;
    }
    if (fits == 0) {
      if (x_ > 0) return true;  // nothing fits beside what is there: take a new line
      fits = std::min(i, p.text.size());
    } else if (fits < p.text.size()) {
      fits = joint_before(p.text, fits);
    }
    out_.runs.push_back({x_, line_, p.voice, p.text.substr(0, fits)});
    p.text.remove_prefix(fits);
    return !p.text.empty();
  }

  const Fonts& fonts_;
  float width_, size_;
  Face face_;
  float space_;
  float x_ = 0;
  int line_ = 0;
  std::vector<Piece> word_;
  ParaLayout out_;
};

// A number and its unit stay on one line: "30 s".
bool is_before_unit(std::string_view text, std::size_t blank) {
  if (blank == 0 || text[blank - 1] < '0' || text[blank - 1] > '9') return false;
  std::string_view next = text.substr(blank + 1);
  next = next.substr(0, std::min(next.find_first_of(" \n"), next.size()));
  while (!next.empty() && std::string_view(".,;:)?!").contains(next.back())) next.remove_suffix(1);
  static constexpr std::string_view kUnits[] = {"s",  "ms",  "min", "h",   "d", "KB",
                                                "kB", "KiB", "MB",  "MiB", "GB"};
  return std::ranges::contains(kUnits, next);
}

void cut_lines(ParaLayout& out, int max_lines) {
  if (max_lines <= 0 || out.lines <= max_lines) return;
  std::erase_if(out.runs, [&](const ParaRun& r) { return r.line >= max_lines; });
  out.lines = max_lines;
  out.cut = true;
}

}  // namespace

Face voice_face(Voice v, Face face) {
  return v == Voice::Code ? Face::Mono : v == Voice::Strong ? Face::Semibold : face;
}

float voice_size(Voice v, float size) { return v == Voice::Code ? size * kCodeScale : size; }

ParaLayout lay_out(const Fonts& fonts, std::string_view text, float width, float size, Face face,
                   int max_lines) {
  Setter setter(fonts, width, size, face);
  for (const Piece& p : read_marks(text)) {
    std::size_t from = 0;
    for (std::size_t i = 0; i <= p.text.size(); ++i) {
      const char c = i < p.text.size() ? p.text[i] : '\0';
      if (i < p.text.size() && c != ' ' && c != '\n') continue;
      if (c == ' ' && is_before_unit(p.text, i)) continue;
      if (i > from) setter.add({p.text.substr(from, i - from), p.voice});
      if (i < p.text.size()) setter.end_word();
      if (c == '\n') setter.new_line();
      from = i + 1;
    }
  }
  setter.end_word();
  ParaLayout out = setter.take();
  cut_lines(out, max_lines);
  return out;
}

}  // namespace ui
