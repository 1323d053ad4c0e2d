// Endpoints for the client tests: `./inflight api`'s own program on a free port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parts, root } from '../../tools/parts.mjs';

const kReady = /AWS endpoint is ready: (\S+)/;
const kStartSeconds = 60;

async function post(address, route, body) {
  const response = await fetch(`${address}/_inflight/${route}`, { method: 'POST', body });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Starts the program. `stop` ends it with Ctrl+C's signal and tells its exit status. */
export async function start_program(...options) {
  const child = spawn(process.execPath, [join(root, 'tools/api/main.mjs'), '--port', '0', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`the endpoint did not start: ${text}`)), kStartSeconds * 1000);
    child.once('exit', (status) => reject(new Error(`the endpoint ended with ${status}: ${text}`)));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = kReady.exec(text);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]);
    });
  });
  return {
    address,
    reset: () => post(address, 'reset', ''),
    advance: (ms) => post(address, 'clock', JSON.stringify({ advance_ms: ms })),
    health: async () => (await fetch(`${address}/_inflight/health`)).json(),
    events: async (query = '') => (await (await fetch(`${address}/_inflight/events${query}`)).text())
      .split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      return (await ended)[0];
    },
  };
}

/** What every client needs to be told; any credentials do. */
export function client_options(address) {
  return {
    endpoint: address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
}

export const { SQSClient, ...sqs } = parts('@aws-sdk/client-sqs');

/** The SDK's client with its commands as methods: sqs_calls(address).send_message({…}). */
export function sqs_calls(address, more = {}) {
  const client = new SQSClient({ ...client_options(address), ...more });
  return new Proxy({}, {
    get: (_, name) => (name === 'client' ? client : (input = {}, options = {}) => {
      const command = name.replace(/(^|_)([a-z])/g, (match, _1, letter) => letter.toUpperCase());
      return client.send(new sqs[`${command}Command`](input), options);
    }),
  });
}

/** Waits until `check` is true of what `look` gives. */
export async function until(look, check, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; ;) {
    const value = await look();
    if (check(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
