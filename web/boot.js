// Starts the page: checks the browser, downloads with a byte count, starts the application, and connects
// its calls to the parts of the page. The only file that knows all of them.

import { wrap_engine } from './engine.js';
import { LaterPart, fetch_now } from './later.js';
import { Loader, LoadError, fetch_manifest } from './loader.js';
import { parse_outline } from './outline_model.js';
import { OutlineView } from './outline_view.js';
import { ProgressStore, browser_area } from './storage.js';
import { Settings } from './settings.js';
import { Router } from './router.js';
import { connect_clipboard, write_clipboard } from './clipboard.js';
import { connect_canvas, has_webgl2, set_cursor, surface_of } from './canvas.js';
import { connect_tools } from './tools_panel.js';
import { announce, hide_boot, set_phase, show_problem, show_progress } from './shell.js';
import { keep_for_offline } from './offline.js';

const by_id = (id) => document.getElementById(id);
const kBase = new URL('.', document.baseURI);
/** Between two renderings of the outline: while somebody uses it, and while it only stands ready. */
const kOutlineGapMs = 80;
const kIdleOutlineGapMs = 250;
/** The application's answer to its start when the browser gave it no WebGL2 context. */
const kNoContext = 2;
/** What says that somebody is there, and not only a preview of the page. */
const kSignsOfUse = ['pointerdown', 'keydown', 'click', 'hashchange'];

const state = { phase: 'loading', mode: 'canvas', version: '', first_frame_ms: 0, outline_error: '', crash: '' };
const area = browser_area();
const settings = new Settings(area, document.documentElement);
const store = new ProgressStore(area);
const canvas = by_id('canvas');
const stage = by_id('stage');
let engine = null;
let loader = null;
let later = new LaterPart(null);
/** Lessons that come with it: [{name, url, bytes}]. */
let rest = [];
let rest_coming = null;
let outline = null;
let outline_json = '';

const router = new Router((hash) => engine?.route(hash));
const tools = connect_tools(settings, store, (items) => {
  if (!engine?.alive) return false;
  engine.set_option('import', JSON.stringify(items.progress ?? {}));
  return true;
});
const view = new OutlineView(
  { root: by_id('outline'), title: by_id('outline-title'), banner: by_id('outline-banner'), main: by_id('outline-main') },
  { activate: (id, value) => engine?.activate(id, value), follow: (href) => router.follow(href), announce });

function to_phase(phase) {
  state.phase = phase;
  set_phase(phase);
}

// ---- outline: at most one render per gap, always the newest

let outline_waiting = '';
let outline_timer = 0;
let outline_at = -kIdleOutlineGapMs;

function take_outline(json) {
  if (json === outline_json) return;
  outline_waiting = json;
  if (outline_timer) return;
  const in_use = settings.reader || state.mode === 'text' || by_id('outline').contains(document.activeElement);
  const gap = in_use ? kOutlineGapMs : kIdleOutlineGapMs;
  // Never inside the call: the application may be in the middle of a frame.
  outline_timer = setTimeout(show_outline, Math.max(0, outline_at + gap - performance.now()));
}

function show_outline() {
  outline_timer = 0;
  outline_at = performance.now();
  const json = outline_waiting;
  const parsed = parse_outline(json);
  state.outline_error = parsed.error ?? '';
  if (parsed.error) {
    console.error(`outline refused: ${parsed.error}`);
    return;
  }
  outline_json = json;
  outline = parsed.outline;
  view.render(outline);
  if (state.mode === 'text' && state.phase === 'loading') shown();
}

// ---- what the application may ask for

const host = {
  outline: take_outline,
  route: (hash, replace) => router.show(hash, Boolean(replace)),
  save(key, json) {
    store.save(key, json);
    tools.refresh();
  },
  copy: (text) => { write_clipboard(text); },
  /** A file that was left for later and is wanted in the middle of a call. */
  missing(name) {
    const file = rest.find((one) => one.name === name);
    if (file) engine.provide(name, fetch_now(new URL(file.url, kBase), name));
  },
  title: (text) => { document.title = String(text).slice(0, 200); },
  announce,
  crash: (report) => crashed(String(report)),
  cursor: (name) => set_cursor(canvas, name),
  first_frame: () => shown(),
  focus_outline(id) {
    setTimeout(() => {
      if (outline_timer) { clearTimeout(outline_timer); show_outline(); }
      view.focus(id);
    });
  },
  /** theme, reader or reduced_motion, from the application's own buttons; "toggle" is a value too. */
  option(key, value) {
    // Files are the page's business: the application's buttons are the page's own.
    if (key === 'export' || key === 'import') document.getElementById(`tool-${key}`).click();
    else settings.set(key, value);
  },
};

function shown() {
  if (state.phase !== 'loading') return;
  state.first_frame_ms = Math.round(performance.now());
  to_phase('running');
  hide_boot();
  if (state.mode === 'canvas' && document.activeElement === document.body) canvas.focus({ preventScroll: true });
  // A visitor who does nothing downloads nothing more; a second visit has the part in its store.
  if (navigator.serviceWorker?.controller) fetch_later();
  for (const sign of kSignsOfUse) addEventListener(sign, fetch_later, { once: true, capture: true, passive: true });
  later.fetched.then(() => keep_for_offline(kBase));
}

/** The rest of the application and of the lessons, in the background. What does not arrive is asked for again when it is used. */
function fetch_later() {
  later.fetch().catch(() => {});
  rest_coming ??= Loader.fetch_rest(rest, kBase, (name, bytes) => engine?.provide(name, bytes)).catch(() => { rest_coming = null; });
}

/** True when an address leads into the lesson of this file: "#/learn/sqs/fifo-groups/…", "lessons/sqs/04-fifo-groups/lesson.json". */
function is_lesson_of(hash, file) {
  const [, learn, track, lesson] = hash.split('/');
  const [, of_track, folder] = file.split('/');
  return learn === 'learn' && of_track === track && folder?.replace(/^\d+-/, '') === lesson;
}

function crashed(report, cause = null) {
  if (state.phase === 'crashed') return;
  engine?.crash(new Error('stopped by the application'));
  state.crash = report;
  to_phase('crashed');
  const missing = cause instanceof LoadError;
  show_problem({
    title: missing ? 'A part of Inflight did not arrive' : 'Inflight stopped',
    text: missing
      ? `The step that you took needs ${cause.file}: ${cause.reason}. Your saved progress is kept.`
      : 'Something went wrong that should not have. Your saved progress is kept. The report below helps to find the cause.',
    detail: report,
    retry_label: 'Reload',
  });
}

function report_of(error) {
  const lines = [String(error?.stack ?? error), `address: ${location.hash || '#/'}`, `version: ${state.version || 'unknown'}`,
    `browser: ${navigator.userAgent}`];
  return lines.join('\n');
}

// ---- start

async function boot() {
  to_phase('loading');
  try {
    if (typeof WebAssembly !== 'object' || !WebAssembly.compileStreaming) throw new Unsupported('WebAssembly');
    state.mode = has_webgl2() ? 'canvas' : 'text';
    document.documentElement.dataset.mode = state.mode;
    if (!loader) {
      const manifest = await fetch_manifest(new URL('manifest.json', kBase));
      state.version = manifest.version;
      // The lesson of the address is wanted at once, whatever else waits.
      const files = manifest.files.map((file) => (is_lesson_of(router.current, file.name) ? { ...file, later: false } : file));
      loader = new Loader(files, kBase, show_progress);
      const part = files.find(({ kind }) => kind === 'code');
      later = new LaterPart(part ? new URL(part.url, kBase) : null);
      rest = files.filter((file) => file.later && file.kind !== 'code');
      if (files.some(({ name, needs_code }) => needs_code && is_lesson_of(router.current, name))) later.fetch().catch(() => {});
    }
    const loaded = await loader.load();
    await start(loaded);
  } catch (error) {
    failed(error);
  }
}

async function start(loaded) {
  const glue = [...loaded.values()].find((value) => typeof value?.default === 'function');
  const wasm = [...loaded.values()].find((value) => value instanceof WebAssembly.Module);
  if (!glue || !wasm) throw new LoadError('manifest.json', 'lists no application');
  const module = await create_module(glue.default, wasm);
  engine = wrap_engine(module, (error) => crashed(report_of(error), error));
  for (const [name, bytes] of loaded) {
    if (!(bytes instanceof Uint8Array)) continue;
    engine.provide(name, bytes);
    if (name.endsWith('.ttf')) use_font(name, bytes);
  }
  const code = engine.start({
    theme: settings.theme,
    reduced_motion: settings.reduced_motion,
    reader: settings.reader,
    route: router.current,
    progress: store.load(),
    webgl: state.mode === 'canvas',
    ...surface_of(stage),
  });
  if (!engine.alive) return;
  if (code === kNoContext || (code !== 0 && state.mode === 'text')) throw new Unsupported('WebGL2');
  if (code !== 0) throw new Error(`the application answered ${code} at its start`);
  tools.refresh();
  settings.on_change((key, value) => engine.set_option(key, value));
  connect_canvas(stage, canvas, engine);
  connect_clipboard(canvas, engine);
}

function create_module(create, wasm) {
  return new Promise((resolve, reject) => {
    create({
      canvas,
      host,
      locateFile: (name) => new URL(name, kBase).href,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(wasm, later.imports_for(wasm, imports)).then((instance) => {
          later.attach(instance);
          receive(instance, wasm);
        }, reject);
        return {};
      },
      onAbort: (reason) => crashed(report_of(new Error(`aborted: ${reason}`))),
    }).then(resolve, reject);
  });
}

/** The text version uses the same fonts, from the bytes that are here already. */
function use_font(name, bytes) {
  const face = { 'fonts/inter-400.ttf': ['Inter', '400'], 'fonts/inter-600.ttf': ['Inter', '600'],
    'fonts/jetbrains-mono-500.ttf': ['JetBrains Mono', '500'] }[name];
  if (!face) return;
  new FontFace(face[0], bytes, { weight: face[1] }).load().then((font) => document.fonts.add(font), () => {});
}

class Unsupported extends Error {
  constructor(what) {
    super(`${what} is missing`);
    this.what = what;
  }
}

function failed(error) {
  if (state.phase === 'crashed') return;
  to_phase('failed');
  if (error instanceof Unsupported) {
    show_problem({
      title: `This browser has no ${error.what}`,
      text: error.what === 'WebGL2'
        ? 'Inflight draws with WebGL2. Switch on hardware acceleration in the browser settings, or use a current Chrome, Edge, Firefox or Safari.'
        : 'Inflight runs as WebAssembly. A current Chrome, Edge, Firefox or Safari has it.',
    });
  } else if (error instanceof LoadError) {
    show_problem({
      title: 'A file did not arrive',
      text: `${error.file}: ${error.reason}. What has arrived is kept.`,
      retry: boot,
    });
  } else {
    show_problem({
      title: 'Inflight could not start',
      text: 'The browser refused to run a part of it. The report below says which.',
      detail: report_of(error),
      retry_label: 'Reload',
    });
  }
}

// A trap inside a frame or a timer does not pass through a call of ours.
function watch_errors(error) {
  const trap = error instanceof WebAssembly.RuntimeError || error instanceof LoadError;
  if (engine && trap) engine.crash(error);
}
window.addEventListener('error', (event) => watch_errors(event.error));
window.addEventListener('unhandledrejection', (event) => watch_errors(event.reason));

by_id('skip').addEventListener('click', (event) => {
  event.preventDefault();
  by_id('outline').focus();
});

/**
 * A read-only door for tests and for the curious: use a control by its id, read the outline, the counters
 * and the state of the page. Nothing in the page depends on it.
 */
window.inflight = Object.freeze({
  activate: (id, value = '') => engine?.activate(String(id), String(value)),
  outline: () => structuredClone(outline),
  stats: () => engine?.stats() ?? {},
  get state() { return { ...state, later: later.state, route: router.current, problem: store.problem }; },
});

boot();
