// Runs the browser tests, one after the other, and sums them up.
//
//   node tests/web/run.mjs [site] [--only text]
//
// page_*.test.mjs test the page with a fake engine; app_*.test.mjs test the built application and need its
// folder (argument, or INFLIGHT_SITE, or build/site when it is there).

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { launch_browser, open_visitor } from './lib/browser.mjs';
import { build_fake_site, remove_site } from './lib/fake_site.mjs';
import { run_tests, take_tests } from './lib/harness.mjs';
import { kRoot } from './lib/modules.mjs';
import { serve } from './lib/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const only_at = args.indexOf('--only');
const only = only_at >= 0 ? args.splice(only_at, 2)[1] : '';
const asked = args[0] ?? process.env.INFLIGHT_SITE;
const site = path.resolve(asked ?? path.join(kRoot, 'build/site'));
const print = (line) => console.log(line);

const have_app = existsSync(path.join(site, 'manifest.json'));
if (asked && !have_app) {
  print(`no built site in ${site}`);
  process.exit(2);
}

const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs') && (have_app || !name.startsWith('app_'))).sort();
const browser = await launch_browser();
const fake_site = build_fake_site();
let passed = 0;
const failed = [];

/** A test's context: servers and visitors opened through it are closed after it. */
function open_context(later) {
  const keep = async (pending, close) => {
    const value = await pending;
    later(() => close(value));
    return value;
  };
  return {
    browser, fake_site, site, later,
    serve: (folder, options) => keep(serve(folder, options), (server) => server.close()),
    visitor: (options) => keep(open_visitor(browser, options), (visitor) => visitor.close()),
  };
}

try {
  for (const file of files) {
    await import(pathToFileURL(path.join(here, file)));
    const tests = take_tests().filter(({ name }) => `${file} ${name}`.includes(only));
    if (tests.length === 0) continue;
    print(file);
    const result = await run_tests(file, tests, open_context, { print });
    passed += result.passed;
    failed.push(...result.failed);
  }
} finally {
  await browser.close();
  remove_site(fake_site);
}
if (!have_app) print(`(no built site in ${path.relative(process.cwd(), site)}: the application itself was not tested)`);
for (const name of failed) print(`failed: ${name}`);
print(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || passed === 0 ? 1 : 0);
