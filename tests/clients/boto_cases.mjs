// Runs boto_cases.py and declares one case for each of its lines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { assert, test } from '../tools/harness.mjs';

const kScript = fileURLToPath(new URL('boto_cases.py', import.meta.url));
const kSeconds = 120;

/** The interpreter that Debian's package installs its modules for. */
const kPython = process.env.INFLIGHT_PYTHON ?? '/usr/bin/python3';

/** Must be awaited before other cases run: both use the same endpoint. */
export async function declare(endpoint) {
  const child = spawn(kPython, ['-I', kScript, endpoint.address],
    { stdio: ['ignore', 'pipe', 'inherit'], timeout: kSeconds * 1000 });
  let text = '';
  child.stdout.on('data', (chunk) => { text += chunk; });
  const status = await Promise.race([once(child, 'close').then(([code]) => code), once(child, 'error').then(([error]) => error.message)]);
  const results = text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  for (const { name, error } of results) {
    test(`boto3: ${name}`, () => { if (error) throw new Error(error); });
  }
  test('boto3: all cases ran', () => {
    assert.equal(status, 0);
    assert.ok(results.length > 0);
  });
}
