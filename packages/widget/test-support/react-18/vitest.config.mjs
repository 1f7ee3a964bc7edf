import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const require = createRequire(import.meta.url);

const isLong = Boolean(process.env.DRIFTKIT_LONG);

/**
 * The widget's React tests once more, on React 18: whoever says `react` gets the one that is installed here.
 * What differs between the two is how they mount, hydrate and interrupt; the rest runs on demand.
 */
export default defineProject({
  resolve: {
    conditions: ['@driftkit/source'],
    alias: {
      react: dirname(require.resolve('react/package.json')),
      'react-dom': dirname(require.resolve('react-dom/package.json')),
      '@testing-library/react': dirname(require.resolve('@testing-library/react/package.json')),
    },
  },
  test: {
    name: 'widget on React 18',
    env: { REACT_MAJOR: '18' },
    isolate: false,
    setupFiles: [fileURLToPath(new URL('../page-per-file.ts', import.meta.url))],
    environment: 'happy-dom',
    environmentOptions: {
      happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true, disableIframePageLoading: true } },
    },
    dir: fileURLToPath(new URL('../../src/react', import.meta.url)),
    include: isLong ? ['**/*.test.tsx'] : ['{provider,concurrent,hydration,version}.test.tsx'],
  },
});
