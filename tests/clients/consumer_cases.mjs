// sqs-consumer, a worker loop in wide use, against the endpoint with the real clock.
import { assert, test } from '../tools/harness.mjs';
import { parts } from '../../tools/parts.mjs';
import { sqs_calls, until } from './endpoint.mjs';

const { Consumer } = parts('sqs-consumer');

export function declare(endpoint) {
  const calls = sqs_calls(endpoint.address);
  const fresh = async (attributes = {}) => {
    await endpoint.reset();
    return (await calls.create_queue({ QueueName: 'orders', Attributes: attributes })).QueueUrl;
  };
  const send_all = (url, bodies) => calls.send_message_batch({
    QueueUrl: url, Entries: bodies.map((MessageBody, i) => ({ Id: `${i}`, MessageBody })),
  });
  const left = async (url) => {
    const { Attributes: a } = await calls.get_queue_attributes({ QueueUrl: url, AttributeNames: ['All'] });
    return Number(a.ApproximateNumberOfMessages) + Number(a.ApproximateNumberOfMessagesNotVisible);
  };
  /** Runs `work` with a consumer; whatever it complains of unexpectedly fails the case. */
  const with_consumer = async (options, work) => {
    const consumer = Consumer.create({ sqs: calls.client, waitTimeSeconds: 5, suppressFifoWarning: true, ...options });
    const faults = [];
    consumer.on('error', (error) => faults.push(error));
    consumer.start();
    try {
      await work(consumer);
    } finally {
      const stopped = new Promise((resolve) => { consumer.once('stopped', resolve); });
      consumer.stop({ abort: true });
      await stopped;
    }
    assert.deepEqual(faults, []);
  };

  test('sqs-consumer: handles what is there and what comes while it waits', async () => {
    const url = await fresh();
    await send_all(url, ['a', 'b', 'c']);
    const seen = [];
    await with_consumer({ queueUrl: url, batchSize: 10, messageSystemAttributeNames: ['All'],
      handleMessage: async ({ Body, Attributes }) => { seen.push([Body, Attributes.ApproximateReceiveCount]); } }, async () => {
      await until(() => seen.length, (n) => n === 3);
      await until(endpoint.health, ({ waiting }) => waiting === 1);
      const before = performance.now();
      await calls.send_message({ QueueUrl: url, MessageBody: 'd' });
      await until(() => seen.length, (n) => n === 4);
      assert.ok(performance.now() - before < 4000, 'a waiting poll was not answered at once');
      await until(() => left(url), (n) => n === 0);
    });
    assert.deepEqual(seen.map(([body]) => body).sort(), ['a', 'b', 'c', 'd']);
    assert.deepEqual(new Set(seen.map(([, count]) => count)), new Set(['1']));
  });

  test('sqs-consumer: a failing message comes back and ends in the dead-letter queue', async () => {
    const url = await fresh();
    const dlq = (await calls.create_queue({ QueueName: 'dlq' })).QueueUrl;
    await calls.set_queue_attributes({ QueueUrl: url, Attributes: { VisibilityTimeout: '2', RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dlq', maxReceiveCount: 2 }) } });
    await send_all(url, ['good', 'bad']);
    const tries = { good: 0, bad: 0 };
    await with_consumer({ queueUrl: url, batchSize: 10, handleMessage: async ({ Body }) => {
      tries[Body] += 1;
      if (Body === 'bad') throw new Error('cannot be handled');
    } }, async (consumer) => {
      consumer.on('processing_error', () => {});
      await until(() => left(dlq), (n) => n === 1);
    });
    assert.deepEqual(tries, { good: 1, bad: 2 });
    assert.equal((await calls.receive_message({ QueueUrl: dlq })).Messages[0].Body, 'bad');
  });

  test('sqs-consumer: a heartbeat keeps a message hidden, whole batches are deleted', async () => {
    const url = await fresh({ VisibilityTimeout: '3' });
    await send_all(url, ['a', 'b']);
    let batches = 0;
    await with_consumer({ queueUrl: url, batchSize: 10, visibilityTimeout: 3, heartbeatInterval: 1, handleMessageBatch: async (messages) => {
      batches += 1;
      assert.equal(messages.length, 2);
      await new Promise((resolve) => setTimeout(resolve, 4500));
      return messages;
    } }, () => until(() => left(url), (n) => n === 0));
    assert.equal(batches, 1);
  });

  test('sqs-consumer: a stopped consumer takes no message with it', async () => {
    const url = await fresh({ VisibilityTimeout: '60' });
    await with_consumer({ queueUrl: url, waitTimeSeconds: 20, handleMessage: async () => assert.fail('was given a message') },
      () => until(endpoint.health, ({ waiting }) => waiting === 1));
    await until(endpoint.health, ({ waiting }) => waiting === 0);
    await calls.send_message({ QueueUrl: url, MessageBody: 'next' });
    assert.equal((await calls.receive_message({ QueueUrl: url })).Messages[0].Body, 'next');
  });

  test('real clock: a visibility timeout and an empty long poll take their time', async () => {
    const url = await fresh({ VisibilityTimeout: '1' });
    await calls.send_message({ QueueUrl: url, MessageBody: 'a' });
    const begin = performance.now();
    await calls.receive_message({ QueueUrl: url });
    assert.equal((await calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 5 })).Messages.length, 1);
    assert.ok(performance.now() - begin >= 999 && performance.now() - begin < 4500);
    const middle = performance.now();
    assert.equal((await calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 1, VisibilityTimeout: 0 })).Messages?.length ?? 0, 1);
    const { Messages } = await calls.receive_message({ QueueUrl: url, VisibilityTimeout: 100 });
    assert.equal(Messages.length, 1);
    assert.equal((await calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 1 })).Messages, undefined);
    assert.ok(performance.now() - middle > 900);
  });

  test('real clock: timestamps are those of today', async () => {
    const url = await fresh();
    await calls.send_message({ QueueUrl: url, MessageBody: 'a' });
    const { Messages: [{ Attributes }] } = await calls.receive_message({ QueueUrl: url, MessageSystemAttributeNames: ['SentTimestamp'] });
    assert.ok(Math.abs(Number(Attributes.SentTimestamp) - Date.now()) < 5000);
  });
}
