import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  ssr: { resolve: { conditions: ['@driftkit/source'] } },
  test: {
    name: 'sync',
    environment: 'node',
    hookTimeout: 60_000,
    // Each export and erasure waits for the disk some thirty times, and a busy disk is slow.
    testTimeout: 20_000,
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts'],
    globalSetup: ['test/postgres-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
