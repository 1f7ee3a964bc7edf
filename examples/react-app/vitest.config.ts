import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  ssr: { resolve: { conditions: ['@driftkit/source'] } },
  test: {
    name: 'react-app',
    environment: 'node',
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts'],
    include: ['server/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
