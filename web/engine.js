// Calls into the compiled application: strings in, numbers and strings out, and nothing after a crash.
// Knows the exported functions and wasm memory; must not know the DOM.

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const kPasteLimit = 256 * 1024;

/**
 * Wraps a created module. `on_crash(error)` is called once, when a call traps or aborts; afterwards
 * every call is a no-op, because the memory can no longer be trusted.
 */
export function wrap_engine(module, on_crash) {
  let alive = true;
  let scratch = 0;
  let scratch_size = 0;

  // Asked for each time: the view is another one after the memory has grown.
  const heap = () => module.HEAPU8;

  /** Writes NUL-terminated UTF-8 copies into one reused block; returns their addresses. */
  function put_strings(values) {
    const encoded = values.map((value) => encoder.encode(String(value)));
    const need = encoded.reduce((sum, bytes) => sum + bytes.length + 1, 0);
    if (need > scratch_size) {
      if (scratch) module._free(scratch);
      scratch_size = Math.max(4096, need * 2);
      scratch = module._inflight_alloc(scratch_size);
    }
    const bytes = heap();
    let at = scratch;
    return encoded.map((text) => {
      const start = at;
      bytes.set(text, start);
      bytes[start + text.length] = 0;
      at += text.length + 1;
      return start;
    });
  }

  function read_string(address) {
    if (!address) return '';
    const bytes = heap();
    const end = bytes.indexOf(0, address);
    return decoder.decode(bytes.slice(address, end < 0 ? bytes.length : end));
  }

  function guarded(fallback, work) {
    if (!alive) return fallback;
    try {
      return work();
    } catch (error) {
      crash(error);
      return fallback;
    }
  }

  function crash(error) {
    if (!alive) return;
    alive = false;
    on_crash(error);
  }

  function call_text(name, ...values) {
    return guarded(0, () => module[name](...put_strings(values)));
  }

  return {
    get alive() { return alive; },
    crash,
    /** Hands over one file. The module takes the block. May be called from within a call of the module's. */
    provide(name, bytes) {
      guarded(0, () => {
        const data = module._inflight_alloc(Math.max(1, bytes.length));
        heap().set(bytes, data);
        const text = encoder.encode(`${name}\0`);
        const name_at = module._inflight_alloc(text.length);
        heap().set(text, name_at);
        module._inflight_provide(name_at, data, bytes.length);
        module._free(name_at);
      });
    },
    /** Starts with an options object; 0 means started, anything else is an error code. */
    start(options) { return guarded(-1, () => module._inflight_start(...put_strings([JSON.stringify(options)]))); },
    resize(width, height, dpr) { guarded(0, () => module._inflight_resize(width, height, dpr)); },
    activate(id, value = '') { call_text('_inflight_activate', id, value); },
    route(hash) { call_text('_inflight_route', hash); },
    visible(is_visible) { guarded(0, () => module._inflight_visible(is_visible ? 1 : 0)); },
    set_option(key, value) { call_text('_inflight_set_option', key, value); },
    paste(text) { call_text('_inflight_paste', text.slice(0, kPasteLimit)); },
    copy_selection() { return guarded('', () => read_string(module._inflight_copy_selection())); },
    /** The counters of the application as an object; empty when there are none. */
    stats() {
      return guarded({}, () => {
        const text = read_string(module._inflight_stats());
        return text ? JSON.parse(text) : {};
      });
    },
    context_lost(lost) { guarded(0, () => module._inflight_context_lost(lost ? 1 : 0)); },
    /** True when Tab completes what is being typed on the stage, so that it should not leave it. */
    wants_tab() {
      return guarded(false, () => Boolean(module._inflight_wants_tab && module._inflight_wants_tab()));
    },
    /** True when Esc has something to close inside the stage, so that it should not leave it. */
    wants_escape() {
      return guarded(false, () => Boolean(module._inflight_wants_escape && module._inflight_wants_escape()));
    },
  };
}
