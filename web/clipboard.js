// The real clipboard, both ways. SDL keeps a clipboard of its own and swallows the keys, so copy, cut and
// paste keys are kept from it and the browser's own events are used instead.
// Must not know what is selected; the engine says.

const kKeys = new Set(['c', 'x', 'v']);

/** Connects the canvas; `engine` has copy_selection() and paste(text). */
export function connect_clipboard(canvas, engine) {
  const on_canvas = () => document.activeElement === canvas;

  for (const type of ['keydown', 'keyup', 'keypress']) {
    window.addEventListener(type, (event) => {
      if (!on_canvas() || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (kKeys.has(event.key.toLowerCase())) event.stopImmediatePropagation();
    }, true);
  }

  for (const type of ['copy', 'cut']) {
    document.addEventListener(type, (event) => {
      if (!on_canvas()) return;
      const text = engine.copy_selection();
      if (!text) return;
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    });
  }

  document.addEventListener('paste', (event) => {
    if (!on_canvas()) return;
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    if (text) engine.paste(text);
  });
}

/** Puts text on the clipboard. Resolves to false when the browser refuses. */
export async function write_clipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return write_by_selection(text);
  }
}

/** For pages served without https, where navigator.clipboard is missing. */
function write_by_selection(text) {
  const focus = document.activeElement;
  const area = document.createElement('textarea');
  area.className = 'hidden-text';
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    done = false;
  }
  area.remove();
  focus?.focus?.({ preventScroll: true });
  return done;
}
