// What no bundle of a page may hold, that an import which uses nothing costs nothing, and that bench/results.json has today's sizes.
// Limits of sizes: .size-limit.json.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotli, bundle } from './bundle.mjs';

const resolveDir = fileURLToPath(new URL('../../packages/widget', import.meta.url));
const EVERYTHING = ['', '/react', '/triggers']
  .map((entry) => `export * from '@driftkit/widget${entry}';`)
  .join('\n');

/** The signer's library, a renderer, and what belongs to the development build: sentences, and the reasons that only its checks give. */
const FORBIDDEN = [
  'SignJWT',
  'jose',
  'react-dom',
  'A blocker, a content-security policy',
  'is not a user id',
  'no_interaction_id',
  'wrong_argument',
  'no_event_name',
  'no_string',
  'no_listener',
  'no_email',
  'no_finite_number',
  'not_flat',
  'other_login',
];

const everything = await bundle({ contents: EVERYTHING, resolveDir });
const nothing = await bundle({ contents: "import '@driftkit/widget'", resolveDir });

/** A figure that READMEs quote is stale when the built files differ from it by more than this. */
const TOLERANCE = 0.02;

async function staleSizes() {
  const { rows } = JSON.parse(readFileSync(new URL('../results.json', import.meta.url), 'utf8'));
  const names = ['createDrift', 'createSession'];
  const sizes = await Promise.all(
    names.map(async (name) =>
      brotli(await bundle({ contents: `export { ${name} } from '@driftkit/widget'`, resolveDir })),
    ),
  );
  return names.flatMap((name, index) => {
    const known = rows.find(({ id }) => id === `widget.size.${name}`)?.value ?? 0;
    const isFresh = Math.abs(sizes[index] - known) <= known * TOLERANCE;
    return isFresh
      ? []
      : [
          `${name} has ${sizes[index]} bytes, bench/results.json says ${known}: run node bench/run.mjs widget/size, and correct the READMEs.`,
        ];
  });
}

const problems = [
  ...(await staleSizes()),
  ...FORBIDDEN.filter((word) => everything.includes(word)).map((word) => `The bundle holds "${word}".`),
  ...(nothing.trim() === '' ? [] : [`An import that uses nothing leaves ${nothing.length} bytes.`]),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
