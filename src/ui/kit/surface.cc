// The ImGui context of a surface. Must not know: the window, GL, what is drawn.
#include "ui/kit/surface.h"

#include <algorithm>

#include "imgui.h"

namespace ui {

Surface::Surface() {
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);  // creating it makes it current only when it is the first
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  // Room for the first screen, so that the texture is not replaced while it is drawn.
  io.Fonts->TexMinWidth = 1024;
  io.Fonts->TexMinHeight = 1024;
  io.Fonts->TexMaxWidth = 4096;
  io.Fonts->TexMaxHeight = 4096;
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
}

Surface::~Surface() {
  canvas_.reset();
  // The renderer must have let go of the textures before (Renderer::shutdown).
  ImGui::DestroyContext(context_);
}

bool Surface::load(const FontFiles& files) {
  const bool ok = fonts_[Face::Regular].load(files.regular, true) &&
                  fonts_[Face::Semibold].load(files.semibold, true) &&
                  fonts_[Face::Mono].load(files.mono, false) &&
                  fonts_[Face::Icons].load(files.icons, false);
  if (!ok) return false;
  // ImGui wants a font of its own to start a frame; nothing is written with it.
  ImGui::SetCurrentContext(context_);
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  void* bytes = const_cast<std::uint8_t*>(files.regular.data());
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(files.regular.size()),
                                                    13, &config) != nullptr;
}

Canvas& Surface::begin_frame(const FrameStyle& style, double dt_s) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {style.width * style.dpr, style.height * style.dpr};
  io.DeltaTime = std::max(static_cast<float>(dt_s), 1e-4f);
  ImGui::NewFrame();
  atlas_.begin_frame(io.Fonts);
  canvas_ = std::make_unique<Canvas>(ImGui::GetBackgroundDrawList(), atlas_, *style.theme,
                                     style.dpr * style.zoom, style.reduced_motion);
  return *canvas_;
}

ImDrawData* Surface::end_frame() {
  canvas_.reset();
  ImGui::Render();
  return ImGui::GetDrawData();
}

}  // namespace ui
