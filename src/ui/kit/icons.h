// Names of the Lucide icons the interface may use: those of tools/icons.txt, in alphabetic order.
// The glyphs come from the packaged icon font.
// Must not know: where an icon is drawn.
#pragma once

#include <cstdint>
#include <string_view>

namespace ui {

/// One icon. The order is that of the table in icons.cc.
enum class Icon : std::uint8_t {
  None,
  Accessibility,
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  BookOpen,
  Box,
  Boxes,
  Calendar,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  CircleCheck,
  CircleDot,
  CircleHelp,
  CirclePlay,
  CircleX,
  Clock,
  Copy,
  Cpu,
  Database,
  Download,
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  FastForward,
  Flag,
  Funnel,
  Gauge,
  GitFork,
  GraduationCap,
  HeartPulse,
  Hourglass,
  House,
  Inbox,
  Info,
  KeyRound,
  Layers,
  Lightbulb,
  List,
  ListTree,
  Lock,
  LockOpen,
  MailX,
  Menu,
  MessageCircleQuestion,
  Minus,
  Moon,
  Network,
  PanelRightClose,
  PanelRightOpen,
  Pause,
  Play,
  Plus,
  Presentation,
  Radio,
  RefreshCw,
  Repeat,
  RotateCcw,
  Route,
  Save,
  Scale,
  ScrollText,
  Search,
  Send,
  Server,
  Settings,
  Share2,
  ShieldX,
  ShoppingCart,
  SkipBack,
  SkipForward,
  Skull,
  Snowflake,
  Split,
  StepBack,
  StepForward,
  Sun,
  Target,
  Terminal,
  Timer,
  Trash2,
  TriangleAlert,
  Truck,
  Undo2,
  Upload,
  User,
  Users,
  Waves,
  X,
  Zap,
  Count
};

/// Lucide's own name, e.g. "skip-forward"; "" for None.
std::string_view icon_name(Icon icon);
/// The icon with Lucide's name; None when the interface does not have it.
Icon icon_named(std::string_view name);
/// Code point in the packaged icon font; 0 for None.
char32_t icon_codepoint(Icon icon);

}  // namespace ui
