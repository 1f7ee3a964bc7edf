// Lint is oxlint (.oxlintrc.json). ESLint has what oxlint does not know: selectors, and the arrows.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { arrows } from './scripts/arrows.mjs';

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'test-results/', 'playwright-report/']),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser },
  },
  ...arrows,
);
