# Turns the log of a failed step into a reason and something to do about it.

# explain_failure <step title> <log file>: prints the reason and the way out, one line each.
explain_failure() {
  local log=$2
  if grep -qiE 'no space left on device|ENOSPC|not enough free space' "$log"; then
    say "The disk is full."
    say "Free about 3 GB (df -h shows where), then run the same command again: it goes on from here."
  elif grep -qiE 'could not resolve|temporary failure resolving|ENOTFOUND|EAI_AGAIN|network is unreachable|ECONNREFUSED|ETIMEDOUT|ECONNRESET|could not connect|connection timed out|unable to connect|failed to fetch' "$log"; then
    say "The network did not answer."
    say "This step downloads. Check the connection (or apt's and npm's proxy settings) and run the same command again."
  elif grep -qiE 'release file .* (is expired|is not valid yet)' "$log"; then
    say "The package archive's lists are expired, or this machine's clock is wrong."
    say "Check the date. A mirror that stands still needs Acquire::Check-Valid-Until \"false\" in apt's configuration."
  elif grep -qiE 'CERT_IN_CHAIN|certificate (verify|verification) failed|unable to get local issuer|CERT_HAS_EXPIRED' "$log"; then
    say "A server's certificate is not trusted on this machine."
    say "Check the date, install the package ca-certificates, and add your network's own certificate to it if it has one."
  elif grep -qiE 'NO_PUBKEY|is not signed|signatures were invalid|signatures couldn.t be verified' "$log"; then
    say "apt could not check the archive's signature."
    say "Install a current keyring: apt-get install debian-archive-keyring"
  elif grep -qiE 'checksum does not match|hash sum mismatch|EINTEGRITY' "$log"; then
    say "A download did not have the expected checksum, so it was not used."
    say "Run the same command again. If it happens twice, the file changed at its source: see tools/versions.sh."
  elif grep -qiE 'permission denied|EACCES|are you root' "$log"; then
    say "A file or folder could not be written."
    say "Earlier runs as root may have left files: chown -R \$(id -un) .deps build, or run as root."
  elif grep -qiE 'unable to locate package|has no installation candidate' "$log"; then
    say "This system's package archive does not have a needed package."
    say "Debian 12 or newer has all of them. Missing here: $(grep -oiE "(unable to locate package|package '?)[^ ']+" "$log" | awk '{print $NF}' | sort -u | tr '\n' ' ')"
  elif grep -qiE 'unable to acquire the dpkg|could not get lock|dpkg was interrupted' "$log"; then
    say "Another program is using apt, or an earlier installation was cut off."
    say "Wait for it (or run: dpkg --configure -a), then run the same command again."
  elif grep -qiE 'EBADENGINE|unsupported engine' "$log"; then
    say "Node.js is too old: $(node --version 2>/dev/null), needed is $NODE_MIN or newer."
    say "Install a newer Node.js and run the same command again."
  elif grep -qE '(error|fatal error):|FAILED:' "$log"; then
    say "The code did not compile."
    say "The first errors are above; the whole log is ${log#"$ROOT"/}."
  else
    say "The last lines of its log are above; the whole log is ${log#"$ROOT"/}."
    say "If a download was cut off, running the same command again goes on from here."
  fi
}

# show_log <log file>: the part of a log that tells most.
show_log() {
  if grep -qE '(error|fatal error):' "$1"; then
    grep -nE -m 12 -A 3 '(error|fatal error):' "$1" | cut -c 1-240 | head -n 40
  else
    tail -n 15 "$1" | cut -c 1-240
  fi
}
