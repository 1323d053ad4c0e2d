// The assembled site: what manifest.json promises is there, and an unchanged file stays untouched.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { root } from '../../tools/parts.mjs';
import { assert, temporary_folder, test } from './harness.mjs';

/** Builds a site from the real page and made-up build results; returns its folders. */
export function small_site(wasm_text = 'wasm '.repeat(500)) {
  const folder = temporary_folder('site');
  const site = { out: join(folder, 'site'), wasm: join(folder, 'wasm'), fonts: join(folder, 'fonts') };
  mkdirSync(site.wasm);
  mkdirSync(site.fonts);
  writeFileSync(join(site.wasm, 'inflight.wasm'), wasm_text);
  writeFileSync(join(site.wasm, 'inflight.js'), 'export default () => {};\n'.repeat(50));
  writeFileSync(join(site.fonts, 'inter-400.ttf'), 'font '.repeat(300));
  assemble(site);
  return site;
}

function assemble(site, ...more) {
  return execFileSync(process.execPath, [join(root, 'tools/site.mjs'), '--out', site.out, '--wasm', site.wasm,
    '--fonts', site.fonts, ...more], { encoding: 'utf8' });
}

const manifest_in = (site) => JSON.parse(readFileSync(join(site.out, 'manifest.json'), 'utf8'));
const url_of = (manifest, name) => manifest.files.find((file) => file.name === name)?.url;

test('site: every listed file exists with its size', () => {
  const site = small_site();
  const { files } = manifest_in(site);
  assert.ok(files.length > 5);
  for (const { url, bytes } of files) assert.equal(statSync(join(site.out, url)).size, bytes, url);
});

test('site: names of wasm and fonts carry the hash of their content', () => {
  const site = small_site();
  for (const name of ['inflight.wasm', 'fonts/inter-400.ttf']) {
    const url = url_of(manifest_in(site), name);
    const hash = createHash('sha256').update(readFileSync(join(site.out, url))).digest('hex').slice(0, 10);
    assert.ok(url.includes(`-${hash}.`), url);
  }
});

test('site: compressed copies hold the same bytes', () => {
  const site = small_site();
  const path = join(site.out, url_of(manifest_in(site), 'inflight.wasm'));
  assert.deepEqual(brotliDecompressSync(readFileSync(`${path}.br`)), readFileSync(path));
  assert.deepEqual(gunzipSync(readFileSync(`${path}.gz`)), readFileSync(path));
});

test('site: addresses are relative and lessons are listed by their path', () => {
  const site = small_site();
  for (const { url } of manifest_in(site).files) assert.ok(!/^(\/|[a-z]+:)|\.\./.test(url), url);
  const lessons = existsSync(join(root, 'lessons')) ? readdirSync(join(root, 'lessons'), { recursive: true })
    .filter((name) => name.endsWith('.json') && !name.startsWith('schema')) : [];
  for (const lesson of lessons) assert.ok(url_of(manifest_in(site), `lessons/${lesson.replaceAll('\\', '/')}`), lesson);
});

test('site: a second assembly writes nothing, a new wasm changes version and name and removes the old', () => {
  const site = small_site();
  const before = manifest_in(site);
  assert.match(assemble(site), / 0 written/);
  writeFileSync(join(site.wasm, 'inflight.wasm'), 'other '.repeat(500));
  assemble(site);
  const after = manifest_in(site);
  assert.notEqual(after.version, before.version);
  const old = join(site.out, url_of(before, 'inflight.wasm'));
  assert.ok(!existsSync(old) && !existsSync(`${old}.br`));
});

test('site: the policy of the header and of the page agree, frame-ancestors apart', () => {
  const header = readFileSync(join(root, 'web/csp.txt'), 'utf8').trim();
  const page = readFileSync(join(root, 'web/index.html'), 'utf8').match(/Content-Security-Policy" content="([^"]+)"/)[1];
  assert.equal(header.replace(/; frame-ancestors[^;]*/, ''), page);
  assert.ok(!/unsafe-inline|'unsafe-eval'/.test(header));
});

test('site: a missing build is named', () => {
  const site = small_site();
  const result = spawnSync(process.execPath, [join(root, 'tools/site.mjs'), '--out', site.out, '--wasm', site.fonts], { encoding: 'utf8' });
  assert.equal(result.status, 1);
  assert.match(result.stderr, /missing: .*inflight\.wasm/);
});
