/* SDL's Emscripten video driver names eglGetProcAddress, whose real implementation keeps every GL
   function of Emscripten alive in the output. The application calls GL directly, so SDL finding no
   extra functions is fine. */
void* eglGetProcAddress(const char* name) {
  (void)name;
  return 0;
}
