cmd_run() {
  local native='' build=1 port='' more=()
  while [ $# -gt 0 ]; do
    case $1 in
      --native) native=1 ;;
      --no-build) build='' ;;
      --port) port=${2:-}; shift ;;
      --port=*) port=${1#--port=} ;;
      --) shift; more=("$@"); break ;;
      *) die "./inflight run does not know '$1'." "See ./inflight help." ;;
    esac
    shift
  done
  if [ -n "$native" ]; then run_native "$build" "${more[@]}"; else run_web "$build" "$port"; fi
}

run_web() {
  local build=$1 port=$2
  GOALS=web
  if [ -n "$build" ]; then
    prepare "${FETCH_STEPS[@]}" web site
    archive_clean
  fi
  [ -f "$BUILD/site/index.html" ] || die "Nothing is built yet." "Run ./inflight run without --no-build."
  others_may_go
  exec node "$ROOT/tools/serve.mjs" --folder "$BUILD/site" ${port:+--port "$port"}
}

# run_native <build> [option of the program]...
run_native() {
  local build=$1
  shift
  GOALS=native
  if [ -n "$build" ]; then
    prepare packages imgui npm fonts desktop
    archive_clean
  fi
  [ -x "$BUILD/release/bin/inflight_native" ] ||
    die "The desktop program was not built." "It needs SDL2 and OpenGL ES headers: apt-get install libsdl2-dev libgles-dev"
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ||
    die "There is no desktop here to open a window on (DISPLAY is not set)." "Run ./inflight run for the browser, or start it inside xvfb-run."
  others_may_go
  cd "$ROOT"
  exec "$BUILD/release/bin/inflight_native" --assets "$BUILD" --assets "$ROOT" "$@"
}
