/** A README that quotes a figure of the bench quotes the one of bench/results.json. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { shown } from '../../bench/rows.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const QUOTE = /<!-- figure (\S+) -->(.*?)<!-- \/figure -->/gs;
/** What has a date of its own, and is not corrected later. */
const HISTORY = /^(decisions|bench)\/|CHANGELOG\.md$|^\.changeset\//;

const { rows } = JSON.parse(readFileSync(`${root}bench/results.json`, 'utf8')) as {
  rows: { id: string; value: number; unit: string }[];
};
const texts = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((path) => !HISTORY.test(path))
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
const quotes = texts.flatMap(({ path, text }) =>
  [...text.matchAll(QUOTE)].map(([, id = '', quoted = '']) => ({ path, id, quoted })),
);

it('figures are quoted, and each is known', () => {
  expect(quotes.length).toBeGreaterThan(3);
  const known = new Set(rows.map(({ id }) => id));
  expect(quotes.filter(({ id }) => !known.has(id))).toEqual([]);
});

it.each(quotes)('$path quotes $id as the bench found it', ({ id, quoted }) => {
  const row = rows.find((each) => each.id === id);
  expect(quoted).toBe(row && shown(row));
});

it('no size is quoted outside of these marks, where nothing would notice that it is stale', () => {
  const loose = texts.flatMap(({ path, text }) =>
    [...text.replaceAll(QUOTE, '').matchAll(/\b\d+(\.\d+)? kB\b.*/g)].map(([line]) => `${path}: ${line}`),
  );
  expect(loose).toEqual([]);
});
