# Steps: Dear ImGui's sources, SDL2 compiled to wasm, npm's parts, the cut-down fonts.

IMGUI=$DEPS/src/imgui
WASM=$DEPS/wasm
NPM=$DEPS/npm

imgui_title() { echo "Dear ImGui $IMGUI_SERIES (sources)"; }
imgui_seconds() { echo 5; }
imgui_key() { echo "$IMGUI_SUITE $IMGUI_SERIES $IMGUI_SHA256${INFLIGHT_SOURCES:+ from $INFLIGHT_SOURCES}"; }
imgui_present() { [ -e "$IMGUI/imgui.h" ] && [ -e "$IMGUI/backends/imgui_impl_sdl2.cpp" ]; }
imgui_do() { archive_source "imgui/$IMGUI_SUITE" "$IMGUI_SERIES" "$IMGUI_SHA256" "$IMGUI"; }

npm_title() { echo "npm parts (fonts, icons, server, browser test tools)"; }
npm_seconds() { echo 12; }
npm_key() { cat "$ROOT/package.json" "$ROOT/package-lock.json" | sha256sum; }
npm_present() { [ -e "$NPM/node_modules/sirv/package.json" ]; }
npm_do() {
  mkdir -p "$NPM"
  cp "$ROOT/package.json" "$ROOT/package-lock.json" "$NPM/"
  # node brings its own list of certificates; a network with a certificate of its own is in the system's.
  local system=/etc/ssl/certs/ca-certificates.crt
  if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -e "$system" ]; then export NODE_EXTRA_CA_CERTS=$system; fi
  ( cd "$NPM" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier )
}

fonts_title() { echo "Fonts and icons"; }
fonts_seconds() { echo 2; }
fonts_key() { npm_key; sha256sum < "$ROOT/tools/fonts.sh"; sha256sum < "$ROOT/tools/icons.txt"; }
fonts_present() { [ -e "$BUILD/fonts/lucide.ttf" ]; }
fonts_do() { "$ROOT/tools/fonts.sh" "$NPM" "$BUILD/fonts"; }

sdl2_title() { echo "SDL2 $SDL2_SERIES for WebAssembly"; }
sdl2_seconds() { echo 22; }
sdl2_key() {
  echo "$SDL2_SUITE $SDL2_SERIES $SDL2_SHA256${INFLIGHT_SOURCES:+ from $INFLIGHT_SOURCES}"
  cat "$ROOT/tools/setup/sdl2.sh" "$ROOT/tools/setup/sdl2_stubs.c" | sha256sum
  emscripten_key
}
sdl2_present() { [ -e "$WASM/lib/libSDL2.a" ]; }
sdl2_do() {
  archive_source "libsdl2/$SDL2_SUITE" "$SDL2_SERIES" "$SDL2_SHA256" "$DEPS/src/sdl2"
  "$ROOT/tools/setup/sdl2.sh" "$EM/bin" "$DEPS/src/sdl2" "$WASM"
  rm -rf "$DEPS/src/sdl2"
}
