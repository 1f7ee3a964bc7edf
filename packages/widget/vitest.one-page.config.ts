import { configDefaults, defineProject } from 'vitest/config';
import ownPages from './vitest.config';

/** All other tests of the widget: they clean up after themselves, and share pages, since a new one costs more than a file. */
export default defineProject({
  ...ownPages,
  test: {
    ...ownPages.test,
    name: 'widget on one page',
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, ...(ownPages.test?.include ?? [])],
  },
});
