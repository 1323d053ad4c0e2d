// The canvas as a citizen of the page: sizes, visibility, context loss, keyboard, clipboard, routes.

import { all_problems, open_app, until } from './lib/browser.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';

async function start(t, options, hash = '') {
  const server = await t.serve(t.fake_site);
  const visitor = await t.visitor(options);
  await open_app(visitor.page, server.url + hash);
  return { server, ...visitor };
}

const calls = (page, name) => page.evaluate((wanted) => globalThis.fake.calls.filter(([call]) => call === wanted).map((call) => call.slice(1)), name);
const called = (page, ...call) => until(page, (text) => globalThis.fake.calls.some((one) => one.join() === text), call.join(), { what: `the call ${call.join()}` });
const focus_id = (page) => page.evaluate(() => document.activeElement?.id ?? '');

test('the application hears of sizes and of a new device pixel ratio', async (t) => {
  const { page, context } = await start(t);
  await page.setViewportSize({ width: 800, height: 600 });
  await called(page, 'resize', 800, 600, 1);
  const session = await context.newCDPSession(page);
  // The width changes too, as it does on zooming: the emulation tells the page nothing of a new ratio alone.
  for (const [width, ratio] of [[801, 2], [802, 1.5]]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width, height: 600, deviceScaleFactor: ratio, mobile: false });
    await called(page, 'resize', width, 600, ratio);
  }
});

test('the canvas keeps its layout whatever sizes are written on it', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => { const c = document.getElementById('canvas'); c.style.width = '100px'; c.style.height = '50px'; c.width = 2560; });
  check_equal(await page.locator('#canvas').boundingBox(), { x: 0, y: 0, width: 1280, height: 720 });
});

test('the application hears when the page is hidden', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await called(page, 'visible', 0);
});

test('a lost context is reported, and reported again when it is back', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    globalThis.lose.loseContext();
  });
  await called(page, 'context_lost', 1);
  await page.evaluate(() => globalThis.lose.restoreContext());
  await called(page, 'context_lost', 0);
});

test('Tab and Shift+Tab leave the canvas though the application swallows keys', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.swallowed = [];
    document.getElementById('canvas').addEventListener('keydown', (event) => { globalThis.swallowed.push(event.key); event.preventDefault(); });
  });
  check_equal(await focus_id(page), 'canvas', 'focus after the start');
  await page.keyboard.press('a');
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.getElementById('outline').contains(document.activeElement)), `Tab went to ${await focus_id(page)}`);
  await page.locator('#canvas').focus();
  await page.keyboard.press('Shift+Tab');
  check_equal(await focus_id(page), 'skip');
  check_equal(await page.evaluate(() => globalThis.swallowed.filter((key) => key !== 'Shift')), ['a'], 'keys that reached the application');
});

test('Esc leaves the canvas, unless it has something to close', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.seen = 0;
    document.getElementById('canvas').addEventListener('keydown', () => { globalThis.seen += 1; });
    globalThis.fake.wants_escape = 1;
  });
  await page.locator('#canvas').focus();
  await page.keyboard.press('Escape');
  check_equal([await focus_id(page), await page.evaluate(() => globalThis.seen)], ['canvas', 1]);
  await page.evaluate(() => { globalThis.fake.wants_escape = 0; });
  await page.keyboard.press('Escape');
  check_equal([await focus_id(page), await page.evaluate(() => globalThis.seen)], ['', 1]);
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.getElementById('outline').contains(document.activeElement)), 'Tab after Esc does not go on');
  await page.mouse.click(400, 300);
  check_equal(await focus_id(page), 'canvas', 'focus after a press on the stage');
});

test('copy, cut and paste are the real ones while the canvas has the focus', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.seen = [];
    document.getElementById('canvas').addEventListener('keydown', (event) => { globalThis.seen.push(event.key); if (event.key !== 'Control') event.preventDefault(); });
  });
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+c');
  await until(page, async () => (await navigator.clipboard.readText()).startsWith('arn:aws:sqs'), null, { what: 'the copied text' });
  await page.evaluate(() => navigator.clipboard.writeText('pasted: ünïcode 🚚'));
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+v');
  await called(page, 'paste', 'pasted: ünïcode 🚚');
  check_equal(await page.evaluate(() => globalThis.seen.filter((key) => key !== 'Control')), [], 'clipboard keys that reached the application');
  await page.keyboard.press('Control+z');
  check_equal(await page.evaluate(() => globalThis.seen.at(-1)), 'z', 'other keys must reach it');
});

test('copying in the text version copies the text', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => globalThis.inflight.activate('copy'));
  await until(page, async () => await navigator.clipboard.readText() === 'aws sqs receive-message');
  await page.locator('[data-id="inspector.cli"]').evaluate((el) => getSelection().selectAllChildren(el));
  await page.locator('#outline').focus();
  await page.keyboard.press('Control+c');
  await until(page, async () => (await navigator.clipboard.readText()).startsWith('aws sqs get-queue'));
});

test('routes: address to application and back, with history', async (t) => {
  const { page } = await start(t, {}, '#/learn/first/1');
  check_equal(await page.evaluate(() => globalThis.fake.options.route), '#/learn/first/1');
  await page.evaluate(() => globalThis.fake.host.route('#/learn/first/2', false));
  await page.evaluate(() => globalThis.fake.host.route('#/learn/first/2b', true));
  check_equal(await calls(page, 'route'), [], 'the application was told its own route');
  await page.goBack();
  await called(page, 'route', '#/learn/first/1');
  await page.goForward();
  await called(page, 'route', '#/learn/first/2b');
  await page.evaluate(() => { location.hash = '#/sandbox/x'; });
  await called(page, 'route', '#/sandbox/x');
  const count = (await calls(page, 'route')).length;
  await page.evaluate(() => { location.hash = '#outline'; globalThis.fake.host.route('https://example.com/', false); globalThis.fake.host.route('#/sandbox/x', false); });
  await page.waitForTimeout(100);
  check_equal((await calls(page, 'route')).length, count, 'things that are no routes');
  check_equal(new URL(page.url()).hash, '#/sandbox/x');
});

test('touch and wheel stay on the stage', async (t) => {
  const { page } = await start(t, { width: 390, height: 844, touch: true });
  check_equal(await page.evaluate(() => getComputedStyle(document.getElementById('canvas')).touchAction), 'none');
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, 400);
  check_equal(await page.evaluate(() => [document.scrollingElement.scrollTop, document.documentElement.scrollWidth <= innerWidth]), [0, true]);
  check_none(await all_problems(page), 'problems');
});

test('cursors come from a known list', async (t) => {
  const { page } = await start(t);
  const cursor = (name) => page.evaluate((value) => { globalThis.fake.host.cursor(value); return document.getElementById('canvas').style.cursor; }, name);
  check_equal([await cursor('pointer'), await cursor('url(https://example.com/x)'), await cursor('grab')], ['pointer', 'default', 'grab']);
});
