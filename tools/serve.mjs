// Serves a built site on this machine: right types, compression, cache and security headers.
//
// usage: node tools/serve.mjs [--folder build/site] [--port N] [--base /some/path/]
//
// Without --port it takes 8080, or the next free port. With --port that port or nothing.
// Also used by the browser tests: `import { start_server } from '../../tools/serve.mjs'`.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parts, root } from './parts.mjs';

const kHost = '127.0.0.1';
const kUsualPort = 8080;
const kPortsTried = 50;
const kHashedName = /-[0-9a-f]{10}\.[a-z0-9]+$/;

/** The policy is a file of the page, so that the header and the page's own meta element agree. */
function security_headers() {
  const csp = join(root, 'web', 'csp.txt');
  return {
    ...(existsSync(csp) ? { 'Content-Security-Policy': readFileSync(csp, 'utf8').trim() } : {}),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

function cache_control(path) {
  return kHashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** A request handler for a folder; notices when the folder was built anew. */
function site_handler(folder, base) {
  const sirv = parts('sirv');
  const headers = Object.entries(security_headers());
  let built = 0;
  let files = null;
  return (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (!request.url.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    request.url = `/${request.url.slice(base.length)}`;
    const now = statSync(join(folder, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!files || now !== built) {
      built = now;
      files = sirv(folder, { etag: true, brotli: true, gzip: true });
    }
    response.setHeader('Cache-Control', cache_control(new URL(request.url, 'http://localhost').pathname));
    files(request, response, () => {
      response.removeHeader('Cache-Control');
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    });
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, kHost, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

/**
 * Serves `folder` on loopback. `port` 0 is any free port; undefined is the usual one or the next free.
 * `base` is the path the site appears under. Resolves to {address, server}.
 */
export async function start_server({ folder, port, base = '/' }) {
  const server = createServer(site_handler(folder, base));
  let taken;
  if (port !== undefined) {
    taken = await listen(server, port);
  } else {
    for (let candidate = kUsualPort; taken === undefined; candidate += 1) {
      try {
        taken = await listen(server, candidate);
      } catch (error) {
        if (error.code !== 'EADDRINUSE' || candidate >= kUsualPort + kPortsTried) throw error;
      }
    }
  }
  return { address: `http://${kHost}:${taken}${base}`, server };
}

async function main() {
  const { values } = parseArgs({ options: {
    folder: { type: 'string', default: join(root, 'build', 'site') },
    port: { type: 'string' },
    base: { type: 'string', default: '/' },
  } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    console.error(`'${values.port}' is not a port: use a number from 1 to 65535.`);
    process.exit(1);
  }
  try {
    const { address } = await start_server({ folder: values.folder, port, base: values.base });
    console.log(`\nInflight is ready: ${address}\nCtrl+C stops it.`);
  } catch (error) {
    const reason = error.code === 'EADDRINUSE' ? `Port ${port ?? kUsualPort} is taken. Leave --port out and a free one is picked.`
      : error.code === 'EACCES' ? `Port ${port} needs root. Use one above 1023.` : String(error.message);
    console.error(reason);
    process.exit(1);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
