import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'examples/*'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.{ts,tsx}'], reporter: ['text', 'lcovonly'] },
  },
});
