import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: { name: 'sandbox', environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
