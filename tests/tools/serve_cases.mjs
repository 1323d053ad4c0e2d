// The server: types, compression, cache and security headers, sub-paths, ports.
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { root } from '../../tools/parts.mjs';
import { start_server } from '../../tools/serve.mjs';
import { assert, test } from './harness.mjs';
import { small_site } from './site_cases.mjs';

/** One raw request, so that nothing is decoded or normalised on the way. */
function ask(address, path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, path, method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}

async function with_server(options, work) {
  const site = small_site();
  const { address, server } = await start_server({ folder: site.out, port: 0, ...options });
  try {
    const files = JSON.parse(readFileSync(join(site.out, 'manifest.json'), 'utf8')).files;
    await work(address, new Map(files.map((file) => [file.name, file.url])), site);
  } finally {
    server.close();
  }
}

test('serve: the wasm has its type, is immutable and comes compressed when asked', () => with_server({}, async (address, urls, site) => {
  const path = `/${urls.get('inflight.wasm')}`;
  const plain = await ask(address, path);
  assert.equal(plain.headers['content-type'], 'application/wasm');
  assert.match(plain.headers['cache-control'], /immutable/);
  assert.equal(plain.headers['content-encoding'], undefined);
  for (const [accept, encoding, extension] of [['gzip, br', 'br', '.br'], ['gzip', 'gzip', '.gz']]) {
    const answer = await ask(address, path, { headers: { 'Accept-Encoding': accept } });
    assert.equal(answer.headers['content-encoding'], encoding);
    assert.equal(answer.headers['content-type'], 'application/wasm');
    assert.match(answer.headers.vary, /accept-encoding/i);
    assert.deepEqual(answer.body, readFileSync(join(site.out, path + extension)));
  }
}));

test('serve: the page is revalidated and carries the policy', () => with_server({}, async (address) => {
  for (const path of ['/', '/manifest.json', '/boot.js', '/sw.js']) {
    const { status, headers } = await ask(address, path);
    assert.equal(status, 200, path);
    assert.equal(headers['cache-control'], 'no-cache', path);
    assert.equal(headers['content-security-policy'], readFileSync(join(root, 'web/csp.txt'), 'utf8').trim());
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
  const first = await ask(address, '/');
  const again = await ask(address, '/', { headers: { 'If-None-Match': first.headers.etag } });
  assert.equal(again.status, 304);
}));

test('serve: nothing outside the folder, no other methods', () => with_server({}, async (address) => {
  for (const path of ['/../wasm/inflight.wasm', '/%2e%2e/wasm/inflight.wasm', '/..%2fwasm/inflight.wasm', '/csp.txt', '/nothing']) {
    assert.equal((await ask(address, path)).status, 404, path);
  }
  assert.equal((await ask(address, '/', { method: 'POST' })).status, 405);
  assert.equal((await ask(address, '/', { method: 'HEAD' })).status, 200);
}));

test('serve: under a sub-path, and only there', () => with_server({ base: '/some/path/' }, async (address) => {
  assert.equal((await ask(address, '/some/path/')).status, 200);
  assert.equal((await ask(address, '/some/path/boot.js')).status, 200);
  assert.equal((await ask(address, '/boot.js')).status, 404);
}));

test('serve: a port that is taken is an error when asked for', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address();
  const child = spawn(process.execPath, [join(root, 'tools/serve.mjs'), '--folder', root, '--port', String(port)]);
  let said = '';
  child.stderr.on('data', (text) => { said += text; });
  const [code] = await once(child, 'exit');
  other.close();
  assert.equal(code, 1);
  assert.match(said, new RegExp(`Port ${port} is taken`));
});

test('serve: without a port two servers find two', async () => {
  const site = small_site();
  const [one, two] = [await start_server({ folder: site.out }), await start_server({ folder: site.out })];
  try {
    assert.notEqual(one.address, two.address);
    assert.equal((await ask(two.address, '/')).status, 200);
  } finally {
    one.server.close();
    two.server.close();
  }
});

