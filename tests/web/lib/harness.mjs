// A very small test runner: test() registers, run_file() runs, check*() throw with both values.

const registered = [];

/** Registers a test of the file being loaded. `work` gets a context: browser, sites, serve(), visitor(). */
export function test(name, work) {
  registered.push({ name, work });
}

/** The tests registered since the last call. */
export function take_tests() {
  return registered.splice(0);
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export function check_equal(actual, expected, message = 'differs') {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${message}: got ${a}, expected ${b}`);
}

export function check_none(list, message) {
  if (list.length > 0) throw new Error(`${message}:\n      ${list.join('\n      ')}`);
}

/**
 * Runs tests one after the other; returns {passed, failed: [names]}. `open(later)` makes a test's own context;
 * what it gives to `later` is called when the test is over, however it ended.
 */
export async function run_tests(file, tests, open, { print, limit_ms = 120000 }) {
  const failed = [];
  for (const { name, work } of tests) {
    const start = Date.now();
    const closers = [];
    let timer;
    const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`took over ${limit_ms} ms`)), limit_ms); });
    try {
      await Promise.race([work(open((closer) => closers.push(closer))), limit]);
      print(`  ok    ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed.push(`${file}: ${name}`);
      print(`  FAIL  ${name} (${Date.now() - start} ms)\n      ${String(error?.stack ?? error).split('\n').slice(0, 8).join('\n      ')}`);
    } finally {
      clearTimeout(timer);
      for (const closer of closers.reverse()) await closer().catch(() => {});
    }
  }
  return { passed: tests.length - failed.length, failed };
}
