#!/usr/bin/env bash
# Cuts the fetched fonts down to the characters the application draws.
# usage: tools/fonts.sh <npm folder> <output folder>
# Writes inter-400.ttf, inter-600.ttf, jetbrains-mono-500.ttf and lucide.ttf. Hinting and layout
# tables go, since glyphs are placed one by one and drawn without hints; only Inter keeps its
# kerning, which src/ui/kit/kerning.cc reads.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
modules=$1/node_modules
out=$2

latin='U+0020-007E,U+00A0-017F,U+0192,U+02C6,U+02DC,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030'
latin+=',U+2032,U+2033,U+2039,U+203A,U+2044,U+20AC,U+2122,U+FFFD'
superscripts='U+2070,U+2074-208E'
arrows='U+2190-2199,U+21D2,U+21D4'
maths='U+2205,U+2208,U+2211,U+2212,U+221A,U+221E,U+2227-222A,U+2248,U+2260,U+2261,U+2264,U+2265'
marks='U+25A0,U+25A1,U+25B2,U+25B6,U+25BC,U+25C0,U+25C6,U+25CB,U+25CF,U+2713,U+2717'

subset() {  # subset <source> <target> <unicodes> [feature]
  local feature=${4:-} drop=GSUB,GDEF,kern,STAT,DSIG,meta
  [ -n "$feature" ] || drop+=,GPOS
  pyftsubset "$1" --output-file="$out/$2.part" --unicodes="$3" --layout-features="$feature" \
    --no-hinting --drop-tables+="$drop" --notdef-outline --name-IDs=0,1,2,13,14 --no-recalc-timestamp
  mv "$out/$2.part" "$out/$2"
}

mkdir -p "$out"
expo=$modules/@expo-google-fonts
text=$latin,$superscripts,$arrows,$maths,$marks
subset "$expo/inter/400Regular/Inter_400Regular.ttf" inter-400.ttf "$text" kern
subset "$expo/inter/600SemiBold/Inter_600SemiBold.ttf" inter-600.ttf "$text" kern
subset "$expo/jetbrains-mono/500Medium/JetBrainsMono_500Medium.ttf" jetbrains-mono-500.ttf "$text"

# The icon list becomes code points.
icons=$(node -e '
  const fs = require("fs");
  const codes = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
  const names = fs.readFileSync(process.argv[2], "utf8").split("\n").filter((n) => /^[a-z]/.test(n));
  const missing = names.filter((n) => !(n in codes));
  if (missing.length) { console.error(`lucide-static has no icon ${missing.join(", ")}`); process.exit(1); }
  console.log(names.map((n) => `U+${codes[n].toString(16)}`).join(","));
' "$modules/lucide-static/font/codepoints.json" "$here/icons.txt")
subset "$modules/lucide-static/font/lucide.ttf" lucide.ttf "$icons"

# The licences travel with the fonts.
{
  printf 'Inter\n\n'; cat "$expo/inter/LICENSE_FONT"
  printf '\n\nJetBrains Mono\n\n'; cat "$expo/jetbrains-mono/LICENSE_FONT"
  printf '\n\nLucide\n\n'; cat "$modules/lucide-static/LICENSE"
} > "$out/font-licences.txt"
