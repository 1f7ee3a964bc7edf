import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: { name: 'widget', environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
