import { defineProject } from 'vitest/config';

/** The tests that ask what is left on the page, and listen for other tabs: each file has a page of its own. */
export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'widget',
    environment: 'happy-dom',
    // No script is ever fetched: the tests say when a tag loads or fails.
    environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
    // Other checks run beside these, and take their share of the machine.
    testTimeout: 20_000,
    include: ['src/drift*.test.ts', 'src/{session,testing}/**/*.test.ts'],
  },
});
