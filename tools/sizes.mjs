// Prints what a first visit downloads, as a web host sends it with brotli, and fails above the target.
// usage: node tools/sizes.mjs <folder written by ./inflight dist>
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const kTargetBytes = 700 * 1000;

const folder = process.argv[2];
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

/** Bytes on the wire: the brotli copy where there is one. */
function transfer(url) {
  const path = join(folder, url);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

const groups = new Map();
function add(kind, url) {
  const group = groups.get(kind) ?? { files: 0, bytes: 0 };
  group.files += 1;
  group.bytes += transfer(url);
  groups.set(kind, group);
}

for (const url of ['index.html', 'manifest.json']) add('page', url);
for (const { kind, url, later } of manifest.files) add(later ? 'later' : kind, url);
let total = 0;
// Fetched in the background, and only once the visitor does something.
const background = groups.get('later');
groups.delete('later');
for (const [kind, { files, bytes }] of groups) {
  total += bytes;
  console.log(`  ${kind.padEnd(8)} ${String(files).padStart(3)} files ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
}
const verdict = total <= kTargetBytes ? 'within' : 'ABOVE';
console.log(`  ${'total'.padEnd(22)} ${(total / 1000).toFixed(1).padStart(6)} kB (${verdict} the target of ${kTargetBytes / 1000} kB)`);
if (background) console.log(`  afterwards, in the background, ${background.files} files more (the second part of the code, the other lessons): ${(background.bytes / 1000).toFixed(1)} kB`);
process.exit(total <= kTargetBytes ? 0 : 1);
