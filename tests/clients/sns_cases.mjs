// The AWS SDK's SNS client (Query protocol) against the endpoint with the manual clock.
import { createServer } from 'node:http';
import { parts } from '../../tools/parts.mjs';
import { assert, test } from '../tools/harness.mjs';
import { client_options, sqs_calls, until } from './endpoint.mjs';

const sns = parts('@aws-sdk/client-sns');

/** A subscriber: keeps what it is sent and answers with `status`. */
async function with_subscriber(work) {
  const got = [];
  const subscriber = { got, status: 200 };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ type: request.headers['x-amz-sns-message-type'], body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(subscriber.status).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  subscriber.url = `http://127.0.0.1:${server.address().port}/hook`;
  try {
    await work(subscriber);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

export function declare(endpoint) {
  const queues = sqs_calls(endpoint.address);
  const client = new sns.SNSClient(client_options(endpoint.address));
  const call = (name, input) => client.send(new sns[`${name}Command`](input));
  const topic = async (name, more = {}) => (await call('CreateTopic', { Name: name, ...more })).TopicArn;
  const case_ = (name, work) => test(`JavaScript SDK, SNS: ${name}`, async () => {
    await endpoint.reset();
    await work();
  });
  /** A queue that the topic may send to; resolves to {url, arn}. */
  const fed_queue = async (name, TopicArn) => {
    const { QueueUrl: url } = await queues.create_queue({ QueueName: name });
    const arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage', Resource: arn, Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } } }] });
    await queues.set_queue_attributes({ QueueUrl: url, Attributes: { Policy } });
    return { url, arn };
  };
  const received = async (url) => ((await queues.receive_message({ QueueUrl: url, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] })).Messages ?? []);

  case_('a topic reaches its queues, enveloped or raw, through their filters', async () => {
    const TopicArn = await topic('orders');
    assert.equal(TopicArn, 'arn:aws:sns:us-east-1:000000000000:orders');
    const plain = await fed_queue('plain', TopicArn);
    const raw = await fed_queue('raw', TopicArn);
    await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: plain.arn });
    await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: raw.arn, ReturnSubscriptionArn: true,
      Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ kind: ['rush'] }) } });
    const { MessageId } = await call('Publish', { TopicArn, Message: 'hello <&>', Subject: 'greeting',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'rush' } } });
    await call('Publish', { TopicArn, Message: 'slow' });
    const envelopes = (await received(plain.url)).map(({ Body }) => JSON.parse(Body));
    assert.deepEqual(envelopes.map(({ Message }) => Message).sort(), ['hello <&>', 'slow']);
    const first = envelopes.find(({ Message }) => Message !== 'slow');
    assert.equal(first.MessageId, MessageId);
    assert.equal(first.Subject, 'greeting');
    assert.deepEqual(first.MessageAttributes, { kind: { Type: 'String', Value: 'rush' } });
    const bodies = await received(raw.url);
    assert.deepEqual(bodies.map(({ Body }) => Body), ['hello <&>']);
    assert.equal(bodies[0].MessageAttributes.kind.StringValue, 'rush');
  });

  case_('batches answer entry by entry', async () => {
    const TopicArn = await topic('orders');
    const answer = await call('PublishBatch', { TopicArn, PublishBatchRequestEntries: [
      { Id: 'a', Message: 'x', MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } } }, { Id: 'b', Message: 'y' }] });
    assert.deepEqual(answer.Successful.map(({ Id }) => Id), ['a', 'b']);
    assert.deepEqual(answer.Failed ?? [], []);
  });

  case_('attributes, tags and lists are read and written', async () => {
    const TopicArn = await topic('orders', { Attributes: { DisplayName: 'Orders' }, Tags: [{ Key: 'team', Value: 'shop' }] });
    await call('SetTopicAttributes', { TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Other' });
    assert.equal((await call('GetTopicAttributes', { TopicArn })).Attributes.DisplayName, 'Other');
    await call('TagResource', { ResourceArn: TopicArn, Tags: [{ Key: 'stage', Value: 'test' }] });
    await call('UntagResource', { ResourceArn: TopicArn, TagKeys: ['team'] });
    assert.deepEqual((await call('ListTagsForResource', { ResourceArn: TopicArn })).Tags, [{ Key: 'stage', Value: 'test' }]);
    assert.deepEqual((await call('ListTopics', {})).Topics, [{ TopicArn }]);
    assert.deepEqual((await call('ListSubscriptions', {})).Subscriptions ?? [], []);
    await call('DeleteTopic', { TopicArn });
    assert.deepEqual((await call('ListTopics', {})).Topics ?? [], []);
  });

  case_('refusals have the classes that the SDK knows', async () => {
    const refusal = (promise) => promise.then(() => assert.fail('was not refused'), (error) => error);
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:nothing';
    const gone = await refusal(call('Publish', { TopicArn, Message: 'x' }));
    assert.ok(gone instanceof sns.NotFoundException, gone);
    assert.equal(gone.$metadata.httpStatusCode, 404);
    assert.equal(gone.message, 'Topic does not exist');
    assert.ok(await refusal(call('CreateTopic', { Name: 'no blanks' })) instanceof sns.InvalidParameterException);
  });

  case_('an HTTP subscriber confirms, is notified, and is tried again', () => with_subscriber(async (subscriber) => {
    const TopicArn = await topic('orders');
    const { SubscriptionArn } = await call('Subscribe', { TopicArn, Protocol: 'http', Endpoint: subscriber.url });
    assert.equal(SubscriptionArn, 'pending confirmation');
    await until(() => subscriber.got.length, (n) => n === 1);
    const [{ type, body }] = subscriber.got;
    assert.equal(type, 'SubscriptionConfirmation');
    assert.ok(body.SubscribeURL.startsWith(`${endpoint.address}/?Action=ConfirmSubscription`), body.SubscribeURL);
    const visit = await fetch(body.SubscribeURL);
    assert.equal(visit.status, 200);
    assert.match(await visit.text(), /<SubscriptionArn>arn:aws:sns:us-east-1:000000000000:orders:/);
    await call('Publish', { TopicArn, Message: 'first' });
    await until(() => subscriber.got.length, (n) => n === 2);
    assert.equal(subscriber.got[1].type, 'Notification');
    assert.equal(subscriber.got[1].body.Message, 'first');
    assert.ok(subscriber.got[1].body.UnsubscribeURL.startsWith(endpoint.address));
    subscriber.status = 500;
    await call('Publish', { TopicArn, Message: 'second' });
    await until(() => subscriber.got.length, (n) => n === 3);
    subscriber.status = 200;
    await until(async () => {
      await endpoint.advance(1000);
      return subscriber.got.length;
    }, (n) => n === 4);
    assert.equal(subscriber.got[3].body.Message, 'second');
    await endpoint.advance(3_600_000);
    assert.equal(subscriber.got.length, 4);
  }));

  case_('a subscriber that nobody runs is given up, and the message goes to its dead-letter queue', async () => {
    const TopicArn = await topic('orders');
    const dlq = await fed_queue('dlq', TopicArn);
    await with_subscriber(async (subscriber) => {
      await call('Subscribe', { TopicArn, Protocol: 'http', Endpoint: subscriber.url,
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn }) } });
      await until(() => subscriber.got.length, (n) => n === 1);
      await fetch(subscriber.got[0].body.SubscribeURL);
    });
    await call('Publish', { TopicArn, Message: 'lost?' });
    const [message] = await until(async () => {
      await endpoint.advance(10_000);
      return received(dlq.url);
    }, (messages) => messages.length === 1);
    assert.equal(JSON.parse(message.Body).Message, 'lost?');
  });
}
