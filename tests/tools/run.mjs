// Tests of the set-up and serving tools. Prints "N passed, N failed".
import { run_all } from './harness.mjs';
import './serve_cases.mjs';
import './site_cases.mjs';
import './split_cases.mjs';
import './shell_cases.mjs';

process.exit(await run_all() ? 1 : 0);
