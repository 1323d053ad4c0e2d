// Reads and bounds the outline that the application sends: a tree of nodes, as JSON.
// Pure functions; must not know the DOM. Whatever comes in, what goes out is safe to render:
// known shapes, strings of bounded length, unique ids, links that stay on this page.

export const kMaxBytes = 2 * 1024 * 1024;
export const kMaxNodes = 20000;
export const kMaxDepth = 24;
export const kMaxText = 20000;
export const kMaxLogLines = 500;

const kStrings = ['label', 'text', 'value', 'unit', 'describedby', 'shortcut', 'live', 'submit'];
const kFlags = ['checked', 'pressed', 'expanded', 'disabled', 'current', 'primary'];
const kNumbers = ['level', 'min', 'max', 'step'];

/** Parses an outline. Returns {outline} or {error}; an error leaves the shown outline as it was. */
export function parse_outline(json) {
  if (typeof json !== 'string') return { error: 'not a string' };
  if (json.length > kMaxBytes) return { error: `larger than ${kMaxBytes} bytes` };
  let raw;
  try {
    raw = JSON.parse(json);
  } catch {
    return { error: 'not JSON' };
  }
  if (!is_object(raw) || raw.v !== 1 || !Array.isArray(raw.nodes)) return { error: 'not an outline of version 1' };
  try {
    const seen = new Set();
    const nodes = read_nodes(raw.nodes, seen, 1);
    return { outline: { v: 1, lang: short(raw.lang, 'en'), title: short(raw.title, 'Inflight'), nodes } };
  } catch (error) {
    return { error: error.message };
  }
}

/** Only addresses inside this page; anything else (javascript:, other sites) becomes no link. */
export function safe_href(href) {
  return typeof href === 'string' && href.startsWith('#/') && href.length < 64 * 1024 ? href : null;
}

function read_nodes(list, seen, depth) {
  if (depth > kMaxDepth) throw new Error('nested too deeply');
  return list.map((raw) => read_node(raw, seen, depth));
}

function read_node(raw, seen, depth) {
  if (!is_object(raw)) throw new Error('a node is not an object');
  if (typeof raw.id !== 'string' || raw.id === '' || raw.id.length > 512) throw new Error('a node has no id');
  if (typeof raw.kind !== 'string') throw new Error(`node ${raw.id} has no kind`);
  if (seen.has(raw.id)) throw new Error(`two nodes are called ${raw.id}`);
  seen.add(raw.id);
  if (seen.size > kMaxNodes) throw new Error(`more than ${kMaxNodes} nodes`);

  const node = { id: raw.id, kind: raw.kind };
  for (const key of kStrings) if (raw[key] !== undefined && raw[key] !== null) node[key] = bounded(raw[key]);
  for (const key of kFlags) if (typeof raw[key] === 'boolean') node[key] = raw[key];
  for (const key of kNumbers) if (Number.isFinite(raw[key])) node[key] = raw[key];
  if (raw.href !== undefined) node.href = safe_href(raw.href);
  if (Array.isArray(raw.items)) node.items = read_nodes(last_lines(raw), seen, depth + 1);
  if (Array.isArray(raw.columns)) node.columns = raw.columns.map(bounded);
  if (Array.isArray(raw.rows)) node.rows = read_rows(raw.rows, seen);
  if (Array.isArray(raw.options)) {
    node.options = raw.options.filter(is_object)
      .map((option) => ({ value: bounded(option.value ?? ''), label: bounded(option.label ?? '') }));
  }
  return node;
}

/** A log shows its newest lines only. */
function last_lines(raw) {
  return raw.kind === 'log' ? raw.items.slice(-kMaxLogLines) : raw.items;
}

function read_rows(rows, seen) {
  const ids = new Set();
  return rows.filter(is_object).map((row, index) => {
    const id = bounded(row.id ?? index);
    if (ids.has(id)) throw new Error(`two rows are called ${id}`);
    ids.add(id);
    if (seen.size + ids.size > kMaxNodes) throw new Error(`more than ${kMaxNodes} nodes`);
    return {
      id,
      cells: Array.isArray(row.cells) ? row.cells.map(bounded) : [],
      action: row.action ? bounded(row.action) : null,
      selected: row.selected === true,
    };
  });
}

function bounded(value) {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? '' : String(value);
  return text.length > kMaxText ? `${text.slice(0, kMaxText)}…` : text;
}

function short(value, fallback) {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : fallback;
}

function is_object(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
