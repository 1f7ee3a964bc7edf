import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const modules = fileURLToPath(new URL('node_modules', import.meta.url));

/** The widget's React tests once more, on React 18: whoever says `react` gets the one that is installed here. */
export default defineProject({
  resolve: {
    conditions: ['@driftkit/source'],
    alias: [{ find: /^(react|react-dom|@testing-library\/react)(?=$|\/)/, replacement: `${modules}/$1` }],
  },
  test: {
    name: 'widget on React 18',
    env: { REACT_MAJOR: '18' },
    isolate: false,
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
    dir: fileURLToPath(new URL('../../src/react', import.meta.url)),
    include: ['**/*.test.tsx'],
  },
});
