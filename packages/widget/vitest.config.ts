import { configDefaults, defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  test: {
    name: 'widget',
    environment: 'happy-dom',
    // No script is ever fetched: the tests say when a tag loads or fails. A frame is there, and empty: a window for it costs
    // more than most tests do.
    environmentOptions: {
      happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true, disableIframePageLoading: true } },
    },
    // A process and a page for each file would cost twice what the tests do.
    isolate: false,
    setupFiles: ['test-support/page-per-file.ts'],
    // Other checks run beside these, and take their share of the machine.
    testTimeout: 20_000,
    include: ['src/**/*.test.{ts,tsx}'],
    // It needs its compiler: test-support/svelte.
    exclude: [...configDefaults.exclude, 'src/svelte/**'],
  },
});
