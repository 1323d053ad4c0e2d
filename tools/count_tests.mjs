// Sums up GoogleTest's JSON reports and prints "N passed, N failed".
// usage: node tools/count_tests.mjs <report> <exit status of its program> [<report> <status>]...
// A program that ended badly without a failed test in its report (a crash, a leak) is one failure.
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (let at = 2; at + 1 < process.argv.length; at += 2) {
  const [report, status] = [process.argv[at], Number(process.argv[at + 1])];
  let failures = 0;
  if (existsSync(report)) {
    const suites = JSON.parse(readFileSync(report, 'utf8')).testsuites ?? [];
    const cases = suites.flatMap((suite) => suite.testsuite ?? []);
    const ran = cases.filter((test) => test.status === 'RUN' && test.result === 'COMPLETED');
    failures = ran.filter((test) => test.failures?.length).length;
    passed += ran.length - failures;
  }
  if (status !== 0 && failures === 0) {
    console.log(`ended with status ${status}: a crash, a leak, or too slow`);
    failures = 1;
  }
  failed += failures;
}
console.log(`${passed} passed, ${failed} failed`);
