// The layer test: every file of src/ against the include table and the banned words, one case a layer,
// after the rules themselves were tried on planted violations. Prints "N passed, N failed".
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check_file, kMayInclude } from './rules.mjs';

const source = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');
let passed = 0;
let failed = 0;

function report(name, complaints) {
  if (complaints.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const complaint of complaints) console.log(`  ${complaint}`);
}

/** Planted violations: [path, text, part of the complaint]. */
const kPlanted = [
  ['model/x.h', '#include "engine/scheduler.h"', 'may not include engine'],
  ['base/x.h', '#include "model/ids.h"', 'may not include model'],
  ['engine/x.cc', '  #  include "world/world.h"', 'may not include world'],
  ['view/x.cc', '#include "ui/theme.h"', 'may not include ui'],
  ['ui/x.cc', '#include "world/world.h"', 'may not include world'],
  ['ui/x.cc', '#include <SDL.h>', 'may not include sdl'],
  ['view/x.cc', '#include <imgui.h>', 'may not include imgui'],
  ['platform/x.cc', '#include "view/scene.h"', 'may not include view'],
  ['lesson/x.cc', '#include <nlohmann/json.hpp>', 'may not include nlohmann'],
  ['world/x.cc', '#include <emscripten.h>', 'may not include emscripten'],
  ['world/x.cc', '#include <unistd.h>', 'may not include posix'],
  ['services/sns/publish.cc', '#include "services/sqs/queue.h"', 'never includes another'],
  ['base/x.cc', '#include "time.h"', 'wall clocks'],
  ['base/x.cc', '#include "hash.h"', 'start at src/'],
  ['engine/x.cc', '#include <chrono>', 'wall clocks'],
  ['view/x.cc', '#include <random>', 'base/rng.h'],
  ['actors/x.cc', 'auto t = std::chrono::seconds(1);', 'wall clock'],
  ['world/x.cc', 'auto t = time(nullptr);', 'wall clock'],
  ['world/x.cc', 'auto t = ::std::time(0);', 'wall clock'],
  ['lesson/x.cc', 'int n = rand();', 'random'],
  ['lesson/x.cc', 'std::uniform_int_distribution<int> d;', 'random'],
  ['lesson/x.cc', 'std::shuffle(a, b, rng);', 'differs'],
  ['api/x.cc', 'auto v = std::getenv("X");', 'environment'],
  ['services/sqs/x.cc', 'constexpr double kShare = 0.5;', 'floating point'],
  ['base/x.h', 'float x;', 'floating point'],
  ['world/x.h', 'std::unordered_map<int, int> m;', 'no defined order'],
  ['app/x.cc', '#ifdef __EMSCRIPTEN__', 'belongs to src/platform'],
  ['misc/x.cc', '', 'no layer'],
  ['model/x.h', '/* one\n two */ double x;', 'src/model/x.h:2'],
  ["model/x.h", "int million = 1'000'000; double x; char c = 'x';", 'floating point'],
];

/** Texts without a violation. */
const kInnocent = [
  ['base/x.cc', '#include "base/time.h"\n#include <vector>\n#include <nlohmann/json.hpp>\n#include <stdint.h>'],
  ['model/x.h', '// double the time(nullptr) of std::chrono\nconst char* k = "float rand() __EMSCRIPTEN__";'],
  ['model/x.h', 'auto t = R"(double "x)"; int doubled = 2; /* float */'],
  ['engine/x.cc', 'auto t = timer.time(); auto u = event.clock(); auto v = run_time(0);'],
  ['services/sqs/x.cc', '#include "services/sqs/queue.h"\n#include "engine/context.h"'],
  ['ui/x.cc', '#include <imgui.h>\n#include "gen/icons.h"\nfloat x; double y;'],
  ['platform/x.cc', '#include <chrono>\n#include <SDL.h>\n#include <GLES3/gl3.h>\n#ifdef __EMSCRIPTEN__\n#include <emscripten.h>\n#endif'],
  ['app/main_web.cc', '#include "platform/app.h"\n#include "view/scene.h"\n#include "ui/theme.h"'],
];

for (const [path, text, part] of kPlanted) {
  const complaints = check_file(path, text);
  report(`planted in ${path}: ${text}`, complaints.some((complaint) => complaint.includes(part)) ? []
    : [`no complaint with '${part}', but: ${complaints.join('; ') || 'none'}`]);
}
for (const [path, text] of kInnocent) report(`innocent ${path}`, check_file(path, text));

const complaints = new Map(Object.keys(kMayInclude).map((layer) => [layer, []]));
let files = 0;
for (const entry of readdirSync(source, { recursive: true })) {
  const path = entry.replaceAll('\\', '/');
  if (!/\.(cc|h)$/.test(path)) continue;
  files += 1;
  const layer = path.split('/')[0];
  complaints.set(layer, [...(complaints.get(layer) ?? []), ...check_file(path, readFileSync(join(source, path), 'utf8'))]);
}
for (const [layer, list] of complaints) report(`src/${layer}`, list);
report('src holds files', files > 0 ? [] : ['none found']);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
