// The page of figures, from what `npm run bench` has written.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shown } from '../../bench/rows.mjs';

const RESULTS = fileURLToPath(new URL('../../bench/results.json', import.meta.url));

export function writeNumbersPage(docs) {
  const { rows, node, cores, measuredAt } = JSON.parse(readFileSync(RESULTS, 'utf8'));
  const lines = rows.map(
    ({ what, beside = '', spread, note = '', budget, unit, ...row }) =>
      `| ${what} | ${beside} | ${shown({ ...row, unit })} | ${spread ? spread.join(' to ') : note} | ${budget === undefined ? '' : shown({ value: budget, unit })} |`,
  );
  const page = [
    '# Numbers',
    '',
    `\`npm run bench\` wrote them on ${measuredAt}: Node ${node}, ${cores} cores. A ratio is the median of interleaved rounds; the spread is that of the rounds.`,
    'A budget is what the design asks for; where it is missed, `decisions/` says why.',
    '',
    '| what | beside | median | spread | budget |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ];
  writeFileSync(`${docs}packages/numbers.md`, page.join('\n'));
}
