import { readdirSync } from 'node:fs';

// The arrows of the design as lint rules: who may import whom. ESLint prints the message where an arrow would turn.

/** The widget's files from the leaves to the top. A file may import only from the layers before its own. */
const WIDGET_LAYERS = [
  ['vendor', 'messages', 'reasons', 'cookies', 'registry'],
  ['tabs'],
  ['errors', 'events', 'identify-entry', 'vendor-call'],
  ['observable', 'attributes', 'association', 'snippet', 'state', 'boot-lane'],
  ['script-request', 'readiness', 'ready-gate'],
  ['contact-rules', 'conditions', 'calls'],
  ['options', 'vendor-events', 'attempt', 'visibility', 'api', 'csp'],
  ['core-contract'],
  ['core'],
  ['surface'],
  ['drift'],
  ['session/user'],
  ['session/states'],
  [
    'session/user-jwt',
    'session/transition',
    'session/step',
    'session/page-life',
    'session/person-fact',
    'session/doubt',
    'session/memory',
  ],
  ['session/fetch-user-jwt'],
  ['session/identity', 'session/token-flight', 'session/effects'],
  ['session/outcomes'],
  ['session/machine'],
  ['session/session'],
  ['index'],
];

/** The entries of their own, each with a rule below. */
const OWN_RULES = /^(react|triggers|testing)\//;

// A file without a place would be free to import anything.
const source = new URL('../packages/widget/src/', import.meta.url);
for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
  const name = file.replaceAll('\\', '/').replace(/\.ts$/, '');
  const isPlaced = OWN_RULES.test(name) || name.includes('.') || WIDGET_LAYERS.flat().includes(name);
  if (file.endsWith('.ts') && !isPlaced)
    throw new Error(`packages/widget/src/${file} has no place in scripts/arrows.mjs: give it one.`);
}

const forbid = (files, rules) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: rules }] },
});

const WORLD = {
  group: ['@driftkit/*', 'jose', 'react', 'react/*', '**/react/**'],
  message: 'The core knows no framework and no other package.',
};

const widget = WIDGET_LAYERS.flatMap((layer, index) =>
  layer.map((file) => {
    const isInSession = file.startsWith('session/');
    const above = WIDGET_LAYERS.slice(index).flat();
    const names = above
      .filter((other) => other !== file)
      .map((other) => {
        if (!isInSession) return `./${other}`;
        return other.startsWith('session/') ? other.replace('session/', './') : `../${other}`;
      });
    const message = `${file} may import only what lies below it (scripts/arrows.mjs has the order).`;
    return forbid(
      [`packages/widget/src/${file}.ts`],
      [WORLD, ...(names.length > 0 ? [{ group: names, message }] : [])],
    );
  }),
);

export const arrows = [
  ...widget,
  forbid(
    ['packages/widget/src/react/**/!(*.test|*.test-d).{ts,tsx}'],
    [
      {
        group: ['../*', '!../index', '@driftkit/*'],
        message: 'React sees what every user sees: the index of the core.',
      },
    ],
  ),
  {
    ...forbid(
      ['packages/widget/src/triggers/**'],
      [
        {
          group: ['../*', '!../errors', '!../association', '!../cookies', '!../tabs', '@driftkit/*'],
          message: 'A trigger knows when, and nothing of how Drift is loaded.',
        },
      ],
    ),
    ignores: ['**/*.test.ts'],
  },
  {
    ...forbid(
      ['packages/widget/src/testing/**'],
      [
        {
          group: ['../*', '!../vendor', '!../events', '@driftkit/*'],
          message: 'The fake is written from what Drift is, not from what driftkit makes of it.',
        },
      ],
    ),
    ignores: ['**/*.test.ts'],
  },
  forbid(
    ['packages/sandbox/**'],
    [
      {
        group: ['@driftkit/*', '**/widget/src/**', '**/identity-server/**'],
        message: 'The judge never imports the judged.',
      },
    ],
  ),
  forbid(
    ['packages/identity-server/**'],
    [
      {
        group: ['@driftkit/widget', '@driftkit/sandbox', '**/widget/**', '**/sandbox/**'],
        message: 'Packages never import each other.',
      },
    ],
  ),
  forbid(
    ['packages/api/**'],
    [
      {
        group: ['@driftkit/*', '!@driftkit/node-handler', '**/sandbox/**'],
        message: 'Packages never import each other.',
      },
    ],
  ),
  forbid(
    ['packages/sync/**'],
    [
      {
        group: ['@driftkit/*', '!@driftkit/api', '**/sandbox/**'],
        message: 'Sync stands on the client, and on no other package.',
      },
    ],
  ),
  forbid(
    ['packages/node-handler/**'],
    [{ group: ['@driftkit/*'], message: 'It is bundled into other packages, and imports none.' }],
  ),
  {
    // The DOM's scripts have one door.
    files: ['packages/widget/src/**/*.ts'],
    ignores: [
      'packages/widget/src/snippet.ts',
      'packages/widget/src/identify-entry.ts',
      '**/*.test.ts',
      '**/*.test-d.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='createElement'][arguments.0.value='script']",
          message: "Only snippet.ts touches the document's scripts.",
        },
        {
          selector: "ArrayExpression > Literal.elements:first-child[value='identify']",
          message: 'Only identify-entry.ts builds the identify call.',
        },
      ],
    },
  },
];
