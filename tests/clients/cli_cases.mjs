// The AWS CLI (as Debian has it) against the endpoint with the manual clock.
import { spawn } from 'node:child_process';
import { assert, test } from '../tools/harness.mjs';

const kAws = process.env.INFLIGHT_AWS ?? '/usr/bin/aws';

/** One call; resolves to {status, out, error}, `out` being the parsed JSON. */
function aws(address, ...words) {
  const env = {
    PATH: process.env.PATH, HOME: '/nonexistent', AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any', AWS_PAGER: '',
    AWS_DEFAULT_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true', LC_ALL: 'C.UTF-8',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(kAws, ['--endpoint-url', address, '--output', 'json', 'sqs', ...words], { env, timeout: 30_000 });
    let out = '';
    let error = '';
    child.stdout.on('data', (chunk) => { out += chunk; });
    child.stderr.on('data', (chunk) => { error += chunk; });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out: out.trim() ? JSON.parse(out) : null, error }));
  });
}

export function declare(endpoint) {
  const run = (...words) => aws(endpoint.address, ...words);
  const good = async (...words) => {
    const { status, out, error } = await run(...words);
    assert.equal(status, 0, error);
    return out;
  };

  test('AWS CLI: a message goes round', async () => {
    await endpoint.reset();
    const { QueueUrl: url } = await good('create-queue', '--queue-name', 'orders', '--attributes', 'VisibilityTimeout=60', '--tags', 'team=shop');
    assert.equal(url, `${endpoint.address}/000000000000/orders`);
    const sent = await good('send-message', '--queue-url', url, '--message-body', 'hello & goodbye',
      '--message-attributes', 'kind={DataType=String,StringValue=rush}');
    const { Messages: [message] } = await good('receive-message', '--queue-url', url, '--attribute-names', 'All', '--message-attribute-names', 'All');
    assert.equal(message.MessageId, sent.MessageId);
    assert.equal(message.Body, 'hello & goodbye');
    assert.equal(message.MessageAttributes.kind.StringValue, 'rush');
    assert.equal(await good('delete-message', '--queue-url', url, '--receipt-handle', message.ReceiptHandle), null);
    const { Attributes } = await good('get-queue-attributes', '--queue-url', url, '--attribute-names', 'ApproximateNumberOfMessagesNotVisible', 'VisibilityTimeout');
    assert.deepEqual(Attributes, { ApproximateNumberOfMessagesNotVisible: '0', VisibilityTimeout: '60' });
    assert.deepEqual((await good('list-queues')).QueueUrls, [url]);
  });

  test('AWS CLI: a batch from JSON', async () => {
    await endpoint.reset();
    const { QueueUrl: url } = await good('create-queue', '--queue-name', 'orders');
    const entries = JSON.stringify([{ Id: 'a', MessageBody: 'x' }, { Id: 'b', MessageBody: 'y', DelaySeconds: 5 }]);
    const { Successful } = await good('send-message-batch', '--queue-url', url, '--entries', entries);
    assert.deepEqual(Successful.map(({ Id }) => Id), ['a', 'b']);
  });

  test('AWS CLI: a refusal is said with its code', async () => {
    await endpoint.reset();
    const { status, error } = await run('get-queue-url', '--queue-name', 'nothing');
    assert.ok(status === 254 || status === 255, `status ${status}`);  // 255 up to version 1
    assert.match(error, /An error occurred \(AWS\.SimpleQueueService\.NonExistentQueue\) when calling the GetQueueUrl operation/);
  });
}
