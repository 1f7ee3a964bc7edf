// @vitest-environment node
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const home = fileURLToPath(new URL('..', import.meta.url));
const configs = [
  'vitest.config.ts',
  ...readdirSync(`${home}test-support`).map((name) => `test-support/${name}/vitest.config.mjs`),
].filter((file) => existsSync(home + file));

it('there is one project for the widget, and one for each framework that needs its own', () => {
  expect(configs.length).toBeGreaterThanOrEqual(3);
});

it.each(configs)('%s gives each test file a page of its own, or a process', (file) => {
  const config = readFileSync(home + file, 'utf8');
  if (config.includes('isolate: false')) expect(config).toMatch(/setupFiles: .*page-per-file\.ts/);
});
