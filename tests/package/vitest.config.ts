import { defineConfig } from 'vitest/config';

/** What takes minutes, and other versions of Node and TypeScript, is for `npm run test:long`. */
const isLong = Boolean(process.env['DRIFTKIT_LONG']);

/** Apart from the unit tests: these need the build, and take seconds. */
export default defineConfig({
  test: {
    name: 'package',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    exclude: isLong ? [] : ['*.long.test.ts'],
    testTimeout: isLong ? 240_000 : 30_000,
    hookTimeout: isLong ? 240_000 : 60_000,
    fileParallelism: false,
  },
});
