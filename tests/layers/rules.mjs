// The include table of src/ and the words that a layer may not use. Pure: text in, complaints out.

const kBelowPlatform = ['base', 'model', 'engine', 'services', 'actors', 'world', 'api', 'lesson', 'view', 'ui'];
const kSimulation = ['base', 'model', 'engine', 'services', 'actors', 'world'];

/** What each layer may include besides itself and the standard library. */
export const kMayInclude = {
  base: ['nlohmann'],
  model: ['base'],
  engine: ['base', 'model'],
  services: ['base', 'model', 'engine'],
  actors: ['base', 'model', 'engine'],
  world: ['base', 'model', 'engine', 'services', 'actors'],
  api: ['base', 'model', 'world'],
  lesson: ['base', 'model', 'world', 'api'],
  view: ['base', 'model', 'world', 'lesson'],
  ui: ['base', 'view', 'imgui', 'gen'],
  platform: ['base', 'imgui', 'sdl', 'gl', 'emscripten', 'posix'],
  app: [...kBelowPlatform, 'platform', 'imgui', 'sdl', 'gl', 'emscripten', 'posix', 'gen'],
};

/** Headers that come with something else than the standard library. */
const kThirdParty = [
  ['nlohmann', /^nlohmann\//],
  ['imgui', /^(backends\/)?(imgui|imconfig|imstb_)/],
  ['sdl', /^SDL/],
  ['gl', /^(GL|GLES\d?|EGL|KHR)\//],
  ['emscripten', /^emscripten/],
  ['gen', /^gen\//],
];
const kCHeaders = /^(assert|ctype|errno|float|inttypes|limits|math|stdarg|stddef|stdint|stdio|stdlib|string)\.h$/;

/** Words a layer may not use: what, where, and why. */
const kBanned = [
  { pattern: /\b(steady_clock|system_clock|high_resolution_clock|utc_clock)\b|\bstd\s*::\s*chrono\b/, layers: kBelowPlatform,
    why: 'reads a wall clock; time comes in from outside' },
  { pattern: /\b(gettimeofday|clock_gettime|timespec_get|localtime|gmtime|mktime)\b|(?<![\w.>:])(::\s*)?(std\s*::\s*)?(time\s*\(\s*(nullptr|NULL|0)\s*\)|clock\s*\(\s*\))/,
    layers: kBelowPlatform, why: 'reads a wall clock; time comes in from outside' },
  { pattern: /\b(random_device|mt19937\w*|\w+_distribution|default_random_engine|srand)\b|(?<![\w.>:])(::\s*)?(std\s*::\s*)?rand\s*\(/, layers: kBelowPlatform,
    why: 'is random differently on each machine; use base/rng.h' },
  { pattern: /\bstd\s*::\s*(ranges\s*::\s*)?shuffle\b/, layers: kBelowPlatform, why: 'differs between standard libraries' },
  { pattern: /\b(getenv|secure_getenv)\b/, layers: kBelowPlatform, why: 'reads the environment' },
  { pattern: /\b(float|double)\b/, layers: kSimulation, why: 'is floating point, which the simulation does not use' },
  { pattern: /\bunordered_(multi)?(map|set)\b/, layers: kSimulation, why: 'has no defined order' },
  { pattern: /\b__EMSCRIPTEN__\b/, layers: [...kBelowPlatform, 'app'], why: 'belongs to src/platform' },
];
const kBannedHeaders = [
  { pattern: /^(chrono|ctime|time\.h|sys\/time\.h)$/, layers: kBelowPlatform, why: 'wall clocks are for src/platform' },
  { pattern: /^random$/, layers: kBelowPlatform, why: 'use base/rng.h' },
];

/** Blanks comments, and strings and characters too when asked, keeping line breaks. */
export function strip(text, also_strings) {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^(\s]*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'/g;
  return text.replace(token, (match) => {
    if (!also_strings && !match.startsWith('/')) return match;
    return match.replace(/[^\n]/g, ' ');
  });
}

function kind_of(header, quoted) {
  for (const [kind, pattern] of kThirdParty) if (pattern.test(header)) return kind;
  if (quoted) return header.includes('/') ? header.split('/')[0] : 'relative';
  if (/^[a-z_0-9]+$/.test(header) || kCHeaders.test(header)) return 'std';
  return 'posix';
}

function check_include(where, layer, path, header, quoted) {
  const complaints = [];
  for (const { pattern, layers, why } of kBannedHeaders) {
    if (layers.includes(layer) && pattern.test(header)) complaints.push(`${where} includes <${header}>: ${why}`);
  }
  const kind = kind_of(header, quoted);
  if (complaints.length || kind === 'std') return complaints;
  if (kind === 'relative') return [`${where} includes "${header}": include paths start at src/`];
  if (kind === layer) {
    const [mine, theirs] = [path.split('/')[1], header.split('/')[1]];
    const both_are_services = layer === 'services' && header.split('/').length > 2 && path.split('/').length > 2;
    if (both_are_services && mine !== theirs) complaints.push(`${where} includes "${header}": a service never includes another`);
    return complaints;
  }
  if (!kMayInclude[layer].includes(kind)) complaints.push(`${where} includes "${header}": src/${layer} may not include ${kind}`);
  return complaints;
}

/** Complaints about one file; `path` is relative to src/, with forward slashes. */
export function check_file(path, text) {
  const layer = path.split('/')[0];
  if (!kMayInclude[layer]) return [`src/${path}: no layer is called '${layer}'`];
  const complaints = [];
  strip(text, false).split('\n').forEach((line, index) => {
    const include = line.match(/^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")/);
    if (!include) return;
    const where = `src/${path}:${index + 1}`;
    complaints.push(...check_include(where, layer, path, include[1] ?? include[2], include[2] !== undefined));
  });
  strip(text, true).split('\n').forEach((line, index) => {
    if (/^\s*#\s*include\b/.test(line)) return;
    for (const { pattern, layers, why } of kBanned) {
      const found = layers.includes(layer) && line.match(pattern);
      if (found) complaints.push(`src/${path}:${index + 1} uses ${found[0].trim()}: ${why}`);
    }
  });
  return complaints;
}
