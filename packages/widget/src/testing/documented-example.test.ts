// @vitest-environment node
/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

it('shows the example as it runs', () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('example.test.ts')}\`\`\``);
});
