# Sizes and speeds. Each figure of the README's table comes from here.
cmd_bench() {
  [ $# -eq 0 ] || die "./inflight bench takes no arguments." "See ./inflight help."
  GOALS="web test native"
  DIST=$BUILD/bench-site
  prepare "${FETCH_STEPS[@]}" web distsite benchnative benchwasm
  archive_clean
  others_may_go
  local failed=0
  say ''
  say "${BOLD}Transfer of the first visit (brotli)$PLAIN"
  node "$ROOT/tools/sizes.mjs" "$DIST" || failed=1
  say ''
  say "${BOLD}Engine, native$PLAIN"
  ( cd "$ROOT" && "$BUILD/release/bin/inflight_bench" ) || failed=1
  say ''
  say "${BOLD}Engine, WebAssembly under node$PLAIN"
  ( cd "$ROOT" && node "$BUILD/web/bin/inflight_bench.js" ) || failed=1
  say ''
  say "${BOLD}Page, in Chromium$PLAIN"
  ( cd "$ROOT" && node tests/web/bench.mjs "$DIST" ) || failed=1
  return "$failed"
}
