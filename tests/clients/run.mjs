// Clients that nobody here wrote, against `./inflight api`: the AWS SDK for JavaScript, sqs-consumer,
// boto3, the AWS CLI, and plain HTTP. Prints "N passed, N failed".
import { assert, run_all, test } from '../tools/harness.mjs';
import { declare as boto_cases } from './boto_cases.mjs';
import { declare as cli_cases } from './cli_cases.mjs';
import { declare as consumer_cases } from './consumer_cases.mjs';
import { start_program } from './endpoint.mjs';
import { declare as kinesis_cases } from './kinesis_cases.mjs';
import { declare as sdk_cases } from './sdk_cases.mjs';
import { declare as sns_cases } from './sns_cases.mjs';
import './http_cases.mjs';

const manual = await start_program('--clock', 'manual');
const real = await start_program('--clock', 'real');
await boto_cases(manual);
cli_cases(manual);
sdk_cases(manual);
sns_cases(manual);
kinesis_cases(manual);
consumer_cases(real);

test('endpoint: Ctrl+C ends it in order', async () => {
  assert.equal(await manual.stop(), 0);
  assert.equal(await real.stop(), 0);
});

process.exit(await run_all() ? 1 : 0);
