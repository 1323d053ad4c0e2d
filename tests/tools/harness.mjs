// A small test runner: named cases, "N passed, N failed" at the end.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cases = [];
const folders = [];

/** A new empty folder of the tests; all are gone when the program ends. */
export function temporary_folder(kind) {
  folders.push(mkdtempSync(join(tmpdir(), `inflight-${kind}-`)));
  return folders.at(-1);
}

process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Declares a case; `work` may be async and fails by throwing. */
export function test(name, work) {
  cases.push({ name, work });
}

export { assert };

/** Runs all cases in order and prints the closing line; resolves to the number of failures. */
export async function run_all() {
  let failed = 0;
  for (const { name, work } of cases) {
    try {
      await work();
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}\n  ${String(error?.stack ?? error).split('\n').slice(0, 12).join('\n  ')}`);
    }
  }
  console.log(`${cases.length - failed} passed, ${failed} failed`);
  return failed;
}
