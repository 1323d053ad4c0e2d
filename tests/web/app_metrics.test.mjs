// Metrics and cost, and a bucket of S3, in the real application: from the outline and by keys.

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

async function run_line(page, outline, line) {
  const field = outline.find('textbox', 'AWS CLI line');
  await field.focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

test('metrics and cost open by key, bill what was called and close by Escape', async (t) => {
  const { page, outline } = await start(t);
  await page.locator('#canvas').focus();
  await page.keyboard.press('m');
  await outline.says(/Cost of the run so far/);
  await outline.says(/requests to standard queues/);
  await outline.says(/\$0\.40 per million/);
  const cost = await node(outline, 'metrics.cost');
  check(cost.rows.length >= 1, 'nothing was billed');
  check_equal((await node(outline, 'metrics.average')).pressed, false, 'the average before it was chosen');
  await page.evaluate(() => globalThis.inflight.activate('metrics.average', ''));
  for (let n = 0; n < 50 && !(await node(outline, 'metrics.average')).pressed; ++n) await page.waitForTimeout(100);
  check((await node(outline, 'metrics.average')).pressed, 'the average is not the chosen statistic');
  await page.locator('#canvas').focus();
  await page.keyboard.press('Escape');
  await until(page, () => !JSON.stringify(globalThis.inflight.outline()).includes('metrics.cost'), null, { what: 'the closed panel' });
  check_none(await all_problems(page), 'problems of the page');
});

test('a bucket that is created stands on the stage, and so does its object', async (t) => {
  const { page, outline } = await start(t);
  await outline.press('Console');
  await run_line(page, outline, 'aws s3api create-bucket --bucket photos');
  await outline.says(/Bucket photos, empty/);
  await run_line(page, outline, 'aws s3api put-object --bucket photos --key in/cat.jpg --body 0123456789');
  await outline.says(/Bucket photos, 1 object, 10 bytes/);
  await page.evaluate(() => globalThis.inflight.activate('stage.object.1', ''));
  await outline.says(/cat\.jpg S3 object, 10 bytes, in photos/);
  await outline.says(/ContentLength/);
  check_none(await all_problems(page), 'problems of the page');
});
