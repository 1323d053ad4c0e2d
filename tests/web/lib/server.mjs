// A static server on loopback for the tests, able to misbehave on request: refuse, cut short, answer slowly.

import http from 'node:http';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
  '.ttf': 'font/ttf', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json' };

/**
 * Serves `folder` under `prefix`. Returns {url, requests, fault(name, what), clear(), close()}.
 * A fault is {status}, {drop: true}, {cut: share}, or {chunk, delay_ms}; `name` is the file's path in the folder.
 */
export async function serve(folder, { prefix = '/', headers = {} } = {}) {
  const faults = new Map();
  const requests = [];
  const policy = path.join(folder, 'csp.txt');

  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const wanted = decodeURIComponent(url.pathname);
    const name = wanted.slice(prefix.length) || 'index.html';
    requests.push({ name, search: url.search });
    const fault = faults.get(name);
    if (fault?.drop) { request.socket.destroy(); return; }
    const file = path.join(folder, name);
    const inside = wanted.startsWith(prefix) && !path.relative(folder, file).startsWith('..');
    if (fault?.status || !inside || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(fault?.status ?? 404).end('no');
      return;
    }
    const body = readFileSync(file);
    const tag = `"${createHash('sha1').update(body).digest('hex')}"`;
    const head = { 'Content-Type': kTypes[path.extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-cache', ETag: tag, ...headers };
    if (existsSync(policy)) head['Content-Security-Policy'] = readFileSync(policy, 'utf8').trim();
    if (request.headers['if-none-match'] === tag && !fault) { response.writeHead(304, head).end(); return; }
    if (fault?.cut) {
      response.writeHead(200, head);  // no length: a cut body looks like a whole one
      response.end(body.subarray(0, Math.floor(body.length * fault.cut)));
      return;
    }
    response.writeHead(200, { ...head, 'Content-Length': body.length });
    if (fault?.chunk) drip(response, body, fault);
    else response.end(body);
  });

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    url: encodeURI(`http://127.0.0.1:${port}${prefix}`),
    requests,
    fault: (name, what) => faults.set(name, what),
    clear: () => faults.clear(),
    /** Stops answering, as a network that went away does. */
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}

function drip(response, body, { chunk, delay_ms }) {
  let at = 0;
  const next = () => {
    if (response.destroyed) return;
    response.write(body.subarray(at, at + chunk));
    at += chunk;
    if (at >= body.length) response.end();
    else setTimeout(next, delay_ms);
  };
  next();
}
