import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from './assumptions';

interface Row {
  behaviour: string;
  standing: string;
  source: string;
  tests: string[];
}

const ROOT = new URL('../../../../', import.meta.url);
const table = readFileSync(new URL('../../docs/fidelity.md', import.meta.url), 'utf8');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map(rowOf);

function rowOf(line: string): Row {
  const [behaviour = '', standing = '', source = '', tests = ''] = line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim());
  return { behaviour, standing, source, tests: tests.split(', ') };
}

/** The browser tests that the table names without backticks. In backticks it names unit tests. */
const SPECS: Readonly<Record<string, readonly string[]>> = {
  browser: ['official-snippet', 'official-identity', 'official-chat'],
  chat: ['sandbox-chat'],
  playbooks: ['sandbox-playbooks'],
  'third-party': ['sandbox-third-party'],
  'frames-leave': ['widget/frames-leave'],
};
const sources = readdirSync(new URL('..', import.meta.url), { recursive: true, encoding: 'utf8' });
const unitTests = new Set(
  sources.filter((file) => file.endsWith('.test.ts')).map((file) => basename(file, '.test.ts')),
);

function exists(name: string): boolean {
  const [, unitTest] = /^`(.+)`$/.exec(name) ?? [];
  if (unitTest !== undefined) return unitTests.has(unitTest);
  const specs = SPECS[name] ?? [];
  return (
    specs.length > 0 && specs.every((spec) => existsSync(new URL(`tests/browser/${spec}.spec.ts`, ROOT)))
  );
}

test('the table has rows', () => {
  expect(rows.length).toBeGreaterThan(70);
});

test.each(rows)('$behaviour: pinned by tests that exist, of a standing there is, and sourced', (row) => {
  expect(row.tests.filter((name) => !exists(name))).toEqual([]);
  expect(row.standing).toMatch(/^(documented|observed|assumed)(, switch(es)? `.+`)?$/);
  if (!row.standing.startsWith('assumed')) expect(row.source).toMatch(/\w/);
});

test('every assumption that can be switched is in the table, and no switch is there that does not exist', () => {
  const named = rows.flatMap(({ standing }) => [...standing.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(DEFAULT_ASSUMPTIONS).sort());
});
