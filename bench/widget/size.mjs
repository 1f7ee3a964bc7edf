// What the built widget costs a page: production bundles, brotli, by name, beside the design's budgets.
// Fails when a bundle grows past the limit it has today, or when code is in it that must not be.
import { fileURLToPath } from 'node:url';
import { brotli, bundle } from './bundle.mjs';

const widget = fileURLToPath(new URL('../../packages/widget', import.meta.url));

/** Bytes. The budget is the design's; the limit is what decisions/004-size.md owns up to. */
const BUNDLES = [
  { name: 'createDrift', code: "export { createDrift } from '@driftkit/widget'", budget: 1700, limit: 7800 },
  {
    name: 'createSession',
    code: "export { createSession } from '@driftkit/widget'",
    budget: 3000,
    limit: 13_700,
  },
  {
    name: 'session + React',
    code: "export { createSession } from '@driftkit/widget'; export * from '@driftkit/widget/react'",
    budget: 3500,
    limit: 14_600,
  },
  {
    name: 'all triggers',
    code: "export * from '@driftkit/widget/triggers'",
    budget: Infinity, // the design names none
    limit: 1350,
  },
  { name: 'unused import', code: "import '@driftkit/widget'", budget: 0, limit: 0 },
];

/** Names that no bundle of the browser may hold: the signer's library, and sentences that belong to development. */
const FORBIDDEN = ['SignJWT', 'jose', 'react-dom', 'A blocker, a content-security policy', 'is no user id'];

let failed = false;
console.log('bundle            brotli   budget    limit');
for (const { name, code, budget, limit } of BUNDLES) {
  const text = await bundle({ contents: code, resolveDir: widget });
  const size = brotli(text);
  const found = FORBIDDEN.filter((word) => text.includes(word));
  const isOver = size > limit;
  failed ||= isOver || found.length > 0;
  const remarks = [
    isOver && 'OVER THE LIMIT',
    size > budget && 'over the budget',
    ...found.map((word) => `holds "${word}"`),
  ];
  console.log(
    `${name.padEnd(16)}${String(size).padStart(8)}${(budget === Infinity ? '–' : String(budget)).padStart(9)}${String(limit).padStart(9)}  ${remarks.filter(Boolean).join(', ')}`,
  );
}
if (failed) {
  console.error(
    '\nThe widget grew. Make it smaller, or raise the limit with its reason in decisions/004-size.md.',
  );
  process.exitCode = 1;
}
