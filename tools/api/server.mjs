// The AWS endpoint's HTTP server: loopback only, bounded in everything that a client decides.
//
// Also used by tests: `import { start_endpoint } from '../../tools/api/server.mjs'`.
import { createServer } from 'node:http';
import { make_posts } from './deliveries.mjs';
import { Engine } from './engine.mjs';
import { speak_http2 } from './http2.mjs';

const kHost = '127.0.0.1';
export const kUsualPort = 4566;
const kPortsTried = 50;

/** What one client, and all of them together, may take. */
export const kLimits = {
  body_bytes: 16 << 20,  // kMaxHttpBody of src/api/wire.h
  all_bodies_bytes: 256 << 20,
  header_bytes: 32 << 10,
  connections: 1024,
  streams: 100,  // at once on one connection of HTTP/2
  unread_bytes: 32 << 20,  // of an answer that goes on
  header_ms: 10_000,
  request_ms: 60_000,
  answer_ms: 60_000,
  idle_ms: 65_000,
};

const kLongestTimer = 2 ** 31 - 1;

/** Time as the engine counts it: from the start, in microseconds. */
class RealClock {
  #origin = performance.now();

  now_us() { return Math.floor((performance.now() - this.#origin) * 1000); }
}

/** Connects requests with the engine: one step per request and per moment at which something is due. */
class Endpoint {
  #engine;
  #clock;
  #timer = null;
  #answer_ms;
  #on_crash;
  #post;
  #unread_bytes;
  #waiting = new Map();  // token -> response

  constructor(engine, clock, { answer_ms, unread_bytes }, on_crash) {
    this.#engine = engine;
    this.#clock = clock;
    this.#answer_ms = answer_ms;
    this.#unread_bytes = unread_bytes;
    this.#on_crash = on_crash;
    this.#post = make_posts((token, status) => this.#step(() => this.#engine.delivered(token, status)));
  }

  handle(request, body, response) {
    this.#catch_up();
    const cut = request.url.indexOf('?');
    const headers = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      const [name, value] = request.rawHeaders.slice(i, i + 2);
      if (name === ':authority') headers.push(['host', value]);
      else if (!name.startsWith(':')) headers.push([name, value]);
    }
    const token = this.#engine.request({
      method: request.method,
      path: cut < 0 ? request.url : request.url.slice(0, cut),
      query: cut < 0 ? '' : request.url.slice(cut + 1),
      headers,
    }, body);
    this.#waiting.set(token, response);
    // A client that goes away while it waits must not be given a message.
    if (token !== 0) {
      response.once('close', () => {
        if (this.#waiting.delete(token)) this.#engine.forget(token);
      });
    }
    this.#finish_step();
  }

  #catch_up() {
    if (this.#clock) this.#engine.advance(this.#clock.now_us());
  }

  /** After every step: answers go out, and the next moment is awaited. */
  #finish_step() {
    for (const answer of this.#engine.take_answers()) this.#give(answer);
    for (const delivery of this.#engine.take_deliveries()) this.#post(delivery);
    this.#await_next();
  }

  /** A whole answer, or a part of one that stays open. */
  #give({ token, part, status, headers, body }) {
    const response = this.#waiting.get(token);
    const ends = part === 'whole' || part === 'last';
    if (ends) this.#waiting.delete(token);
    if (!response || response.destroyed) return;
    if (part === 'whole') headers.push(['Content-Length', String(body.length)]);
    if (part === 'whole' || part === 'first') response.writeHead(status, Object.fromEntries(headers));
    if (!ends) {
      response.write(body);
      if (response.writableLength > this.#unread_bytes) response.destroy();
      return;
    }
    response.end(body);
    // A client that does not read its answer may not keep it here for ever.
    const late = setTimeout(() => response.destroy(), this.#answer_ms).unref();
    response.once('close', () => clearTimeout(late));
  }

  #await_next() {
    clearTimeout(this.#timer);
    if (!this.#clock) return;
    const due = this.#engine.next_due();
    if (due < 0) return;
    const ms = Math.ceil((due - this.#clock.now_us()) / 1000);
    this.#timer = setTimeout(() => this.#step(() => {}), Math.min(Math.max(ms, 0), kLongestTimer));
    this.#timer.unref();
  }

  /** Something that did not begin with a request. */
  #step(work) {
    try {
      this.#catch_up();
      work();
      this.#finish_step();
    } catch (error) {
      this.#on_crash(error);
    }
  }

  close() {
    clearTimeout(this.#timer);
  }
}

function refuse(response, status, text) {
  if (response.headersSent || response.destroyed) return;
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) };
  if (response.req.httpVersionMajor === 1) headers.Connection = 'close';
  response.writeHead(status, headers);
  response.end(text);
}

/** True for what a page of another site makes a browser send: it could change what it cannot read. */
function is_of_another_site({ origin }) {
  return origin !== undefined && !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}

/** Reads bodies within the limits and passes complete requests on. */
function request_listener(limits, on_request) {
  let held = 0;  // bytes of all bodies that are being read
  return (request, response) => {
    const chunks = [];
    let size = 0;
    let refused = false;
    const release = () => {
      held -= size;
      size = 0;
      chunks.length = 0;
    };
    const stop = (status, text) => {
      refused = true;
      release();
      refuse(response, status, text);
      // The rest is not read; a moment later, so that the answer gets through.
      setTimeout(() => request.destroy(), 500).unref();
    };
    if (is_of_another_site(request.headers)) {
      stop(403, 'This endpoint is for programs on this machine.\n');
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > limits.body_bytes) {
      stop(413, `A request may have ${limits.body_bytes} bytes.\n`);
      return;
    }
    request.on('data', (chunk) => {
      if (refused) return;
      size += chunk.length;
      held += chunk.length;
      if (size > limits.body_bytes) stop(413, `A request may have ${limits.body_bytes} bytes.\n`);
      else if (held > limits.all_bodies_bytes) stop(503, 'Too many large requests at once.\n');
      else chunks.push(chunk);
    });
    request.on('end', () => {
      if (refused) return;
      const body = Buffer.concat(chunks);
      release();
      on_request(request, body, response);
    });
    request.on('error', () => {});
    request.on('close', release);
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, kHost, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

/** Listens on `port` (0: any), or on the usual one or the next free when it is undefined. */
async function take_port(server, port) {
  if (port !== undefined) return listen(server, port);
  for (let candidate = kUsualPort; ; candidate += 1) {
    try {
      return await listen(server, candidate);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= kUsualPort + kPortsTried) throw error;
    }
  }
}

/**
 * Starts the endpoint with the engine module at `module`. `clock` is 'real' or 'manual'; `account`,
 * `profile` and `seed` are those of the command. `on_crash` is told when the engine fails.
 * Resolves to {address, close}.
 */
export async function start_endpoint({ module, port, clock = 'real', account, profile, seed, limits = {}, on_crash = () => {} }) {
  const bounds = { ...kLimits, ...limits };
  const engine = await Engine.load(module);
  const manual = clock === 'manual';
  engine.start({ account, profile, seed, manual_clock: manual, drives_http: true, ...(manual ? {} : { epoch_ms: Date.now() }) });
  const endpoint = new Endpoint(engine, manual ? null : new RealClock(), bounds, on_crash);
  const listener = request_listener(bounds, (request, body, response) => {
    try {
      endpoint.handle(request, body, response);
    } catch (error) {
      refuse(response, 500, 'The engine failed.\n');
      on_crash(error);
    }
  });
  const server = createServer({
    maxHeaderSize: bounds.header_bytes,
    headersTimeout: bounds.header_ms,
    requestTimeout: bounds.request_ms,
    keepAliveTimeout: bounds.idle_ms,
    connectionsCheckingInterval: Math.min(1000, bounds.header_ms),
  }, listener);
  const close_http2 = speak_http2(server, bounds, listener);
  server.maxConnections = bounds.connections;
  server.timeout = 0;  // long polls are quiet; the limits above are on requests
  const taken = await take_port(server, port);
  return {
    address: `http://${kHost}:${taken}`,
    close: () => new Promise((resolve) => {
      endpoint.close();
      server.close(resolve);
      close_http2();
      server.closeAllConnections();
    }),
  };
}
