import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProject } from './project';
import { published, startRegistry } from './registry';
import type { Registry } from './registry';

/** Other ways to install, old ones too: each a program that npx fetches. */
const INSTALLERS = [
  { installer: 'npm@10.9.4', args: ['install', '--no-audit', '--no-fund'] },
  { installer: 'pnpm@10.34.9', args: ['install', '--no-frozen-lockfile'] },
  { installer: 'yarn@1.22.22', args: ['install', '--non-interactive', '--no-lockfile'] },
] as const;

let registry: Registry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry?.close());

const ours = Object.fromEntries(published.map(({ manifest }) => [manifest.name, manifest.version]));

/** What is used here is what was installed: a package must not lean on one that it does not name. */
const USE = `
  import { createClient } from '@driftkit/api';
  import { signUserJwt } from '@driftkit/identity-server';
  import { createSandbox } from '@driftkit/sandbox';
  import { createSync } from '@driftkit/sync';
  import { createDrift } from '@driftkit/widget';
  import { onIdle } from '@driftkit/widget/triggers';
  const sandbox = await createSandbox();
  const client = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
  const destination = { upsertConversation: async () => {}, upsertContact: async () => {}, erase: async () => {} };
  const sync = await createSync({ client, store: 'sqlite:./sync.db', destination });
  console.log(typeof sync.handle, typeof (await signUserJwt({ userId: 'user_1', secret: sandbox.secret })));
  console.log(createDrift({ embedId: sandbox.embedId, when: onIdle() }).state.status);
  await sync.close();
  await sandbox.close();`;

it.each(INSTALLERS)('$installer installs packages that work', async ({ installer, args }) => {
  const project = createProject({
    'package.json': JSON.stringify({ private: true, dependencies: ours }),
    '.npmrc': `@driftkit:registry=${registry.url}\n`,
    'use.mjs': USE,
  });
  try {
    await project.run('npx', ['--yes', installer, ...args]);
    expect(await project.run('node', ['use.mjs'])).toBe('function string\nidle\n');
  } finally {
    await project.dispose();
  }
});
