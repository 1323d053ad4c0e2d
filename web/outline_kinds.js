// One small builder per kind of outline node: creates its elements once, then updates them in place.
// Text goes in as text only (textContent, attributes by name), never as markup.
//
// A view is {id, kind, el, body?, node, update(node)}; `body` takes the child nodes.
// `ctx` gives {activate(id, value), dom_id(id), follow(href)}.

/** Builds the view of a node. An unknown kind is shown as plain text with its children. */
export function create_view(node, ctx, place) {
  const build = kBuilders.get(node.kind) ?? build_plain;
  const view = build(ctx, place, node);
  view.id = node.id;
  view.kind = node.kind;
  view.el.dataset.id = node.id;
  if (!view.el.id) view.el.id = ctx.dom_id(node.id);
  return view;
}

const kBuilders = new Map(Object.entries({
  section: build_section,
  heading: build_heading,
  text: build_text,
  status: build_status,
  code: build_code,
  list: build_list,
  item: build_item,
  order: build_order,
  button: build_button,
  link: build_link,
  radiogroup: build_radiogroup,
  radio: build_radio,
  toggle: build_toggle,
  slider: build_slider,
  number: build_number,
  textbox: build_textbox,
  select: build_select,
  table: build_table,
  log: build_log,
  progress: build_progress,
}));

// ---- helpers

function make(tag, class_name) {
  const el = document.createElement(tag);
  if (class_name) el.className = class_name;
  return el;
}

/** Sets or removes an attribute, touching the DOM only when it differs. */
function attr(el, name, value) {
  if (value === null || value === undefined || value === false) {
    if (el.hasAttribute(name)) el.removeAttribute(name);
  } else if (el.getAttribute(name) !== String(value)) {
    el.setAttribute(name, String(value));
  }
}

function text(el, value) {
  const wanted = value ?? '';
  if (el.textContent !== wanted) el.textContent = wanted;
}

/** The attributes that any node may carry. */
function common(el, node, ctx) {
  attr(el, 'aria-describedby', node.describedby ? ctx.dom_id(node.describedby) : null);
  attr(el, 'aria-current', node.current ? 'true' : null);
}

/** Disabled controls stay focusable, so that the focus is not thrown away when one is switched off. */
function enabled(el) {
  return el.getAttribute('aria-disabled') !== 'true';
}

function shortcut_hint(el, shortcut) {
  attr(el, 'aria-keyshortcuts', shortcut || null);
  let hint = el.querySelector(':scope > kbd');
  if (!shortcut) {
    hint?.remove();
    return;
  }
  if (!hint) {
    hint = make('kbd');
    hint.setAttribute('aria-hidden', 'true');
    el.append(hint);
  }
  text(hint, shortcut);
}

// ---- structure and text

function build_section(ctx, place) {
  const top = place.depth === 0;
  const el = make(top ? 'section' : 'div');
  if (!top) el.setAttribute('role', 'group');
  const level = Math.min(6, place.depth + 2);
  const heading = make(`h${level}`);
  heading.tabIndex = -1;
  const note = make('p');
  const body = make('div', 'body');
  el.append(heading, note, body);
  return {
    el, body, landing: heading,
    update(node) {
      heading.id = `${ctx.dom_id(node.id)}:name`;
      attr(el, 'aria-labelledby', heading.id);
      text(heading, node.label ?? node.text ?? node.id);
      text(note, node.label === undefined ? '' : node.text);
      note.hidden = note.textContent === '';
      common(el, node, ctx);
    },
  };
}

function build_heading(ctx, place, node) {
  const level = Math.min(6, Math.max(2, node.level ?? place.depth + 2));
  const el = make(`h${level}`);
  return { el, level, update(next) { text(el, next.text ?? next.label); common(el, next, ctx); } };
}

function build_text(ctx) {
  const el = make('p');
  return {
    el,
    update(node) {
      text(el, labelled(node));
      attr(el, 'aria-live', node.live);
      common(el, node, ctx);
    },
  };
}

function build_status(ctx) {
  const view = build_text(ctx);
  view.el.setAttribute('role', 'status');
  return view;
}

function labelled(node) {
  if (node.label && node.text) return `${node.label}: ${node.text}`;
  return node.text ?? node.label ?? node.value ?? '';
}

function build_code(ctx) {
  const el = make('pre');
  const code = make('code');
  el.append(code);
  return {
    el,
    update(node) {
      text(code, node.text ?? node.value);
      attr(el, 'role', node.label ? 'group' : null);
      attr(el, 'aria-label', node.label || null);
      common(el, node, ctx);
    },
  };
}

function build_plain(ctx) {
  const el = make('div');
  const words = make('p');
  const body = make('div', 'body');
  el.append(words, body);
  return {
    el, body,
    update(node) {
      text(words, labelled(node));
      words.hidden = words.textContent === '';
      common(el, node, ctx);
    },
  };
}

function build_list(ctx) {
  const el = make('div');
  const name = make('p', 'group-label');
  const body = make('ul');
  el.append(name, body);
  return {
    el, body, list: true,
    update(node) {
      name.id = `${ctx.dom_id(node.id)}:name`;
      text(name, node.label);
      name.hidden = !node.label;
      attr(body, 'aria-labelledby', node.label ? name.id : null);
      attr(el, 'aria-live', node.live);
    },
  };
}

function build_item(ctx, place) {
  const el = make(place.in_list ? 'li' : 'div');
  const words = make('p');
  const body = make('div', 'body');
  el.append(words, body);
  return {
    el, body,
    update(node) {
      text(words, labelled(node));
      words.hidden = words.textContent === '';
      common(el, node, ctx);
    },
  };
}

/**
 * A list that the learner puts in order. Each item has a button up and a button down; the new order
 * is sent as the item ids joined by commas.
 */
function build_order(ctx) {
  const el = make('div');
  const name = make('p', 'group-label');
  const body = make('ol');
  el.append(name, body);
  const rows = new Map();
  const view = {
    el, own_children: true,
    update(node) {
      view.node = node;
      name.id = `${ctx.dom_id(node.id)}:name`;
      text(name, node.label);
      name.hidden = !node.label;
      attr(body, 'aria-labelledby', node.label ? name.id : null);
      const items = node.items ?? [];
      const kept = new Set(items.map((item) => item.id));
      for (const [id, row] of rows) if (!kept.has(id)) { row.el.remove(); rows.delete(id); }
      items.forEach((item, index) => {
        if (!rows.has(item.id)) rows.set(item.id, order_row(view, item.id, ctx));
        const row = rows.get(item.id);
        row.update(item, index, items.length, node.disabled);
        if (body.children[index] !== row.el) place_at(body, row.el, body.children[index] ?? null);
      });
    },
  };
  return view;
}

function order_row(view, id, ctx) {
  const el = make('li');
  const words = make('span', 'name');
  const up = make('button');
  const down = make('button');
  const row = make('div', 'row');
  const line = make('div', 'order');
  row.append(up, down);
  line.append(words, row);
  el.append(line);
  const move = (button, by) => () => {
    if (!enabled(button)) return;
    const ids = view.node.items.map((item) => item.id);
    const at = ids.indexOf(id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, id);
    ctx.activate(view.node.id, ids.join(','));
  };
  up.type = down.type = 'button';
  up.addEventListener('click', move(up, -1));
  down.addEventListener('click', move(down, 1));
  return {
    el,
    update(item, index, count, disabled) {
      const name = item.text ?? item.label ?? '';
      text(words, name);
      text(up, 'Up');
      text(down, 'Down');
      up.setAttribute('aria-label', `Up: ${name}`);
      down.setAttribute('aria-label', `Down: ${name}`);
      attr(up, 'aria-disabled', disabled || index === 0 ? 'true' : null);
      attr(down, 'aria-disabled', disabled || index === count - 1 ? 'true' : null);
    },
  };
}

/** Moves an element, keeping focus and scroll where the browser can do so. */
export function place_at(parent, el, before) {
  if (parent.moveBefore && el.isConnected && parent.isConnected) parent.moveBefore(el, before);
  else parent.insertBefore(el, before);
}

// ---- controls

function build_button(ctx) {
  const el = make('button');
  el.type = 'button';
  const name = make('span');
  const note = make('span', 'hidden-text');
  el.append(name, note);
  const view = {
    el,
    update(node) {
      view.node = node;
      el.classList.toggle('primary', node.primary === true);
      text(name, node.label ?? node.text);
      text(note, node.label && node.text ? `. ${node.text}` : '');
      attr(el, 'aria-pressed', node.pressed === undefined ? null : String(node.pressed));
      attr(el, 'aria-expanded', node.expanded === undefined ? null : String(node.expanded));
      attr(el, 'aria-disabled', node.disabled ? 'true' : null);
      shortcut_hint(el, node.shortcut);
      common(el, node, ctx);
    },
  };
  el.addEventListener('click', () => {
    if (enabled(el)) ctx.activate(view.node.id, view.node.value ?? '');
  });
  return view;
}

function build_link(ctx) {
  const el = make('a');
  el.addEventListener('click', (event) => {
    if (!el.hash) return;
    event.preventDefault();
    ctx.follow(el.getAttribute('href'));
  });
  return {
    el,
    update(node) {
      text(el, node.label ?? node.text);
      attr(el, 'href', node.disabled ? null : node.href);
      common(el, node, ctx);
    },
  };
}

function build_radiogroup(ctx) {
  const el = make('div');
  el.setAttribute('role', 'radiogroup');
  const name = make('p', 'group-label');
  const note = make('p');
  const body = make('div', 'body');
  el.append(name, note, body);
  return {
    el, body,
    update(node) {
      name.id = `${ctx.dom_id(node.id)}:name`;
      text(name, node.label);
      attr(el, 'aria-labelledby', name.id);
      attr(el, 'aria-disabled', node.disabled ? 'true' : null);
      text(note, node.text);
      note.hidden = !node.text;
      common(el, node, ctx);
    },
  };
}

/** A radio or a switch: a label around an input, with an optional note under it. */
function build_choice(ctx, type, group) {
  const el = make('div', 'choice');
  const label = make('label');
  const input = make('input');
  const name = make('span', 'name');
  const note = make('p');
  input.type = type;
  if (group) input.name = group;
  label.append(input, name);
  el.append(label, note);
  // An aria-disabled input still takes the click; refusing it here leaves the state as it was.
  input.addEventListener('click', (event) => { if (!enabled(input)) event.preventDefault(); });
  return {
    el, input, label, name, note, control: input,
    shared(node, disabled) {
      input.id = `${ctx.dom_id(node.id)}:input`;
      note.id = `${ctx.dom_id(node.id)}:note`;
      text(name, node.label);
      text(note, node.text);
      note.hidden = !node.text;
      attr(input, 'aria-disabled', disabled ? 'true' : null);
      shortcut_hint(label, node.shortcut);
      attr(label, 'aria-keyshortcuts', null);
      attr(input, 'aria-keyshortcuts', node.shortcut || null);
      const described = [node.text ? note.id : '', node.describedby ? ctx.dom_id(node.describedby) : ''];
      attr(input, 'aria-describedby', described.filter(Boolean).join(' ') || null);
      attr(el, 'aria-current', node.current ? 'true' : null);
    },
  };
}

function build_radio(ctx, place) {
  const group = place.parent ? ctx.dom_id(place.parent.id) : 'alone';
  const view = build_choice(ctx, 'radio', group);
  view.update = (node) => {
    view.node = node;
    view.shared(node, node.disabled || place.parent?.node?.disabled);
    view.input.value = node.value ?? node.id;
    if (view.input.checked !== Boolean(node.checked)) view.input.checked = Boolean(node.checked);
  };
  view.input.addEventListener('change', () => {
    if (view.input.checked) ctx.activate(view.node.id, view.node.value ?? '');
  });
  return view;
}

function build_toggle(ctx) {
  const view = build_choice(ctx, 'checkbox', null);
  view.input.setAttribute('role', 'switch');
  view.update = (node) => {
    view.node = node;
    view.shared(node, node.disabled);
    const on = Boolean(node.checked ?? node.pressed);
    if (view.input.checked !== on) view.input.checked = on;
  };
  view.input.addEventListener('change', () => ctx.activate(view.node.id, String(view.input.checked)));
  return view;
}

function build_field(ctx, control) {
  const el = make('div', 'field');
  const label = make('label');
  const note = make('p');
  el.append(label, control, note);
  return {
    el, control,
    shared(node) {
      control.id = `${ctx.dom_id(node.id)}:input`;
      note.id = `${ctx.dom_id(node.id)}:note`;
      label.htmlFor = control.id;
      text(label, node.unit ? `${node.label ?? ''} (${node.unit})` : node.label);
      text(note, node.text);
      note.hidden = !node.text;
      attr(control, 'aria-disabled', node.disabled ? 'true' : null);
      const described = [node.text ? note.id : '', node.describedby ? ctx.dom_id(node.describedby) : ''];
      attr(control, 'aria-describedby', described.filter(Boolean).join(' ') || null);
      attr(control, 'aria-keyshortcuts', node.shortcut || null);
    },
    range(node) {
      attr(control, 'min', node.min ?? null);
      attr(control, 'max', node.max ?? null);
      attr(control, 'step', node.step > 0 ? node.step : 'any');
    },
  };
}

// While a slider is dragged the application answers a little later; its echo must not pull it back.
const kHoldMs = 400;

function build_slider(ctx) {
  const input = make('input');
  input.type = 'range';
  const out = make('output');
  const view = build_field(ctx, input);
  view.el.append(out);
  let held_until = 0;
  let sent = null;
  const show = (value) => {
    const words = view.node.unit ? `${value} ${view.node.unit}` : String(value);
    text(out, words);
    attr(input, 'aria-valuetext', words);
  };
  const settle = () => {
    if (performance.now() < held_until) return;
    if (input.value !== view.node.value) input.value = view.node.value ?? '0';
    sent = null;
    show(input.value);
  };
  const send = () => {
    if (!enabled(input)) { held_until = 0; settle(); return; }
    held_until = performance.now() + kHoldMs;
    setTimeout(settle, kHoldMs + 20);
    show(input.value);
    if (input.value === sent) return;
    sent = input.value;
    ctx.activate(view.node.id, input.value);
  };
  input.addEventListener('input', send);
  input.addEventListener('change', send);
  view.update = (node) => {
    view.node = node;
    view.shared(node);
    out.htmlFor = input.id;
    view.range(node);
    settle();
  };
  return view;
}

function build_number(ctx) {
  const input = make('input');
  input.type = 'number';
  input.inputMode = 'decimal';
  const view = build_field(ctx, input);
  let typing = false;
  const settle = () => {
    if (!typing && input.value !== (view.node.value ?? '')) input.value = view.node.value ?? '';
  };
  input.addEventListener('input', () => { typing = true; });
  input.addEventListener('change', () => {
    typing = false;
    if (enabled(input) && input.value !== '') ctx.activate(view.node.id, input.value);
    else settle();
  });
  input.addEventListener('blur', () => { typing = false; settle(); });
  view.update = (node) => {
    view.node = node;
    view.shared(node);
    view.range(node);
    attr(input, 'readonly', node.disabled ? '' : null);
    settle();
  };
  return view;
}

const kLongestLine = 16 * 1024;

/** A line of text: every change is sent, Enter uses the control that `submit` names. */
function build_textbox(ctx) {
  const input = make('input');
  input.type = 'text';
  input.dataset.line = '';
  input.maxLength = kLongestLine;
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.setAttribute('autocapitalize', 'none');
  input.setAttribute('autocorrect', 'off');
  const view = build_field(ctx, input);
  // What was sent comes back a little later; such an echo must not undo what was typed since.
  let known = '';
  let sent = [];
  view.update = (node) => {
    view.node = node;
    view.shared(node);
    attr(input, 'readonly', node.disabled ? '' : null);
    const value = node.value ?? '';
    if (value === known) return;
    known = value;
    const echo = sent.lastIndexOf(value);
    sent = echo < 0 ? [] : sent.slice(echo + 1);
    if (echo < 0 && input.value !== value) input.value = value;
  };
  input.addEventListener('input', () => {
    if (!enabled(input)) return;
    sent.push(input.value);
    if (sent.length > 64) sent.shift();
    ctx.activate(view.node.id, input.value);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !view.node.submit || !enabled(input)) return;
    event.preventDefault();
    known = input.value;
    sent = [];
    ctx.activate(view.node.submit, input.value);
  });
  return view;
}

function build_select(ctx) {
  const input = make('select');
  const view = build_field(ctx, input);
  let shown = '';
  view.update = (node) => {
    view.node = node;
    view.shared(node);
    const options = node.options ?? [];
    const key = JSON.stringify(options);
    if (key !== shown) {
      shown = key;
      input.replaceChildren(...options.map((option) => {
        const el = make('option');
        el.value = option.value;
        el.textContent = option.label || option.value;
        return el;
      }));
    }
    if (input.value !== (node.value ?? '')) input.value = node.value ?? '';
  };
  input.addEventListener('change', () => {
    if (enabled(input)) ctx.activate(view.node.id, input.value);
    else input.value = view.node.value ?? '';
  });
  return view;
}

function build_progress(ctx) {
  const el = make('div', 'field');
  const name = make('p', 'group-label');
  const bar = make('progress');
  const words = make('p');
  el.append(name, bar, words);
  return {
    el,
    update(node) {
      name.id = `${ctx.dom_id(node.id)}:name`;
      attr(bar, 'aria-labelledby', name.id);
      text(name, node.label);
      const span = (node.max ?? 1) - (node.min ?? 0);
      bar.max = span > 0 ? span : 1;
      const value = Number(node.value ?? 0);
      bar.value = Number.isFinite(value) ? Math.max(0, value - (node.min ?? 0)) : 0;
      text(words, node.text ?? (node.unit ? `${node.value ?? 0} ${node.unit}` : ''));
      words.hidden = words.textContent === '';
    },
  };
}

// ---- table and log

function build_table(ctx) {
  const el = make('div', 'table');
  const table = make('table');
  const caption = make('caption');
  const head = make('tr');
  const thead = make('thead');
  const tbody = make('tbody');
  thead.append(head);
  table.append(caption, thead, tbody);
  el.append(table);
  const rows = new Map();
  let columns = '';
  return {
    el,
    update(node) {
      text(caption, node.label);
      caption.hidden = !node.label;
      const key = JSON.stringify(node.columns ?? []);
      if (key !== columns) {
        columns = key;
        head.replaceChildren(...(node.columns ?? []).map((column) => {
          const th = make('th');
          th.scope = 'col';
          th.textContent = column;
          return th;
        }));
      }
      const wanted = node.rows ?? [];
      const kept = new Set(wanted.map((row) => row.id));
      for (const [id, row] of rows) if (!kept.has(id)) { row.el.remove(); rows.delete(id); }
      wanted.forEach((row, index) => {
        if (!rows.has(row.id)) rows.set(row.id, table_row(ctx));
        const view = rows.get(row.id);
        view.update(row);
        if (tbody.children[index] !== view.el) place_at(tbody, view.el, tbody.children[index] ?? null);
      });
      attr(el, 'aria-live', node.live);
    },
  };
}

function table_row(ctx) {
  const el = make('tr');
  let button = null;
  let action = null;
  return {
    el,
    update(row) {
      attr(el, 'aria-current', row.selected ? 'true' : null);
      el.dataset.row = row.id;
      while (el.children.length > row.cells.length) el.lastElementChild.remove();
      row.cells.forEach((cell, index) => {
        let td = el.children[index];
        if (!td) {
          td = make(index === 0 ? 'th' : 'td');
          if (index === 0) td.scope = 'row';
          el.append(td);
        }
        if (index === 0 && row.action) return;
        text(td, cell);
      });
      action = row.action;
      if (!action) { button = null; return; }
      if (!button) {
        button = make('button');
        button.type = 'button';
        button.addEventListener('click', () => ctx.activate(action, ''));
        el.firstElementChild?.replaceChildren(button);
      }
      text(button, row.cells[0]);
      button.dataset.action = action;
      attr(button, 'aria-pressed', String(row.selected));
    },
  };
}

// More new lines than this in one go (a jump in time) are summed up instead of being read out.
const kFlood = 8;

function build_log(ctx) {
  const el = make('div', 'log');
  const list = make('ol');
  el.setAttribute('role', 'log');
  el.setAttribute('aria-relevant', 'additions');
  el.tabIndex = 0;  // scrolls by keyboard
  el.append(list);
  const lines = new Map();
  let first = true;
  return {
    el, own_children: true,
    update(node) {
      attr(el, 'aria-label', node.label ?? 'Log');
      const items = node.items ?? [];
      const added = items.reduce((sum, item) => sum + (lines.has(item.id) ? 0 : 1), 0);
      const flood = !first && added > kFlood;
      // The live state counts at the time of the change, so it is set before and restored after.
      attr(el, 'aria-live', first || flood ? 'off' : node.live ?? 'polite');
      if (first || flood) setTimeout(() => attr(el, 'aria-live', node.live ?? 'polite'), 200);
      if (flood) ctx.announce(`${added} new lines in the log`);
      first = false;

      const at_end = el.scrollTop + el.clientHeight >= el.scrollHeight - 8;
      const kept = new Set(items.map((item) => item.id));
      for (const [id, line] of lines) if (!kept.has(id)) { line.remove(); lines.delete(id); }
      items.forEach((item, index) => {
        let line = lines.get(item.id);
        if (!line) {
          line = make('li');
          line.dataset.id = item.id;
          lines.set(item.id, line);
        }
        text(line, labelled(item));
        if (list.children[index] !== line) list.insertBefore(line, list.children[index] ?? null);
      });
      list.hidden = items.length === 0;
      if (at_end) el.scrollTop = el.scrollHeight;
    },
  };
}
