import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'api',
    environment: 'node',
    // A process for each file would cost what its tests do.
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts', 'test/canary.ts'],
    testTimeout: 20_000,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
