// The real application, driven through its outline as a person without sight or mouse would: the first
// lesson from start to end, links, progress, idle frames, accessibility, a lost context.

import { all_problems, axe_violations, open_app, until } from './lib/browser.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';
import { Outline } from './lib/outline.mjs';

const kLesson = '#/learn/sqs/visibility-timeout';

async function start(t, route = '#/', options = {}) {
  const server = await t.serve(t.site);
  const { page } = await t.visitor(options);
  await open_app(page, server.url + route, { timeout: 60000 });
  return { page, server, outline: new Outline(page) };
}

const hash = (page) => page.evaluate(() => location.hash);
const frames = (page) => page.evaluate(() => globalThis.inflight.stats().frames);

async function at_beat(page, id) {
  await until(page, (end) => location.hash.endsWith(end), `/${id}`, { timeout: 20000, what: `the beat ${id}` });
}

/** Waits until a section of the outline says something. */
const says = (outline, pattern) => outline.says(pattern, 40000);

test('the course home names the lesson and starts it', async (t) => {
  const { page, outline } = await start(t);
  await says(outline, /0 of \d+ lessons? done/);
  await outline.press('Start');
  await at_beat(page, 'ask');
  await says(outline, /Workers come and ask/);
  check_none(await all_problems(page), 'problems of the page');
});

test('the lesson is taken from its prediction to its end through the outline alone', async (t) => {
  const { page, outline } = await start(t, `${kLesson}/predict`);
  await says(outline, /Frozen at 00:38\.500/);
  check_equal(await outline.find('button', 'Commit').getAttribute('aria-disabled'), 'true', 'commit before an answer');
  check_equal(await outline.find('button', 'Play').getAttribute('aria-disabled'), 'true', 'play while frozen');
  await outline.choose('It stays hidden until deleted');
  await outline.choose('Sure');
  await outline.press('Commit');
  await at_beat(page, 'watch');
  // It plays by itself to the deciding event and stops there.
  await says(outline, /You said, sure: It stays hidden until deleted \(wrong\)/);
  await says(outline, /Paused on the deciding event/);
  await outline.press('Continue');
  await at_beat(page, 'why');
  await says(outline, /The timeout is a clock, not a lock/);
  await outline.press(/^7c1/);
  await says(outline, /No delete, no extension/);
  await outline.press('Run with a timeout of 60 s');
  await outline.press('Continue');
  await at_beat(page, 'smallest');
  await says(outline, /30 s: repeated jobs: 6 \(wrong\)/);
  await page.evaluate(() => globalThis.inflight.activate('dial', '45'));
  await says(outline, /45 s: repeated jobs: \d+/);
  await outline.press('Continue');
  await at_beat(page, 'both');
  await page.evaluate(() => globalThis.inflight.activate('tool.timeout', '50'));
  await outline.press('Run');
  await says(outline, /The crashed order is received again within 4 minutes: met/);
});

test('every beat opens by its own link and shows its kind', async (t) => {
  const { page, server, outline } = await start(t);
  const kinds = ['Say', 'Demo', 'Predict', 'Run', 'Explain', 'Vary', 'Challenge', 'Recall'];
  for (const [i, kind] of kinds.entries()) {
    await page.evaluate((to) => { location.hash = to; }, `${kLesson}/${i + 1}`);
    await says(outline, new RegExp(`${kind}, beat ${i + 1} of 8`));
  }
  check(server.url.length > 0, 'served');
  check_none(await all_problems(page), 'problems of the page');
});

test('progress is there again after a reload', async (t) => {
  const { page, outline } = await start(t, `${kLesson}/predict`);
  await outline.choose('Another worker can receive it');
  await outline.choose('Guess');
  await outline.press('Commit');
  await at_beat(page, 'watch');
  await page.evaluate(() => { location.hash = '#/'; });
  await says(outline, /Go on where you stopped: Visibility timeout/);
  await page.reload();
  await says(outline, /Go on where you stopped: Visibility timeout/);
  await outline.press('Continue');
  await at_beat(page, 'watch');
});

test('an address that names nothing says so', async (t) => {
  const { outline } = await start(t, '#/learn/no/such-lesson');
  await says(outline, /There is nothing here/);
  await outline.press('Inflight, to the course');
  await says(outline, /0 of \d+ lessons? done/);
});

test('no frame is drawn while nothing changes', async (t) => {
  const { page, outline } = await start(t, `${kLesson}/predict`);
  await says(outline, /Frozen at/);
  await page.waitForTimeout(1500);
  const before = await frames(page);
  await page.waitForTimeout(1500);
  check_equal(await frames(page), before, 'frames of an idle page');
});

test('a lost context is survived', async (t) => {
  const { page, outline } = await start(t, `${kLesson}/predict`);
  await says(outline, /Frozen at/);
  await page.evaluate(async () => {
    const gl = document.getElementById('canvas').getContext('webgl2');
    const lose = gl.getExtension('WEBGL_lose_context');
    lose.loseContext();
    await new Promise((done) => setTimeout(done, 300));
    lose.restoreContext();
    await new Promise((done) => setTimeout(done, 300));
  });
  const before = await frames(page);
  await outline.choose('It moves to orders-dlq');
  await until(page, (n) => globalThis.inflight.stats().frames > n, before, { what: 'a frame after the context came back' });
  check_none(await all_problems(page), 'problems of the page');
});

test('keys on the stage: an option, the log, the API view', async (t) => {
  const { page, outline } = await start(t, `${kLesson}/predict`);
  await says(outline, /Frozen at/);
  await page.locator('#canvas').focus();
  await page.keyboard.press('b');
  await until(page, () => document.querySelector('#outline input[type=radio]:checked')?.closest('label')?.textContent
    .includes('Another worker can receive it'), undefined, { what: 'option B to be chosen' });
  await page.keyboard.press('v');
  await says(outline, /orders holds about/);
  await page.keyboard.press('l');
  await says(outline, /Close the event log/);
});

for (const theme of ['dark', 'light']) {
  test(`axe-core finds nothing in the lesson and at home: ${theme}`, async (t) => {
    const { page, outline } = await start(t, '#/', { theme });
    check_none(await axe_violations(page), 'course home');
    await page.evaluate((to) => { location.hash = to; }, `${kLesson}/predict`);
    await says(outline, /Frozen at/);
    check_none(await axe_violations(page), 'a prediction');
    await outline.press('Text version beside the picture');
    await page.waitForTimeout(300);
    check_none(await axe_violations(page), 'a prediction, with the text beside it');
    await page.evaluate((to) => { location.hash = to; }, `${kLesson}/both`);
    await says(outline, /Challenge, beat 7 of 8/);
    check_none(await axe_violations(page), 'a challenge');
  });
}

test('the first lesson runs on the first part of the code alone', async (t) => {
  const server = await t.serve(t.site);
  const { page } = await t.visitor({ serviceWorkers: 'block' });
  await page.route('**/later-*.wasm', (route) => route.abort());
  await open_app(page, `${server.url}#/`, { timeout: 60000 });
  const outline = new Outline(page);
  for (let beat = 1; beat <= 8; ++beat) {
    await page.evaluate((to) => { location.hash = to; }, `${kLesson}/${beat}`);
    await says(outline, new RegExp(`beat ${beat} of 8`));
  }
  check_equal(await page.evaluate(() => globalThis.inflight.state.later), 'away', 'the second part');
  check_equal(await page.evaluate(() => globalThis.inflight.state.phase), 'running', 'the page');
});

test('use brings the second part of the code, and a lesson that needs it at once has it from its start', async (t) => {
  const { page, outline } = await start(t, '#/', { serviceWorkers: 'block' });
  const part = () => page.evaluate(() => globalThis.inflight.state.later);
  check_equal(await part(), 'away', 'before anything is done');
  await outline.press('Start');
  await until(page, () => globalThis.inflight.state.later === 'here', null, { what: 'the second part' });
  check_none(await all_problems(page), 'problems of the page');
});

test('code of the second part that is called before it came is waited for', async (t) => {
  const server = await t.serve(t.site);
  const { page } = await t.visitor({ serviceWorkers: 'block' });
  // Only the background's request fails: the one of a stand-in is no fetch().
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = (url, ...rest) => (String(url).includes('/later-') ? Promise.reject(new TypeError('cut')) : real(url, ...rest));
  });
  await open_app(page, `${server.url}#/`, { timeout: 60000 });
  // Adding progress from a file to one's own is code of the second part.
  const file = { format: 'inflight-progress', v: 1, saved_at: '2026-01-01T00:00:00.000Z',
    items: { progress: { format: 'inflight.progress', version: 1, lessons: {} } } };
  await page.locator('#tool-file').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
  await says(new Outline(page), /Saved progress was added to yours/);
  check_equal(await page.evaluate(() => globalThis.inflight.state.later), 'here', 'the second part');
  check_none(await all_problems(page), 'problems of the page');
});
