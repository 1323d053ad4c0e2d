// The blocks of the lesson panel, one drawing function each. A block is drawn into a column and
// returns its height. Must not know: the order of blocks, scrolling.
#pragma once

#include "ui/panels/panel.h"

namespace ui {

/// Where a block goes: its top left corner and the width of the column.
struct Column {
  float x = 0, y = 0, w = 0;
  bool phone = false;  ///< larger targets
};

float draw_block(Panel& p, const Column& at, const view::Paragraph& b);
float draw_block(Panel& p, const Column& at, const view::Question& b);
float draw_block(Panel& p, const Column& at, const view::Caption& b);
float draw_block(Panel& p, const Column& at, const view::Quote& b);
float draw_block(Panel& p, const Column& at, const view::Options& b);
float draw_block(Panel& p, const Column& at, const view::Segments& b);
float draw_block(Panel& p, const Column& at, const view::Action& b);
float draw_block(Panel& p, const Column& at, const view::CliLine& b);
float draw_block(Panel& p, const Column& at, const view::Goals& b);
float draw_block(Panel& p, const Column& at, const view::Dial& b);
float draw_block(Panel& p, const Column& at, const view::Ordering& b);
float draw_block(Panel& p, const Column& at, const view::Result& b);

/// Space between two neighbours, px; `before` is null behind the title. Phones have less to give.
float block_gap(const view::Block* before, const view::Block& after, bool phone);

/// A command as the panel shows it: options on lines of their own, indented, none wider than
/// `columns` characters (the first shorter by `first_less`, for the copy control).
std::vector<std::string> command_lines(std::string_view command, int columns, int first_less);

}  // namespace ui
