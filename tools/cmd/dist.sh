cmd_dist() {
  [ $# -le 1 ] || die "./inflight dist takes one folder." "See ./inflight help."
  DIST=${1:-$ROOT/dist}
  # Only a folder that an earlier dist wrote is replaced.
  if [ -e "$DIST" ] && [ ! -f "$DIST/manifest.json" ] && [ -n "$(ls -A "$DIST")" ]; then
    die "$DIST holds something else." "Name an empty or a new folder: ./inflight dist <folder>"
  fi
  GOALS=web
  prepare "${FETCH_STEPS[@]}" web distsite
  archive_clean
  say "$DIST is ready for any web host, under any path. Its files are pre-compressed (.br, .gz)."
}

distsite_title() { echo "The folder for a web host"; }
distsite_seconds() { echo 8; }
distsite_do() { node "$ROOT/tools/site.mjs" --out "$DIST"; }
