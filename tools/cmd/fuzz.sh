# Fuzzing: random and mutated input against every parser that reads what comes from outside.

FUZZ_TARGETS=(cli policy filter form xml http document cbor kinesis)

cmd_fuzz() {
  local minutes=10 targets=()
  while [ $# -gt 0 ]; do
    case $1 in
      --minutes) minutes=${2:-}; shift ;;
      -*) die "./inflight fuzz has no option '$1'." "Usage: ./inflight fuzz [--minutes N] [target]..." ;;
      *) targets+=("$1") ;;
    esac
    shift
  done
  [[ $minutes =~ ^[1-9][0-9]{0,3}$ ]] || die "--minutes is a whole number from 1 to 9999."
  [ "${#targets[@]}" -gt 0 ] || targets=("${FUZZ_TARGETS[@]}")
  local target
  for target in "${targets[@]}"; do
    [ -f "$ROOT/tests/fuzz/${target}_fuzz.cc" ] || die "There is no fuzz target '$target'." "Targets: ${FUZZ_TARGETS[*]}"
  done
  GOALS=test
  prepare packages imgui npm dev
  archive_clean
  others_may_go
  cd "$ROOT"
  local failed=0 n=0 left
  for target in "${targets[@]}"; do
    left=$(( (${#targets[@]} - n) * minutes ))
    n=$((n + 1))
    say "[$n/${#targets[@]}] $target … for $minutes min (about $left min left in all)"
    fuzz_one "$target" -max_total_time=$((minutes * 60)) || failed=1
  done
  return "$failed"
}

# fuzz_one <target> <libFuzzer options>...: 0 when nothing was found. What it learns stays in build/fuzz/corpus.
fuzz_one() {
  local target=$1 found=$BUILD/fuzz/found log=$BUILD/fuzz/$1.log
  shift
  mkdir -p "$BUILD/fuzz/corpus/$target" "$found"
  if "$BUILD/dev/bin/${target}_fuzz" -max_len=8192 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
      -dict="$ROOT/tests/fuzz/words.dict" -artifact_prefix="$found/$target-" "$@" \
      "$BUILD/fuzz/corpus/$target" "$ROOT/tests/fuzz/corpus/$target" > "$log" 2>&1; then
    say "      $(grep -oE 'number_of_executed_units: *[0-9]+' "$log" | grep -oE '[0-9]+$') inputs, nothing found"
    return 0
  fi
  tail -n 40 "$log"
  say "      $target: found something. Run it again with" \
      "      build/dev/bin/${target}_fuzz $(grep -oE 'build/fuzz/found/[^ ]+' "$log" | tail -n 1)"
  return 1
}

# The share of ./inflight test: a fixed number of inputs from a fixed seed, and never longer than the bound.
test_fuzz() {
  run_steps dev
  local target passed=0 failed=0
  for target in "${FUZZ_TARGETS[@]}"; do
    say "  $target"
    rm -rf "$BUILD/fuzz/corpus/$target"
    if fuzz_one "$target" -seed=1 -runs=20000 -max_total_time=20; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
  say "$passed passed, $failed failed"
}
