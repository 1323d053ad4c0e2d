// The icon table: Lucide's names and the code points of the fetched font.
// Must not know: where an icon is drawn.
#include "ui/kit/icons.h"

#include <algorithm>
#include <array>

#include "gen/icons.h"
#include "ui/kit/fonts.h"

namespace ui {
namespace {

struct Row {
  std::string_view name, glyph;
};

constexpr std::size_t kCount = static_cast<std::size_t>(Icon::Count);

// One row per icon, in the order of the enumeration, which is alphabetic.
constexpr std::array<Row, kCount> kRows{{
    {"", ""},
    {"accessibility", gen::kIconAccessibility},
    {"arrow-down", gen::kIconArrowDown},
    {"arrow-left", gen::kIconArrowLeft},
    {"arrow-right", gen::kIconArrowRight},
    {"book-open", gen::kIconBookOpen},
    {"box", gen::kIconBox},
    {"boxes", gen::kIconBoxes},
    {"calendar", gen::kIconCalendar},
    {"check", gen::kIconCheck},
    {"chevron-down", gen::kIconChevronDown},
    {"chevron-left", gen::kIconChevronLeft},
    {"chevron-right", gen::kIconChevronRight},
    {"chevron-up", gen::kIconChevronUp},
    {"circle", gen::kIconCircle},
    {"circle-check", gen::kIconCircleCheck},
    {"circle-dot", gen::kIconCircleDot},
    {"circle-help", gen::kIconCircleHelp},
    {"circle-play", gen::kIconCirclePlay},
    {"circle-x", gen::kIconCircleX},
    {"clock", gen::kIconClock},
    {"copy", gen::kIconCopy},
    {"cpu", gen::kIconCpu},
    {"database", gen::kIconDatabase},
    {"download", gen::kIconDownload},
    {"ellipsis", gen::kIconEllipsis},
    {"external-link", gen::kIconExternalLink},
    {"eye", gen::kIconEye},
    {"eye-off", gen::kIconEyeOff},
    {"fast-forward", gen::kIconFastForward},
    {"flag", gen::kIconFlag},
    {"funnel", gen::kIconFunnel},
    {"gauge", gen::kIconGauge},
    {"git-fork", gen::kIconGitFork},
    {"globe", gen::kIconGlobe},
    {"graduation-cap", gen::kIconGraduationCap},
    {"heart-pulse", gen::kIconHeartPulse},
    {"hourglass", gen::kIconHourglass},
    {"house", gen::kIconHouse},
    {"inbox", gen::kIconInbox},
    {"info", gen::kIconInfo},
    {"key-round", gen::kIconKeyRound},
    {"layers", gen::kIconLayers},
    {"lightbulb", gen::kIconLightbulb},
    {"list", gen::kIconList},
    {"list-tree", gen::kIconListTree},
    {"lock", gen::kIconLock},
    {"lock-open", gen::kIconLockOpen},
    {"mail", gen::kIconMail},
    {"mail-x", gen::kIconMailX},
    {"menu", gen::kIconMenu},
    {"message-circle-question", gen::kIconMessageCircleQuestion},
    {"message-square", gen::kIconMessageSquare},
    {"minus", gen::kIconMinus},
    {"moon", gen::kIconMoon},
    {"network", gen::kIconNetwork},
    {"panel-right-close", gen::kIconPanelRightClose},
    {"panel-right-open", gen::kIconPanelRightOpen},
    {"pause", gen::kIconPause},
    {"play", gen::kIconPlay},
    {"plus", gen::kIconPlus},
    {"presentation", gen::kIconPresentation},
    {"radio", gen::kIconRadio},
    {"refresh-cw", gen::kIconRefreshCw},
    {"repeat", gen::kIconRepeat},
    {"rotate-ccw", gen::kIconRotateCcw},
    {"route", gen::kIconRoute},
    {"save", gen::kIconSave},
    {"scale", gen::kIconScale},
    {"scroll-text", gen::kIconScrollText},
    {"search", gen::kIconSearch},
    {"send", gen::kIconSend},
    {"server", gen::kIconServer},
    {"settings", gen::kIconSettings},
    {"share-2", gen::kIconShare2},
    {"shield-x", gen::kIconShieldX},
    {"shopping-cart", gen::kIconShoppingCart},
    {"skip-back", gen::kIconSkipBack},
    {"skip-forward", gen::kIconSkipForward},
    {"skull", gen::kIconSkull},
    {"smartphone", gen::kIconSmartphone},
    {"snowflake", gen::kIconSnowflake},
    {"split", gen::kIconSplit},
    {"step-back", gen::kIconStepBack},
    {"step-forward", gen::kIconStepForward},
    {"sun", gen::kIconSun},
    {"target", gen::kIconTarget},
    {"terminal", gen::kIconTerminal},
    {"timer", gen::kIconTimer},
    {"trash-2", gen::kIconTrash2},
    {"triangle-alert", gen::kIconTriangleAlert},
    {"truck", gen::kIconTruck},
    {"undo-2", gen::kIconUndo2},
    {"upload", gen::kIconUpload},
    {"user", gen::kIconUser},
    {"users", gen::kIconUsers},
    {"waves", gen::kIconWaves},
    {"x", gen::kIconX},
    {"zap", gen::kIconZap},
}};

const Row& row(Icon icon) {
  const auto i = static_cast<std::size_t>(icon);
  return kRows[i < kCount ? i : 0];
}

}  // namespace

std::string_view icon_name(Icon icon) { return row(icon).name; }

Icon icon_named(std::string_view name) {
  const auto it = std::ranges::lower_bound(kRows, name, {}, &Row::name);
  if (it == kRows.end() || it->name != name) return Icon::None;
  return static_cast<Icon>(it - kRows.begin());
}

char32_t icon_codepoint(Icon icon) {
  const std::string_view glyph = row(icon).glyph;
  std::size_t i = 0;
  return glyph.empty() ? 0 : next_char(glyph, i);
}

}  // namespace ui
