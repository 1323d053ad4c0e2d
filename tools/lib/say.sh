# What the commands print: plain lines, colour only on a terminal, failures with a way out.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  LIVE=1 BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m' CLEAR_LINE=$'\r\e[K'
else
  LIVE='' BOLD='' DIM='' RED='' GREEN='' PLAIN='' CLEAR_LINE=''
fi

say() { printf '%s\n' "$*"; }
note() { printf '      %s\n' "$*"; }

# die <what failed> [what to do]...
die() {
  printf '\n%s%s%s\n' "$RED" "$1" "$PLAIN" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# duration <seconds>: "8 s", "2 min 5 s"
duration() {
  local s=$1
  if [ "$s" -lt 60 ]; then printf '%d s' "$s"
  elif [ "$((s % 60))" -eq 0 ]; then printf '%d min' "$((s / 60))"
  else printf '%d min %d s' "$((s / 60))" "$((s % 60))"; fi
}

# about <seconds>: rounded for people, "about 20 s", "about 3 min"
about() {
  local s=$1
  if [ "$s" -le 5 ]; then printf 'a few seconds'
  elif [ "$s" -lt 55 ]; then printf 'about %d s' "$(((s + 4) / 5 * 5))"
  else printf 'about %d min' "$(((s + 30) / 60))"; fi
}

# version_at_least <have> <want>
version_at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}
