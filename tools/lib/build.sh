# Steps: the builds. One build folder per preset; ninja finds out what changed.

# configure <preset>: only when the presets, the compiler or the fetched parts are others than last time.
configure() {
  local preset=$1 mark=$BUILD/$1/.configured now
  now=$({ cat "$ROOT/CMakePresets.json"; imgui_key; npm_key; emscripten_key; sdl2_key; missing_packages_mark; } | sha256sum)
  if [ ! -f "$BUILD/$preset/build.ninja" ] || [ "$(cat "$mark" 2>/dev/null)" != "$now" ]; then
    ( cd "$ROOT" && cmake --fresh --preset "$preset" )
    echo "$now" > "$mark"
  fi
}

# Installing the desktop libraries later changes what a native configuration finds.
missing_packages_mark() { [ -e /usr/include/SDL2/SDL.h ] && echo "with SDL2" || echo "without SDL2"; }

# build <preset> [target]...
build() {
  local preset=$1
  shift
  configure "$preset"
  ( cd "$ROOT" && cmake --build "$BUILD/$preset" -j "$(nproc)" ${1:+--target "$@"} )
}

# edges <preset> [target]...: how many build commands are left to run.
edges() {
  local folder=$BUILD/$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    ninja -C "$folder" build.ninja >/dev/null 2>&1 || true  # notices new and removed files first
    ninja -C "$folder" -n "$@" 2>/dev/null | grep -c '^\[[1-9]' || true
  else
    echo $(($(find "$ROOT/src" "$ROOT/tests" -name '*.cc' | wc -l) + 15))
  fi
}

web_title() { echo "Inflight for the browser"; }
web_seconds() { echo 14; }
web_work() { edges web inflight_web; }
web_do() { build web inflight_web; }

endpoint_title() { echo "The engine of the AWS endpoint"; }
endpoint_seconds() { echo 14; }
endpoint_work() { edges web inflight_endpoint; }
endpoint_do() { build web inflight_endpoint; }

dev_title() { echo "Inflight for this machine, with sanitizers"; }
dev_seconds() { echo 30; }
dev_work() { edges dev; }
dev_do() { build dev; }

wasmtests_title() { echo "The tests as WebAssembly"; }
wasmtests_seconds() { echo 20; }
wasmtests_work() { edges web inflight_tests; }
wasmtests_do() { build web inflight_tests; }

desktop_title() { echo "Inflight for the desktop"; }
desktop_seconds() { echo 20; }
desktop_work() { edges release inflight_native; }
desktop_do() { build release inflight_native; }

benchnative_title() { echo "The benches for this machine"; }
benchnative_seconds() { echo 20; }
benchnative_work() { edges release inflight_bench; }
benchnative_do() { build release inflight_bench; }

benchwasm_title() { echo "The benches as WebAssembly"; }
benchwasm_seconds() { echo 14; }
benchwasm_work() { edges web inflight_bench; }
benchwasm_do() { build web inflight_bench; }

# Step: the folder that is served.
site_title() { echo "The page's folder"; }
site_seconds() { echo 6; }
site_do() { node "$ROOT/tools/site.mjs" --out "$BUILD/site"; }
