// Measures the built site in a headless browser: bytes of the first visit, time to the first frame, and the
// processor time of a frame with many chips. Drawing is done in software there, so frames per second say nothing:
// only the milliseconds inside a frame are reported (inflight_stats).
//
//   node tests/web/bench.mjs [site] [--route '#/bench/chips/'] [--chips 2000,10000] [--loads 5] [--json file]

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { launch_browser, open_app, open_visitor } from './lib/browser.mjs';
import { kRoot } from './lib/modules.mjs';
import { read_options } from './lib/options.mjs';
import { serve } from './lib/server.mjs';

const kFrames = 150;
const kTargetFrameMs = 4;

/** Bytes of a file as a server with compression sends it. */
function transfer(site, name) {
  const file = path.join(site, name);
  if (existsSync(`${file}.br`)) return { raw: statSync(file).size, br: statSync(`${file}.br`).size, gzip: gzipSync(readFileSync(file), { level: 9 }).length };
  const body = readFileSync(file);
  return { raw: body.length, gzip: gzipSync(body, { level: 9 }).length,
    br: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }).length };
}

/** Opens the home page as a first visitor; returns names of the files asked for and milliseconds to the first frame. */
async function first_visit(browser, site) {
  const server = await serve(site);
  const { page, close } = await open_visitor(browser, { serviceWorkers: 'block' });
  await open_app(page, server.url, { timeout: 60000 });
  await page.waitForTimeout(300);
  const ms = await page.evaluate(() => globalThis.inflight.state.first_frame_ms);
  await close();
  await server.close();
  return { ms, names: [...new Set(server.requests.map(({ name }) => name))].filter((name) => existsSync(path.join(site, name))) };
}

/** Averages over the last frames of a bench route. */
async function frame_cost(browser, site, route, chips) {
  const server = await serve(site);
  const { page, close } = await open_visitor(browser, { serviceWorkers: 'block' });
  await open_app(page, `${server.url}${route}${chips}`, { timeout: 60000 });
  const frames = () => page.evaluate(() => globalThis.inflight.stats().frames);
  const goal = await frames() + kFrames;
  const end = Date.now() + 60000;
  // Where nothing moves no frame is drawn, so the pointer asks for them.
  for (let n = 0; await frames() < goal && Date.now() < end; ++n) await page.mouse.move(400 + (n % 300), 300 + (n % 100));
  const drawn = kFrames - (goal - await frames());
  const stats = await page.evaluate(() => globalThis.inflight.stats());
  await close();
  await server.close();
  return { ...stats, drawn };
}

const options = read_options(process.argv.slice(2));
const site = path.resolve(options.rest[0] ?? process.env.INFLIGHT_SITE ?? path.join(kRoot, 'build/site'));
if (!existsSync(path.join(site, 'index.html'))) {
  console.log(`no built site in ${site}`);
  process.exit(2);
}
let good = true;
function verdict(cost) {
  const within = cost.drawn >= kFrames && cost.total_ms.avg <= kTargetFrameMs;
  good = good && within;
  return cost.drawn < kFrames ? 'TOO FEW FRAMES' : `${within ? 'within' : 'ABOVE'} the target of ${kTargetFrameMs} ms`;
}

const browser = await launch_browser();
const result = { transfer: {}, first_frame_ms: [], chips: {} };

for (let n = 0; n < Number(options.loads ?? 5); ++n) {
  const { ms, names } = await first_visit(browser, site);
  result.first_frame_ms.push(ms);
  result.transfer = Object.fromEntries(names.map((name) => [name, transfer(site, name)]));
}
const total = (kind) => Object.values(result.transfer).reduce((sum, file) => sum + file[kind], 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} KB`;
for (const [name, { raw, gzip, br }] of Object.entries(result.transfer).sort((a, b) => b[1].br - a[1].br)) {
  if (br >= 5000) console.log(`  ${name.padEnd(34)} ${kb(raw)} raw ${kb(gzip)} gzip ${kb(br)} brotli`);
}
console.log(`first visit: ${kb(total('raw')).trim()} raw, ${kb(total('gzip')).trim()} gzip, ${kb(total('br')).trim()} brotli in ${Object.keys(result.transfer).length} files`);
const times = [...result.first_frame_ms].sort((a, b) => a - b);
console.log(`time to first frame: median ${times[times.length >> 1]} ms of ${times.length} first visits (${times[0]} to ${times.at(-1)})`);

for (const chips of (options.chips ?? '2000,10000').split(',')) {
  const cost = await frame_cost(browser, site, options.route ?? '#/bench/chips/', chips);
  result.chips[chips] = cost;
  const part = (name) => `${name} ${cost[`${name}_ms`].avg.toFixed(2)}`;
  console.log(`${chips} chips: ${cost.total_ms.avg.toFixed(2)} ms a frame (95 %: ${cost.total_ms.p95.toFixed(2)}; ${part('model')}, ${part('draw')}, ${part('submit')}; `
    + `${cost.vertices} vertices, ${cost.draw_calls} draw calls, ${cost.drawn} frames; ${verdict(cost)})`);
}
if (options.json) writeFileSync(options.json, JSON.stringify(result, null, 1));
await browser.close();
process.exit(good ? 0 : 1);
