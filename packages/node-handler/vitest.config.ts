import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'node-handler',
    environment: 'node',
    isolate: false,
    setupFiles: ['../../tests/own-modules.ts'],
    include: ['src/**/*.test.ts'],
  },
});
