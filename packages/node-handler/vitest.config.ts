import { defineProject } from 'vitest/config';

export default defineProject({
  test: { name: 'node-handler', environment: 'node', include: ['src/**/*.test.ts'] },
});
