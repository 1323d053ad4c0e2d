// The AWS SDK for JavaScript's Kinesis client (AWS JSON 1.1 over HTTP/2, pushes as an event stream)
// against the endpoint with the manual clock.
import { parts } from '../../tools/parts.mjs';
import { assert, test } from '../tools/harness.mjs';
import { client_options, until } from './endpoint.mjs';

const { KinesisClient, ...kinesis } = parts('@aws-sdk/client-kinesis');

const kBytes = (text) => new TextEncoder().encode(text);
const kText = (bytes) => new TextDecoder().decode(bytes);

/** The client with its commands as methods: calls.put_record({…}). */
function kinesis_calls(address, more = {}) {
  const client = new KinesisClient({ ...client_options(address), ...more });
  return new Proxy({}, {
    get: (_, name) => (name === 'client' ? client : (input = {}, options = {}) => {
      const command = name.replace(/(^|_)([a-z])/g, (match, _1, letter) => letter.toUpperCase());
      return client.send(new kinesis[`${command}Command`](input), options);
    }),
  });
}

/** Declares the cases; every one begins with an empty endpoint at time zero. */
export function declare(endpoint) {
  const calls = kinesis_calls(endpoint.address);
  const js = (name, work) => test(`JavaScript SDK, Kinesis: ${name}`, async () => {
    await endpoint.reset();
    await work();
  });
  const settle = () => endpoint.advance(60_000);
  const stream = async (shards = 1) => {
    await calls.create_stream({ StreamName: 'orders', ShardCount: shards });
    await settle();
    return (await calls.describe_stream_summary({ StreamName: 'orders' })).StreamDescriptionSummary;
  };
  const put = (text, key = 'k', more = {}) => calls.put_record({ StreamName: 'orders', Data: kBytes(text), PartitionKey: key, ...more });
  const shards = async () => (await calls.list_shards({ StreamName: 'orders' })).Shards;
  const read = async (ShardId, how) => {
    const { ShardIterator } = await calls.get_shard_iterator({ StreamName: 'orders', ShardId, ...how });
    return calls.get_records({ ShardIterator });
  };
  const texts = ({ Records }) => Records.map(({ Data }) => kText(Data));
  const refusal = (promise) => promise.then(() => assert.fail('was not refused'), (error) => error);

  js('a stream is created, described and deleted', async () => {
    await calls.create_stream({ StreamName: 'orders', ShardCount: 2 });
    assert.equal((await calls.describe_stream({ StreamName: 'orders' })).StreamDescription.StreamStatus, 'CREATING');
    await settle();
    const { StreamDescription: made } = await calls.describe_stream({ StreamName: 'orders' });
    assert.equal(made.StreamStatus, 'ACTIVE');
    assert.equal(made.StreamARN, 'arn:aws:kinesis:us-east-1:000000000000:stream/orders');
    assert.ok(made.StreamCreationTimestamp instanceof Date);
    assert.deepEqual(made.Shards.map(({ ShardId }) => ShardId), ['shardId-000000000000', 'shardId-000000000001']);
    assert.deepEqual((await calls.list_streams()).StreamNames, ['orders']);
    await calls.delete_stream({ StreamName: 'orders' });
    await settle();
    assert.deepEqual((await calls.list_streams()).StreamNames, []);
  });

  js('records are read from all five positions', async () => {
    await stream();
    const first = await put('one');
    await endpoint.advance(10_000);
    const second = await put('two');
    const id = first.ShardId;
    const all = await read(id, { ShardIteratorType: 'TRIM_HORIZON' });
    assert.deepEqual(texts(all), ['one', 'two']);
    assert.equal(all.Records[1].SequenceNumber, second.SequenceNumber);
    assert.equal(all.MillisBehindLatest, 0);
    const at = all.Records[1].ApproximateArrivalTimestamp;
    assert.deepEqual(texts(await read(id, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: first.SequenceNumber })), ['one', 'two']);
    assert.deepEqual(texts(await read(id, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: first.SequenceNumber })), ['two']);
    assert.deepEqual(texts(await read(id, { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: at })), ['two']);
    const { ShardIterator } = await calls.get_shard_iterator({ StreamName: 'orders', ShardId: id, ShardIteratorType: 'LATEST' });
    await put('three');
    await endpoint.advance(1000);
    assert.deepEqual(texts(await calls.get_records({ ShardIterator })), ['three']);
  });

  js('PutRecords answers record by record', async () => {
    await stream(2);
    const Records = Array.from({ length: 20 }, (_, i) => ({ Data: kBytes(`r${i}`), PartitionKey: `key-${i}` }));
    const sent = await calls.put_records({ StreamName: 'orders', Records });
    assert.equal(sent.FailedRecordCount ?? 0, 0);
    assert.equal(sent.Records.length, 20);
    assert.equal(new Set(sent.Records.map(({ ShardId }) => ShardId)).size, 2);
  });

  js('a shard is split and its children are merged', async () => {
    await stream();
    await calls.split_shard({ StreamName: 'orders', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(2n ** 127n) });
    await settle();
    const [parent, low, high] = await shards();
    assert.ok(parent.SequenceNumberRange.EndingSequenceNumber);
    assert.equal(low.ParentShardId, parent.ShardId);
    assert.equal(high.HashKeyRange.StartingHashKey, String(2n ** 127n));
    await calls.merge_shards({ StreamName: 'orders', ShardToMerge: low.ShardId, AdjacentShardToMerge: high.ShardId });
    await settle();
    const child = (await shards()).at(-1);
    assert.deepEqual([child.ParentShardId, child.AdjacentParentShardId].sort(), [low.ShardId, high.ShardId].sort());
    assert.deepEqual(child.HashKeyRange, parent.HashKeyRange);
  });

  js('throttled puts are retried by the SDK', async () => {
    await stream();
    const patient = kinesis_calls(endpoint.address, { maxAttempts: 10 });
    const big = new Uint8Array(1 << 20).fill(97).subarray(0, (1 << 20) - 1);
    const write = (client) => client.put_record({ StreamName: 'orders', Data: big, PartitionKey: 'k' });
    await write(calls);
    const error = await refusal(write(calls));
    assert.equal(error.name, 'ProvisionedThroughputExceededException');
    assert.equal(error.$metadata.httpStatusCode, 400);
    const again = write(patient);
    const tick = setInterval(() => endpoint.advance(500), 50);
    try {
      const { $metadata, ShardId } = await again;
      assert.equal(ShardId, 'shardId-000000000000');
      assert.ok($metadata.attempts > 1, `${$metadata.attempts} attempts`);
    } finally {
      clearInterval(tick);
    }
  });

  js('enhanced fan-out pushes records over HTTP/2 until it ends', async () => {
    const { StreamARN } = await stream();
    const { Consumer } = await calls.register_stream_consumer({ StreamARN, ConsumerName: 'web' });
    await settle();
    const { EventStream } = await calls.subscribe_to_shard({
      ConsumerARN: Consumer.ConsumerARN, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' },
    });
    const got = [];
    const reading = (async () => {
      for await (const { SubscribeToShardEvent: event } of EventStream) {
        assert.ok(event.ContinuationSequenceNumber);
        got.push(...texts(event));
      }
    })();
    await put('one');
    await endpoint.advance(1000);
    await until(() => got.length, (n) => n === 1);
    await put('two');
    await endpoint.advance(1000);
    await until(() => got.length, (n) => n === 2);
    await endpoint.advance(5 * 60_000);
    await reading;
    assert.deepEqual(got, ['one', 'two']);
  });

  js('refusals have their names and texts', async () => {
    const missing = await refusal(calls.describe_stream({ StreamName: 'nothing' }));
    assert.equal(missing.name, 'ResourceNotFoundException');
    assert.equal(missing.message, 'Stream nothing under account 000000000000 not found.');
    const invalid = await refusal(calls.describe_stream({ StreamName: 'a b' }));
    assert.equal(invalid.name, 'ValidationException');
    assert.match(invalid.message, /^1 validation error detected: Value 'a b' at 'streamName'/);
    await stream();
    const iterator = await refusal(calls.get_records({ ShardIterator: 'nonsense' }));
    assert.equal(iterator.name, 'InvalidArgumentException');
    assert.equal((await refusal(calls.create_stream({ StreamName: 'orders', ShardCount: 1 }))).name, 'ResourceInUseException');
  });
}
