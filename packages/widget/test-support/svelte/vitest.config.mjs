import { fileURLToPath } from 'node:url';
import { compile } from 'svelte/compiler';
import { defineProject } from 'vitest/config';

/** The Svelte entry, in components that Svelte compiles; `browser` is how its packages tell a page from a server. */
export default defineProject({
  resolve: { conditions: ['@driftkit/source', 'browser'] },
  plugins: [
    {
      name: 'svelte',
      transform: (code, id) =>
        id.endsWith('.svelte') ? compile(code, { filename: id, dev: true }).js.code : undefined,
    },
  ],
  test: {
    name: 'widget in Svelte',
    isolate: false,
    setupFiles: [fileURLToPath(new URL('../page-per-file.ts', import.meta.url))],
    environment: 'happy-dom',
    environmentOptions: {
      happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true, disableIframePageLoading: true } },
    },
    testTimeout: 20_000,
    dir: fileURLToPath(new URL('../../src/svelte', import.meta.url)),
    include: ['**/*.test.ts'],
    server: { deps: { inline: ['svelte'] } },
  },
});
