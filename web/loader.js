// Fetches the files of the manifest, counting bytes as they arrive.
// Knows fetch and streams; must not know the DOM or the engine.

/** A file that did not arrive: which one, and why in words. */
export class LoadError extends Error {
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    this.name = 'LoadError';
    this.file = file;
    this.reason = reason;
  }
}

/** Reads manifest.json: {version, files: [{name, url, bytes, kind}]}, or the bare list. */
export async function fetch_manifest(url) {
  const response = await request('manifest.json', url, 'no-cache');
  let data;
  try {
    data = await response.json();
  } catch {
    throw new LoadError('manifest.json', 'is not a JSON file');
  }
  const files = Array.isArray(data) ? data : data.files;
  if (!Array.isArray(files)) throw new LoadError('manifest.json', 'lists no files');
  for (const file of files) {
    if (typeof file.name !== 'string' || typeof file.url !== 'string' || !Number.isFinite(file.bytes)) {
      throw new LoadError('manifest.json', 'has an entry without name, url or bytes');
    }
  }
  return { version: String(data.version ?? ''), files };
}

/** Sums the bytes of several downloads; `report(loaded, total)` with the totals of the manifest. */
class ByteProgress {
  constructor(files, report) {
    this.total_ = files.reduce((sum, file) => sum + file.bytes, 0);
    this.loaded_ = new Map();
    this.report_ = report;
  }

  set(name, bytes) {
    this.loaded_.set(name, bytes);
    let sum = 0;
    for (const value of this.loaded_.values()) sum += value;
    this.report_(Math.min(sum, this.total_), this.total_);
  }
}

/**
 * Loads all files of a manifest at once. What has arrived, or is still arriving, is kept, so that
 * calling load() again after a failure asks only for what failed.
 */
export class Loader {
  constructor(files, base, report) {
    this.files_ = files.filter((file) => file.kind !== 'page' && !file.later);
    this.base_ = base;
    this.progress_ = new ByteProgress(this.files_, report);
    this.kept_ = new Map();
    this.import_tries_ = 0;
  }

  /** Resolves to name -> Uint8Array, WebAssembly.Module (kind wasm) or module object (kind script). */
  async load() {
    const loaded = await Promise.all(this.files_.map((file) => this.keep_(file)));
    return new Map(this.files_.map((file, index) => [file.name, loaded[index]]));
  }

  /** Fetches files that were left for later; `take(name, bytes)` as each arrives. */
  static async fetch_rest(files, base, take) {
    const unseen = { set() {} };
    for (const file of files) take(file.name, await fetch_bytes(file, base, unseen));
  }

  keep_(file) {
    let pending = this.kept_.get(file.name);
    if (!pending) {
      pending = this.load_one_(file).then((value) => {
        this.progress_.set(file.name, file.bytes);
        return value;
      });
      pending.catch(() => this.kept_.delete(file.name));
      this.kept_.set(file.name, pending);
    }
    return pending;
  }

  load_one_(file) {
    if (file.kind === 'wasm') return compile_wasm(file, this.base_, this.progress_);
    if (file.kind === 'script') return this.import_(file);
    return fetch_bytes(file, this.base_, this.progress_);
  }

  /** Imports the glue. Browsers remember a failed import by address, so a retry uses another one. */
  async import_(file) {
    const url = new URL(file.url, this.base_);
    if (this.import_tries_ > 0) url.searchParams.set('try', String(this.import_tries_));
    this.import_tries_ += 1;
    try {
      return await import(url.href);
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
      throw new LoadError(file.name, 'did not arrive');
    }
  }
}

/** One file as bytes. A copy of the wrong size (stale or cut short) is asked for once more, past the caches. */
async function fetch_bytes(file, base, progress) {
  for (const cache of ['default', 'reload']) {
    const response = await request(file.name, new URL(file.url, base), cache);
    const bytes = await read_all(file, counted(response, file, progress));
    if (bytes.length === file.bytes) return bytes;
  }
  throw new LoadError(file.name, 'arrived with the wrong size');
}

/** Compiles the wasm while it arrives. The MIME type is set here, so any static host will do. */
async function compile_wasm(file, base, progress) {
  for (const cache of ['default', 'reload']) {
    const response = await request(file.name, new URL(file.url, base), cache);
    let received = 0;
    const body = counted(response, file, progress, (bytes) => { received = bytes; });
    try {
      return await WebAssembly.compileStreaming(
        new Response(body, { headers: { 'Content-Type': 'application/wasm' } }));
    } catch (error) {
      if (received === file.bytes) throw error;  // all of it arrived: the browser cannot run it
    }
  }
  throw new LoadError(file.name, 'did not arrive whole');
}

async function request(name, url, cache) {
  let response;
  try {
    response = await fetch(url, { cache, credentials: 'same-origin' });
  } catch {
    throw new LoadError(name, navigator.onLine ? 'could not be reached' : 'needs a connection');
  }
  if (!response.ok) throw new LoadError(name, `the server answered ${response.status}`);
  return response;
}

function counted(response, file, progress, on_bytes = () => {}) {
  let received = 0;
  return response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      received += chunk.length;
      on_bytes(received);
      progress.set(file.name, Math.min(received, file.bytes));
      controller.enqueue(chunk);
    },
  }));
}

async function read_all(file, stream) {
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new LoadError(file.name, 'the connection was cut');
  }
}
