// Takes screenshots of one state of the application at all sizes, in both themes.
//
//   node tests/web/shots.mjs [site] [options]
//     --route '#/learn/…'      where to start (default '#/')
//     --do 'press Commit'      a step, through the text version; may be given many times:
//                              press|choose|toggle <name>, set <name>=<n>, select <name>=<label>, activate <id>[=<value>],
//                              says <pattern>, click <x>,<y> (share of the stage), key <key>, wait <ms>
//     --name predict           first part of the file names (default: from the route)
//     --sizes 1280x720,390x844 --themes dark,light --dpr 1,2
//     --reader                 with the text version beside the stage;  --calm: reduced motion
//     --out build/shots        folder (ignored by git)

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { all_problems, launch_browser, open_app, open_visitor, until } from './lib/browser.mjs';
import { kRoot } from './lib/modules.mjs';
import { Outline } from './lib/outline.mjs';
import { read_options } from './lib/options.mjs';
import { serve } from './lib/server.mjs';

const kSizes = '1280x720,1920x1080,1024x768,768x1024,390x844';

const steps = {
  press: (app, name) => app.press(name),
  choose: (app, name) => app.choose(name),
  toggle: async (app, name) => { await app.find('switch', name).focus(); await app.page.keyboard.press('Space'); },
  set: (app, text) => app.set_number(...pair(text)),
  select: (app, text) => app.select(...pair(text)),
  activate: (app, text) => app.page.evaluate(([id, value]) => globalThis.inflight.activate(id, value), pair(text)),
  says: (app, text) => app.says(new RegExp(text, 'i'), 30000),
  key: async (app, key) => { await app.page.locator('#canvas').focus(); await app.page.keyboard.press(key); },
  wait: (app, ms) => app.page.waitForTimeout(Number(ms)),
  click: async (app, text) => {
    const [x, y] = text.split(',').map(Number);
    const box = await app.page.locator('#canvas').boundingBox();
    await app.page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  },
};

function pair(text) {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Nothing drawn for a while: the picture stands. An animation that goes on is shot as it is. */
async function settle(page) {
  let frames = -1;
  for (let n = 0; n < 12; ++n) {
    const now = await page.evaluate(() => globalThis.inflight.stats().frames ?? 0);
    if (now === frames && n > 1) return;
    frames = now;
    await page.waitForTimeout(250);
  }
}

async function shoot(browser, url, { name, out, reader, calm, actions }, [width, height], theme, dpr) {
  const { page, close } = await open_visitor(browser, { width, height, dpr, theme, calm, touch: width < 600, serviceWorkers: 'block' });
  try {
    await open_app(page, url, { timeout: 60000 });
    const app = new Outline(page);
    for (const action of actions) {
      const [verb, ...rest] = action.split(' ');
      if (!steps[verb]) throw new Error(`no such step: ${verb}`);
      await steps[verb](app, rest.join(' '));
    }
    if (reader) await page.locator('#tool-reader').evaluate((button) => button.click());
    await page.evaluate(() => { if (document.getElementById('outline').contains(document.activeElement)) document.getElementById('canvas').focus(); });
    await settle(page);
    const file = path.join(out, `${name}-${width}x${height}@${dpr}-${theme}.png`);
    await page.screenshot({ path: file });
    const problems = await all_problems(page);
    console.log(`${path.relative(process.cwd(), file)}${problems.length ? `  PROBLEMS: ${problems.join('; ')}` : ''}`);
    return problems.length === 0;
  } catch (error) {
    console.log(`${name} ${width}x${height}@${dpr} ${theme}: ${error.message}`);
    return false;
  } finally {
    await close();
  }
}

const options = read_options(process.argv.slice(2), { many: ['do'], flags: ['reader', 'calm'] });
const site = path.resolve(options.rest[0] ?? process.env.INFLIGHT_SITE ?? path.join(kRoot, 'build/site'));
if (!existsSync(path.join(site, 'index.html'))) {
  console.log(`no built site in ${site}`);
  process.exit(2);
}
const route = options.route ?? '#/';
const out = path.resolve(options.out ?? path.join(kRoot, 'build/shots'));
const name = options.name ?? (route.replace(/^#\//, '').replace(/[^\w-]+/g, '-') || 'home');
mkdirSync(out, { recursive: true });

const server = await serve(site);
const browser = await launch_browser();
let good = true;
for (const size of (options.sizes ?? kSizes).split(',')) {
  for (const theme of (options.themes ?? 'dark,light').split(',')) {
    for (const dpr of (options.dpr ?? '1,2').split(',')) {
      good = await shoot(browser, server.url + route, { name, out, reader: options.reader, calm: options.calm, actions: options.do },
        size.split('x').map(Number), theme, Number(dpr)) && good;
    }
  }
}
await browser.close();
await server.close();
process.exit(good ? 0 : 1);
