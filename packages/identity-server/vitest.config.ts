import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: { name: 'identity-server', environment: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
});
