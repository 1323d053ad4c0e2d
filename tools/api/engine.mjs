// The engine of the AWS endpoint (build/web/bin/inflight_api.mjs) behind plain JavaScript values.
// Must not know sockets.
import { pathToFileURL } from 'node:url';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An endpoint without sockets: requests in, answers out, time given from outside. */
export class Engine {
  #module;

  constructor(module) {
    this.#module = module;
  }

  /** Loads the module at a path. */
  static async load(path) {
    const { default: create } = await import(pathToFileURL(path).href);
    return new Engine(await create());
  }

  /** Calls `work` with the address of a copy of `bytes` in the module's memory. */
  #with_bytes(bytes, work) {
    const at = this.#module._malloc(Math.max(1, bytes.length));
    try {
      this.#module.HEAPU8.set(bytes, at);
      return work(at);
    } finally {
      this.#module._free(at);
    }
  }

  /** Begins a new World; see HttpFaceOptions for the options. */
  start(options) {
    const text = encoder.encode(JSON.stringify(options));
    const good = this.#with_bytes(text, (at) => this.#module._inflight_start(at, text.length));
    if (!good) throw new Error('The engine does not take these options.');
  }

  /** Hands over a request ({method, path, query, headers: [[name, value]]} and a Buffer); 0 or a token. */
  request(head, body) {
    const text = encoder.encode(JSON.stringify(head));
    const bytes = new Uint8Array(text.length + body.length);
    bytes.set(text);
    bytes.set(body, text.length);
    return this.#with_bytes(bytes, (at) => this.#module._inflight_request(at, bytes.length, text.length));
  }

  /** All answers so far: {token, status, headers, body}; the token 0 is the last request's. */
  take_answers() {
    const answers = [];
    for (let at = this.#module._inflight_answer(); at !== 0; at = this.#module._inflight_answer()) {
      const size = this.#module._inflight_answer_size();
      const head_size = this.#module._inflight_answer_head_size();
      const bytes = this.#module.HEAPU8.slice(at, at + size);
      answers.push({ ...JSON.parse(decoder.decode(bytes.subarray(0, head_size))), body: bytes.subarray(head_size) });
      this.#module._inflight_drop_answer();
    }
    return answers;
  }

  /** The POSTs that SNS wants to be made: {token, url, headers, body}; each wants a delivered(). */
  take_deliveries() {
    const at = this.#module._inflight_deliveries();
    return JSON.parse(decoder.decode(this.#module.HEAPU8.subarray(at, at + this.#module._inflight_deliveries_size())));
  }

  delivered(token, status) { this.#module._inflight_delivered(token, status); }

  advance(to_us) { this.#module._inflight_advance(to_us); }
  now() { return this.#module._inflight_now(); }
  next_due() { return this.#module._inflight_next_due(); }
  forget(token) { this.#module._inflight_forget(token); }
}
