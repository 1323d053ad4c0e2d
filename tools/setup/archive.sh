# Reading another Debian release's packages with apt's own signature checks, in lists of our own:
# the machine's apt configuration and its installed packages are not touched.

ARCHIVE=$DEPS/archive

archive_keyring() {
  local k
  for k in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp; do
    if [ -e "$k" ]; then echo "$k"; return; fi
  done
  echo /usr/share/keyrings/debian-archive-keyring.gpg
}

# archive_address: where this machine gets Debian from, taken from its own apt configuration.
archive_address() {
  local release
  command -v apt-get >/dev/null || return 0
  [ "$(. /etc/os-release && echo "${ID:-}")" = debian ] || return 0
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v r="$release" '$1 == r && $2 == "main" { print $3; exit }'
}

# archive_apt <apt program> <arguments>: apt with the lists of the releases we take parts from.
archive_apt() {
  local program=$1
  shift
  # With a full disk apt waits for ever; nothing here takes minutes.
  timeout 900 "$program" -q -o Dir::Etc::SourceList="$ARCHIVE/parts.sources" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$ARCHIVE/lists" -o Dir::Cache="$ARCHIVE/cache" \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

# archive_update: fetches the lists, once per command.
archive_update() {
  [ ! -e "$ARCHIVE/fresh.$$" ] || return 0
  local address
  address=$(archive_address)
  if [ -z "$address" ]; then
    echo "No Debian main archive in this machine's apt configuration, so its packages are out of reach."
    echo "Put Emscripten $EMSCRIPTEN_MIN or newer on PATH, unpack Dear ImGui $IMGUI_SERIES as \$INFLIGHT_SOURCES/imgui"
    echo "and SDL $SDL2_SERIES as \$INFLIGHT_SOURCES/libsdl2, and run the same command again."
    return 1
  fi
  mkdir -p "$ARCHIVE/lists/partial" "$ARCHIVE/cache/archives/partial"
  {
    printf 'Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      "$address" "$EMSCRIPTEN_SUITE" "$(archive_keyring)"
    printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
      "$address" "$IMGUI_SUITE" "$(archive_keyring)"
  } > "$ARCHIVE/parts.sources"
  archive_apt apt-get update --error-on=any
  rm -f "$ARCHIVE"/fresh.*
  touch "$ARCHIVE/fresh.$$"
}

# archive_source <package>/<suite> <series> <sha256> <folder>: unpacks the upstream sources of a source
# package into the folder. Another version of the same series is accepted with a notice. Where there is no
# Debian archive, INFLIGHT_SOURCES names a folder with the unpacked sources of each package.
archive_source() {
  local package=${1%/*} suite=${1#*/} series=$2 sha256=$3 folder=$4 have tarball
  if [ -d "${INFLIGHT_SOURCES:-}/$package" ]; then
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    cp -r "$INFLIGHT_SOURCES/$package" "$folder"
    echo "inflight: $package comes from INFLIGHT_SOURCES, so its version was not checked."
    return 0
  fi
  archive_update
  rm -rf "$ARCHIVE/$package" "$folder"
  mkdir -p "$ARCHIVE/$package" "$folder"
  ( cd "$ARCHIVE/$package" && archive_apt apt-get source --download-only "$package/$suite" )
  tarball=$(ls "$ARCHIVE/$package/"*.orig.tar.*z)
  have=$(basename "$tarball" | sed -E 's/^[^_]*_(.*)\.orig\.tar.*/\1/')
  case $have in
    "$series"*) ;;
    *) echo "Wrong version: $package $have, needed is $series (see tools/versions.sh)"; return 1 ;;
  esac
  if [ "$(sha256sum "$tarball" | cut -d ' ' -f 1)" != "$sha256" ]; then
    echo "inflight: $package $have is not the file this project was tested with; Debian's signature is right, so it is used."
  fi
  tar -x -f "$tarball" -C "$folder" --strip-components=1
  rm -rf "${ARCHIVE:?}/$package"
}

# archive_clean: the lists and downloads are large and only needed during set-up.
archive_clean() { rm -rf "$ARCHIVE"; }
