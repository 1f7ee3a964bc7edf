// Lint is oxlint (.oxlintrc.json); who imports whom is .dependency-cruiser.mjs. ESLint has what neither knows: selectors.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  // The DOM's scripts have one door, and so has what identifies somebody.
  files: ['packages/widget/src/**/*.ts'],
  ignores: [
    'packages/widget/src/snippet.ts',
    'packages/widget/src/user.ts',
    '**/*.test.ts',
    '**/*.test-d.ts',
  ],
  languageOptions: { parser: tseslint.parser },
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: "CallExpression[callee.property.name='createElement'][arguments.0.value='script']",
        message: "Only snippet.ts touches the document's scripts.",
      },
      {
        selector: "ArrayExpression > Literal.elements:first-child[value='identify']",
        message: 'Only user.ts builds the identify call.',
      },
    ],
  },
});
