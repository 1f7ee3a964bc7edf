import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'widget',
    environment: 'happy-dom',
    // No script is ever fetched: the tests say when a tag loads or fails.
    environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
