import { defineConfig } from 'vitest/config';

/** Apart from the unit tests: these need the build, and take seconds. */
export default defineConfig({
  test: {
    name: 'package',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
