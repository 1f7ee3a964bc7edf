import { test as base, expect } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { startExample } from '../../examples/react-app/server';
import type { Example } from '../../examples/react-app/server';

interface WorkerFixtures {
  /** A local Drift of this worker's own, on 127.0.0.1: another site than the app's `localhost`. */
  sandbox: Sandbox;
  /** The example app, pointed at that sandbox. */
  app: Example;
}

interface TestFixtures {
  /** What this browser has answered to Harbor's question about the chat. */
  consent: 'granted' | 'denied' | 'unasked';
  /** Nobody known to the sandbox, nobody logged in to the app. */
  cleanSlate: void;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandbox: [
    async ({}, use) => {
      const sandbox = await createSandbox();
      await use(sandbox);
      await sandbox.close();
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ sandbox }, use) => {
      const { embedId, secret, scriptUrl, url } = sandbox;
      const app = await startExample({ port: 0, embedId, secret, scriptUrl, consoleUrl: url });
      await use(app);
      await app.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.url),
  consent: ['granted', { option: true }],
  storageState: ({ app, consent }, use) => {
    const localStorage = consent !== 'unasked' ? [{ name: 'harbor-chat-consent', value: consent }] : [];
    return use({ cookies: [], origins: [{ origin: app.url, localStorage }] });
  },
  cleanSlate: [
    async ({ sandbox, app }, use) => {
      sandbox.reset();
      app.expireSessions();
      app.conversations.clear();
      await use();
    },
    { auto: true },
  ],
});

export { expect };
