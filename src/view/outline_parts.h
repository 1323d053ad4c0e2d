// What the sections of the outline are made of. Must not know what is in any section.
#pragma once

#include <format>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "view/control.h"
#include "view/frame.h"

namespace view {

using base::Json;

inline Json node(std::string_view id, std::string_view kind) {
  Json out = Json::object();
  out["id"] = id;
  out["kind"] = kind;
  return out;
}

inline Json text(std::string_view id, std::string_view words) {
  Json out = node(id, "text");
  out["text"] = words;
  return out;
}

inline Json heading(std::string_view id, std::string_view words, int level) {
  Json out = node(id, "heading");
  out["text"] = words;
  out["level"] = level;
  return out;
}

inline Json section(std::string_view id, std::string_view label) {
  Json out = node(id, "section");
  out["label"] = label;
  out["items"] = Json::array();
  return out;
}

inline Json button(const Control& control) {
  Json out = node(control.id, "button");
  out["label"] = control.label;
  if (!control.enabled) out["disabled"] = true;
  if (!control.shortcut.empty()) out["shortcut"] = control.shortcut;
  return out;
}

inline Json toggle(const Control& control) {
  Json out = button(control);
  out["pressed"] = control.pressed;
  return out;
}

inline void put(Json& parent, Json child) { parent["items"].push_back(std::move(child)); }

inline void put_button(Json& parent, const Control& control) {
  if (!control.id.empty()) put(parent, button(control));
}

/// The section of a panel that can be opened.
inline Json panel_section(std::string_view id, std::string_view label, const Control& toggle,
                          bool open) {
  Json out = section(id, label);
  Json control = button(toggle);
  control["expanded"] = open;
  put(out, std::move(control));
  return out;
}

/// One item for each node, by its label.
template <class Nodes>
void put_labels(Json& list, std::string_view what, const Nodes& nodes) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Json item = node(std::format("summary.{}.{}", what, i + 1), "item");
    item["text"] = nodes[i].label;
    put(list, std::move(item));
  }
}

/// Buckets with the objects that are shown, and notifications that were lost.
void put_buckets(Json& parent, const Scene& scene);
inline constexpr std::string_view kMetricsLabel = "Metrics and cost";
/// The open panel of metrics and cost.
Json metrics_section(const MetricsPanel& metrics);

}  // namespace view
