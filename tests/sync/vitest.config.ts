import { defineProject } from 'vitest/config';

/** Export and sync against the sandbox: neither was written with the other in view. */
export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  ssr: { resolve: { conditions: ['@driftkit/source'] } },
  test: {
    name: 'sync-sandbox',
    environment: 'node',
    isolate: false,
    setupFiles: ['../own-modules.ts'],
    testTimeout: 20_000,
    include: ['*.test.ts'],
  },
});
