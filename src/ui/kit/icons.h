// Names of the Lucide icons the interface uses. The glyphs come from the packaged icon font.
// Must not know: where an icon is drawn.
#pragma once

#include <cstdint>
#include <string_view>

namespace ui {

/// One icon. The order is that of the table in icons.cc.
enum class Icon : std::uint8_t {
  None,
  Accessibility, ArrowDown, ArrowRight, BookOpen, Box, Boxes, Calendar, Check, ChevronDown,
  ChevronLeft, ChevronRight, CircleDot, CircleHelp, CirclePlay, Clock, Copy, Cpu, Database, Eye,
  EyeOff, FastForward, Flag, Funnel, Gauge, GitFork, GraduationCap, Hourglass, Inbox, KeyRound,
  Layers, Lightbulb, ListTree, Lock, LockOpen, MailX, MessageCircleQuestion, Moon, Network,
  PanelRightClose, PanelRightOpen, Pause, Play, Presentation, Radio, Repeat, RotateCcw, Route,
  Scale, ScrollText, Search, Send, Server, ShieldX, ShoppingCart, SkipBack, SkipForward,
  Snowflake, Split, StepBack, StepForward, Sun, Target, Terminal, Timer, Trash2, TriangleAlert,
  Truck, Undo2, Users, Waves, X, Zap,
  Count
};

/// Lucide's own name, e.g. "skip-forward".
std::string_view icon_name(Icon icon);
/// The icon with Lucide's name; None when the interface does not use it.
Icon icon_named(std::string_view name);
/// Code point in the packaged icon font.
char32_t icon_codepoint(Icon icon);

}  // namespace ui
