# The AWS endpoint on this machine: real SDKs and the AWS CLI talk to the engine.
cmd_api() {
  local build=1 options=()
  while [ $# -gt 0 ]; do
    case $1 in
      --no-build) build='' ;;
      *) options+=("$1") ;;
    esac
    shift
  done
  # Wrong options are said before anything is fetched or built.
  if command -v node >/dev/null; then
    node "$ROOT/tools/api/main.mjs" --check ${options[@]+"${options[@]}"} || exit 1
  fi
  GOALS=web
  if [ -n "$build" ]; then
    prepare "${FETCH_STEPS[@]}" endpoint
    archive_clean
  fi
  others_may_go
  exec node "$ROOT/tools/api/main.mjs" ${options[@]+"${options[@]}"}
}
