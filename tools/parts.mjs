// Where the fetched npm parts are: `parts('sirv')` is require('sirv') from .deps/npm.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const parts = createRequire(join(root, '.deps', 'npm', 'package.json'));
