// Command-line options: --key value, --flag, repeated --key value, and the rest.

/** `many` are keys that may repeat (lists), `flags` take no value. Leaves with a message on a key without its value. */
export function read_options(args, { many = [], flags = [] } = {}) {
  const found = { rest: [], ...Object.fromEntries(many.map((key) => [key, []])) };
  for (let at = 0; at < args.length; ++at) {
    if (!args[at].startsWith('--')) {
      found.rest.push(args[at]);
      continue;
    }
    const key = args[at].slice(2);
    if (flags.includes(key)) {
      found[key] = true;
      continue;
    }
    at += 1;
    if (at >= args.length) {
      console.error(`--${key} needs a value`);
      process.exit(2);
    }
    if (many.includes(key)) found[key].push(args[at]);
    else found[key] = args[at];
  }
  return found;
}
