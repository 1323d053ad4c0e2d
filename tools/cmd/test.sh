# Tests. Every part ends in a line "N passed, N failed"; the command's own closing line sums them up.
# A part that cannot be built or run, or in which nothing ran, counts as a failure.

TEST_PARTS=(layers format tools unit lessons fuzz wasm api web)
RESULTS=''

cmd_test() {
  local part parts=("$@")
  [ $# -gt 0 ] || parts=("${TEST_PARTS[@]}")
  for part in "${parts[@]}"; do
    has_function "test_$part" || die "There is no test part '$part'." "Parts: ${TEST_PARTS[*]} tidy"
  done
  cd "$ROOT"
  mkdir -p "$BUILD/test" "$LOGS"
  RESULTS=$BUILD/test/results
  : > "$RESULTS"
  test_setup "${parts[@]}" || { echo "setup 0 1 0" >> "$RESULTS"; summary; }
  for part in "${parts[@]}"; do run_part "$part"; done
  summary
}

# test_setup <part>...: fetches what the parts need, and nothing else.
test_setup() {
  local part steps=' packages imgui npm '
  GOALS=test
  for part in "$@"; do
    case $part in
      unit) steps+='fonts ' ;;  # tests of text skip without them
      wasm) steps+='emscripten sdl2 fonts ' ;;
      api) steps+='emscripten sdl2 ' ;;
      web) steps+='emscripten sdl2 fonts ' ;;
      tidy) GOALS='test tidy' ;;
    esac
  done
  local wanted=() step
  for step in "${FETCH_STEPS[@]}"; do
    case $steps in *" $step "*) wanted+=("$step") ;; esac
  done
  ( prepare "${wanted[@]}" ) || return 1
  one_at_a_time
  archive_clean
}

# run_part <part>: prints its output and adds "part passed failed seconds" to the results.
run_part() {
  local part=$1 output=$BUILD/test/$1.out start=$SECONDS status=0 counts
  say ''
  say "${BOLD}$part$PLAIN"
  ( set -euo pipefail; "test_$part" ) 2>&1 | tee "$output" || status=$?
  counts=$(grep -oE '^[0-9]+ passed, [0-9]+ failed$' "$output" | tail -n 1 | tr -dc '0-9 ' | tr -s ' ' || true)
  local passed=0 failed=1
  if [ -n "$counts" ]; then read -r passed failed <<<"$counts"; fi
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
    say "Nothing ran."
    failed=1
  fi
  echo "$part $passed $failed $((SECONDS - start))" >> "$RESULTS"
}

# summary: the table, the closing line, and the exit status.
summary() {
  local part passed failed seconds all_passed=0 all_failed=0
  say ''
  say "${BOLD}Summary$PLAIN"
  while read -r part passed failed seconds; do
    printf '  %-8s %5d passed %5d failed   %s\n' "$part" "$passed" "$failed" "$(duration "$seconds")"
    all_passed=$((all_passed + passed))
    all_failed=$((all_failed + failed))
  done < "$RESULTS"
  say "$all_passed passed, $all_failed failed"
  [ "$all_failed" -eq 0 ] && [ "$all_passed" -gt 0 ] && exit 0
  exit 1
}

# ---- the parts

test_layers() { node tests/layers/run.mjs; }

test_tools() { node tests/tools/run.mjs; }

test_format() {
  local wrong
  mapfile -t files < <(find src tests -name '*.cc' -o -name '*.h' | sort)
  [ "${#files[@]}" -gt 0 ] || { say "0 passed, 0 failed"; return; }
  wrong=$("clang-format-$LLVM_VERSION" --dry-run -Werror "${files[@]}" 2>&1 | grep -oE '^[^:]+:[0-9]+' | sort -t: -k1,1 -u || true)
  if [ -z "$wrong" ]; then
    say "1 passed, 0 failed"
  else
    say "Not formatted; clang-format-$LLVM_VERSION -i does it:"
    say "$wrong"
    say "0 passed, 1 failed"
  fi
}

# Not part of the whole run: it takes minutes. ./inflight test tidy
test_tidy() {
  run_steps dev
  mapfile -t files < <(find src -name '*.cc' ! -path 'src/platform/*' ! -name 'main_web.cc' ! -name 'main_native.cc' ! -name 'main_api.cc' | sort)
  if printf '%s\n' "${files[@]}" |
    xargs -P "$(nproc)" -n 4 "clang-tidy-$LLVM_VERSION" -p "$BUILD/dev" --quiet --warnings-as-errors='*'; then
    say "1 passed, 0 failed"
  else
    say "0 passed, 1 failed"
  fi
}

test_unit() {
  run_steps dev
  export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
  export UBSAN_OPTIONS=print_stacktrace=1
  run_suite unit "$BUILD/dev/bin/inflight_tests"
}

test_wasm() {
  run_steps wasmtests
  run_suite wasm node "$BUILD/web/bin/inflight_tests.js"
}

test_lessons() {
  run_steps dev
  timeout 600 node tests/lessons/run.mjs "$BUILD/dev/bin/inflight_headless" lessons
}

# The AWS endpoint, under clients that nobody here wrote.
test_api() {
  run_steps endpoint
  timeout 600 node tests/clients/run.mjs
}

test_web() {
  run_steps web site
  timeout 900 node tests/web/run.mjs "$BUILD/site"
}

# run_suite <name> <command>...: a GoogleTest program, one shard per core; counts from its JSON reports.
run_suite() {
  local name=$1 shard pids=() reports=()
  shift
  rm -f "$BUILD/test/$name".*.json
  trap 'kill "${pids[@]}" 2>/dev/null || true; exit 130' INT TERM
  for ((shard = 0; shard < $(nproc); shard++)); do
    GTEST_TOTAL_SHARDS=$(nproc) GTEST_SHARD_INDEX=$shard timeout 900 "$@" --gtest_brief=1 \
      --gtest_output="json:$BUILD/test/$name.$shard.json" > "$BUILD/test/$name.$shard.log" 2>&1 &
    pids+=($!)
  done
  for ((shard = 0; shard < ${#pids[@]}; shard++)); do
    local status=0
    wait "${pids[$shard]}" || status=$?
    if [ "$status" -ne 0 ]; then tail -n 80 "$BUILD/test/$name.$shard.log"; fi
    reports+=("$BUILD/test/$name.$shard.json" "$status")
  done
  node tools/count_tests.mjs "${reports[@]}"
}
