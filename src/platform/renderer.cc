// ImGui draw data on OpenGL ES 3 / WebGL2. Must not know: the window, what is drawn.
#include "platform/renderer.h"

#include <GLES3/gl3.h>

#include <array>
#include <cstddef>

#include "imgui.h"

namespace platform {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
uniform vec2 scale;
out vec2 v_uv;
out vec4 v_color;
void main() {
  v_uv = uv;
  v_color = color;
  gl_Position = vec4(position * scale + vec2(-1.0, 1.0), 0.0, 1.0);
})";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D atlas;
in vec2 v_uv;
in vec4 v_color;
out vec4 color;
void main() { color = v_color * texture(atlas, v_uv); })";

GLuint compile(GLenum kind, const char* source, std::string& error) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  GLint ok = GL_FALSE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok == GL_TRUE) return shader;
  std::array<char, 512> log{};
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
  error = log.data();
  glDeleteShader(shader);
  return 0;
}

GLuint link(std::string& error) {
  const GLuint vertex = compile(GL_VERTEX_SHADER, kVertexShader, error);
  const GLuint fragment = vertex ? compile(GL_FRAGMENT_SHADER, kFragmentShader, error) : 0;
  if (!fragment) return 0;
  const GLuint program = glCreateProgram();
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  GLint ok = GL_FALSE;
  glGetProgramiv(program, GL_LINK_STATUS, &ok);
  if (ok == GL_TRUE) return program;
  std::array<char, 512> log{};
  glGetProgramInfoLog(program, static_cast<GLsizei>(log.size()), nullptr, log.data());
  error = log.data();
  return 0;
}

const void* offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

GLuint name_of(const ImTextureData& t) { return static_cast<GLuint>(t.TexID); }

}  // namespace

bool Renderer::init() {
  ++generation_;
  error_.clear();
  program_ = link(error_);
  if (!program_) return false;
  scale_at_ = glGetUniformLocation(program_, "scale");
  texture_at_ = glGetUniformLocation(program_, "atlas");
  glGenVertexArrays(1, &array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  constexpr GLsizei stride = sizeof(ImDrawVert);
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, stride, offset(offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, stride, offset(offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(ImDrawVert, col)));
  return true;
}

void Renderer::forget() { program_ = array_ = vertices_ = indices_ = 0; }

bool Renderer::is_ours(const ImTextureData& t) const {
  return t.TexID != ImTextureID_Invalid &&
         reinterpret_cast<std::uintptr_t>(t.BackendUserData) == generation_;
}

void Renderer::update_texture(ImTextureData& t) {
  switch (t.Status) {
    case ImTextureStatus_WantCreate: create_texture(t); break;
    case ImTextureStatus_OK:
      if (!is_ours(t)) create_texture(t);
      break;
    case ImTextureStatus_WantUpdates:
      if (is_ours(t)) upload(t);
      else create_texture(t);
      break;
    case ImTextureStatus_WantDestroy:
      if (t.UnusedFrames > 0) destroy_texture(t);
      break;
    case ImTextureStatus_Destroyed: break;
  }
}

void Renderer::create_texture(ImTextureData& t) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, t.Width, t.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               t.GetPixels());
  t.SetTexID(static_cast<ImTextureID>(name));
  t.BackendUserData = reinterpret_cast<void*>(generation_);
  t.SetStatus(ImTextureStatus_OK);
}

void Renderer::upload(ImTextureData& t) {
  constexpr int kManyUpdates = 8;  // beyond this one larger copy beats many small calls
  glBindTexture(GL_TEXTURE_2D, name_of(t));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, t.Width);
  const auto part = [&](const ImTextureRect& r) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, r.x, r.y, r.w, r.h, GL_RGBA, GL_UNSIGNED_BYTE,
                    t.GetPixelsAt(r.x, r.y));
  };
  if (t.Updates.Size > kManyUpdates) part(t.UpdateRect);
  else
    for (const ImTextureRect& r : t.Updates) part(r);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  t.SetStatus(ImTextureStatus_OK);
}

void Renderer::destroy_texture(ImTextureData& t) {
  if (is_ours(t)) {
    const GLuint name = name_of(t);
    glDeleteTextures(1, &name);
  }
  t.SetTexID(ImTextureID_Invalid);
  t.BackendUserData = nullptr;
  t.SetStatus(ImTextureStatus_Destroyed);
}

void Renderer::bind_state(int width, int height) {
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glUseProgram(program_);
  glUniform1i(texture_at_, 0);
  glUniform2f(scale_at_, 2.f / static_cast<float>(width), -2.f / static_cast<float>(height));
  glActiveTexture(GL_TEXTURE0);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
}

void Renderer::draw(ImDrawData& data, int width, int height) {
  if (data.Textures)
    for (ImTextureData* t : *data.Textures)
      if (t->Status != ImTextureStatus_OK || !is_ours(*t)) update_texture(*t);
  if (width <= 0 || height <= 0 || !program_) return;
  bind_state(width, height);
  for (const ImDrawList* list : data.CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(list->VtxBuffer.size_in_bytes()),
                 list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(list->IdxBuffer.size_in_bytes()),
                 list->IdxBuffer.Data, GL_STREAM_DRAW);
    for (const ImDrawCmd& cmd : list->CmdBuffer) {
      if (cmd.ElemCount == 0) continue;
      const int x0 = static_cast<int>(cmd.ClipRect.x), y0 = static_cast<int>(cmd.ClipRect.y);
      const int x1 = static_cast<int>(cmd.ClipRect.z), y1 = static_cast<int>(cmd.ClipRect.w);
      if (x1 <= x0 || y1 <= y0) continue;
      glScissor(x0, height - y1, x1 - x0, y1 - y0);
      glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(cmd.GetTexID()));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(cmd.ElemCount), GL_UNSIGNED_INT,
                     offset(cmd.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

void Renderer::shutdown(ImDrawData* data) {
  if (data && data->Textures)
    for (ImTextureData* t : *data->Textures) destroy_texture(*t);
  if (vertices_) glDeleteBuffers(1, &vertices_);
  if (indices_) glDeleteBuffers(1, &indices_);
  if (array_) glDeleteVertexArrays(1, &array_);
  if (program_) glDeleteProgram(program_);
  forget();
}

}  // namespace platform
