// Draws ImGui draw data with OpenGL ES 3 / WebGL2: one program, one vertex array, one texture.
// The application owns the context, so nothing is read back and nothing restored (a glGet waits for
// the GPU process in a browser). Must not know: the window, what is drawn.
#pragma once

#include <cstdint>
#include <string>

struct ImDrawData;
struct ImTextureData;

namespace platform {

class Renderer {
 public:
  /// Builds the program and buffers in the current context. On failure `error()` says why.
  bool init();
  const std::string& error() const { return error_; }
  /// Everything of the old context is gone: forget it. init() again once it is restored.
  void forget();
  /// Carries out texture requests and draws. `width`, `height` = framebuffer px.
  void draw(ImDrawData& data, int width, int height);
  /// Deletes all GL objects, the textures of `data` included.
  void shutdown(ImDrawData* data);

 private:
  bool is_ours(const ImTextureData& t) const;
  void update_texture(ImTextureData& t);
  void create_texture(ImTextureData& t);
  void upload(ImTextureData& t);
  void destroy_texture(ImTextureData& t);
  void bind_state(int width, int height);

  std::string error_;
  std::uintptr_t generation_ = 0;  // counts contexts; a texture of an older one is made anew
  unsigned program_ = 0, array_ = 0, vertices_ = 0, indices_ = 0;
  int scale_at_ = -1, texture_at_ = -1;
};

}  // namespace platform
