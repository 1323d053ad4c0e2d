// Finds the browser test tools that set-up fetched: the node packages and the browser itself.

import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const folders = [process.env.INFLIGHT_NODE_MODULES, path.join(kRoot, '.deps/npm/node_modules')].filter(Boolean);

function locate(name) {
  for (const folder of folders) {
    if (existsSync(path.join(folder, name, 'package.json'))) return createRequire(path.join(folder, 'x.js')).resolve(name);
  }
  throw new Error(`${name} is missing: run ./inflight setup (looked in ${folders.join(', ')})`);
}

/** Playwright's Chromium driver. */
export function load_chromium() {
  return createRequire(import.meta.url)(locate('playwright-core')).chromium;
}

/** axe-core as source text, to be run inside a page. */
export function axe_source() {
  return readFileSync(path.join(path.dirname(locate('axe-core')), 'axe.min.js'), 'utf8');
}

/** The browser's program. */
export function chromium_path() {
  const candidates = [process.env.INFLIGHT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = candidates.find((file) => file && existsSync(file));
  if (!found) throw new Error('no Chromium: install it (apt-get install chromium) or set INFLIGHT_CHROMIUM');
  return found;
}
