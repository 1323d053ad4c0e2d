// Builds a site in a temporary folder from web/ and the fake engine, so that the page can be tested alone.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kRoot } from './modules.mjs';

/** A valid wasm module: one exported memory, and padding to a wanted size. */
export function padded_wasm(size) {
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 64, 7, 10, 1, 6, ...Buffer.from('memory'), 2, 0];
  const length = size - head.length - 6;
  const leb = [0, 1, 2, 3, 4].map((n) => ((length >>> (7 * n)) & 0x7f) | (n < 4 ? 0x80 : 0));
  const padding = Buffer.alloc(length, 0x61);
  padding[0] = 3;  // length of the section's name
  return Buffer.concat([Buffer.from([...head, 0, ...leb]), padding]);
}

/** Writes the site; returns its folder. Call again with another version to "deploy" over it. */
export function build_fake_site({ folder = mkdtempSync(path.join(os.tmpdir(), 'inflight-page-')), version = '1', wasm_size = 400000 } = {}) {
  cpSync(path.join(kRoot, 'web'), folder, { recursive: true });
  cpSync(path.join(kRoot, 'tests/web/fake_engine/inflight.js'), path.join(folder, 'inflight.js'));
  mkdirSync(path.join(folder, 'fonts'), { recursive: true });
  mkdirSync(path.join(folder, 'lessons'), { recursive: true });
  writeFileSync(path.join(folder, 'inflight.wasm'), padded_wasm(wasm_size));
  writeFileSync(path.join(folder, 'fonts/lucide.ttf'), Buffer.alloc(60000, 7));
  writeFileSync(path.join(folder, 'lessons/first.json'), JSON.stringify({ id: 'first', version }));
  const entry = (name, kind) => ({ name, url: name, bytes: statSync(path.join(folder, name)).size, kind });
  const page = readdirSync(path.join(kRoot, 'web')).filter((name) => !['index.html', 'sw.js', 'csp.txt', 'README.md'].includes(name));
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({
    version,
    files: [...page.map((name) => entry(name, 'page')), entry('inflight.wasm', 'wasm'), entry('inflight.js', 'script'), entry('fonts/lucide.ttf', 'font'), entry('lessons/first.json', 'lesson')],
  }));
  return folder;
}

export function remove_site(folder) {
  rmSync(folder, { recursive: true, force: true });
}
