import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'packages/widget/test-support/react-18',
      'packages/widget/test-support/svelte',
      'examples/*',
      'tests/api',
      'tests/sync',
      'tests/docs',
    ],
    reporters: ['default', './scripts/duration-reporter.mjs'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.{ts,tsx}'], reporter: ['text', 'lcovonly'] },
  },
});
