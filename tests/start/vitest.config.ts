import { defineConfig } from 'vitest/config';

/** Apart from the unit tests: these run what a person types, build included. */
export default defineConfig({
  test: {
    name: 'start',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
