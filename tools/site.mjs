// Assembles the folder that a web host serves: the page, the wasm module, fonts, lessons, themes, and
// manifest.json, the list of what the page loads. All addresses are relative.
//
// usage: node tools/site.mjs --out <folder> [--wasm <folder>] [--fonts <folder>] [--compress yes|none]
//
// Files that the page finds through the manifest carry a hash of their content in their name and may be
// cached for ever. The page's own files and manifest.json keep their names and are revalidated.
// Files that did not change are left alone, so that their ETags stay valid.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './parts.mjs';

const kCompressible = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.wasm', '.ttf', '.txt', '.webmanifest']);
const kSmallestCompressed = 600;  // bytes; below that an extra file is not worth it
const kNotServed = new Set(['csp.txt']);  // for the server's headers, see tools/serve.mjs

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** All files below a folder as paths with forward slashes, sorted; nothing when there is no folder. */
function files_below(folder) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...files_below(path).map((below) => `${entry.name}/${below}`));
    else if (entry.isFile()) found.push(entry.name);
  }
  return found.sort();
}

const hash_of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** "fonts/inter-400.ttf" -> "fonts/inter-400-0123456789.ttf" */
function hashed_name(name, bytes) {
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}-${hash_of(bytes).slice(0, 10)}${extension}`;
}

/** What the page loads through the manifest: [{name, kind, bytes}], name being the application's name for it. */
function loaded_files(options) {
  const list = [];
  const add = (name, kind, path) => list.push({ name, kind, content: readFileSync(path) });
  add('inflight.wasm', 'wasm', join(options.wasm, 'inflight.wasm'));
  const later = join(options.wasm, 'later.wasm');
  if (existsSync(later)) add('later.wasm', 'code', later);
  for (const font of files_below(options.fonts).filter((file) => file.endsWith('.ttf'))) {
    add(`fonts/${font}`, 'font', join(options.fonts, font));
  }
  for (const [folder, kind] of [['lessons', 'lesson'], ['assets', 'asset']]) {
    const wanted = (name) => name.endsWith('.json') && !name.startsWith('schema/');
    for (const file of files_below(join(root, folder)).filter(wanted)) {
      add(`${folder}/${file}`, kind, join(root, folder, file));
    }
  }
  return list;
}

/** The page's own files: [{name, kind, content}]. */
function page_files(options) {
  const list = files_below(join(root, 'web'))
    .filter((name) => !kNotServed.has(name) && !name.endsWith('.md'))
    .map((name) => ({ name, kind: 'page', content: readFileSync(join(root, 'web', name)) }));
  // The service worker asks for this one by its plain name.
  list.push({ name: 'inflight.js', kind: 'script', content: readFileSync(join(options.wasm, 'inflight.js')) });
  const licences = join(options.fonts, 'font-licences.txt');
  if (existsSync(licences)) list.push({ name: 'fonts/licences.txt', kind: 'page', content: readFileSync(licences) });
  return list;
}

/** A lesson whose world has more than plain queues runs code of the second part (tools/split/later.txt). */
const needs_code = (kind, content) => kind === 'lesson' && /FifoQueue|AWS::(?!SQS::Queue")/.test(content);

/** What a first visit does not wait for: the second part of the code, and every lesson but the first. */
const first_lesson = JSON.parse(readFileSync(join(root, 'lessons/index.json'), 'utf8')).tracks
  .flatMap(({ lessons }) => lessons)[0].folder;
const at_once = new Set(['lessons/index.json', `lessons/${first_lesson}/lesson.json`]);
const comes_later = (kind, name) => kind === 'code' || (kind === 'lesson' && !at_once.has(name));

/** Lists every file but index.html (served as the folder) and the service worker itself. */
function manifest_of(files) {
  const listed = files.filter(({ name }) => name !== 'index.html' && name !== 'sw.js' && name !== 'fonts/licences.txt');
  const version = hash_of(files.map(({ url, content }) => `${url} ${hash_of(content)}\n`).join('')).slice(0, 12);
  return {
    version,
    files: listed.map(({ name, url, kind, content }) => ({
      name, url, bytes: content.length, kind,
      ...(comes_later(kind, name) ? { later: true } : {}),
      ...(needs_code(kind, content) ? { needs_code: true } : {}),
    })),
  };
}

/** As small as it gets: it takes seconds once a build, and saves a tenth of every first visit. */
function compressed(content) {
  return {
    '.br': brotliCompressSync(content, { params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    } }),
    '.gz': gzipSync(content, { level: 9 }),
  };
}

/** Writes a file and its compressed copies; true when it was new or different. */
function write_file(folder, { url, content }, level) {
  const path = join(folder, url);
  const wants_copies = level !== 'none' && kCompressible.has(extname(url)) && content.length >= kSmallestCompressed;
  const same = existsSync(path) && statSync(path).size === content.length && readFileSync(path).equals(content);
  if (same && (!wants_copies || existsSync(`${path}.br`))) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (wants_copies) {
    for (const [extension, bytes] of Object.entries(compressed(content))) writeFileSync(path + extension, bytes);
  }
  return true;
}

/** Removes what an earlier assembly left. */
function remove_others(folder, keep) {
  for (const name of files_below(folder)) {
    if (!keep.has(name.replace(/\.(br|gz)$/, ''))) rmSync(join(folder, name));
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && files_below(path).length === 0) rmSync(path, { recursive: true });
  }
}

function assemble(options) {
  for (const needed of [join(options.wasm, 'inflight.wasm'), join(options.wasm, 'inflight.js'), join(root, 'web', 'index.html')]) {
    if (!existsSync(needed)) fail(`missing: ${relative(root, needed)}`);
  }
  const files = [
    ...loaded_files(options).map((file) => ({ ...file, url: hashed_name(file.name, file.content) })),
    ...page_files(options).map((file) => ({ ...file, url: file.name })),
  ];
  const manifest = { name: 'manifest.json', url: 'manifest.json', content: Buffer.from(JSON.stringify(manifest_of(files))) };
  mkdirSync(options.out, { recursive: true });
  // The manifest goes last: a page that sees it finds everything it lists.
  const written = [...files, manifest].filter((file) => write_file(options.out, file, options.compress));
  remove_others(options.out, new Set([...files, manifest].map(({ url }) => url)));
  console.log(`${files.length + 1} files, ${written.length} written`);
}

const { values } = parseArgs({ options: {
  out: { type: 'string' },
  wasm: { type: 'string', default: join(root, 'build', 'web', 'bin') },
  fonts: { type: 'string', default: join(root, 'build', 'fonts') },
  compress: { type: 'string', default: 'yes' },
} });
if (!values.out) fail('usage: node tools/site.mjs --out <folder>');
if (!['none', 'yes'].includes(values.compress)) fail('--compress is yes or none');
assemble(values);
