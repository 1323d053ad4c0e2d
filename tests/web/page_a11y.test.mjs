// Accessibility of the page: axe-core in both themes and all widths, landmarks, the way in and out.

import { all_problems, axe_violations, open_app, until } from './lib/browser.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';

const kSizes = [[390, 844], [768, 1024], [1280, 720], [1920, 1080]];

for (const theme of ['dark', 'light']) {
  for (const [width, height] of kSizes) {
    test(`axe-core finds nothing: ${theme}, ${width} wide`, async (t) => {
      const server = await t.serve(t.fake_site);
      const { page } = await t.visitor({ width, height, theme });
      await open_app(page, server.url);
      check_none(await axe_violations(page), 'stage only');
      await page.evaluate(() => globalThis.inflight.activate('option.B', 'B'));
      await page.evaluate(() => globalThis.inflight.activate('pick.orders', ''));
      await page.evaluate(() => globalThis.inflight.activate('reader', ''));
      await until(page, () => document.documentElement.dataset.reader === 'on');
      await page.evaluate(() => document.getElementById('outline').scrollTo(0, 1e6));
      check_none(await axe_violations(page), 'with the text beside it');
      const [stage, panel] = [await page.locator('#stage').boundingBox(), await page.locator('#outline').boundingBox()];
      check(stage.width * stage.height > 0.3 * width * height, `stage ${JSON.stringify(stage)}`);
      check(panel.x >= 0 && panel.x + panel.width <= width + 1 && panel.y + panel.height <= height + 1, `panel ${JSON.stringify(panel)}`);
      const overflow = await page.evaluate(() => document.getElementById('outline').scrollWidth - document.getElementById('outline').clientWidth);
      check(overflow <= 0, `the text version is ${overflow} px too wide`);
      check_none(await all_problems(page), 'problems');
    });
  }
}

test('axe-core finds nothing on the start-up, problem and crash cards', async (t) => {
  for (const theme of ['dark', 'light']) {
    const server = await t.serve(t.fake_site);
    server.fault('inflight.wasm', { chunk: 1000, delay_ms: 50 });
    const { page } = await t.visitor({ theme });
    await open_app(page, server.url, { phase: 'loading' });
    check_none(await axe_violations(page), `start-up, ${theme}`);
    server.fault('inflight.wasm', { status: 500 });
    await open_app(page, server.url, { phase: 'failed' });
    check_none(await axe_violations(page), `problem, ${theme}`);
    server.clear();
    await open_app(page, server.url);
    await page.evaluate(() => globalThis.inflight.activate('crash'));
    await until(page, () => globalThis.inflight.state.phase === 'crashed');
    check_none(await axe_violations(page), `crash, ${theme}`);
  }
});

test('landmarks: banner, main, one h1, a region for every section', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor();
  await open_app(page, server.url);
  check_equal(await page.getByRole('banner').count(), 1, 'banners');
  check_equal(await page.getByRole('main').count(), 1, 'mains');
  check_equal(await page.getByRole('heading', { level: 1 }).allInnerTexts(), ['Visibility timeout']);
  for (const name of ['Scene', 'Lesson', 'Controls', 'Resources', 'Inspector', 'Event log']) {
    check_equal(await page.getByRole('region', { name, exact: true }).count(), 1, name);
  }
});

test('the skip link leads to the text version, which shows itself while it has the focus', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor();
  await open_app(page, server.url);
  const shown = () => page.evaluate(() => {
    const box = document.getElementById('outline').getBoundingClientRect();
    return document.getElementById('outline').contains(document.elementFromPoint(box.x + box.width / 2, box.y + 12));
  });
  check(!await shown(), 'the text version covers the stage from the start');
  await page.evaluate(() => document.activeElement.blur());
  await page.locator('#skip').focus();
  const box = await page.locator('#skip').boundingBox();
  check(box.y >= 0 || await until(page, () => document.getElementById('skip').getBoundingClientRect().y >= 0), 'the skip link is out of sight');
  await page.keyboard.press('Enter');
  check(await shown(), 'the text version is hidden while it has the focus');
  check_equal(await page.evaluate(() => location.hash), '', 'the skip link changed the route');
  await page.keyboard.press('Tab');
  check_equal(await page.evaluate(() => document.activeElement.textContent), 'All lessons');
  await page.locator('#canvas').focus();
  check(!await shown(), 'the text version stays');
});

test('the reader view is kept for the next visit, and switched by its own button', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor();
  await open_app(page, server.url);
  await page.locator('#tool-reader').focus();
  await page.keyboard.press('Enter');
  await until(page, () => globalThis.fake.calls.some(([name, key, value]) => name === 'option' && key === 'reader' && value === 'true'));
  await open_app(page, server.url);
  check_equal(await page.evaluate(() => [document.documentElement.dataset.reader, globalThis.fake.options.reader, document.getElementById('tool-reader').getAttribute('aria-pressed')]),
    ['on', true, 'true']);
  // The stage was made narrower and the application knows.
  const width = (await page.locator('#stage').boundingBox()).width;
  check(width < 950, `the stage is ${width} wide`);
  check_equal(await page.evaluate(() => globalThis.fake.options.width), Math.round(width));
});

test('the theme follows the system until it is chosen', async (t) => {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor({ theme: 'light' });
  await open_app(page, server.url);
  check_equal(await page.evaluate(() => globalThis.fake.options.theme), 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(page, () => globalThis.fake.calls.some((call) => call.join() === 'option,theme,dark'));
  await page.locator('#tool-theme').focus();
  await page.keyboard.press('Enter');
  await until(page, () => document.documentElement.dataset.theme === 'light');
  check_equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(243, 241, 235)');
  await open_app(page, server.url);
  check_equal(await page.evaluate(() => globalThis.fake.options.theme), 'light', 'chosen theme on the next visit');
});
