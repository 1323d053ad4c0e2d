// Progress in the browser: kept, exported, imported, and never lost to a damaged copy.

import { readFileSync } from 'node:fs';
import { open_app, until } from './lib/browser.mjs';
import { check, check_equal, test } from './lib/harness.mjs';

const kSaved = { format: 'inflight-progress', v: 1, saved_at: '2026-01-01T00:00:00.000Z', items: { lessons: { first: { beat: 5 } } } };

async function start(t, init) {
  const server = await t.serve(t.fake_site);
  const visitor = await t.visitor({ init });
  await open_app(visitor.page, server.url);
  return { server, ...visitor };
}

const stored = (page, key) => page.evaluate((name) => localStorage.getItem(name), key);
const given = (page) => page.evaluate(() => globalThis.fake.options.progress);
const save = (page, key, value) => page.evaluate(([k, v]) => globalThis.fake.host.save(k, v), [key, value]);

test('what is saved comes back on the next visit', async (t) => {
  const { page, server } = await start(t);
  check_equal(await given(page), {});
  await save(page, 'lessons', '{"first":{"beat":3}}');
  await save(page, 'review', '[1,2]');
  await open_app(page, server.url);
  check_equal(await given(page), { lessons: { first: { beat: 3 } }, review: [1, 2] });
});

test('two tabs do not wipe out each other', async (t) => {
  const { page, context, server } = await start(t);
  const other = await context.newPage();
  await open_app(other, server.url);
  // Another process's writes take the browser some milliseconds; a person takes longer to change tabs.
  const sees = (tab, what) => until(tab, ([key, text]) => localStorage.getItem(key)?.includes(text), ['inflight.progress', what],
    { what: `the other tab’s ${what}` });
  await save(page, 'lessons', '1');
  await sees(other, 'lessons');
  await save(other, 'review', '2');
  await sees(page, 'review');
  await save(page, 'exam', '3');
  await open_app(page, server.url);
  check_equal(await given(page), { lessons: 1, review: 2, exam: 3 });
});

for (const [what, damaged] of [
  ['cut short', JSON.stringify(kSaved).slice(0, 60)],
  ['of a later version', JSON.stringify({ ...kSaved, v: 9 })],
  ['of another shape', '[]'],
  ['null', 'null'],
]) {
  test(`a saved copy that is ${what} is kept aside, and the page starts`, async (t) => {
    const { page, server } = await start(t);
    await page.evaluate((text) => localStorage.setItem('inflight.progress', text), damaged);
    await open_app(page, server.url);
    check_equal(await given(page), {});
    check_equal(await stored(page, 'inflight.progress.backup-1'), damaged, 'backup');
    check(/copy of it was kept/.test(await page.locator('#tool-status').textContent()), 'the learner is not told');
    await save(page, 'lessons', '1');
    check_equal(JSON.parse(await stored(page, 'inflight.progress')).items, { lessons: 1 });
    check_equal(await stored(page, 'inflight.progress.backup-1'), damaged, 'backup after the next save');
  });
}

test('a damaged copy without a free place for it is left where it is', async (t) => {
  const { page, server } = await start(t);
  await page.evaluate(() => {
    for (let n = 1; n <= 8; ++n) localStorage.setItem(`inflight.progress.backup-${n}`, `older ${n}`);
    localStorage.setItem('inflight.progress', 'damaged');
  });
  await open_app(page, server.url);
  await save(page, 'lessons', '1');
  check_equal([await stored(page, 'inflight.progress'), await stored(page, 'inflight.progress.backup-8')], ['damaged', 'older 8']);
});

test('something that is not JSON, or too large, is not saved and destroys nothing', async (t) => {
  const { page } = await start(t);
  await save(page, 'lessons', '{"good":1}');
  await save(page, 'lessons', '{"broken":');
  await page.evaluate(() => globalThis.fake.host.save('lessons', JSON.stringify('x'.repeat(2.2e6))));
  check_equal(JSON.parse(await stored(page, 'inflight.progress')).items, { lessons: { good: 1 } });
  check(/too large/.test(await page.locator('#tool-status').textContent()), 'the learner is not told');
});

test('a full store keeps what was there', async (t) => {
  const { page } = await start(t);
  await save(page, 'lessons', '{"good":1}');
  await page.evaluate(() => {
    let block = 'x'.repeat(1 << 20);
    for (let n = 0; block.length > 10; ++n) {
      try { localStorage.setItem(`filler${n}`, block); } catch { block = block.slice(block.length / 2); }
    }
  });
  await save(page, 'lessons', JSON.stringify({ bigger: 'y'.repeat(5000) }));
  check_equal(JSON.parse(await stored(page, 'inflight.progress')).items, { lessons: { good: 1 } });
  check(/no room/.test(await page.locator('#tool-status').textContent()), 'the learner is not told');
});

test('a browser without a store still runs', async (t) => {
  const { page } = await start(t, () => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await save(page, 'lessons', '1');
  check(/keeps nothing/.test(await page.locator('#tool-status').textContent()), 'the learner is not told');
  check_equal(await page.evaluate(() => globalThis.inflight.state.phase), 'running');
});

test('progress goes out to a file, comes in from one, and the load can be undone', async (t) => {
  const { page } = await start(t);
  await save(page, 'lessons', '{"first":{"beat":2}}');
  await page.locator('#tool-export').focus();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await (await download).path();
  check_equal(JSON.parse(readFileSync(file, 'utf8')).items, { lessons: { first: { beat: 2 } } });

  const saved = { ...kSaved, items: { progress: { first: { beat: 5 } } } };
  await page.locator('#tool-file').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(saved)) });
  await page.getByText('The file was added to your progress.').waitFor({ state: 'attached' });
  const asked = await page.evaluate(() => globalThis.fake.calls.filter(([name]) => name === 'option'));
  check_equal(asked, [['option', 'import', JSON.stringify(saved.items.progress)]]);
  // The application answers by saving what the two are together.
  await save(page, 'lessons', '{"first":{"beat":5}}');

  await page.evaluate(() => { globalThis.before = true; });
  await page.locator('#tool-undo').focus();
  await page.keyboard.press('Enter');
  await until(page, () => globalThis.inflight?.state.phase === 'running' && !globalThis.before, null, { what: 'the reload' });
  check_equal(await given(page), { lessons: { first: { beat: 2 } } });
  check(await page.locator('#tool-undo').isHidden(), 'the undo is offered twice');
});

test('a file that is no progress changes nothing', async (t) => {
  const { page } = await start(t);
  await save(page, 'lessons', '1');
  for (const text of ['not json', '{"format":"other","v":1,"items":{}}', '{"format":"inflight-progress","v":1,"items":[]}']) {
    await page.locator('#tool-file').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByText('This is not a progress file of Inflight.').waitFor({ state: 'attached' });
    await page.evaluate(() => { document.getElementById('tool-status').textContent = ''; });
  }
  check_equal(JSON.parse(await stored(page, 'inflight.progress')).items, { lessons: 1 });
});
