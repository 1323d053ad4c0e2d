// Reading the catalogue and the lessons from the packaged files.
#include "app/content.h"

#include <format>

namespace app {
namespace {

constexpr std::string_view kIndex = "lessons/index.json";
constexpr std::size_t kErrorsShown = 5;

std::string_view text_of(const platform::Host& host, std::string_view name) {
  const auto bytes = host.asset(name);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string lines(const std::vector<base::JsonError>& errors, std::string_view file) {
  std::string out;
  for (std::size_t i = 0; i < errors.size() && i < kErrorsShown; ++i) {
    out += lesson::to_line(errors[i], file) + "\n";
  }
  if (errors.size() > kErrorsShown) out += std::format("and {} more", errors.size() - kErrorsShown);
  return out;
}

}  // namespace

bool Content::load(const platform::Host& host) {
  auto catalogue = lesson::parse_catalogue(text_of(host, kIndex));
  if (!catalogue) {
    error_ = lines(catalogue.error(), kIndex);
    return false;
  }
  catalogue_ = std::move(*catalogue);
  return true;
}

const lesson::Document* Content::lesson(const platform::Host& host, std::string_view id) {
  if (const auto it = lessons_.find(id); it != lessons_.end()) return &it->second;
  const lesson::CatalogueLesson* entry = catalogue_.find(id);
  if (entry == nullptr) {
    error_ = std::format("There is no lesson \"{}\".", id);
    return nullptr;
  }
  const std::string file = std::format("lessons/{}/lesson.json", entry->folder);
  auto document = lesson::parse_document(text_of(host, file), file);
  if (!document) {
    error_ = lines(document.error(), file);
    return nullptr;
  }
  return &lessons_.emplace(std::string(id), std::move(*document)).first->second;
}

}  // namespace app
