// Plain HTTP, well-behaved and not: malformed, huge and slow requests get an error and harm nobody.
import { connect } from 'node:net';
import { join } from 'node:path';
import { start_endpoint } from '../../tools/api/server.mjs';
import { read_options } from '../../tools/api/options.mjs';
import { root } from '../../tools/parts.mjs';
import { assert, test } from '../tools/harness.mjs';
import { until } from './endpoint.mjs';

const kModule = join(root, 'build/web/bin/inflight_api.mjs');
const kSmall = {
  header_ms: 300, request_ms: 600, answer_ms: 300, idle_ms: 5000, body_bytes: 10_000, all_bodies_bytes: 15_000, header_bytes: 4096, connections: 20,
};

/** Runs `work` with an endpoint of its own whose limits are small. */
async function with_endpoint(work, more = {}) {
  const endpoint = await start_endpoint({ module: kModule, port: 0, clock: 'manual', seed: 1, limits: kSmall, ...more });
  const { port } = new URL(endpoint.address);
  try {
    await work(endpoint.address, Number(port));
  } finally {
    await endpoint.close();
  }
}

/** A raw connection: what was received so far, and the end. */
function open(port, first = '') {
  const socket = connect(port, '127.0.0.1');
  const state = { text: '', closed: false, socket };
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => { state.text += chunk; });
  socket.on('error', () => {});
  socket.on('close', () => { state.closed = true; });
  socket.write(first);
  return state;
}

const answer = (connection, pattern) => until(() => connection.text, (text) => pattern.test(text));
const alive = async (address) => assert.equal((await (await fetch(`${address}/_inflight/health`)).json()).status, 'ok');
const call = (address, action, input) => fetch(address, {
  method: 'POST', body: JSON.stringify(input), headers: { 'X-Amz-Target': `AmazonSQS.${action}`, 'Content-Type': 'application/x-amz-json-1.0' },
});

test('http: what is no HTTP is answered 400 and closed', () => with_endpoint(async (address, port) => {
  for (const text of ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nbad header\r\n\r\n', '\x16\x03\x01\x02\x00\x01', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n']) {
    const connection = open(port, text);
    await answer(connection, /^HTTP\/1\.1 400 /);
    await until(() => connection.closed, Boolean);
  }
  await alive(address);
}));

test('http: too many header bytes are answered 431', () => with_endpoint(async (address, port) => {
  await answer(open(port, `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(5000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  await alive(address);
}));

test('http: a body that is too large is answered 413, announced or not', () => with_endpoint(async (address, port) => {
  await answer(open(port, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10001\r\n\r\n'), /^HTTP\/1\.1 413 /);
  const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
  await answer(open(port, `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}`), /^HTTP\/1\.1 413 /);
  await alive(address);
}));

test('http: unfinished bodies of all clients together are bounded', () => with_endpoint(async (address, port) => {
  const half = `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000\r\n\r\n${'x'.repeat(8000)}`;
  const first = open(port, half);
  const second = open(port, half);
  await until(() => first.text + second.text, (text) => /^HTTP\/1\.1 503 /.test(text));
  first.socket.destroy();
  second.socket.destroy();
  await until(async () => (await call(address, 'ListQueues', { QueueNamePrefix: 'x'.repeat(8000) })).status, (status) => status === 200);
}));

test('http: slow headers and slow bodies are answered 408', () => with_endpoint(async (address, port) => {
  const headers = open(port, 'POST / HTTP/1.1\r\nHost: h\r\n');
  const body = open(port, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc');
  await answer(headers, /^HTTP\/1\.1 408 /);
  await answer(body, /^HTTP\/1\.1 408 /);
  await alive(address);
}));

test('http: a client that goes away in the middle harms nobody', () => with_endpoint(async (address, port) => {
  for (let i = 0; i < 30; i += 1) {
    open(port, `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000\r\n\r\n${'x'.repeat(i * 100)}`).socket.destroy();
    if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await alive(address);
  assert.equal((await call(address, 'ListQueues', { QueueNamePrefix: 'x'.repeat(8000) })).status, 200);
}));

test('http: connections are kept, and requests on one are answered in order', () => with_endpoint(async (address, port) => {
  const one = 'GET /_inflight/health HTTP/1.1\r\nHost: h\r\n\r\n';
  const two = 'GET /_inflight/nothing HTTP/1.1\r\nHost: h\r\n\r\n';
  const connection = open(port, one + two + one);
  await answer(connection, /200 OK[\s\S]*404 Not Found[\s\S]*200 OK/);
  assert.equal(connection.closed, false);
  connection.socket.write(one);
  await answer(connection, /(200 OK[\s\S]*){3}/);
  connection.socket.destroy();
}));

test('http: connections beyond the limit are refused and the others go on', () => with_endpoint(async (address, port) => {
  const body = '{"QueueName":"q"}';
  const held = open(port, `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.CreateQueue\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  await answer(held, /000000000000\/q/);
  const crowd = Array.from({ length: 40 }, () => open(port));
  await until(() => crowd.filter(({ closed }) => closed).length, (n) => n >= 21);
  held.socket.write('GET /_inflight/health HTTP/1.1\r\nHost: h\r\n\r\n');
  await answer(held, /"status":"ok"/);
  for (const { socket } of [...crowd, held]) socket.destroy();
}));

test('http: other methods are refused', () => with_endpoint(async (address) => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const response = await fetch(address, { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, POST');
  }
}));

test('http: an answer that nobody reads is given up', () => with_endpoint(async (address, port) => {
  const { QueueUrl } = await (await call(address, 'CreateQueue', { QueueName: 'q', Attributes: { VisibilityTimeout: '0' } })).json();
  for (let i = 0; i < 10; i += 1) await call(address, 'SendMessage', { QueueUrl, MessageBody: 'x'.repeat(1 << 20) });
  const input = JSON.stringify({ QueueUrl, MaxNumberOfMessages: 10 });
  const request = `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: ${input.length}\r\n\r\n${input}`;
  const connection = open(port, request.repeat(4));  // 40 MiB of answers: more than sockets hold
  connection.socket.pause();
  await new Promise((resolve) => setTimeout(resolve, 800));
  connection.socket.resume();
  await until(() => connection.closed, Boolean);
  assert.ok(connection.text.length < 40 << 20, 'all answers were kept');
  const patient = open(port, request);
  await until(() => patient.text.length, (n) => n > 10 << 20);
  patient.socket.destroy();
}, { limits: { ...kSmall, body_bytes: 8 << 20, all_bodies_bytes: 64 << 20 } }));

test('http: pages of other sites are turned away, those of this machine are not', () => with_endpoint(async (address) => {
  const form = { method: 'POST', body: 'Action=ListQueues&Version=2012-11-05' };
  const ask = async (origin) => (await fetch(address, { ...form, headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' } })).status;
  assert.equal(await ask('https://example.com'), 403);
  assert.equal(await ask('null'), 403);
  assert.equal(await ask('http://localhost.example.com'), 403);
  assert.equal(await ask('http://localhost:3000'), 200);
}));

test('http: strange bytes in headers and paths reach nobody', () => with_endpoint(async (address, port) => {
  for (const path of ['/%zz', '/\xff\xfe', '//', '/?Action=%', '/?Action=ListQueues&Version=2012-11-05&\xe9=1', '*', 'http://other/']) {
    await answer(open(port, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: \xff\r\nAuthorization: Credential=\xfe/%2F\r\n\r\n`, 'latin1')), /^HTTP\/1\.1 [24]\d\d /);
  }
  await alive(address);
}));

test('http: a message sent while its poll is being given up goes to somebody else', () => with_endpoint(async (address, port) => {
  const { QueueUrl } = await (await call(address, 'CreateQueue', { QueueName: 'q' })).json();
  const input = JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 });
  const polls = Array.from({ length: 5 }, () => open(port, `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: ${input.length}\r\n\r\n${input}`));
  const waiting = async () => (await (await fetch(`${address}/_inflight/health`)).json()).waiting;
  await until(waiting, (n) => n === 5);
  for (const { socket } of polls) socket.destroy();
  await until(waiting, (n) => n === 0);
  await call(address, 'SendMessage', { QueueUrl, MessageBody: 'b' });
  const { Messages } = await (await call(address, 'ReceiveMessage', { QueueUrl })).json();
  assert.equal(Messages[0].Body, 'b');
}));

test('http: the Host header decides where queue URLs lead', () => with_endpoint(async (address, port) => {
  const connection = open(port, 'GET /?Action=CreateQueue&Version=2012-11-05&QueueName=q HTTP/1.1\r\nHost: queues.localhost:99\r\n\r\n');
  await answer(connection, /<QueueUrl>http:\/\/queues\.localhost:99\/000000000000\/q<\/QueueUrl>/);
  connection.socket.destroy();
}));

test('options: each complaint names its option', () => {
  for (const [args, pattern] of [
    [['--colour', 'red'], /'--colour'/], [['red'], /'red'/], [['--port'], /--port wants a value/], [['--port', '70000'], /--port .*'70000'/],
    [['--account=12'], /--account .*'12'/], [['--clock', 'sun'], /--clock .*real or manual/], [['--profile', ''], /--profile .*classic or current/],
    [['--seed', '-1'], /--seed .*'-1'/], [['--seed', '9007199254740992'], /--seed/], [['--constructor', '1'], /--constructor/],
  ]) assert.throws(() => read_options(args), pattern, args.join(' '));
  assert.deepEqual(read_options(['--port=0', '--clock', 'manual', '--seed=7', '--profile', 'classic', '--account', '123456789012']),
    { port: 0, clock: 'manual', seed: 7, profile: 'classic', account: '123456789012' });
});

test('http: a port that is taken is said, and without one the next free is used', () => with_endpoint(async (_address, port) => {
  await assert.rejects(start_endpoint({ module: kModule, port, clock: 'manual', seed: 1 }), { code: 'EADDRINUSE' });
  await with_endpoint(alive, { port: undefined });
}));

test('http: classic profile and seed reach the engine', () => with_endpoint(async (address) => {
  const { QueueUrl } = await (await call(address, 'CreateQueue', { QueueName: 'q' })).json();
  const { Attributes } = await (await call(address, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['MaximumMessageSize', 'QueueArn'] })).json();
  assert.deepEqual(Attributes, { MaximumMessageSize: '262144', QueueArn: 'arn:aws:sqs:us-east-1:123456789012:q' });
}, { profile: 'classic', account: '123456789012' }));
