// The renderer in a real OpenGL ES context, without a screen. Skipped where there is none.
#ifndef __EMSCRIPTEN__

#include "platform/renderer.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "imgui_internal.h"

#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define DRIVER_LEAKS(on) (on ? __lsan_disable() : __lsan_enable())
#else
#define DRIVER_LEAKS(on) (void)0
#endif

namespace platform {
namespace {

class RendererTest : public ::testing::Test {
 protected:
  void SetUp() override {
    DRIVER_LEAKS(true);  // the graphics driver's own memory is none of our business
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) GTEST_SKIP() << "SDL: " << SDL_GetError();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    window_ = SDL_CreateWindow("test", 0, 0, 64, 64, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    context_ = window_ ? SDL_GL_CreateContext(window_) : nullptr;
    if (!context_) GTEST_SKIP() << "no OpenGL ES 3: " << SDL_GetError();
    make_target();
    ASSERT_TRUE(renderer_.init()) << renderer_.error();
    texture_.Create(ImTextureFormat_RGBA32, 4, 4);
    texture_.SetStatus(ImTextureStatus_WantCreate);
    paint(0xFFFFFFFFu);
    textures_.push_back(&texture_);
    data_.Textures = &textures_;
  }
  void TearDown() override {
    texture_.SetStatus(ImTextureStatus_Destroyed);
    if (context_) SDL_GL_DeleteContext(context_);
    if (window_) SDL_DestroyWindow(window_);
    SDL_Quit();
    DRIVER_LEAKS(false);
  }

  /// A framebuffer of our own: an offscreen surface may not be readable.
  void make_target() {
    GLuint color = 0, frame = 0;
    glGenRenderbuffers(1, &color);
    glBindRenderbuffer(GL_RENDERBUFFER, color);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, 64, 64);
    glGenFramebuffers(1, &frame);
    glBindFramebuffer(GL_FRAMEBUFFER, frame);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color);
    ASSERT_EQ(glCheckFramebufferStatus(GL_FRAMEBUFFER), GLenum{GL_FRAMEBUFFER_COMPLETE});
  }
  void paint(ImU32 color) {
    for (int i = 0; i < 16; ++i) static_cast<ImU32*>(texture_.GetPixels())[i] = color;
  }
  void draw() {
    renderer_.draw(data_, 64, 64);
    ASSERT_EQ(glGetError(), GLenum{GL_NO_ERROR});
  }
  /// A quad over a part of the screen, in device px from the top left.
  void quad(float x, float y, float w, float h, ImU32 color, ImVec4 clip = {0, 0, 64, 64}) {
    list_._ResetForNewFrame();
    list_.PushTexture(texture_.GetTexRef());
    list_.PushClipRect({clip.x, clip.y}, {clip.z, clip.w});
    list_.PrimReserve(6, 4);
    list_.PrimRectUV({x, y}, {x + w, y + h}, {0, 0}, {1, 1}, color);
    list_.PopClipRect();
    list_.PopTexture();
    data_.CmdLists.clear();
    data_.CmdLists.push_back(&list_);
    draw();
  }
  ImU32 pixel(int x, int y) {
    ImU32 out = 0;
    glReadPixels(x, 63 - y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, &out);
    return out;
  }

  SDL_Window* window_ = nullptr;
  SDL_GLContext context_ = nullptr;
  Renderer renderer_;
  ImTextureData texture_;
  ImVector<ImTextureData*> textures_;
  ImDrawData data_;
  ImDrawListSharedData shared_;
  ImDrawList list_{&shared_};
};

TEST_F(RendererTest, CreatesTexturesAndDrawsAtTheirPlace) {
  draw();
  EXPECT_EQ(texture_.Status, ImTextureStatus_OK);
  EXPECT_NE(texture_.TexID, ImTextureID_Invalid);
  quad(10, 20, 8, 8, 0xFF0000FFu);  // red
  EXPECT_EQ(pixel(12, 22), 0xFF0000FFu);
  EXPECT_EQ(pixel(17, 27), 0xFF0000FFu);
  EXPECT_EQ(pixel(9, 22), 0xFF000000u);
  EXPECT_EQ(pixel(12, 28), 0xFF000000u);
}

TEST_F(RendererTest, TintsAndBlends) {
  draw();
  paint(0x80FFFFFFu);
  texture_.Updates.push_back({0, 0, 4, 4});
  texture_.UpdateRect = {0, 0, 4, 4};
  texture_.SetStatus(ImTextureStatus_WantUpdates);
  quad(0, 0, 64, 64, 0xFF00FF00u);
  EXPECT_EQ(texture_.Status, ImTextureStatus_OK);
  EXPECT_NEAR(static_cast<double>(pixel(32, 32) >> 8 & 0xFF), 128, 2);
}

TEST_F(RendererTest, UploadsOnlyTheUpdatedPart) {
  draw();
  paint(0xFF0000FFu);
  texture_.Updates.push_back({0, 0, 2, 4});  // the left half
  texture_.UpdateRect = {0, 0, 2, 4};
  texture_.SetStatus(ImTextureStatus_WantUpdates);
  quad(0, 0, 64, 64, 0xFFFFFFFFu);
  EXPECT_EQ(pixel(4, 32), 0xFF0000FFu);
  EXPECT_EQ(pixel(60, 32), 0xFFFFFFFFu);
}

TEST_F(RendererTest, ClipsToTheCommand) {
  draw();
  quad(0, 0, 64, 64, 0xFFFFFFFFu, {10, 10, 20, 30});
  EXPECT_EQ(pixel(10, 10), 0xFFFFFFFFu);
  EXPECT_EQ(pixel(19, 29), 0xFFFFFFFFu);
  EXPECT_EQ(pixel(20, 29), 0xFF000000u);
  EXPECT_EQ(pixel(19, 30), 0xFF000000u);
  EXPECT_EQ(pixel(9, 10), 0xFF000000u);
}

TEST_F(RendererTest, RestoredContextGetsEverythingAnew) {
  draw();
  renderer_.forget();
  draw();  // nothing to draw with: no error, nothing happens
  ASSERT_TRUE(renderer_.init());
  EXPECT_EQ(texture_.Status, ImTextureStatus_OK);  // ImGui does not know that it is gone
  quad(0, 0, 64, 64, 0xFF0000FFu);
  EXPECT_EQ(pixel(32, 32), 0xFF0000FFu);
}

TEST_F(RendererTest, DestroysWhenAskedAndUnused) {
  draw();
  texture_.SetStatus(ImTextureStatus_WantDestroy);
  texture_.UnusedFrames = 0;
  draw();
  EXPECT_EQ(texture_.Status, ImTextureStatus_WantDestroy);
  texture_.UnusedFrames = 1;
  draw();
  EXPECT_EQ(texture_.Status, ImTextureStatus_Destroyed);
  EXPECT_EQ(texture_.TexID, ImTextureID_Invalid);
}

TEST_F(RendererTest, ShutdownLeavesNothingBehind) {
  draw();
  renderer_.shutdown(&data_);
  EXPECT_EQ(texture_.Status, ImTextureStatus_Destroyed);
  EXPECT_EQ(glGetError(), GLenum{GL_NO_ERROR});
}

}  // namespace
}  // namespace platform

#endif  // !__EMSCRIPTEN__
