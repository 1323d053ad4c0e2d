// What the page says when something is missing or breaks, and how one gets on from there.

import { launch_browser, open_app, open_visitor, until } from './lib/browser.mjs';
import { check, check_equal, test } from './lib/harness.mjs';

const card = (page) => page.evaluate(() => ({ title: document.getElementById('problem-title').textContent,
  text: document.getElementById('problem-text').textContent, detail: document.getElementById('problem-detail').textContent,
  focus: document.activeElement?.id, shown: !document.getElementById('problem').hidden }));

const kFaults = [
  ['an error status', { status: 503 }, /the server answered 503/],
  ['a dropped connection', { drop: true }, /could not be reached|connection was cut/],
  ['a file cut short', { cut: 0.5 }, /wrong size|did not arrive whole/],
];

for (const file of ['inflight.wasm', 'fonts/lucide.ttf']) {
  for (const [what, fault, words] of kFaults) {
    test(`${file} with ${what}: says which file, and a retry goes on`, async (t) => {
      const server = await t.serve(t.fake_site);
      server.fault(file, fault);
      const { page } = await t.visitor();
      await open_app(page, server.url, { phase: 'failed' });
      const shown = await card(page);
      check(shown.shown && shown.text.includes(file) && words.test(shown.text), `the card says: ${shown.title} / ${shown.text}`);
      check_equal(shown.focus, 'problem-retry', 'focus');
      server.clear();
      const before = server.requests.filter(({ name }) => name === 'lessons/first.json').length;
      await page.keyboard.press('Enter');
      await until(page, () => globalThis.inflight.state.phase === 'running', null, { what: 'the retry to succeed' });
      check_equal(server.requests.filter(({ name }) => name === 'lessons/first.json').length - before <= 1, true, 'files asked for again');
    });
  }
}

test('the application script that does not arrive can be retried', async (t) => {
  const server = await t.serve(t.fake_site);
  server.fault('inflight.js', { status: 500 });
  const { page } = await t.visitor();
  await open_app(page, server.url, { phase: 'failed' });
  check((await card(page)).text.includes('inflight.js'), 'the card does not name inflight.js');
  server.clear();
  await page.locator('#problem-retry').click();
  await until(page, () => globalThis.inflight.state.phase === 'running');
});

test('a part of the page that does not arrive is named', async (t) => {
  const server = await t.serve(t.fake_site);
  server.fault('router.js', { status: 500 });
  const { page } = await t.visitor();
  await page.goto(server.url);
  await until(page, () => /did not load/.test(document.getElementById('boot-message').textContent));
});

test('a manifest that is not one', async (t) => {
  const server = await t.serve(t.fake_site);
  server.fault('manifest.json', { cut: 0.3 });
  const { page } = await t.visitor();
  await open_app(page, server.url, { phase: 'failed' });
  check(/manifest\.json: is not a JSON file/.test((await card(page)).text), (await card(page)).text);
});

test('no WebAssembly', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor({ init: () => { delete globalThis.WebAssembly; } });
  await open_app(page, server.url, { phase: 'failed' });
  check_equal((await card(page)).title, 'This browser has no WebAssembly');
});

test('no WebGL2: the text version is the whole page', async (t) => {
  const server = await t.serve(t.fake_site);
  const browser = await launch_browser({ webgl: false });
  t.later(() => browser.close());
  const { page } = await open_visitor(browser);
  await open_app(page, server.url);
  check_equal(await page.evaluate(() => [globalThis.inflight.state.mode, globalThis.fake.options.webgl]), ['text', false]);
  check(!await page.locator('#stage').isVisible(), 'an empty stage is shown');
  await page.getByRole('radio', { name: 'It moves to orders-dlq' }).click();
  await page.getByRole('button', { name: 'Commit' }).click();
  await page.getByText('You said C').waitFor();
});

test('no WebGL2 and an application that cannot do without: a clear message', async (t) => {
  const server = await t.serve(t.fake_site);
  const browser = await launch_browser({ webgl: false });
  t.later(() => browser.close());
  const { page } = await open_visitor(browser, { init: () => { globalThis.fake_start_code = 2; } });
  await open_app(page, server.url, { phase: 'failed' });
  const shown = await card(page);
  check_equal(shown.title, 'This browser has no WebGL2');
  check(/hardware acceleration/.test(shown.text), shown.text);
});

test('an application that refuses to start', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor({ init: () => { globalThis.fake_start_code = 3; } });
  await open_app(page, server.url, { phase: 'failed' });
  const shown = await card(page);
  check(shown.title === 'Inflight could not start' && /answered 3/.test(shown.detail), JSON.stringify(shown));
});

test('a reported crash shows a report that can be copied', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor();
  await open_app(page, server.url);
  await page.evaluate(() => globalThis.inflight.activate('crash'));
  await until(page, () => globalThis.inflight.state.phase === 'crashed');
  check_equal((await card(page)).detail, 'seed 7\ncommands 12');
  await page.locator('#problem-copy').click();
  await until(page, () => document.getElementById('problem-copy').textContent === 'Copied');
  check_equal(await page.evaluate(() => navigator.clipboard.readText()), 'seed 7\ncommands 12');
  check(await page.evaluate(() => document.getElementById('outline').inert && document.getElementById('stage').inert), 'the stopped application can still be reached');
});

for (const [what, act] of [
  ['inside a call', () => { globalThis.fake.throw_next = 'activate'; globalThis.inflight.activate('play', 'true'); }],
  ['inside a frame', () => globalThis.fake.trap()],
]) {
  test(`a trap ${what} stops every further call`, async (t) => {
    const server = await t.serve(t.fake_site);
    const { page } = await t.visitor();
    await open_app(page, `${server.url}#/learn/first/2`);
    await page.evaluate(act);
    await until(page, () => globalThis.inflight.state.phase === 'crashed');
    const { detail } = await card(page);
    check(/memory access|unreachable/.test(detail) && detail.includes('#/learn/first/2') && detail.includes('version: 1'), detail);
    const calls = await page.evaluate(() => globalThis.fake.calls.length);
    await page.setViewportSize({ width: 900, height: 600 });
    await page.evaluate(() => { globalThis.inflight.activate('play', 'true'); location.hash = '#/elsewhere'; });
    await page.waitForTimeout(100);
    check_equal(await page.evaluate(() => globalThis.fake.calls.length), calls, 'calls after the crash');
  });
}
