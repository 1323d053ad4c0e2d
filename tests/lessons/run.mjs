// The lessons as data and as played: every file against its JSON Schema, then all of them on the
// engine. Usage: run.mjs <inflight_headless> <lessons folder>. Prints "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [program, lessons = join(root, 'lessons')] = process.argv.slice(2);
const Ajv = createRequire(join(root, '.deps', 'npm', 'package.json'))('ajv');

let passed = 0;
let failed = 0;
function check(name, good, why) {
  if (good) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}\n  ${why}`);
}

const read = (path) => JSON.parse(readFileSync(join(lessons, path), 'utf8'));
const ajv = new Ajv({ allErrors: true, strictRequired: false });
const validate = {
  lesson: ajv.compile(read('schema/lesson.schema.json')),
  index: ajv.compile(read('schema/index.schema.json')),
};
function valid(kind, data) {
  return validate[kind](data) ? '' : ajv.errorsText(validate[kind].errors);
}

const index = read('index.json');
check('index.json fits its schema', valid('index', index) === '', valid('index', index));
for (const lesson of index.tracks.flatMap((track) => track.lessons)) {
  const path = join(lesson.folder, 'lesson.json');
  const data = read(path);
  check(`${path} fits its schema`, valid('lesson', data) === '', valid('lesson', data));
  check(`${path} names its schema`, existsSync(join(lessons, lesson.folder, data.$schema ?? '?')), data.$schema);

  // The schema is not satisfied by anything: planted faults are refused.
  const planted = [
    (d) => delete d.title,
    (d) => { d.beats[0].colour = 'blue'; },
    (d) => { d.beats[0].run = {}; },
    (d) => { d.beats[0].plays = 'yes'; },
    (d) => { d.minutes = '8'; },
    (d) => { d.id = 'No Slash'; },
    (d) => { d.horizon = 'soon'; },
  ];
  planted.forEach((plant, i) => {
    const bad = structuredClone(data);
    plant(bad);
    check(`${path} with planted fault ${i + 1} is refused`, valid('lesson', bad) !== '', 'it was accepted');
  });
}

const played = spawnSync(program, ['--play-lessons', lessons], { encoding: 'utf8' });
process.stdout.write(played.stdout ?? '');
process.stderr.write(played.stderr ?? '');
const closing = /(\d+) passed, (\d+) failed\s*$/.exec(played.stdout ?? '');
if (closing) {
  passed += Number(closing[1]);
  failed += Number(closing[2]);
}
check('the player ran to its end', closing !== null && played.status === (Number(closing[2]) > 0 ? 1 : 0),
      played.error?.message ?? `status ${played.status}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
