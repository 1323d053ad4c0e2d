// The console of the real application: from the outline, and by typing on the canvas.

import { all_problems, open_app, until } from './lib/browser.mjs';
import { check, check_equal, check_none, test } from './lib/harness.mjs';
import { Outline } from './lib/outline.mjs';

const kDemo = '#/learn/sqs/visibility-timeout/try';

async function start(t, options = {}) {
  const server = await t.serve(t.site);
  const { page } = await t.visitor(options);
  await open_app(page, server.url + kDemo, { timeout: 60000 });
  const outline = new Outline(page);
  await outline.says(/Be a worker yourself/, 40000);
  return { page, outline };
}

const node = (outline, id) => outline.node((one) => one.id === id);

test('a line typed in the text version receives a message of the lesson', async (t) => {
  const { page, outline } = await start(t);
  await outline.press('Console');
  const field = outline.find('textbox', 'AWS CLI line');
  await field.focus();
  await page.keyboard.type('aws sqs receive-message --queue-url $orders');
  await page.keyboard.press('Enter');
  await outline.says(/\$ aws sqs receive-message --queue-url \$orders/);
  await outline.says(/"ReceiptHandle": "/);
  await outline.says(/In flight/i);
  check_equal(await field.inputValue(), '', 'the line after it was run');
  const row = await outline.node((one) => one.kind === 'table' && one.id === 'resources.table');
  check(row.rows.some((one) => /flight|hidden/i.test(one.cells.join(' '))), 'no message is in flight');
  check_none(await all_problems(page), 'problems of the page');
});

test('the same by typing on the canvas: backquote, completion, history, a fault', async (t) => {
  const { page, outline } = await start(t);
  await page.locator('#canvas').focus();
  await page.keyboard.press('`');
  await outline.says(/AWS CLI line/);
  await page.waitForTimeout(500);
  const line = async () => (await node(outline, 'console.input')).value;
  await page.keyboard.type('aws sqs rece');
  await page.keyboard.press('Tab');
  await until(page, () => /receive-message /.test(JSON.stringify(globalThis.inflight.outline())), null, { what: 'the completed word' });
  await page.keyboard.type('--queue-url $orders --wait-time k');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await outline.says(/Unknown options: --wait-time/);
  await page.keyboard.press('ArrowUp');
  await page.waitForTimeout(300);
  check(/--wait-time/.test(await line()), 'the last line comes back');
  await page.keyboard.press('Control+Backspace');
  await page.keyboard.press('Control+Backspace');
  for (let n = 0; n < 3; ++n) await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await outline.says(/"ReceiptHandle": "/);
  // Letters were text, not shortcuts.
  check_equal(await page.evaluate(() => location.hash), kDemo);
  await page.keyboard.press('Escape');
  await until(page, () => !JSON.stringify(globalThis.inflight.outline()).includes('console.input'), null, { what: 'the drawer to close' });
});

test('what comes back is text in the page, never markup', async (t) => {
  const { page, outline } = await start(t);
  await outline.press('Console');
  await page.evaluate(() => globalThis.inflight.activate('console.run',
    "aws sqs send-message --queue-url $orders --message-body '<img src=x onerror=globalThis.hit=1>' --query MessageId"));
  await outline.says(/<img src=x/);
  check_equal(await page.locator('#outline img').count(), 0, 'elements made of a message');
  check_equal(await page.evaluate(() => globalThis.hit ?? 0), 0, 'a script ran');
});

test('a lesson asks for a line: one that differs is told in what, the right one does the step', async (t) => {
  const server = await t.serve(t.site);
  const { page } = await t.visitor();
  await open_app(page, `${server.url}#/learn/sqs/short-and-long-polling/try`, { timeout: 60000 });
  const outline = new Outline(page);
  await outline.says(/Ask it in both ways/, 40000);
  await outline.press('Short poll');
  await outline.says(/Now type the long poll yourself/, 20000);
  await outline.press('Type it in the console');
  const field = outline.find('textbox', 'AWS CLI line');
  await field.focus();
  await page.keyboard.type('aws sqs receive-message --queue-url $orders --wait-time-seconds 10');
  await page.keyboard.press('Enter');
  await outline.says(/--wait-time-seconds has another value/);
  check(!/The call is held open/.test(await page.evaluate(() => document.getElementById('outline').innerText)), 'a line that differs did the step');
  await field.focus();
  await page.keyboard.type('aws sqs receive-message --queue-url $orders --wait-time-seconds 20');
  await page.keyboard.press('Enter');
  await outline.says(/The call is held open/);
  check_none(await all_problems(page), 'problems of the page');
});

test('a phone answers STOP and a worker crashes, from the inspector', async (t) => {
  const server = await t.serve(t.site);
  const { page } = await t.visitor({});
  await open_app(page, `${server.url}#/learn/sns/fan-out/try`, { timeout: 60000 });
  const outline = new Outline(page);
  await outline.press('Console');
  const field = outline.find('textbox', 'AWS CLI line');
  await field.focus();
  await page.keyboard.type('aws sns subscribe --topic-arn $order_events --protocol sms --notification-endpoint +14155550123');
  await page.keyboard.press('Enter');
  await outline.says(/"SubscriptionArn": "/);
  const select = async (pattern) => {
    const table = await outline.node((one) => one.id === 'resources.table');
    const row = table.rows.find((one) => pattern.test(one.cells.join(' ')));
    check(row, `no row for ${pattern}`);
    await page.evaluate((id) => globalThis.inflight.activate(id, ''), row.action);
  };
  await select(/\+14155550123/);
  await outline.press('Answer STOP');
  await outline.says(/Opt the number in again/);
  await outline.says(/aws sns opt-in-phone-number --phone-number \+14155550123/);
  await outline.press('Opt the number in again');
  await outline.says(/Answer STOP/);
  await select(/^packer/);
  await outline.press('Crash it');
  await outline.says(/Start it again/);
  check_none(await all_problems(page), 'problems of the page');
});
