import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  ssr: { resolve: { conditions: ['@driftkit/source'] } },
  test: {
    name: 'sync',
    environment: 'node',
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts'],
    globalSetup: ['test/postgres-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
