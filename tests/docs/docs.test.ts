/** The documentation site: its code compiles, its links have pages, and every error code has its words. */
import { afterAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../docs/scripts/error-pages.mjs';
import { ERROR_TABLES, PACKAGE_PAGES } from '../../docs/scripts/pages.mjs';
import { createReadmeProject } from '../readme/blocks';
import { blocksOf, docs, handWrittenPages, linksOf } from './pages';

const pages = handWrittenPages();

describe('code blocks', () => {
  const blocks = pages.flatMap(blocksOf);
  // A block that registers the app's own object speaks for its whole program.
  const registering = blocks.filter(({ code }) => code.includes('declare module'));
  const others = blocks.filter((block) => !registering.includes(block));
  const projects = [others, registering].map((group) => createReadmeProject(docs, group, () => ''));
  afterAll(() => projects.forEach(({ dispose }) => dispose()));

  it('are found', () => {
    expect(blocks.length).toBeGreaterThan(15);
    expect(registering).toHaveLength(1);
  });

  it.each(['on their own', 'registering'].map((name, index) => [name, index] as const))(
    'compile under strict settings: %s',
    (_, index) => {
      expect(projects[index]?.compile()).toBe('');
    },
  );
});

describe('links', () => {
  const known = new Set(
    [
      ...pages.map(({ path }) => path),
      ...PACKAGE_PAGES.map(({ to }) => to),
      ...ERROR_TABLES.map(({ to }) => to),
    ].map((path) => `/${path.replace(/(index)?\.md$/, '')}`),
  );

  it.each(pages.map((page) => [page.path, page] as const))('of %s lead to pages', (_, page) => {
    expect(linksOf(page).filter((link) => !known.has(link) && !link.startsWith('/reference/'))).toEqual([]);
  });
});

describe('error codes', () => {
  it.each(ERROR_TABLES.map((table) => [table.error, table] as const))(
    'each code of %s has its cause and cure',
    async (_, table) => {
      const rows = await rowsOf(table);
      expect(rows.length).toBeGreaterThan(4);
      for (const [code, text] of rows) expect(text.length, code).toBeGreaterThan(20);
    },
  );
});
