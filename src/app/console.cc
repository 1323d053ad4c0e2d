// The console's line. Must not know how it is drawn.
#include "app/console.h"

#include <algorithm>

namespace app {
namespace {

// What all candidates begin with.
std::string common_beginning(const std::vector<api::Candidate>& candidates) {
  std::string out = candidates.front().text;
  for (const api::Candidate& candidate : candidates) {
    const auto [a, b] = std::ranges::mismatch(out, candidate.text);
    out.erase(a, out.end());
  }
  return out;
}

std::string first_queue(const api::CliNames& names) {
  for (const auto& [name, value] : names.all()) {
    if (value.starts_with("https://")) return name;
  }
  return "";
}

}  // namespace

ConsoleInput::ConsoleInput() { field_.set_limit(api::kMaxConsoleLine); }

const ConsoleInput::Cycle* ConsoleInput::cycle() const {
  const bool stands = cycle_ && cycle_->line == field_.text() && cycle_->caret == field_.caret();
  return stands ? &*cycle_ : nullptr;
}

api::Completion ConsoleInput::completion(const lesson::Session& session) const {
  if (const Cycle* c = cycle()) return c->completion;
  if (field_.text().empty()) return {};
  return api::complete_line(field_.text(), field_.caret(), session.names());
}

view::ConsolePanel ConsoleInput::panel(const lesson::Session& session, bool open) const {
  view::ConsoleState state{.open = open};
  state.line = {field_.text(), field_.caret(), field_.anchor()};
  state.example = view::console_example(first_queue(session.names()));
  if (open) {
    for (api::Candidate& candidate : completion(session).candidates) {
      state.candidates.push_back(std::move(candidate.text));
      state.notes.push_back(std::move(candidate.note));
    }
    if (const Cycle* c = cycle()) state.chosen = c->chosen;
  }
  return view::build_console(console_, state);
}

void ConsoleInput::leave() {
  console_.leave();
  cycle_.reset();
}

bool ConsoleInput::key(const platform::Key& key, const lesson::Session& session) {
  const platform::Mods& m = key.mods;
  const bool plain = !m.ctrl && !m.alt && !m.meta;
  if (key.name == "Tab" && plain && !m.shift) return complete(session);
  if (key.name == "ArrowUp" && plain) return history(true);
  if (key.name == "ArrowDown" && plain) return history(false);
  return field_.key(key.name, {m.shift, m.ctrl, m.alt, m.meta, m.command});
}

void ConsoleInput::insert(std::string_view text) {
  field_.insert(text.substr(0, api::kMaxConsoleLine));
}

void ConsoleInput::set_line(std::string_view text) {
  if (text == field_.text()) return;
  field_.select_all();
  field_.insert(text.substr(0, api::kMaxConsoleLine));
}

void ConsoleInput::point(std::size_t column) {
  field_.set_caret(view::byte_of(field_.text(), column));
}

void ConsoleInput::run(lesson::Session& session) {
  const std::string line = field_.text();
  field_.set_text("");
  cycle_.reset();
  console_.run(session, line);
}

bool ConsoleInput::history(bool older) {
  const auto line = older ? console_.older(field_.text()) : console_.newer();
  if (line) field_.set_text(*line);
  return true;
}

void ConsoleInput::replace(const api::Completion& at, std::string_view text) {
  std::string line = field_.text();
  line.replace(at.from, at.to - at.from, text);
  field_.set_text(line);
  field_.set_caret(at.from + text.size());
}

bool ConsoleInput::can_complete(const lesson::Session& session) const {
  return !completion(session).candidates.empty();
}

// One candidate is written out; of several first what they share, then one after the other.
bool ConsoleInput::complete(const lesson::Session& session) {
  if (field_.text().empty()) return false;
  if (cycle()) {
    Cycle next = *cycle_;
    next.chosen = (next.chosen + 1) % next.completion.candidates.size();
    const std::string& text = next.completion.candidates[next.chosen].text;
    replace(next.completion, text);
    next.completion.to = next.completion.from + text.size();
    next.line = field_.text();
    next.caret = field_.caret();
    cycle_ = std::move(next);
    return true;
  }
  api::Completion found = completion(session);
  if (found.candidates.empty()) return false;
  if (found.candidates.size() == 1) {
    take(0, session);
    return true;
  }
  const std::string shared = common_beginning(found.candidates);
  if (shared.size() > field_.caret() - found.from) {
    replace(found, shared);
    return true;
  }
  replace(found, found.candidates.front().text);
  found.to = found.from + found.candidates.front().text.size();
  cycle_ = Cycle{std::move(found), field_.text(), field_.caret(), 0};
  return true;
}

void ConsoleInput::take(std::size_t candidate, const lesson::Session& session) {
  const api::Completion found = completion(session);
  if (candidate >= found.candidates.size()) return;
  cycle_.reset();
  replace(found, found.candidates[candidate].text);
  if (field_.caret() == field_.text().size()) field_.insert(" ");
}

std::string ConsoleInput::answer(std::uint32_t number) const {
  const auto it = std::ranges::find(console_.entries(), number, &lesson::ConsoleEntry::number);
  return it == console_.entries().end() ? "" : it->output;
}

}  // namespace app
