// @vitest-environment node
/** Every code block of the widget's README, of its docs, and of the README at the root compiles under strict settings, and runs on a server without a touch. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { createReadmeProject, readBlocks } from '../../../tests/readme/blocks';

const home = fileURLToPath(new URL('..', import.meta.url));
const docs = readdirSync(`${home}docs`).map((name) => `${home}docs/${name}`);
const blocks = [`${home}README.md`, ...docs, `${home}../../README.md`]
  .flatMap(readBlocks)
  .filter(({ language }) => language === 'ts' || language === 'tsx');

/** What the reader's app has, where a block uses it without saying so. */
const OWN: [name: string, code: string][] = [
  [
    'drift',
    `import { createSession } from '@driftkit/widget'; const drift = createSession({ embedId: 'abcdefgh1234' });`,
  ],
  [
    'session',
    `const session = Object.assign(drift, { user: { id: 'user_1' } } as { user?: { id: string } });`,
  ],
  ['isPending', `const isPending = false as boolean;`],
  ['navigate', `const navigate = (path: string): void => void path;`],
  ['help', `const help = { hidden: false, textContent: '' };`],
  [
    'consentManager',
    `const consentManager = { onChange: (hear: (choice: { marketing: boolean }) => void) => hear({ marketing: true }) };`,
  ],
  ['user', `import { ref } from 'vue'; const user = ref<{ id: string } | null>();`],
  ['app', `import { createApp } from 'vue'; const app = createApp({ render: () => null });`],
  [
    'defineNuxtPlugin',
    `const defineNuxtPlugin = (plugin: (nuxt: { vueApp: App }) => void): unknown => plugin; import type { App } from 'vue';`,
  ],
  [
    'useUserSession',
    `import { ref as refOf } from 'vue'; const useUserSession = () => ({ user: refOf<{ id: string } | null>(null) });`,
  ],
  ['nonce', `const nonce = 'r4nd0m';`],
  ['response', `const response = { setHeader: (name: string, value: string): void => void [name, value] };`],
];

function ownOf(code: string): string {
  const isUsed = (name: string): boolean =>
    new RegExp(`\\b${name}\\b`).test(code) &&
    !new RegExp(`(const|let) \\{?[^=]*\\b${name}\\b[^=]* =`).test(code);
  const used = OWN.filter(([name]) => isUsed(name) || (name === 'drift' && isUsed('session')));
  return used.map(([, own]) => own).join('\n');
}

const project = createReadmeProject(home, blocks, ownOf);
afterAll(project.dispose);

it('they compile', () => {
  expect(blocks.length).toBeGreaterThan(6);
  expect(project.compile()).toBe('');
}, 60_000);

/** The page of a newcomer runs in a browser: tests/browser/packed/readme.spec.ts. */
const isPage = (index: number): boolean => blocks[index]?.code.startsWith('// src/main.ts') ?? false;

it.each(
  blocks
    .map(({ code }, index) => [code.split('\n').find((line) => line.trim()) ?? '', index] as const)
    .filter(([, index]) => !isPage(index)),
)(
  'it runs: %s',
  async (_, index) => {
    // Without a document nothing happens, and `ready` says why.
    const says = blocks[index]?.code.includes('drift.ready.then') ? 'server\n' : '';
    expect(await project.run(index)).toBe(says);
  },
  60_000,
);
