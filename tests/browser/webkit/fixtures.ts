import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { test as base, expect } from '@playwright/test';
import { startExample } from '../../../examples/react-app/server';
import type { Example } from '../../../examples/react-app/server';
import { webkitPrograms } from '../../../scripts/browser.mjs';
import { startSite } from '../widget/site';
import type { Site } from '../widget/site';
import { startDriver } from './driver';
import type { Driver } from './driver';
import { startWebKit } from './webkit-browser';
import type { WebKitBrowser } from './webkit-browser';
import type { WebKitTab } from './webkit-tab';

// Playwright runs these tests, and WebKitGTK's own driver drives the browser: no page of Playwright's is opened.

interface WorkerFixtures {
  sandbox: Sandbox;
  site: Site;
  app: Example;
  driver: Driver;
}

interface TestFixtures {
  cleanSlate: void;
  webkit: WebKitBrowser;
  tab: WebKitTab;
}

const programs = webkitPrograms();

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandbox: [
    async ({}, use) => {
      await using sandbox = await createSandbox();
      await use(sandbox);
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ sandbox }, use) => {
      const site = await startSite(sandbox);
      await use(site);
      await site.close();
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
  driver: [
    async ({}, use) => {
      if (!programs) throw new Error('WebKitGTK is not installed.');
      const driver = await startDriver(programs);
      await use(driver);
      driver.close();
    },
    { scope: 'worker' },
  ],
  cleanSlate: [
    async ({ sandbox, site }, use) => {
      sandbox.reset();
      site.tokens.reset();
      await use();
    },
    { auto: true },
  ],
  webkit: async ({ driver }, use) => {
    const webkit = await startWebKit(driver);
    await use(webkit);
    await webkit.close();
  },
  tab: ({ webkit }, use) => use(webkit.first),
});

test.skip(!programs, 'WebKitGTK is not installed (on Debian: apt-get install webkit2gtk-driver xvfb)');

export { expect };
