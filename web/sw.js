// Service worker: the second visit works without a network, and never from a mixture of two versions.
//
// Every navigation asks the network for manifest.json first (small, revalidated). Same version as the
// stored copy: the page is served from that copy. Another version: the page comes from the network, and
// the new version is stored in the background. No answer: the stored copy. A page is tied to the version
// that it started with ("pin"), so an update while it is open cannot hand it a file of the next one.

'use strict';

const kPatienceMs = 2500;
const kPinGraceMs = 60 * 1000;

const scope = new URL('./', self.location.href);
// One origin may serve several copies under different paths, and caches belong to the origin.
const kMeta = `inflight ${scope.pathname} meta`;
const kPrefix = `inflight ${scope.pathname} version `;
const in_scope = (path) => new URL(path, scope).href;
const storing = new Map();

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const manifest = await fetch_manifest();
    if (!manifest) throw new Error('no manifest');
    await store(manifest);
    // Safe at any time: open pages keep their pins.
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => event.waitUntil(clean_up()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const is_page = url.pathname === scope.pathname || url.pathname === `${scope.pathname}index.html`;
  if (event.request.mode === 'navigate' && is_page) event.respondWith(answer_page(event));
  else event.respondWith(answer_file(event));
});

async function answer_page(event) {
  const [stored, manifest] = await Promise.all([read_meta('current'), fetch_manifest()]);
  const page = stored && await from_cache(stored, in_scope('./'));
  if (page && (!manifest || manifest.version === stored)) {
    await pin(event.resultingClientId, stored);
    return page;
  }
  if (manifest) event.waitUntil(store(manifest).catch(() => {}));
  return fetch(event.request);
}

async function answer_file(event) {
  const pins = await read_meta('pins') ?? {};
  const version = pins[event.clientId]?.version;
  const stored = version && await from_cache(version, event.request.url);
  return stored || fetch(event.request);
}

async function from_cache(version, url) {
  if (!await caches.has(kPrefix + version)) return undefined;
  const cache = await caches.open(kPrefix + version);
  return cache.match(url, { ignoreSearch: true, ignoreVary: true });
}

/** The manifest on the server now, or null when there is no good answer in time. */
async function fetch_manifest() {
  try {
    const response = await fetch(in_scope('manifest.json'), { cache: 'no-cache', signal: AbortSignal.timeout(kPatienceMs) });
    if (!response.ok) return null;
    const manifest = await response.json();
    return typeof manifest.version === 'string' && Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null;
  }
}

/** Stores one version completely, or not at all. */
function store(manifest) {
  const version = manifest.version;
  if (!storing.has(version)) {
    storing.set(version, store_all(manifest).finally(() => storing.delete(version)));
  }
  return storing.get(version);
}

async function store_all(manifest) {
  const name = kPrefix + manifest.version;
  const sizes = new Map(manifest.files.map((file) => [in_scope(file.url), file.bytes]));
  const urls = new Set([in_scope('./'), in_scope('manifest.json'), ...sizes.keys()]);
  try {
    const cache = await caches.open(name);
    await Promise.all([...urls].map(async (url) => cache.put(url, await fetch_whole(url, sizes.get(url)))));
    // The server may have moved on while we were reading.
    const now = await fetch_manifest();
    if (now?.version !== manifest.version) throw new Error('the site changed meanwhile');
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await write_meta('current', manifest.version);
  await clean_up();
}

async function fetch_whole(url, size) {
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const body = await response.arrayBuffer();
  if (size !== undefined && body.byteLength !== size) throw new Error(`${url}: wrong size`);
  // Built anew: a redirected response may not answer a navigation, and the body is decoded already.
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(body, { status: 200, headers });
}

/** Changes of the pins, one after the other. */
let pins_turn = Promise.resolve();

function change_pins(change) {
  pins_turn = pins_turn.catch(() => {}).then(async () => {
    const pins = await read_meta('pins') ?? {};
    await change(pins);
    await write_meta('pins', pins);
    return pins;
  });
  return pins_turn;
}

async function pin(client, version) {
  if (client) await change_pins((pins) => { pins[client] = { version, at: Date.now() }; });
}

/** Forgets pages that are closed. A page that is just being opened is not listed yet: it has its grace. */
function live_pins() {
  return change_pins(async (pins) => {
    const open = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map((client) => client.id));
    for (const [id, { at }] of Object.entries(pins)) {
      if (!open.has(id) && Date.now() - at > kPinGraceMs) delete pins[id];
    }
  });
}

/** Removes versions that are neither current nor used by an open page. */
async function clean_up() {
  const keep = new Set(Object.values(await live_pins()).map(({ version }) => kPrefix + version));
  keep.add(kPrefix + await read_meta('current'));
  for (const version of storing.keys()) keep.add(kPrefix + version);
  for (const name of await caches.keys()) {
    if (name.startsWith(kPrefix) && !keep.has(name)) await caches.delete(name);
  }
}

async function read_meta(key) {
  const found = await (await caches.open(kMeta)).match(in_scope(`./meta/${key}`));
  return found ? found.json() : undefined;
}

async function write_meta(key, value) {
  const body = new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });
  await (await caches.open(kMeta)).put(in_scope(`./meta/${key}`), body);
}
