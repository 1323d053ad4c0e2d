// Splits the page's module in two: what the first lesson needs, and what later.txt names. Functions of the second
// part are reached through a table; until it is there the page puts functions that wait for it in their places
// (web/later.js).
//
// usage: node tools/split/split.mjs <whole.wasm, with names> <first.wasm> <later.wasm> --tool <wasm-split>
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { is_later, parse_rules } from './rules.mjs';
import { escaped, functions_of } from './wasm_names.mjs';

// What every browser with WebGL2 and module scripts has; the linker leaves no list of its own in the file.
const kFeatures = ['mutable-globals', 'sign-ext', 'nontrapping-float-to-int', 'bulk-memory', 'reference-types', 'multivalue'];
// A smaller one is hardly shorter than its stand-in, and may stand for others of the same code.
const kSmallest = 40;
const kFewest = 100;  // fewer functions than that: the names are not what the rules were written for

function fail(message) {
  console.error(`split: ${message}`);
  process.exit(1);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { tool: { type: 'string' } } });
const [whole, first, later] = positionals;
if (!later || !values.tool) fail('usage: split.mjs <whole.wasm> <first.wasm> <later.wasm> --tool <wasm-split>');

const here = dirname(fileURLToPath(import.meta.url));
const rules = parse_rules(readFileSync(join(here, 'later.txt'), 'utf8'));
const moved = functions_of(readFileSync(whole)).filter(({ name, bytes }) => name && bytes >= kSmallest && is_later(name, rules));
if (moved.length < kFewest) fail(`only ${moved.length} functions of ${whole} are named by later.txt; was it linked with names?`);

const list = `${later}.functions`;
writeFileSync(list, moved.map(({ name }) => escaped(name)).join('\n'));
const done = spawnSync(values.tool, [
  '--split', whole, '--mvp-features', ...kFeatures.map((feature) => `--enable-${feature}`),
  `--split-funcs=@${list}`, '--export-prefix=%', '--import-namespace=primary', '--placeholder-namespace=placeholder',
  '-o1', first, '-o2', later], { encoding: 'utf8' });
rmSync(list);
if (done.error || done.status !== 0) fail(done.error?.message ?? done.stderr);
const kb = (path) => `${Math.round(statSync(path).size / 1000)} kB`;
console.log(`split: ${moved.length} functions later (${kb(first)} + ${kb(later)})`);
