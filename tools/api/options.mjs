// The options of `./inflight api`. Every complaint names the option.

export const kUsage = 'usage: ./inflight api [--port N] [--account ID] [--clock real|manual] [--profile classic|current] [--seed N]';

const kReaders = {
  port: (text) => whole(text, 0, 65535) ?? complain('--port', text, 'a number from 0 (any free port) to 65535'),
  account: (text) => (/^\d{12}$/.test(text) ? text : complain('--account', text, '12 digits')),
  clock: (text) => one_of('--clock', text, ['real', 'manual']),
  profile: (text) => one_of('--profile', text, ['classic', 'current']),
  seed: (text) => whole(text, 0, Number.MAX_SAFE_INTEGER) ?? complain('--seed', text, `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`),
};

function complain(option, text, wanted) {
  throw new Error(`${option} does not take '${text}': it wants ${wanted}.`);
}

function whole(text, lo, hi) {
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const n = Number(text);
  return n >= lo && n <= hi ? n : undefined;
}

function one_of(option, text, words) {
  return words.includes(text) ? text : complain(option, text, words.join(' or '));
}

/** Reads `--name value` and `--name=value`; throws an Error whose message names the option. */
export function read_options(args) {
  const options = { account: '000000000000', clock: 'real', profile: 'current', seed: 1 };
  for (let i = 0; i < args.length; i += 1) {
    const [, name, , inline] = /^--([a-z]+)(=(.*))?$/s.exec(args[i]) ?? [];
    if (!name || !Object.hasOwn(kReaders, name)) throw new Error(`./inflight api does not know '${args[i]}'.\n${kUsage}`);
    if (inline === undefined && i + 1 === args.length) throw new Error(`--${name} wants a value.\n${kUsage}`);
    options[name] = kReaders[name](inline ?? args[++i]);
  }
  return options;
}
