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

const kFrames = 60;
const kFewestFrames = 20;
const kWarmUp = 5;
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

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds of single frames on a bench route: medians, because other programs disturb single ones. */
async function frame_cost(browser, site, route, chips) {
  const server = await serve(site);
  const { page, close } = await open_visitor(browser, { serviceWorkers: 'block' });
  await open_app(page, `${server.url}${route}${chips}`, { timeout: 60000 });
  const read = () => page.evaluate(() => globalThis.inflight.stats());
  const seen = [];
  let stats = await read();
  const first = stats.frames + kWarmUp;
  const end = Date.now() + 90000;
  // Where nothing moves no frame is drawn, so the pointer asks for them.
  for (let n = 0; seen.length < kFrames && Date.now() < end; ++n) {
    await page.mouse.move(400 + (n % 300), 300 + (n % 100));
    const now = await read();
    if (now.frames > Math.max(stats.frames, first)) seen.push(now);
    stats = now;
  }
  await close();
  await server.close();
  const of = (part) => (seen.length ? median(seen.map((one) => one[part].last)) : 0);
  return { total: of('total_ms'), model: of('model_ms'), draw: of('draw_ms'), submit: of('submit_ms'), vertices: stats.vertices,
    draw_calls: stats.draw_calls, frames: seen.length };
}

const options = read_options(process.argv.slice(2));
const site = path.resolve(options.rest[0] ?? process.env.INFLIGHT_SITE ?? path.join(kRoot, 'build/site'));
if (!existsSync(path.join(site, 'index.html'))) {
  console.log(`no built site in ${site}`);
  process.exit(2);
}
let good = true;
function verdict(cost) {
  const within = cost.frames >= kFewestFrames && cost.total <= kTargetFrameMs;
  good = good && within;
  return cost.frames < kFewestFrames ? 'TOO FEW FRAMES' : `${within ? 'within' : 'ABOVE'} the target of ${kTargetFrameMs} ms`;
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
const times = result.first_frame_ms;
console.log(`time to first frame: median ${median(times)} ms of ${times.length} first visits (${Math.min(...times)} to ${Math.max(...times)})`);

for (const chips of (options.chips ?? '2000,10000').split(',')) {
  const cost = await frame_cost(browser, site, options.route ?? '#/bench/chips/', chips);
  result.chips[chips] = cost;
  const part = (name) => `${name} ${cost[name].toFixed(2)}`;
  console.log(`${chips} chips: ${cost.total.toFixed(2)} ms a frame (${part('model')}, ${part('draw')}, ${part('submit')}; medians of ${cost.frames} frames), `
    + `${cost.vertices} vertices, ${cost.draw_calls} draw calls: ${verdict(cost)}`);
}
if (options.json) writeFileSync(options.json, JSON.stringify(result, null, 1));
await browser.close();
process.exit(good ? 0 : 1);
