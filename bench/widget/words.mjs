// What no bundle of a page may hold, and that an import which uses nothing costs nothing. Sizes: .size-limit.json.
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const resolveDir = fileURLToPath(new URL('../../packages/widget', import.meta.url));
const EVERYTHING = ['', '/react', '/triggers']
  .map((entry) => `export * from '@driftkit/widget${entry}';`)
  .join('\n');

/** The signer's library, a renderer, and sentences that belong to the development build. */
const FORBIDDEN = ['SignJWT', 'jose', 'react-dom', 'A blocker, a content-security policy', 'is no user id'];

const everything = await bundle({ contents: EVERYTHING, resolveDir });
const nothing = await bundle({ contents: "import '@driftkit/widget'", resolveDir });

const problems = [
  ...FORBIDDEN.filter((word) => everything.includes(word)).map((word) => `The bundle holds "${word}".`),
  ...(nothing.trim() === '' ? [] : [`An import that uses nothing leaves ${nothing.length} bytes.`]),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
