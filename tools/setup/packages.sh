# Step: the system's packages. Which ones depends on GOALS (web, test, native). Commands that are
# already there, from wherever, are not installed again.

packages_title() { echo "System packages"; }
packages_seconds() { echo 60; }
packages_work() { missing_packages | wc -w; }

# wanted_packages: Debian names of everything the goals need and that this machine lacks a command for.
wanted_packages() {
  local llvm=$LLVM_VERSION
  local list="clang-$llvm lld-$llvm llvm-$llvm nlohmann-json3-dev ca-certificates"
  command -v node >/dev/null || list+=" nodejs"
  command -v npm >/dev/null || list+=" npm"
  command -v python3 >/dev/null || list+=" python3"
  command -v cmake >/dev/null || list+=" cmake"
  command -v ninja >/dev/null || list+=" ninja-build"
  command -v ccache >/dev/null || list+=" ccache"
  command -v pyftsubset >/dev/null || list+=" fonttools"
  command -v xz >/dev/null || list+=" xz-utils"
  [ -e "$(archive_keyring)" ] || list+=" debian-archive-keyring"
  case " $GOALS " in *" test "* | *" native "*)
    list+=" libc++-$llvm-dev libc++abi-$llvm-dev libsdl2-dev libgles-dev" ;;
  esac
  case " $GOALS " in *" test "*)
    list+=" libclang-rt-$llvm-dev googletest libexpat1-dev"
    command -v "clang-format-$llvm" >/dev/null || list+=" clang-format-$llvm"
    command -v chromium >/dev/null || list+=" chromium"
    # The clients of the AWS endpoint's tests: Debian's own, whatever else is on PATH.
    list+=" python3-boto3 awscli" ;;
  esac
  case " $GOALS " in *" native "*) list+=" libgl1-mesa-dri" ;; esac
  case " $GOALS " in *" tidy "*) list+=" clang-tidy-$llvm" ;; esac
  echo "$list"
}

missing_packages() {
  local have
  command -v dpkg-query >/dev/null || return 0
  # shellcheck disable=SC2046
  have=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $(wanted_packages) 2>/dev/null |
    awk '$2 == "installed" { print $1 }' || true)
  comm -23 <(wanted_packages | tr ' ' '\n' | sort -u) <(sort -u <<<"$have") | tr '\n' ' '
}

packages_present() {
  if command -v dpkg-query >/dev/null; then [ -z "$(missing_packages)" ]; else commands_present; fi
}

# Elsewhere than on Debian the commands themselves are checked.
commands_present() {
  local c
  for c in "clang++-$LLVM_VERSION" em++ node npm python3 cmake ninja pyftsubset; do
    command -v "$c" >/dev/null || return 1
  done
}

# Asked before anything runs: what cannot be installed from here is said at once.
packages_check() {
  if ! command -v apt-get >/dev/null; then
    commands_present || die "This system has no apt-get, so its packages cannot be installed from here." \
      "Install these by hand and run the same command again: clang $LLVM_VERSION with libc++ and lld," \
      "Emscripten $EMSCRIPTEN_MIN or newer (em++ on PATH), Node.js $NODE_MIN, npm, Python 3, CMake, Ninja," \
      "nlohmann/json, and fonttools (pyftsubset)."
    return 0
  fi
  local missing
  missing=$(missing_packages)
  [ -z "$missing" ] || [ "$(id -u)" -eq 0 ] ||
    die "Packages are missing, and installing them needs root." \
      "Run this once, then the same command again:" "  sudo apt-get update && sudo apt-get install $missing"
}

packages_do() {
  command -v apt-get >/dev/null || return 0
  local missing
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  echo "Missing: $missing"
  apt-get -o DPkg::Lock::Timeout=120 update
  # shellcheck disable=SC2086
  apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $missing
}

# check_versions: what is found on PATH may be too old.
check_versions() {
  local have
  have=$(node --version 2>/dev/null | tr -d v)
  version_at_least "${have:-0}" "$NODE_MIN" ||
    die "Node.js ${have:-(none)} is too old." "Needed is $NODE_MIN or newer: apt-get install nodejs (Debian 12 or newer)."
  have=$(cmake --version | awk 'NR == 1 { print $3 }')
  version_at_least "$have" "$CMAKE_MIN" ||
    die "CMake $have is too old." "Needed is $CMAKE_MIN or newer: apt-get install cmake (Debian 12 or newer)."
}
