// `./inflight api`: starts the AWS endpoint and says how to reach it.
//
// usage: node tools/api/main.mjs [--check] [options of ./inflight api]
//   --check   only checks the options
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../parts.mjs';
import { read_options } from './options.mjs';
import { kUsualPort, start_endpoint } from './server.mjs';

const kModule = join(root, 'build', 'web', 'bin', 'inflight_api.mjs');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function options_of(args) {
  try {
    return read_options(args);
  } catch (error) {
    return fail(error.message);
  }
}

function introduction(address, { account, clock }) {
  const moves = clock === 'real' ? 'The clock is the real one.'
    : `The clock stands still; this moves it by a minute:
  curl -d '{"advance_ms": 60000}' ${address}/_inflight/clock`;
  return `
Inflight's AWS endpoint is ready: ${address}   (account ${account}, any region, any credentials)

  export AWS_ENDPOINT_URL=${address} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any
  aws --endpoint-url ${address} --region us-east-1 sqs create-queue --queue-name orders
  boto3.client('sqs', endpoint_url='${address}', region_name='us-east-1')
  new SQSClient({ endpoint: '${address}', region: 'us-east-1' })

${moves}
Everything that happens, as JSON lines: ${address}/_inflight/events
Ctrl+C stops it.`;
}

function reason_of(error, port) {
  if (error.code === 'EADDRINUSE') {
    return port === undefined ? `No port from ${kUsualPort} on is free. Name one: --port N`
      : `--port ${port} is taken. Leave --port out and a free one is picked.`;
  }
  if (error.code === 'EACCES') return `--port ${port} needs root. Use one above 1023.`;
  return String(error.message);
}

async function main() {
  const args = process.argv.slice(2);
  const options = options_of(args.filter((arg) => arg !== '--check'));
  if (args.includes('--check')) return;
  if (!existsSync(kModule)) fail('Nothing is built yet. Run ./inflight api without --no-build.');
  try {
    const { address, close } = await start_endpoint({
      ...options,
      module: kModule,
      on_crash: (error) => {
        console.error(`The engine failed, so the endpoint ends here.\n${error.stack}`);
        setTimeout(() => process.exit(1), 100);
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().then(() => process.exit(0)));
    console.log(introduction(address, options));
  } catch (error) {
    fail(reason_of(error, options.port));
  }
}

main();
