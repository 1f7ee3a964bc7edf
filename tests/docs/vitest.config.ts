import { defineProject } from 'vitest/config';

export default defineProject({
  test: { name: 'docs', environment: 'node', testTimeout: 60_000, include: ['*.test.ts'] },
});
