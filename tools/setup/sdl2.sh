#!/usr/bin/env bash
# Builds libSDL2.a for wasm straight from SDL's sources: window and events only, which takes seconds
# instead of the minutes of its own configure run.
# usage: sdl2.sh <Emscripten bin folder> <SDL2 sources> <output folder>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
em=$1
sources=$2
out=$3
work=$out/build
rm -rf "$out"
mkdir -p "$work" "$out/lib" "$out/include"
cp -r "$sources/include" "$out/include/SDL2"

# SDL's own configuration for Emscripten, with the subsystems the application does not use switched off.
sed -i -E \
  -e 's/#define SDL_AUDIO_DRIVER_.*//' \
  -e 's/#define SDL_JOYSTICK_EMSCRIPTEN.*/#define SDL_JOYSTICK_DISABLED 1/' \
  -e 's/#define SDL_SENSOR_DUMMY.*/#define SDL_SENSOR_DISABLED 1/' \
  -e 's/#define SDL_VIDEO_RENDER_.*/#define SDL_RENDER_DISABLED 1/' \
  -e 's/#define SDL_LOADSO_DLOPEN.*/#define SDL_LOADSO_DUMMY 1/' \
  -e '/#define SDL_CPUINFO_DISABLED/i #define SDL_AUDIO_DISABLED 1\n#define SDL_LOCALE_DISABLED 1' \
  "$out/include/SDL2/SDL_config_emscripten.h"

folders=(. atomic cpuinfo events file filesystem/emscripten libm loadso/dummy locale misc misc/emscripten
  power stdlib thread thread/generic timer timer/unix video video/dummy video/emscripten)
files=("$here/sdl2_stubs.c")
for folder in "${folders[@]}"; do
  for file in "$sources/src/$folder"/*.c; do
    case ${file##*/} in
      # Replaced by the stubs.
      SDL_blit_*.c | SDL_RLEaccel.c | SDL_stretch.c | SDL_yuv.c | SDL_bmp.c | SDL_shape.c) ;;
      *) files+=("$file") ;;
    esac
  done
done

{
  printf 'rule cc\n  command = %s/emcc -Oz -DNDEBUG -w -I%s -I%s/src -c $in -o $out\n' \
    "$em" "$out/include/SDL2" "$sources"
  printf 'rule ar\n  command = rm -f $out && %s/emar rcs $out $in\n' "$em"
  objects=''
  for file in "${files[@]}"; do
    [ -e "$file" ] || continue
    object=$work/$(echo "${file#"$sources/src/"}" | tr '/' '_' | sed 's/\.c$/.o/')
    printf 'build %s: cc %s\n' "$object" "$file"
    objects+=" $object"
  done
  printf 'build %s: ar%s\n' "$out/lib/libSDL2.a" "$objects"
} > "$work/build.ninja"
ninja -C "$work"
rm -rf "$work"
