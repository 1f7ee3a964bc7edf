import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'sandbox',
    environment: 'node',
    // No file leaves anything behind, and a process for each would cost five times what the tests do.
    isolate: false,
    // Other checks run beside these, and take their share of the machine.
    testTimeout: 20_000,
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
