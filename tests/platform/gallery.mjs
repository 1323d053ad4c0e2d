// Opens the gallery program in headless Chromium: pictures of all elements and states, checks of the
// platform layer (frames on demand, input, sizes, a lost context), and what a frame of chips costs.
// usage: node tests/platform/gallery.mjs <folder of gallery.js> <font folder> <output folder> [chips…]
import { createServer } from 'node:http';
import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const [bin, fonts, out, ...counts] = process.argv.slice(2);
const root = new URL('../..', import.meta.url).pathname;
const require = createRequire(join(root, '.deps/npm/'));
const { chromium } = require('playwright-core');

const page_html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>html,body{margin:0;overflow:hidden}
#canvas{width:100vw;height:100vh;display:block;touch-action:none}</style><canvas id="canvas" tabindex="0"></canvas>
<script type="module">
import create from './gallery.js';
const log = window.calls = [];
const host = new Proxy({}, { get: (_, name) => (...args) => { log.push([name, ...args]); } });
const module = await create({ canvas: document.getElementById('canvas'), host });
const encode = (text) => { const b = new TextEncoder().encode(text + '\\0'); const p = module._inflight_alloc(b.length); module.HEAPU8.set(b, p); return p; };
for (const name of ['inter-400', 'inter-600', 'jetbrains-mono-500', 'lucide']) {
  const bytes = new Uint8Array(await (await fetch('fonts/' + name + '.ttf')).arrayBuffer());
  const p = module._inflight_alloc(bytes.length); module.HEAPU8.set(bytes, p);
  module._inflight_provide(encode('fonts/' + name + '.ttf'), p, bytes.length);
}
const query = new URLSearchParams(location.search);
window.code = module._inflight_start(encode(JSON.stringify({ theme: query.get('theme'), route: location.hash,
  width: innerWidth, height: innerHeight, dpr: devicePixelRatio, progress: null })));
window.stats = () => JSON.parse(module.UTF8ToString(module._inflight_stats()));
window.engine = module; window.encode = encode;
const c = document.getElementById('canvas');
c.addEventListener('webglcontextlost', (e) => { e.preventDefault(); module._inflight_context_lost(1); });
c.addEventListener('webglcontextrestored', () => module._inflight_context_lost(0));
window.started = true;
</script>`;

const kinds = { js: 'text/javascript', wasm: 'application/wasm', ttf: 'font/ttf' };
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  try {
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(page_html);
      return;
    }
    const file = path.startsWith('/fonts/') ? join(fonts, path.slice(7)) : join(bin, path.slice(1));
    response.setHeader('content-type', kinds[path.split('.').pop()] ?? 'application/octet-stream');
    response.end(await readFile(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}/`;
await mkdir(out, { recursive: true });

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });

async function open(theme, hash, dpr, size = { width: 1280, height: 660 }) {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: dpr });
  const page = await context.newPage();
  page.on('console', (m) => console.log('  page:', m.text()));
  page.on('pageerror', (e) => console.log('  page error:', e.message));
  await page.goto(`${base}?theme=${theme}${hash}`);
  await page.waitForFunction(() => window.started && window.calls.some((c) => c[0] === 'first_frame'), null, { timeout: 30000 });
  return { page, context };
}

for (const theme of ['dark', 'light']) {
  for (const dpr of [1, 2]) {
    const { page, context } = await open(theme, '#/elements', dpr);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, `elements-${theme}-${dpr}x.png`) });
    const stats = await page.evaluate(() => window.stats());
    console.log(`${theme} ${dpr}x: frames ${stats.frames}, vertices ${stats.vertices}, draw calls ${stats.draw_calls}, ` +
      `draw ${stats.draw_ms.last} ms`);
    await context.close();
  }
  const { page, context } = await open(theme, '#/parts', 1);
  await page.screenshot({ path: join(out, `parts-${theme}.png`) });
  await context.close();
}

let passed = 0, failed = 0;
function check(what, ok, detail = '') {
  if (ok) passed += 1; else failed += 1;
  if (!ok) console.log(`FAILED ${what} ${detail}`);
}

async function check_input() {
  const { page, context } = await open('dark', '#/controls', 1);
  const said = async () => { await page.waitForTimeout(250); return page.evaluate(() => {
    const out = window.calls.filter((c) => c[0] === 'announce').map((c) => c[1]); window.calls.length = 0; return out; }); };
  const cursor = () => page.evaluate(() => window.calls.filter((c) => c[0] === 'cursor').map((c) => c[1]).pop());
  const expect = async (what, want) => { const got = await said(); check(what, got.includes(want), `wanted "${want}", got ${JSON.stringify(got)}`); };
  const frames = () => page.evaluate(() => window.stats().frames);

  await page.mouse.move(100, 40);
  await page.waitForTimeout(100);
  check('hand over a button', await cursor() === 'pointer', await cursor());
  await page.mouse.move(100, 160);
  await page.waitForTimeout(100);
  check('blocked over a disabled one', await cursor() === 'not-allowed', await cursor());
  await said();
  await page.mouse.click(100, 40);
  await expect('mouse click', 'click first');
  await page.mouse.move(100, 220); await page.mouse.down(); await page.mouse.move(150, 220, { steps: 4 }); await page.mouse.up();
  const drag = await said();
  check('drag', drag[0] === 'drag-start slider' && drag.at(-1) === 'drag-end slider', JSON.stringify(drag));

  await page.mouse.move(300, 100);
  await page.mouse.wheel(0, 400);
  await page.waitForTimeout(100);
  await page.mouse.click(300, 210);
  await expect('wheel, then click the last row', 'click row-14');

  await page.focus('#canvas');
  await page.mouse.click(100, 280);
  await page.keyboard.type('a?b 5');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Home');
  await said();
  const copied = await page.evaluate(() => window.engine.UTF8ToString(window.engine._inflight_copy_selection()));
  check('typing and selecting', copied === 'a?b ', JSON.stringify(copied));
  await page.evaluate(() => window.engine._inflight_paste(window.encode('pasted ')));
  await page.keyboard.press('Control+a');
  const pasted = await page.evaluate(() => window.engine.UTF8ToString(window.engine._inflight_copy_selection()));
  check('pasting', pasted === 'pasted 5', JSON.stringify(pasted));
  await page.keyboard.press('Enter');
  await expect('Enter in a field', 'click field');

  await page.mouse.click(600, 500);
  await page.keyboard.press('ArrowDown');
  await expect('arrow takes the first control', 'focus first');
  await page.keyboard.press('Space');
  await expect('Space uses it', 'click first');
  const kept = await page.evaluate(() => { const out = {}; for (const [key, ctrl] of [['F5', false], ['s', true], ['r', true], ['Escape', false], ['ArrowDown', false]]) {
    const e = new KeyboardEvent('keydown', { key, code: key, ctrlKey: ctrl, bubbles: true, cancelable: true });
    out[(ctrl ? 'Ctrl+' : '') + key] = document.getElementById('canvas').dispatchEvent(e); } return out; });
  check('browser keys keep their default', kept.F5 && kept['Ctrl+s'] && kept['Ctrl+r'] && kept.Escape && !kept.ArrowDown, JSON.stringify(kept));
  await said();
  await page.evaluate(() => window.engine._inflight_activate(window.encode('lesson.commit'), window.encode('2')));
  await expect('activation from the page', 'activate lesson.commit 2');

  await page.waitForTimeout(300);
  const before = await frames();
  await page.waitForTimeout(1500);
  check('no frame while idle', await frames() === before, `${await frames() - before} frames`);
  await page.mouse.move(700, 500); await page.mouse.move(710, 500);
  await page.waitForTimeout(200);
  check('a frame after an event', await frames() > before);

  await page.evaluate(() => window.engine._inflight_visible(0));
  const hidden = await frames();
  await page.mouse.move(100, 40);
  await page.waitForTimeout(200);
  check('no frame while hidden', await frames() === hidden);
  await page.evaluate(() => window.engine._inflight_visible(1));
  await page.waitForTimeout(200);
  check('a frame when shown again', await frames() > hidden);

  await page.evaluate(() => window.engine._inflight_resize(900, 500, 1.5));
  const size = await page.evaluate(() => { const c = document.getElementById('canvas'); return [c.width, c.height]; });
  check('canvas gets whole device px', size[0] === 1350 && size[1] === 750, String(size));
  await context.close();
}

async function check_lost_context() {
  const { page, context } = await open('dark', '#/elements', 1);
  const shot = async () => { await page.waitForTimeout(300); return (await page.screenshot()).toString('base64'); };
  const before = await shot();
  await page.evaluate(() => { const gl = document.getElementById('canvas').getContext('webgl2'); window.ext = gl.getExtension('WEBGL_lose_context'); window.ext.loseContext(); });
  await page.waitForTimeout(300);
  await page.evaluate(() => window.ext.restoreContext());
  check('the same picture after a lost context', await shot() === before);
  await context.close();
}

async function check_touch() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(`${base}?theme=dark#/controls`);
  await page.waitForFunction(() => window.started && window.calls.some((c) => c[0] === 'first_frame'));
  await page.touchscreen.tap(100, 100);
  await page.waitForTimeout(800);
  const said = await page.evaluate(() => window.calls.filter((c) => c[0] === 'announce').map((c) => c[1]));
  check('tap', said.filter((s) => s === 'click second').length === 1, JSON.stringify(said));
  await page.screenshot({ path: join(out, 'controls-phone.png') });
  await context.close();
}

await check_input();
await check_lost_context();
await check_touch();
console.log(`${passed} passed, ${failed} failed`);

for (const count of counts) {
  const { page, context } = await open('dark', `#/chips/${count}`, 1, { width: 1280, height: 720 });
  await page.waitForTimeout(6000);
  const s = await page.evaluate(() => window.stats());
  await page.screenshot({ path: join(out, `chips-${count}.png`) });
  console.log(`${count} chips: draw ${s.draw_ms.avg} ms (p95 ${s.draw_ms.p95}), submit ${s.submit_ms.avg} ms (p95 ` +
    `${s.submit_ms.p95}), ${s.vertices} vertices, ${s.draw_calls} draw calls, ${s.frames} frames`);
  await context.close();
}

await browser.close();
server.close();
process.exit(failed ? 1 : 0);
