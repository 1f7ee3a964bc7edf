import { test as base, expect } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { connectSandbox, QUOTE_INTERACTION, startExample } from '../../examples/react-app/server';
import type { Example } from '../../examples/react-app/server';

interface WorkerFixtures {
  /** A local Drift of this worker's own, on 127.0.0.1: another site than the app's `localhost`. */
  sandbox: Sandbox;
}

interface TestFixtures {
  /** Whether the app's server talks with the sandbox as well: REST, webhooks, sync. */
  talks: boolean;
  /** The example app, pointed at that sandbox, with an empty database of its own. */
  app: Example;
  /** What this browser has answered to Harbor's question about the chat. */
  consent: 'granted' | 'denied' | 'unasked';
  /** Nobody known to the sandbox, which gives the same ids again: what an app had kept would be of others. */
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
  talks: [false, { option: true }],
  app: async ({ sandbox, talks, cleanSlate: _ }, use) => {
    const { embedId, secret, scriptUrl, url, accessToken, verificationToken, apiUrl } = sandbox;
    const app = await startExample({
      port: 0,
      embedId,
      secret,
      scriptUrl,
      consoleUrl: url,
      quoteInteractionId: QUOTE_INTERACTION,
      erasesInDrift: true,
      ...(talks && { drift: { accessToken, verificationToken, apiUrl } }),
    });
    if (talks) connectSandbox(sandbox, app);
    await use(app);
    await app.close();
  },
  baseURL: ({ app }, use) => use(app.url),
  consent: ['granted', { option: true }],
  storageState: ({ app, consent }, use) => {
    const localStorage = consent !== 'unasked' ? [{ name: 'harbor-chat-consent', value: consent }] : [];
    return use({ cookies: [], origins: [{ origin: app.url, localStorage }] });
  },
  cleanSlate: [
    async ({ sandbox }, use) => {
      sandbox.reset();
      await use();
    },
    { auto: true },
  ],
});

export { expect };
