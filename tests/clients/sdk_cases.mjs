// The AWS SDK for JavaScript (AWS JSON) against the endpoint with the manual clock.
import { assert, test } from '../tools/harness.mjs';
import { sqs, sqs_calls, until } from './endpoint.mjs';

/** Declares the cases; every one begins with an empty endpoint at time zero. */
export function declare(endpoint) {
  const calls = sqs_calls(endpoint.address);
  const js = (name, work) => test(`JavaScript SDK: ${name}`, async () => {
    await endpoint.reset();
    await work();
  });
  const queue = async (name, attributes) => (await calls.create_queue({ QueueName: name, Attributes: attributes })).QueueUrl;
  const refusal = (promise) => promise.then(() => assert.fail('was not refused'), (error) => error);

  js('a message goes round with its attributes', async () => {
    const url = await queue('orders');
    assert.equal(url, `${endpoint.address}/000000000000/orders`);
    assert.equal((await calls.get_queue_url({ QueueName: 'orders' })).QueueUrl, url);
    const body = 'two\nlines, <xml> & "quotes", \u{1F600}';
    const sent = await calls.send_message({
      QueueUrl: url,
      MessageBody: body,
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'rush' },
        count: { DataType: 'Number.int', StringValue: '7' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
      },
    });
    const { Messages: [message] } = await calls.receive_message({
      QueueUrl: url, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'],
    });
    assert.equal(message.MessageId, sent.MessageId);
    assert.equal(message.Body, body);
    assert.equal(message.Attributes.ApproximateReceiveCount, '1');
    assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
    assert.deepEqual(message.MessageAttributes.raw.BinaryValue, Uint8Array.of(0, 255));
    assert.equal(message.MessageAttributes.count.DataType, 'Number.int');
    await calls.delete_message({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    await endpoint.advance(60_000);
    assert.equal((await calls.receive_message({ QueueUrl: url })).Messages, undefined);
  });

  js('batches answer entry by entry', async () => {
    const url = await queue('orders', { MaximumMessageSize: '1024' });
    const entries = Array.from({ length: 10 }, (_, i) => ({ Id: `e${i}`, MessageBody: i === 3 ? 'x'.repeat(1025) : `m${i}` }));
    const sent = await calls.send_message_batch({ QueueUrl: url, Entries: entries });
    assert.equal(sent.Successful.length, 9);
    assert.deepEqual(sent.Failed.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]), [['e3', 'InvalidParameterValue', true]]);
    const { Messages } = await calls.receive_message({ QueueUrl: url, MaxNumberOfMessages: 10 });
    assert.equal(Messages.length, 9);
    const changed = await calls.change_message_visibility_batch({
      QueueUrl: url, Entries: Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle, VisibilityTimeout: 100 })),
    });
    assert.equal(changed.Successful.length, 9);
    const deleted = await calls.delete_message_batch({
      QueueUrl: url, Entries: [...Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle })), { Id: 'odd', ReceiptHandle: 'no handle' }],
    });
    assert.equal(deleted.Successful.length, 9);
    assert.deepEqual(deleted.Failed.map(({ Id, Code }) => [Id, Code]), [['odd', 'ReceiptHandleIsInvalid']]);
  });

  js('a long poll answers as soon as a message comes', async () => {
    const url = await queue('orders');
    const poll = calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 20 });
    await until(endpoint.health, ({ waiting }) => waiting === 1);
    await endpoint.advance(5000);
    await calls.send_message({ QueueUrl: url, MessageBody: 'at last' });
    assert.equal((await poll).Messages[0].Body, 'at last');
  });

  js('a long poll ends empty when its time is over, and no earlier', async () => {
    const url = await queue('orders', { ReceiveMessageWaitTimeSeconds: '10' });
    let ended = false;
    const poll = calls.receive_message({ QueueUrl: url }).finally(() => { ended = true; });
    await until(endpoint.health, ({ waiting }) => waiting === 1);
    await endpoint.advance(9999);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(ended, false);
    await endpoint.advance(1);
    assert.equal((await poll).Messages, undefined);
  });

  js('a delayed message wakes a long poll', async () => {
    const url = await queue('orders');
    await calls.send_message({ QueueUrl: url, MessageBody: 'later', DelaySeconds: 3 });
    const poll = calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 20 });
    await until(endpoint.health, ({ waiting }) => waiting === 1);
    await endpoint.advance(3000);
    assert.equal((await poll).Messages[0].Body, 'later');
  });

  js('a message given to a poll that was abandoned is not lost', async () => {
    const url = await queue('orders');
    const abort = new AbortController();
    const poll = calls.receive_message({ QueueUrl: url, WaitTimeSeconds: 20 }, { abortSignal: abort.signal });
    await until(endpoint.health, ({ waiting }) => waiting === 1);
    abort.abort();
    assert.equal((await refusal(poll)).name, 'AbortError');
    await until(endpoint.health, ({ waiting }) => waiting === 0);
    await calls.send_message({ QueueUrl: url, MessageBody: 'kept' });
    assert.equal((await calls.receive_message({ QueueUrl: url })).Messages[0].Body, 'kept');
  });

  js('a visibility timeout hides, can be changed, and ends', async () => {
    const url = await queue('orders', { VisibilityTimeout: '30' });
    await calls.send_message({ QueueUrl: url, MessageBody: 'once' });
    const receive = async () => (await calls.receive_message({ QueueUrl: url, AttributeNames: ['ApproximateReceiveCount'] })).Messages?.[0];
    const first = await receive();
    assert.equal(await receive(), undefined);
    await calls.change_message_visibility({ QueueUrl: url, ReceiptHandle: first.ReceiptHandle, VisibilityTimeout: 0 });
    const second = await receive();
    assert.equal(second.Attributes.ApproximateReceiveCount, '2');
    await endpoint.advance(29_999);
    assert.equal(await receive(), undefined);
    await endpoint.advance(1);
    assert.equal((await receive()).Attributes.ApproximateReceiveCount, '3');
  });

  js('after maxReceiveCount receives the next one moves the message to the dead-letter queue', async () => {
    const dlq = await queue('orders-dlq');
    const { Attributes: { QueueArn } } = await calls.get_queue_attributes({ QueueUrl: dlq, AttributeNames: ['QueueArn'] });
    assert.equal(QueueArn, 'arn:aws:sqs:us-east-1:000000000000:orders-dlq');
    const url = await queue('orders', { VisibilityTimeout: '1', RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 2 }) });
    const { MessageId } = await calls.send_message({ QueueUrl: url, MessageBody: 'poison' });
    for (const expected of [1, 1, 0]) {
      const { Messages = [] } = await calls.receive_message({ QueueUrl: url });
      assert.equal(Messages.length, expected);
      await endpoint.advance(1000);
    }
    const { Messages: [moved] } = await calls.receive_message({ QueueUrl: dlq, MessageSystemAttributeNames: ['All'] });
    assert.equal(moved.MessageId, MessageId);
    assert.equal(moved.Attributes.DeadLetterQueueSourceArn, 'arn:aws:sqs:us-east-1:000000000000:orders');
  });

  js('attributes are set, read and counted', async () => {
    const url = await queue('orders');
    await calls.set_queue_attributes({ QueueUrl: url, Attributes: { DelaySeconds: '5', VisibilityTimeout: '60' } });
    await calls.send_message({ QueueUrl: url, MessageBody: 'a' });
    const { Attributes: all } = await calls.get_queue_attributes({ QueueUrl: url, AttributeNames: ['All'] });
    assert.equal(all.DelaySeconds, '5');
    assert.equal(all.VisibilityTimeout, '60');
    assert.equal(all.ApproximateNumberOfMessagesDelayed, '1');
    assert.equal(all.MaximumMessageSize, '1048576');
  });

  js('queues are listed in pages', async () => {
    for (const name of ['a1', 'a2', 'a3', 'b1']) await queue(name);
    const urls = [];
    for await (const page of sqs.paginateListQueues({ client: calls.client, pageSize: 2 }, { QueueNamePrefix: 'a' })) urls.push(...page.QueueUrls);
    assert.deepEqual(urls, ['a1', 'a2', 'a3'].map((name) => `${endpoint.address}/000000000000/${name}`));
  });

  js('a purge empties a queue and may not be repeated within a minute', async () => {
    const url = await queue('orders');
    await calls.send_message({ QueueUrl: url, MessageBody: 'a' });
    await calls.purge_queue({ QueueUrl: url });
    assert.equal((await calls.receive_message({ QueueUrl: url })).Messages, undefined);
    const error = await refusal(calls.purge_queue({ QueueUrl: url }));
    assert.ok(error instanceof sqs.PurgeQueueInProgress, error);
    assert.equal(error.$metadata.httpStatusCode, 403);
    await endpoint.advance(60_000);
    await calls.purge_queue({ QueueUrl: url });
  });

  js('a deleted queue is gone and its name is blocked for a minute', async () => {
    const url = await queue('orders');
    await calls.delete_queue({ QueueUrl: url });
    assert.ok(await refusal(calls.send_message({ QueueUrl: url, MessageBody: 'a' })) instanceof sqs.QueueDoesNotExist);
    assert.ok(await refusal(calls.create_queue({ QueueName: 'orders' })) instanceof sqs.QueueDeletedRecently);
    await endpoint.advance(60_000);
    assert.equal(await queue('orders'), url);
  });

  js('refusals have the classes and codes that the SDK knows', async () => {
    const url = await queue('orders', { VisibilityTimeout: '30' });
    const wrong = async (promise, type, code) => {
      const error = await refusal(promise);
      if (type) assert.ok(error instanceof sqs[type], `${error.name} is not ${type}`);
      assert.equal(error.Code ?? error.name, code);
      return error;
    };
    const missing = await wrong(calls.get_queue_url({ QueueName: 'nothing' }), 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue');
    assert.equal(missing.message, 'The specified queue does not exist.');
    assert.equal(missing.$metadata.httpStatusCode, 400);
    assert.match(missing.$metadata.requestId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await wrong(calls.create_queue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '31' } }), 'QueueNameExists', 'QueueAlreadyExists');
    await wrong(calls.delete_message({ QueueUrl: url, ReceiptHandle: 'no handle' }), 'ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid');
    await wrong(calls.send_message_batch({ QueueUrl: url, Entries: [] }), 'EmptyBatchRequest', 'AWS.SimpleQueueService.EmptyBatchRequest');
    const twice = [{ Id: 'a', MessageBody: 'x' }, { Id: 'a', MessageBody: 'y' }];
    await wrong(calls.send_message_batch({ QueueUrl: url, Entries: twice }), 'BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct');
    const many = Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' }));
    await wrong(calls.send_message_batch({ QueueUrl: url, Entries: many }), 'TooManyEntriesInBatchRequest', 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest');
    await wrong(calls.get_queue_attributes({ QueueUrl: url, AttributeNames: ['Colour'] }), 'InvalidAttributeName', 'InvalidAttributeName');
    await wrong(calls.set_queue_attributes({ QueueUrl: url, Attributes: { DelaySeconds: '901' } }), 'InvalidAttributeValue', 'InvalidAttributeValue');
    await wrong(calls.send_message({ QueueUrl: url, MessageBody: 'a\u0001b' }), 'InvalidMessageContents', 'InvalidMessageContents');
    const range = await wrong(calls.receive_message({ QueueUrl: url, MaxNumberOfMessages: 11 }), null, 'InvalidParameterValue');
    assert.equal(range.message, 'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.');
    await wrong(calls.send_message({ QueueUrl: url }), null, 'MissingParameter');
  });

  js('a message may have 1 MiB and not a byte more', async () => {
    const url = await queue('orders');
    const largest = 'x'.repeat(1 << 20);
    await calls.send_message({ QueueUrl: url, MessageBody: largest });
    assert.equal((await calls.receive_message({ QueueUrl: url })).Messages[0].Body, largest);
    const error = await refusal(calls.send_message({ QueueUrl: url, MessageBody: `${largest}x` }));
    assert.equal(error.message, 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.');
  });

  js('the AWS form of a queue URL is taken too', async () => {
    await queue('orders');
    const plain = sqs_calls(endpoint.address, { useQueueUrlAsEndpoint: false });
    const url = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';
    await plain.send_message({ QueueUrl: url, MessageBody: 'a' });
    assert.equal((await plain.receive_message({ QueueUrl: url })).Messages.length, 1);
  });

  js('regions and accounts are apart', async () => {
    await queue('orders');
    const dublin = sqs_calls(endpoint.address, { region: 'eu-west-1' });
    assert.equal((await dublin.list_queues()).QueueUrls, undefined);
    const other = sqs_calls(endpoint.address, { credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' } });
    const { QueueUrl } = await other.create_queue({ QueueName: 'orders' });
    assert.equal(QueueUrl, `${endpoint.address}/123456789012/orders`);
    const { Attributes } = await other.get_queue_attributes({ QueueUrl, AttributeNames: ['QueueArn'] });
    assert.equal(Attributes.QueueArn, 'arn:aws:sqs:us-east-1:123456789012:orders');
    assert.equal((await endpoint.health()).worlds.length, 3);
  });

  js('a reset repeats everything, down to the ids', async () => {
    const story = async () => {
      await endpoint.reset();
      const url = await queue('orders');
      await calls.send_message({ QueueUrl: url, MessageBody: 'a' });
      await endpoint.advance(1500);
      const { Messages } = await calls.receive_message({ QueueUrl: url, MessageSystemAttributeNames: ['All'] });
      return JSON.stringify([Messages, await endpoint.events()]);
    };
    assert.equal(await story(), await story());
  });

  js('many clients at once lose and double nothing', async () => {
    const url = await queue('orders');
    await Promise.all(Array.from({ length: 20 }, (_, i) => calls.send_message_batch({
      QueueUrl: url, Entries: Array.from({ length: 10 }, (_1, k) => ({ Id: `${k}`, MessageBody: `${i}-${k}` })),
    })));
    const bodies = new Set();
    const drain = async () => {
      for (;;) {
        const { Messages } = await calls.receive_message({ QueueUrl: url, MaxNumberOfMessages: 10 });
        if (!Messages) return;
        for (const { Body } of Messages) {
          assert.ok(!bodies.has(Body), `${Body} came twice`);
          bodies.add(Body);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, drain));
    assert.equal(bodies.size, 200);
  });
}
