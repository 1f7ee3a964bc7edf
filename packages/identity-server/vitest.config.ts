import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'identity-server',
    environment: 'node',
    // A process for each file would cost what its tests do.
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts'],
    // An RSA key may take its time where other checks run beside these.
    testTimeout: 20_000,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
