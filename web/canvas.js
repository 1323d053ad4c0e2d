// The canvas as an element: its size and device pixel ratio, hidden tab, lost context, and a way out of it
// for the keyboard. Must not know what is drawn.

/** True when this browser can give a WebGL2 context at all. */
export function has_webgl2() {
  if (typeof WebGL2RenderingContext === 'undefined') return false;
  try {
    // A canvas of the page, like the one that will be used: off-screen ones may differ.
    const gl = document.createElement('canvas').getContext('webgl2');
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
    return Boolean(gl);
  } catch {
    return false;
  }
}

/** Size of the stage now, in CSS px, and device px per CSS px. A stage that is not shown has the window's. */
export function surface_of(stage) {
  const box = stage.getBoundingClientRect();
  return {
    width: Math.max(1, Math.round(box.width || window.innerWidth)),
    height: Math.max(1, Math.round(box.height || window.innerHeight)),
    dpr: window.devicePixelRatio || 1,
  };
}

/** Tells the engine about sizes, visibility and the context, from now on. */
export function connect_canvas(stage, canvas, engine) {
  let last = '';
  const measure = () => {
    const { width, height, dpr } = surface_of(stage);
    const key = `${width} ${height} ${dpr}`;
    if (key === last) return;
    last = key;
    engine.resize(width, height, dpr);
  };
  new ResizeObserver(measure).observe(stage);
  window.addEventListener('resize', measure);
  watch_ratio(measure);
  measure();

  const tell_visible = () => engine.visible(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell_visible);
  tell_visible();

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // without this the browser never gives it back
    engine.context_lost(true);
  });
  canvas.addEventListener('webglcontextrestored', () => engine.context_lost(false));
  connect_keys(canvas, engine);
}

/** A media query matches one ratio only, so it is asked anew after every change. */
function watch_ratio(on_change) {
  window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    .addEventListener('change', () => { on_change(); watch_ratio(on_change); }, { once: true });
}

/** Tab and Shift+Tab move on, unless a line being typed can be completed; Esc leaves unless the stage has something to
 * close. */
function connect_keys(canvas, engine) {
  window.addEventListener('keydown', (event) => {
    if (event.target !== canvas) return;
    if (event.key === 'Tab' && (event.shiftKey || !engine.wants_tab())) event.stopImmediatePropagation();
    if (event.key === 'Escape' && !engine.wants_escape()) {
      event.stopImmediatePropagation();
      canvas.blur();
    }
  }, true);
  // SDL cancels the default of a press, and with it the focus that a press should give.
  canvas.addEventListener('pointerdown', () => canvas.focus({ preventScroll: true }));
  const root = document.documentElement;
  window.addEventListener('keydown', (event) => { if (event.key === 'Tab') root.dataset.input = 'keys'; }, true);
  window.addEventListener('pointerdown', () => { root.dataset.input = 'pointer'; }, true);
}

const kCursors = new Set(['default', 'pointer', 'text', 'move', 'grab', 'grabbing', 'not-allowed', 'crosshair', 'wait',
  'progress', 'help', 'none', 'ew-resize', 'ns-resize', 'nesw-resize', 'nwse-resize', 'col-resize', 'row-resize', 'zoom-in',
  'zoom-out', 'all-scroll']);

/** Shows one of CSS's cursors; unknown names become the default. */
export function set_cursor(canvas, name) {
  canvas.style.cursor = kCursors.has(name) ? name : 'default';
}
