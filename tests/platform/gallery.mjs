// Opens the gallery program in headless Chromium: pictures of all elements and states, and what a
// frame of many chips costs.
// usage: node tests/platform/gallery.mjs <folder of gallery.js> <font folder> <output folder> [chips…]
import { createServer } from 'node:http';
import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const [bin, fonts, out, ...counts] = process.argv.slice(2);
const root = new URL('../..', import.meta.url).pathname;
const require = createRequire(join(root, '.deps/npm/'));
const { chromium } = require('playwright-core');

const page_html = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;overflow:hidden}
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
}

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
