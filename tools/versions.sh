# Every third-party part: version, where it comes from, checksum. npm's parts are pinned with their
# checksums in package-lock.json. Debian's packages are checked by apt against the archive's
# signature; a pinned checksum here says which bytes this project was tested with.

# Compilers. The wasm and the native build use the same LLVM and the same standard library.
LLVM_VERSION=19
NODE_MIN=18
CMAKE_MIN=3.25.0

# Emscripten: `em++` on PATH if it is new enough, else Debian 13's package in a private folder.
EMSCRIPTEN_MIN=3.1.69
EMSCRIPTEN_SUITE=trixie

# SDL2 for wasm: Debian 13's source package. Any 2.32 is accepted, another file with a notice.
SDL2_SUITE=trixie
SDL2_SERIES=2.32
SDL2_SHA256=d364cded8bf41f3f503014d3fb6473f1a7077ff468da1638dae4a6bec6ef2277

# Dear ImGui: the source package of Debian's next release, which moves. 1.92 brought fonts of any
# size, so nothing older will do; a newer 1.92 is accepted with a notice.
IMGUI_SUITE=forky
IMGUI_SERIES=1.92
IMGUI_SHA256=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
