# Step: the wasm compiler. An em++ on PATH is used when it is new enough. Otherwise Debian 13's
# packages are unpacked into .deps/emscripten, with the C library its binaries want beside them; the
# compiler proper is the system's clang. The system itself is left as it is.

EM=$DEPS/emscripten

emscripten_title() { echo "Emscripten (C++ to WebAssembly)"; }
emscripten_seconds() { echo 20; }

# em_on_path: the folder of a new enough em++ of the machine's own, or nothing.
em_on_path() {
  local have
  command -v em++ >/dev/null || return 0
  have=$(em++ --version 2>/dev/null | grep -oE -m 1 '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
  if version_at_least "${have:-0}" "$EMSCRIPTEN_MIN"; then dirname "$(command -v em++)"; fi
}

emscripten_key() {
  echo "suite=$EMSCRIPTEN_SUITE llvm=$LLVM_VERSION node=$(command -v node) at=$EM recipe=$(sha256sum < "$ROOT/tools/setup/emscripten.sh")"
  em_on_path
}

emscripten_present() { [ -x "$EM/bin/em++" ]; }

emscripten_do() {
  local found
  found=$(em_on_path)
  rm -rf "$EM"
  mkdir -p "$EM"
  if [ -n "$found" ]; then
    ln -s "$found" "$EM/bin"
    return 0
  fi
  unpack_emscripten
  wrap_binaryen
  configure_emscripten
  echo 'int main() { return 0; }' > "$EM/probe.cc"
  "$EM/bin/em++" "$EM/probe.cc" -o "$EM/probe.js"
  node "$EM/probe.js"
  rm "$EM"/probe.*
}

unpack_emscripten() {
  local suite=$EMSCRIPTEN_SUITE deb=$EM/deb p
  archive_update
  mkdir -p "$deb" "$EM/root" "$EM/runtime"
  ( cd "$deb" && archive_apt apt-get download "emscripten/$suite" "binaryen/$suite" "libc6/$suite" \
      "libgcc-s1/$suite" "libstdc++6/$suite" "node-acorn/$suite" )
  local have
  have=$(dpkg-deb -f "$deb"/emscripten_*.deb Version)
  version_at_least "${have%%+*}" "$EMSCRIPTEN_MIN" ||
    { echo "Wrong version: Emscripten $have, needed is $EMSCRIPTEN_MIN"; return 1; }
  # Library variants that no preset here links are left out: three quarters of the package.
  dpkg-deb --fsys-tarfile "$deb"/emscripten_*.deb | tar -x -C "$EM/root" --wildcards \
    --exclude='./usr/share/doc*' --exclude='./usr/share/man*' --exclude='*/emscripten/test/*' \
    --exclude='*/lib/*-asan*' --exclude='*/lib/*-emu*' --exclude='*/lib/*-ofb*' --exclude='*/lib/*-ww*' \
    --exclude='*memvalidate*' --exclude='*-tracing*' --exclude='*/lto-pic/*' \
    --exclude='*/wasm32-emscripten/pic/*' --exclude='*/wasm64-emscripten/*'
  for p in binaryen libc6 libgcc-s1 libstdc++6; do dpkg-deb -x "$deb/$p"_*.deb "$EM/runtime"; done
  dpkg-deb -x "$deb"/node-acorn_*.deb "$EM/root"
  # Emscripten's scripts import acorn as an ES module, which does not look at NODE_PATH.
  ln -sfn nodejs "$EM/root/usr/share/node_modules"
  rm -rf "$deb"
}

# Binaryen's programs run with the C library they were built for.
wrap_binaryen() {
  local loader library program name
  loader=$(find "$EM/runtime" -name 'ld-linux-*.so.?' | head -n 1)
  library=$(dirname "$(find "$EM/runtime" -name 'libc.so.6' | head -n 1)")
  mkdir -p "$EM/binaryen/bin"
  for program in "$EM"/runtime/usr/bin/wasm*; do
    name=$(basename "$program")
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$library" "$program" \
      > "$EM/binaryen/bin/$name"
    chmod +x "$EM/binaryen/bin/$name"
  done
}

configure_emscripten() {
  local share=$EM/root/usr/share/emscripten tool
  # The file must be here: CMake's links do not pass EM_CONFIG on.
  cat > "$share/.emscripten" <<CONFIG
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '$LLVM_VERSION'
CLANG_ADD_VERSION = '$LLVM_VERSION'
BINARYEN_ROOT = '$EM/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
CACHE = '$share/cache'
CONFIG
  mkdir -p "$EM/bin"
  for tool in emcc em++ emar emranlib em-config; do
    printf '#!/bin/sh\nexec python3 -E "%s" "$@"\n' "$share/$tool.py" > "$EM/bin/$tool"
    chmod +x "$EM/bin/$tool"
  done
}
