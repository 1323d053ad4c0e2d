// The console. Must not know how any of it is drawn.
#include "lesson/console.h"

#include <algorithm>
#include <format>

namespace lesson {
namespace {

using State = ConsoleEntry::State;

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1);
}

// Cuts between characters, and says so.
std::string bounded(std::string text) {
  if (text.size() <= kMaxConsoleAnswer) return text;
  const std::size_t whole = text.size();
  std::size_t end = kMaxConsoleAnswer;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + std::format("\n… {} more bytes are not shown\n", whole - end);
}

}  // namespace

void Console::run(Session& session, std::string_view typed) {
  const std::string_view line = trimmed(typed);
  shown_ = history_.size();
  typed_.clear();
  if (line.empty()) return;
  ++revision_;
  remember(line.substr(0, api::kMaxConsoleLine));
  if (line == "clear") {
    entries_.clear();
    waiting_.clear();
    return;
  }
  ConsoleEntry entry{.number = ++last_number_,
                     .at_time = session.timeline().playhead(),
                     .line = std::string(line.substr(0, api::kMaxConsoleLine))};
  auto read = line == "help" ? api::read_console_line("aws help", session.names())
                             : api::read_console_line(line, session.names());
  if (!read) {
    entry.state = State::kFaulty;
    entry.output = "aws: error: " + read.error().message + "\n";
    entry.at = std::min(read.error().at, entry.line.size());
    entry.length = std::max<std::size_t>(read.error().length, 1);
  } else if (const auto* text = std::get_if<api::ConsoleText>(&*read)) {
    entry.output = text->text;
  } else {
    carry_out(session, std::get<api::ConsoleCall>(*read), entry);
  }
  add(std::move(entry));
}

void Console::carry_out(Session& session, const api::ConsoleCall& call, ConsoleEntry& entry) {
  const auto reply = session.call(call.request);
  if (!reply) {
    entry.state = State::kHeld;
    entry.output = reply.error() + "\n";
  } else if (reply->pending) {
    entry.state = State::kWaiting;
    waiting_.push_back(
        {entry.number, reply->call, session.epoch(), session.timeline().branch(), call});
    looked_at_ = base::kNever;
  } else {
    entry.state = reply->result ? State::kAnswered : State::kRefused;
    entry.output = bounded(api::print_answer(call, reply->result));
  }
}

bool Console::follow(const Session& session) {
  if (waiting_.empty() || looked_at_ == session.timeline().playhead()) return false;
  looked_at_ = session.timeline().playhead();
  const std::uint32_t before = revision_;
  const world::World& seen = session.timeline().view();
  for (Waiting& waiting : waiting_) settle(session, waiting, seen);
  std::erase_if(waiting_, [&](const Waiting& waiting) {
    const ConsoleEntry* entry = find(waiting.entry);
    return entry == nullptr || entry->state != State::kWaiting;
  });
  return revision_ != before;
}

void Console::settle(const Session& session, Waiting& waiting, const world::World& seen) {
  ConsoleEntry* entry = find(waiting.entry);
  if (entry == nullptr) return;
  const world::Timeline& timeline = session.timeline();
  if (waiting.epoch != session.epoch() || waiting.branch != timeline.branch()) {
    entry->state = State::kLost;
    ++revision_;
    return;
  }
  // Answers are handed over once, so a copy is asked: the Timeline's own World stays as it is.
  for (const world::ExternalAnswer& answer : world::World(seen).take_external_answers()) {
    if (answer.call != waiting.call) continue;
    entry->state = answer.result ? State::kAnswered : State::kRefused;
    entry->output = bounded(api::print_answer(waiting.how, answer.result));
    ++revision_;
  }
}

void Console::leave() {
  for (const Waiting& waiting : waiting_) {
    if (ConsoleEntry* entry = find(waiting.entry)) entry->state = State::kLost;
  }
  if (!waiting_.empty()) ++revision_;
  waiting_.clear();
}

ConsoleEntry* Console::find(std::uint32_t number) {
  const auto it = std::ranges::find(entries_, number, &ConsoleEntry::number);
  return it == entries_.end() ? nullptr : &*it;
}

void Console::add(ConsoleEntry entry) {
  entries_.push_back(std::move(entry));
  std::size_t bytes = 0;
  for (const ConsoleEntry& e : entries_) bytes += e.line.size() + e.output.size();
  while (entries_.size() > 1 &&
         (entries_.size() > kMaxConsoleEntries || bytes > kMaxConsoleBytes)) {
    bytes -= entries_.front().line.size() + entries_.front().output.size();
    entries_.pop_front();
  }
}

void Console::remember(std::string_view line) {
  if (history_.empty() || history_.back() != line) history_.emplace_back(line);
  if (history_.size() > kMaxConsoleHistory) history_.pop_front();
  shown_ = history_.size();
}

std::optional<std::string> Console::older(std::string_view typed) {
  if (shown_ == 0) return std::nullopt;
  if (shown_ == history_.size()) typed_ = typed;
  return history_[--shown_];
}

std::optional<std::string> Console::newer() {
  if (shown_ >= history_.size()) return std::nullopt;
  ++shown_;
  return shown_ == history_.size() ? typed_ : history_[shown_];
}

}  // namespace lesson
