// The shell parts: steps are skipped, rerun and explained as promised.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/parts.mjs';
import { assert, temporary_folder, test } from './harness.mjs';

/** Runs a bash script with the libraries loaded and a fresh .deps. */
function shell(script, folder = temporary_folder('shell')) {
  const text = `set -euo pipefail; ROOT='${root}'; DEPS='${folder}'; BUILD='${folder}/build'; GOALS=web
    for part in versions lib/say lib/failures lib/steps setup/archive setup/packages setup/emscripten setup/libraries; do
      source "$ROOT/tools/$part.sh"; done
    ${script}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', text], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { status, stdout, stderr, folder };
}

const kStep = `
  demo_title() { echo "Demo"; }
  demo_seconds() { echo 1; }
  demo_key() { cat "$DEPS/input"; }
  demo_present() { [ -e "$DEPS/output" ]; }
  demo_do() { echo ran >> "$DEPS/runs"; cp "$DEPS/input" "$DEPS/output"; }
`;

test('steps: run once, again when the input changes or the result is gone', () => {
  const { stdout } = shell(`${kStep}
    echo a > "$DEPS/input"; run_steps demo; run_steps demo; wc -l < "$DEPS/runs"
    echo b > "$DEPS/input"; run_steps demo; wc -l < "$DEPS/runs"
    rm "$DEPS/output"; run_steps demo; wc -l < "$DEPS/runs"`);
  assert.deepEqual(stdout.match(/^\d+$/gm), ['1', '2', '3']);
  assert.match(stdout, /\[1\/1\] Demo … ready/);
});

test('steps: a failed step is tried again the next time', () => {
  const first = shell(`${kStep}
    echo a > "$DEPS/input"; demo_do() { echo 'curl: Could not resolve host'; return 6; }; run_steps demo; echo went on`);
  assert.equal(first.status, 1);
  assert.match(first.stderr, /The network did not answer/);
  assert.ok(!first.stdout.includes('went on'));
  const second = shell(`${kStep} run_steps demo; cat "$DEPS/runs"`, first.folder);
  assert.equal(second.status, 0);
  assert.match(second.stdout, /ran/);
});

test('steps: the middle of a failing step stops it', () => {
  const { status, folder } = shell(`${kStep} echo a > "$DEPS/input"; demo_do() { false; echo b > "$DEPS/output"; }; run_steps demo`);
  assert.equal(status, 1);
  assert.equal(shell('[ ! -e "$DEPS/output" ]', folder).status, 0);
});

test('steps: stopping the command stops what the step had started', () => {
  const { status, folder } = shell(`${kStep} echo a > "$DEPS/input"
    demo_do() { sleep 300 & echo $! > "$DEPS/child"; wait; }
    ( sleep 1; kill -TERM $$ ) & run_steps demo; echo went on`);
  assert.equal(status, 130);
  // Gone, or dead and only not collected yet.
  const state = shell('sleep 0.3; awk \'/^State/ { print $2 }\' "/proc/$(cat "$DEPS/child")/status" 2>/dev/null || true', folder);
  assert.match(state.stdout.trim(), /^Z?$/);
});

for (const [text, reason] of [
  ['E: Failed to fetch http://x/y  Temporary failure resolving', /network did not answer/],
  ['npm error code EAI_AGAIN', /network did not answer/],
  ['tar: write error: No space left on device', /disk is full/],
  ['E: Unable to locate package clang-19', /does not have a needed package[\s\S]*clang-19/],
  ['mkdir: cannot create directory: Permission denied', /could not be written/],
  ['E: Release file for http://x is expired (invalid since 14d)', /lists are expired/],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate is not trusted/],
  ['W: GPG error: NO_PUBKEY 123', /signature/],
  ['npm error code EINTEGRITY', /checksum/],
  ['a.cc:3:1: error: unknown type name', /did not compile/],
  ['something else', /last lines of its log/],
]) {
  test(`failures: ${text}`, () => {
    const folder = temporary_folder('log');
    writeFileSync(join(folder, 'x.log'), `${text}\n`);
    assert.match(shell(`explain_failure Demo "$DEPS/x.log"`, folder).stdout, reason);
  });
}

test('packages: without root, the missing ones are named with the command to install them', () => {
  const { status, stderr } = shell(`id() { echo 1000; }; missing_packages() { echo "clang-19 lld-19 "; }; packages_check`);
  assert.equal(status, 1);
  assert.match(stderr, /apt-get install clang-19 lld-19/);
});

test('packages: an old node is refused with what is needed', () => {
  const { status, stderr } = shell('node() { echo v16.20.0; }; check_versions');
  assert.equal(status, 1);
  assert.match(stderr, /Node\.js 16\.20\.0 is too old[\s\S]*18/);
});

test('sources: without a Debian archive they come from INFLIGHT_SOURCES, or the way out is said', () => {
  const given = shell(`INFLIGHT_SOURCES=$DEPS/given; mkdir -p "$DEPS/given/imgui"; echo code > "$DEPS/given/imgui/imgui.h"
    archive_source imgui/forky 1.92 0 "$DEPS/src/imgui"; cat "$DEPS/src/imgui/imgui.h"`);
  assert.match(given.stdout, /code/);
  const none = shell('archive_address() { :; }; archive_source imgui/forky 1.92 0 "$DEPS/src/imgui"');
  assert.equal(none.status, 1);
  assert.match(none.stdout, /unpack Dear ImGui/);
});

test('versions compare as numbers', () => {
  const { stdout } = shell(`for p in "3.1.69 3.1.69" "3.1.70 3.1.69" "4.0.2 3.1.69" "3.1.9 3.1.69" "10.0 9.9"; do
    set -- $p; version_at_least $1 $2 && echo yes || echo no; done`);
  assert.deepEqual(stdout.trim().split('\n'), ['yes', 'yes', 'yes', 'no', 'yes']);
});

test('durations are said for people', () => {
  const { stdout } = shell('about 3; echo; about 21; echo; about 58; echo; about 200; echo; duration 65; echo; duration 120');
  assert.deepEqual(stdout.trim().split('\n'), ['a few seconds', 'about 25 s', 'about 1 min', 'about 3 min', '1 min 5 s', '2 min']);
});
