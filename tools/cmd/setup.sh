FETCH_STEPS=(packages emscripten imgui npm sdl2 fonts)

cmd_setup() {
  [ $# -eq 0 ] || die "./inflight setup takes no arguments." "See ./inflight help."
  GOALS="web test native"
  prepare "${FETCH_STEPS[@]}"
  archive_clean
  say "All parts are here. Next: ./inflight run, or ./inflight test"
}

# prepare <step>...: checks what can be checked beforehand, then runs the steps.
prepare() {
  one_at_a_time
  packages_check
  check_disk "$@"
  run_steps "$@"
}

# check_disk <step>...: a bare machine needs about 3 GB; say so before half of it is there.
check_disk() {
  local free
  [ ! -x "$EM/bin/em++" ] || return 0
  free=$(df -Pk "$DEPS" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -ge 1500 ] ||
    die "Only $free MB are free on this disk." "Set-up and build need about 1500 MB here: free some and run the same command again."
}
