// The second part of the application's code: what the first lesson does not need. Functions of it stand in a
// table; until they are there, stand-ins wait for the part and then call it. The part is asked for in the background
// as soon as the learner does something, so that waiting is the rare case.
// Knows WebAssembly modules; must not know the DOM or the application.

import { LoadError } from './loader.js';

const kStandIns = 'placeholder';
const kFirst = 'primary';

export class LaterPart {
  /** `url` is null when the application came in one piece. */
  constructor(url) {
    this.url_ = url;
    this.exports_ = null;
    this.table_ = null;
    this.state_ = url ? 'away' : 'here';
    this.coming_ = null;
    this.waiting_ = [];
    /** Resolves once the part is here. */
    this.fetched = new Promise((resolve) => { this.arrived_ = resolve; });
    if (!url) this.arrived_();
  }

  /** "away", "coming" or "here". */
  get state() { return this.state_; }

  /** The imports of the first part, with a stand-in for every function of the second. */
  imports_for(module, imports) {
    const stand_ins = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      if (from === kStandIns) stand_ins[name] = (...values) => this.call_(Number(name), values);
    }
    return { ...imports, [kStandIns]: stand_ins };
  }

  /** The first part runs: what it exports for the second one. */
  attach(instance) {
    this.exports_ = instance.exports;
    const shared = Object.entries(instance.exports).find(([name, value]) => name.startsWith('%') && value instanceof WebAssembly.Table);
    this.table_ = shared?.[1] ?? null;
    for (const go_on of this.waiting_.splice(0)) go_on();
  }

  /** Fetches it in the background; resolves when it is here. A failure may be tried again. */
  fetch() {
    if (this.state_ === 'here') return Promise.resolve();
    this.coming_ ??= this.fetch_().finally(() => { this.coming_ = null; });
    return this.coming_;
  }

  async fetch_() {
    this.state_ = 'coming';
    try {
      const response = await fetch(this.url_, { credentials: 'same-origin' });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const module = await WebAssembly.compileStreaming(new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } }));
      if (!this.exports_) await new Promise((go_on) => { this.waiting_.push(go_on); });
      // A stand-in may have fetched it meanwhile.
      if (this.state_ !== 'here') this.place_(module);
    } catch (error) {
      if (this.state_ === 'here') return;
      this.state_ = 'away';
      throw error;
    }
  }

  place_(module) {
    new WebAssembly.Instance(module, { [kFirst]: this.exports_ });
    this.state_ = 'here';
    this.arrived_();
  }

  /** Called in the middle of the application's work, which cannot be left: this once the page waits. */
  call_(index, values) {
    if (this.state_ !== 'here') {
      this.place_(new WebAssembly.Module(fetch_now(this.url_, 'later.wasm')));
    }
    return this.table_.get(index)(...values);
  }
}

/** A file at once, while the page waits. For what was left for later and is needed in the middle of a call. */
export function fetch_now(url, name) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  // Bytes, one a character: a synchronous request may not ask for a buffer.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch {
    throw new LoadError(name, navigator.onLine ? 'could not be reached' : 'needs a connection');
  }
  if (request.status !== 200) throw new LoadError(name, `the server answered ${request.status}`);
  return Uint8Array.from(request.responseText, (c) => c.charCodeAt(0) & 255);
}
