// The outline in the DOM: every kind works, nothing that has the focus is disturbed, hostile text stays text.

import { all_problems, open_app, until } from './lib/browser.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';
import { Outline } from './lib/outline.mjs';

async function start(t, options) {
  const server = await t.serve(t.fake_site);
  const { page } = await t.visitor(options);
  await open_app(page, server.url);
  return { page, outline: new Outline(page) };
}

/** Shows nodes of the test's own and waits for them. */
async function show(page, nodes) {
  const mark = `shown ${Math.floor(performance.now() * 1000)}`;
  await page.evaluate(([list, title]) => {
    globalThis.fake.state.extra = { v: 1, lang: 'en', title, nodes: list };
    globalThis.fake.emit();
  }, [nodes, mark]);
  await until(page, (title) => document.getElementById('outline-title').textContent === title, mark, { what: 'the outline to be shown' });
}

const last_call = (page) => page.evaluate(() => globalThis.fake.calls.filter(([name]) => name === 'activate').at(-1)?.slice(1));

test('a question is answered by keyboard alone', async (t) => {
  const { page, outline } = await start(t);
  check_equal(await outline.find('button', 'Commit').getAttribute('aria-disabled'), 'true');
  await outline.find('button', 'Commit').focus();
  await page.keyboard.press('Enter');
  check_equal(await last_call(page), undefined, 'a disabled button acted');
  await outline.choose('Another worker can receive it');
  check_equal(await last_call(page), ['option.B', 'B']);
  await outline.press('Commit');
  await outline.says(/You said B/);
  check_equal(await page.evaluate(() => location.hash), '#/learn/first/4');
  // The button is gone; the focus went to something that lasts, not to the top of the page.
  check(await page.evaluate(() => document.getElementById('outline').contains(document.activeElement)), 'the focus was lost');
  await outline.find('radio', 'It moves to orders-dlq').click({ force: true });
  check_equal(await last_call(page), ['commit', ''], 'a question that is closed was answered again');
  check(await outline.find('radio', 'Another worker can receive it').isChecked(), 'the answer is no longer shown');
});

test('a line of text is sent as it is typed, and Enter uses the button it names', async (t) => {
  const { page, outline } = await start(t);
  const line = (value) => [{ id: 'line', kind: 'textbox', label: 'Line', value, text: 'For example: aws', submit: 'run' }];
  await show(page, line(''));
  const field = outline.find('textbox', 'Line');
  await field.focus();
  await page.keyboard.type('aws');
  check_equal(await last_call(page), ['line', 'aws']);
  // The echo of what was typed before does not undo what was typed since.
  await show(page, line('aw'));
  check_equal(await field.inputValue(), 'aws');
  await show(page, line('aws'));
  await show(page, line('aws sqs '));
  check_equal(await field.inputValue(), 'aws sqs ', 'a completion');
  await page.keyboard.press('Enter');
  check_equal(await last_call(page), ['run', 'aws sqs ']);
  await show(page, line(''));
  check_equal(await field.inputValue(), '', 'the line after it was run');
  check(await field.evaluate((el) => document.activeElement === el), 'the focus was lost');
});

test('every control tells the application its value', async (t) => {
  const { page, outline } = await start(t);
  await outline.find('switch', 'Play').focus();
  await page.keyboard.press('Space');
  check_equal(await last_call(page), ['play', 'true']);
  await outline.find('slider', 'Speed (×)').focus();
  await page.keyboard.press('ArrowRight');
  check_equal(await last_call(page), ['speed', '2']);
  check_equal(await outline.find('slider', 'Speed (×)').getAttribute('aria-valuetext'), '2 ×');
  await outline.set_number('Visibility timeout (s)', 60);
  check_equal(await last_call(page), ['timeout', '60']);
  await outline.select('Lens', 'API view');
  check_equal(await last_call(page), ['lens', 'api']);
  await outline.press('orders-dlq');
  check_equal(await last_call(page), ['pick.orders-dlq', '']);
  await outline.says(/Inspector\s+orders-dlq/);
  await outline.press('Down: Step a');
  check_equal(await last_call(page), ['order', 'b,a,c']);
  await until(page, () => [...document.querySelectorAll('[data-id="order"] .name')].map((el) => el.textContent).join() === 'Step b,Step a,Step c');
  check_equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Down: Step a', 'focus after the move');
  await outline.find('link', 'All lessons').focus();
  await page.keyboard.press('Enter');
  check_equal(await page.evaluate(() => globalThis.fake.calls.filter(([name]) => name === 'route').at(-1)), ['route', '#/']);
});

test('updates keep focus, caret, scroll and the elements themselves', async (t) => {
  const { page, outline } = await start(t);
  await page.evaluate(() => { document.documentElement.dataset.reader = 'on'; });
  const field = outline.find('spinbutton', 'Visibility timeout (s)');
  await field.focus();
  await page.keyboard.type('9');
  const before = await page.evaluate(() => {
    const panel = document.getElementById('outline');
    panel.scrollTop = 333;
    globalThis.kept = document.activeElement;
    return panel.scrollTop;
  });
  // Things come and go around it, for a while.
  for (let n = 0; n < 6; ++n) {
    await page.evaluate((step) => {
      globalThis.fake.state.log.push(`00:0${step}.5 something happened`);
      globalThis.fake.state.selected = step % 2 ? 'orders' : '';
      globalThis.fake.state.playing = step % 2 === 0;
      globalThis.fake.emit();
    }, n);
    await page.waitForTimeout(90);
  }
  const after = await page.evaluate(() => ({ same: document.activeElement === globalThis.kept, value: globalThis.kept.value,
    scroll: document.getElementById('outline').scrollTop }));
  check_equal(after, { same: true, value: '309', scroll: before }, 'field, its text, scroll position');
});

test('nodes that change places keep the focus', async (t) => {
  const { page } = await start(t);
  const button = (id) => ({ id, kind: 'button', label: `Button ${id}` });
  await show(page, ['a', 'b', 'c', 'd'].map(button));
  await page.locator('[data-id="b"]').focus();
  await show(page, ['d', 'c', 'b', 'a'].map(button));
  check_equal(await page.evaluate(() => [document.activeElement.dataset.id, [...document.querySelectorAll('#outline-main button')].map((el) => el.dataset.id).join('')]),
    ['b', 'dcba']);
  await show(page, [{ id: 'box', kind: 'section', label: 'Box', items: [button('a'), button('b')] }]);
  await page.locator('[data-id="b"]').focus();
  await show(page, [{ id: 'box', kind: 'section', label: 'Box', items: [button('a')] }]);
  check_equal(await page.evaluate(() => document.activeElement.textContent), 'Box', 'focus after its element went away');
});

test('the log reads out what is new, and only that', async (t) => {
  const { page } = await start(t);
  const log = page.locator('#outline [role="log"]');
  await page.waitForTimeout(350);
  check_equal([await log.getAttribute('aria-live'), await log.getAttribute('aria-relevant')], ['polite', 'additions']);
  await page.evaluate(() => {
    globalThis.changes = [];
    new MutationObserver((list) => {
      for (const change of list) {
        for (const node of change.addedNodes) globalThis.changes.push(`+${node.textContent}`);
        for (const node of change.removedNodes) globalThis.changes.push(`-${node.textContent}`);
      }
    }).observe(document.querySelector('#outline [role="log"]'), { childList: true, subtree: true, characterData: true });
    globalThis.fake.state.log.push('00:12.0 worker-2 received 7c1');
    globalThis.fake.emit();
  });
  await until(page, () => globalThis.changes.length > 0);
  check_equal(await page.evaluate(() => globalThis.changes), ['+00:12.0 worker-2 received 7c1']);
  // A jump in time is summed up.
  await page.evaluate(() => {
    for (let n = 0; n < 40; ++n) globalThis.fake.state.log.push(`line ${n}`);
    globalThis.fake.emit();
  });
  await until(page, () => document.getElementById('announcer').textContent === '40 new lines in the log');
  await until(page, () => document.querySelector('#outline [role="log"]').getAttribute('aria-live') === 'polite');
  // Endless logs are cut at the old end.
  await page.evaluate(() => {
    for (let n = 0; n < 900; ++n) globalThis.fake.state.log.push(`later ${n}`);
    globalThis.fake.emit();
  });
  await until(page, () => document.querySelector('#outline [role="log"]').innerText.includes('later 899'));
  check_equal(await page.locator('#outline [role="log"] li').count(), 500, 'lines');
});

test('hostile text is shown as text, hostile links are no links', async (t) => {
  const { page } = await start(t);
  const evil = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</' + 'script>';
  const kinds = ['section', 'heading', 'text', 'list', 'item', 'button', 'radiogroup', 'radio', 'toggle', 'slider', 'number', 'select', 'table',
    'log', 'status', 'link', 'code', 'progress', 'order', 'no-such-kind', '__proto__', 'constructor'];
  const nodes = kinds.map((kind) => ({ id: `${evil} ${kind}`, kind, label: evil, text: evil, value: evil, unit: evil, shortcut: evil, live: evil, describedby: evil,
    href: 'javascript:globalThis.hacked=1', columns: [evil], rows: [{ id: evil, cells: [evil, evil], action: evil }], options: [{ value: evil, label: evil }],
    items: kind === 'table' ? [] : [{ id: `${kind}.inner`, kind: 'link', label: evil, href: 'https://example.com/' }] }));
  await show(page, nodes);
  await page.waitForTimeout(200);
  check_none(await all_problems(page), 'problems');
  const found = await page.evaluate(() => ({ hacked: globalThis.hacked ?? 0, markup: document.querySelectorAll('#outline-main img, #outline-main script').length,
    links: document.querySelectorAll('#outline-main a[href]').length, shown: document.getElementById('outline-main').textContent.includes('<img src=x') }));
  check_equal(found, { hacked: 0, markup: 0, links: 0, shown: true });
});

test('an outline that breaks the bounds is refused and the last good one stays', async (t) => {
  const { page } = await start(t);
  await show(page, [{ id: 'good', kind: 'text', text: 'the last good one' }]);
  const broken = [
    ['not JSON', '{'],
    ['not an outline', '{"v":2,"nodes":[]}'],
    ['two nodes', JSON.stringify({ v: 1, nodes: [{ id: 'a', kind: 'text' }, { id: 'a', kind: 'text' }] })],
    ['has no id', JSON.stringify({ v: 1, nodes: [{ kind: 'text' }] })],
    ['larger than', JSON.stringify({ v: 1, nodes: [{ id: 'a', kind: 'text', text: 'x'.repeat(2.2e6) }] })],
    ['nested too deeply', JSON.stringify({ v: 1, nodes: [Array.from({ length: 40 }).reduce((inner, _, n) => ({ id: `n${n}`, kind: 'section', items: inner ? [inner] : [] }), null)] })],
    ['more than', JSON.stringify({ v: 1, nodes: Array.from({ length: 21000 }, (_, n) => ({ id: `n${n}`, kind: 'text' })) })],
  ];
  for (const [reason, json] of broken) {
    await page.evaluate((text) => globalThis.fake.raw(text), json);
    await until(page, (words) => globalThis.inflight.state.outline_error.includes(words), reason, { what: `the outline to be refused: ${reason}` });
    check_equal(await page.locator('#outline-main').innerText(), 'the last good one', reason);
  }
  await show(page, [{ id: 'good', kind: 'text', text: 'alive again' }]);
  check_equal(await page.evaluate(() => globalThis.inflight.state.outline_error), '');
});

test('a large outline is shown and updated quickly', async (t) => {
  const { page } = await start(t);
  const nodes = (turn) => [{ id: 'all', kind: 'section', label: 'All', items: Array.from({ length: 1500 }, (_, n) => ({ id: `n${n}`, kind: 'button', label: `Message ${n}`, text: n % 50 ? 'waiting' : `turn ${turn}` })) }];
  await show(page, nodes(0));
  await page.evaluate(() => { globalThis.changed = 0; new MutationObserver((list) => { globalThis.changed += list.length; }).observe(document.getElementById('outline-main'), { subtree: true, childList: true, characterData: true, attributes: true }); });
  await show(page, nodes(1));
  const changed = await page.evaluate(() => globalThis.changed);
  check(changed >= 30 && changed <= 60, `30 texts differ, ${changed} changes were made`);
});

test('the facade is read-only and copies', async (t) => {
  const { page } = await start(t);
  const result = await page.evaluate(() => {
    'use strict';
    const tree = globalThis.inflight.outline();
    tree.nodes.length = 0;
    let refused = false;
    try { globalThis.inflight.activate = null; } catch { refused = true; }
    return [refused || typeof globalThis.inflight.activate === 'function', globalThis.inflight.outline().nodes.length > 0, globalThis.inflight.stats().frames];
  });
  check_equal(result, [true, true, 1]);
});

test('the application can move the focus into the outline', async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => globalThis.fake.host.focus_outline('timeout'));
  await until(page, () => document.activeElement?.closest('[data-id]')?.dataset.id === 'timeout');
  check(await page.locator('#outline').isVisible(), 'the text version stays hidden though it has the focus');
  const box = await page.locator('#outline').boundingBox();
  check(box.width > 300 && box.height > 300, `the text version is ${box.width}×${box.height}`);
});
