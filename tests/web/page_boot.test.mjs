// Start-up of the page: bytes counted, files handed over, options, sub-path, offline, an update.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { all_problems, open_app, until } from './lib/browser.mjs';
import { build_fake_site, remove_site } from './lib/fake_site.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';
import { kRoot } from './lib/modules.mjs';

test('starts, hands over every file, obeys its own policy', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor({ dpr: 2, theme: 'light', calm: true });
  await open_app(page, `${server.url}#/learn/first/3`);
  const provided = await page.evaluate(() => Object.entries(globalThis.fake.provided).map(([name, bytes]) => [name, bytes.length]));
  check_equal(provided.map(([name]) => name).sort(), ['fonts/lucide.ttf', 'lessons/first.json'], 'provided files');
  check_equal(provided.find(([name]) => name === 'fonts/lucide.ttf')[1], 60000, 'bytes of the font');
  const options = await page.evaluate(() => globalThis.fake.options);
  check_equal([options.theme, options.reduced_motion, options.route, options.dpr, options.width, options.height, options.webgl],
    ['light', true, '#/learn/first/3', 2, 1280, 720, true], 'options');
  check_equal(await page.title(), 'Visibility timeout · Inflight');
  check(await page.locator('#boot').isHidden(), 'the start-up card is still there');
  check_none(await all_problems(page), 'problems');
});

test('paints at once and counts real bytes while they arrive', async (t) => {
  const server = await t.serve(t.fake_site);
  server.fault('inflight.wasm', { chunk: 40000, delay_ms: 80 });
  const { page } = await t.visitor();
  await page.goto(server.url, { waitUntil: 'commit' });
  await page.locator('#boot-bar').waitFor();
  const seen = [];
  for (;;) {
    const now = await page.evaluate(() => [globalThis.inflight?.state.phase ?? 'loading', document.getElementById('boot-bar').value,
      document.getElementById('boot-bytes').textContent]);
    if (now[0] !== 'loading') break;
    seen.push(now);
    await page.waitForTimeout(40);
  }
  const values = seen.map(([, value]) => value);
  check(values.every((value, index) => index === 0 || value >= values[index - 1]), `the bar went backwards: ${values}`);
  check(new Set(values).size >= 5, `the bar hardly moved: ${values}`);
  const total = JSON.parse(readFileSync(path.join(t.fake_site, 'manifest.json'))).files.filter(({ kind }) => kind !== 'page').reduce((sum, file) => sum + file.bytes, 0);
  check_equal(await page.evaluate(() => document.getElementById('boot-bar').max), total, 'total');
  check(seen.some(([, , text]) => /^0\.\d\d of 0\.\d\d MB$/.test(text)), `no byte text: ${seen.at(-1)}`);
});

test('works under any sub-path', async (t) => {
  const server = await t.serve(t.fake_site, { prefix: '/some/where else/' });
  const { page } = await t.visitor();
  await open_app(page, server.url);
  check_none(await all_problems(page), 'problems');
});

test('the second visit works without a network', async (t) => {
  const server = await t.serve(t.fake_site, { prefix: '/course/' });
  const { page } = await t.visitor();
  await open_app(page, server.url);
  await until(page, async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated', null, { what: 'the service worker' });
  await server.close();
  await open_app(page, `${server.url}#/learn/first/2`);
  check_equal(await page.evaluate(() => globalThis.fake.options.route), '#/learn/first/2');
  await page.reload({ waitUntil: 'commit' });
  await until(page, () => globalThis.inflight?.state.phase === 'running', null, { what: 'a reload without a network' });
  check_none(await all_problems(page), 'problems');
});

test('an update is taken on the next visit and never mixed', async (t) => {
  const folder = build_fake_site({ version: '1' });
  t.later(async () => remove_site(folder));
  const server = await t.serve(folder);
  const { page, context } = await t.visitor();
  const version = () => page.evaluate(() => JSON.parse(new TextDecoder().decode(globalThis.fake.provided['lessons/first.json'])).version);
  const stored = (wanted) => until(page, async (v) => {
    const meta = (await caches.keys()).find((name) => name.endsWith(' meta'));
    const found = meta && await (await caches.open(meta)).match('meta/current');
    return found && await found.json() === v;
  }, wanted, { what: `version ${wanted} to be the stored one` });
  await open_app(page, server.url);
  await stored('1');

  await until(page, async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated');
  await open_app(page, server.url);
  check(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), 'the second visit is not controlled');
  build_fake_site({ folder, version: '2', wasm_size: 420000 });
  // The open page is tied to version 1, whatever the server has by now.
  const tied = await page.evaluate(async () => (await (await fetch('lessons/first.json')).json()).version);
  check_equal(tied, '1', 'file handed to the page of version 1');

  await page.reload({ waitUntil: 'commit' });
  await until(page, () => globalThis.inflight?.state.phase === 'running');
  check_equal(await version(), '2', 'version after the reload');
  await stored('2');
  await context.setOffline(true);
  await server.close();
  await page.reload({ waitUntil: 'commit' });
  await until(page, () => globalThis.inflight?.state.phase === 'running');
  check_equal(await version(), '2', 'version offline');
});

test('a half-deployed update is not stored', async (t) => {
  const folder = build_fake_site({ version: '1' });
  t.later(async () => remove_site(folder));
  const server = await t.serve(folder);
  const { page } = await t.visitor();
  await open_app(page, server.url);
  await until(page, async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated');
  build_fake_site({ folder, version: '2', wasm_size: 420000 });
  server.fault('lessons/first.json', { status: 503 });
  await page.reload({ waitUntil: 'commit' });
  await until(page, () => globalThis.inflight?.state.phase === 'failed');
  await page.waitForTimeout(300);
  check_equal(await page.evaluate(async () => (await caches.keys()).filter((name) => name.endsWith(' version 2'))), [], 'stored versions');
  await server.close();
  await page.reload({ waitUntil: 'commit' });
  await until(page, () => globalThis.inflight?.state.phase === 'running', null, { what: 'the old version without a network' });
});

test('the page asks for all of its modules at once', async () => {
  const html = readFileSync(path.join(kRoot, 'web/index.html'), 'utf8');
  const hinted = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((match) => match[1]);
  const needed = new Set();
  const follow = (name) => {
    for (const [, next] of readFileSync(path.join(kRoot, 'web', name), 'utf8').matchAll(/^import .*from '\.\/([^']+)';$/gm)) {
      if (!needed.has(next)) { needed.add(next); follow(next); }
    }
  };
  follow('boot.js');
  check(needed.size > 10, `only ${needed.size} imports found`);
  check_equal(hinted.sort(), [...needed].sort(), 'modules in index.html');
});

test('the policy in the page is the one for the server', async () => {
  const header = readFileSync(path.join(kRoot, 'web/csp.txt'), 'utf8').trim();
  const meta = readFileSync(path.join(kRoot, 'web/index.html'), 'utf8').match(/Content-Security-Policy" content="([^"]+)"/)[1];
  check_equal(header.replace(/; frame-ancestors .*$/, ''), meta, 'policies');
  check(!/unsafe-inline|'unsafe-eval'|\*/.test(header), 'the policy has a hole');
});
