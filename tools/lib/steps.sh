# Runs steps one after the other with a line each: "[3/9] Dear ImGui … (about 5 s)".
#
# A step <x> is a set of functions:
#   <x>_title    prints its name
#   <x>_key      prints what its result depends on (versions, hashes of inputs)
#   <x>_present  true when its result is on the disk
#   <x>_do       makes the result; its output goes to .deps/log/<x>.log
#   <x>_seconds  prints the expected duration where nothing was measured yet
#   <x>_work     prints how many pieces of work are left; then _seconds and what is measured are tenths
#                of a second for each piece
# A step whose key (if it has one) is that of its last success, and whose result is present, is skipped.
# A step without <x>_present always runs: a build tool finds out by itself what changed.

STAMPS=$DEPS/stamps
LOGS=$DEPS/log
TIMINGS=$DEPS/timings

has_function() { declare -F "$1" >/dev/null; }

# expected <step>: seconds, from the last run on this machine or the built-in figure.
expected() {
  local measured=''
  if [ -f "$TIMINGS" ]; then measured=$(awk -v s="$1" '$1 == s { t = $2 } END { print t }' "$TIMINGS"); fi
  if has_function "$1_work"; then
    echo $(($("$1_work") * ${measured:-$("$1_seconds")} / 10))
  else
    echo "${measured:-$("$1_seconds")}"
  fi
}

# remember <step> <seconds, or tenths for each piece of work>
remember() {
  { [ ! -f "$TIMINGS" ] || awk -v s="$1" '$1 != s' "$TIMINGS"; echo "$1 $2"; } > "$TIMINGS.new"
  mv "$TIMINGS.new" "$TIMINGS"
}

up_to_date() {
  if has_function "$1_key"; then
    [ -f "$STAMPS/$1" ] || return 1
    [ "$(cat "$STAMPS/$1")" = "$("$1_key")" ] || return 1
  fi
  has_function "$1_present" && "$1_present"
}

# run_steps <step>...
run_steps() {
  mkdir -p "$STAMPS" "$LOGS"
  trap stop_step INT TERM
  local -A seconds=()
  local step total=$# number=0 left=0
  for step in "$@"; do
    if up_to_date "$step"; then seconds[$step]=''
    else seconds[$step]=$(expected "$step"); left=$((left + seconds[$step])); fi
  done
  if [ "$left" -gt 60 ]; then say "${DIM}First set-up or a large change: $(about "$left") in all.$PLAIN"; fi
  for step in "$@"; do
    number=$((number + 1))
    local head="[$number/$total] $("$step"_title)"
    if [ -z "${seconds[$step]}" ]; then
      say "$head … ready"
    else
      run_one_step "$step" "$head" "${seconds[$step]}" "$left"
      left=$((left - seconds[$step]))
    fi
  done
}

# run_one_step <step> <head> <expected seconds> <seconds left in all>
run_one_step() {
  local step=$1 head=$2 expect=$3 left=$4 log=$LOGS/$1.log start=$SECONDS work=0
  if has_function "${step}_work"; then work=$("${step}_work"); fi
  rm -f "$STAMPS/$step"
  local plan="$(about "$expect")"
  if [ "$left" -gt "$((expect + 10))" ]; then plan="$plan; $(about "$left") until ready"; fi
  if [ -z "$LIVE" ] && [ "$expect" -gt 3 ]; then say "$head … ($plan)"; fi

  # A process group of its own, so that Ctrl+C can end all of it.
  set -m
  ( set -euo pipefail; "${step}_do" ) >"$log" 2>&1 </dev/null &
  set +m
  local pid=$! status=0
  STEP_PID=$pid
  if [ -n "$LIVE" ]; then watch_step "$pid" "$head" "$log" "$expect" "$left" "$start"; fi
  wait "$pid" || status=$?
  STEP_PID=''

  local took=$((SECONDS - start))
  printf '%s' "$CLEAR_LINE"
  if [ "$status" -ne 0 ]; then
    say "$head … ${RED}failed$PLAIN"
    show_log "$log" >&2
    mapfile -t reason < <(explain_failure "$head" "$log")
    die "${reason[@]}"
  fi
  if [ -z "$LIVE" ] && [ "$expect" -gt 3 ]; then note "done in $(duration "$took")"
  elif [ "$took" -gt 0 ]; then say "$head … done in $(duration "$took")"
  else say "$head … done"; fi
  sed -n 's/^inflight: /      /p' "$log"
  if has_function "${step}_work"; then
    if [ "$took" -ge 3 ] && [ "$work" -gt 0 ]; then remember "$step" "$(((took * 10 + work - 1) / work))"; fi
  else
    remember "$step" "$took"
  fi
  if has_function "${step}_key"; then "${step}_key" > "$STAMPS/$step"; fi
}

# watch_step <pid> <head> <log> <expected> <left> <start>: counts down on a terminal.
watch_step() {
  local pid=$1 head=$2 log=$3 expect=$4 left=$5 start=$6 gone count rest line width
  width=$(tput cols 2>/dev/null || echo 80)
  while kill -0 "$pid" 2>/dev/null; do
    gone=$((SECONDS - start))
    rest=$((expect > gone ? expect - gone : 1))
    # A ninja log tells better: "[12/37] …".
    count=$(tail -n 1 "$log" 2>/dev/null | grep -oE '^\[[0-9]+/[0-9]+\]' | tr -d '[]' || true)
    if [ -n "$count" ] && [ "${count%/*}" -gt 3 ]; then
      rest=$((gone * (${count#*/} - ${count%/*}) / ${count%/*}))
    fi
    line="$(about "$rest") left; $(about "$((left - expect + rest))") until ready"
    if [ "$gone" -gt "$((expect + 10))" ] && [ -z "$count" ]; then line="takes longer than usual"; fi
    line="$head … ($line)"
    printf '%s%s' "$CLEAR_LINE" "${line:0:$((width - 1))}"
    sleep 0.5
  done
}

# Ctrl+C ends the step that is running too.
stop_step() {
  if [ -n "${STEP_PID:-}" ]; then kill -- "-$STEP_PID" 2>/dev/null || true; fi
  exit 130
}

# one_at_a_time: waits for another ./inflight in this folder, whose steps write the same files.
one_at_a_time() {
  mkdir -p "$DEPS"
  command -v flock >/dev/null || return 0
  exec 9>"$DEPS/lock"
  if ! flock -n 9; then
    say "Another ./inflight is at work in this folder; waiting for it."
    flock 9
  fi
}

# others_may_go: set-up and builds are over.
others_may_go() { exec 9>&-; }
