import { test as base, expect } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { startSite } from './site';
import type { Build, Site } from './site';

interface WorkerFixtures {
  /** A local Drift of this worker's own, on 127.0.0.1: another site than `localhost`. */
  sandbox: Sandbox;
  site: Site;
  /** The build under test: that for development, but in the project `production`. */
  build: Build;
}

interface TestFixtures {
  cleanSlate: void;
  /** What was thrown into a page, which must be nothing; a test that expects something takes it out. */
  thrown: string[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandbox: [
    async ({}, use) => {
      await using sandbox = await createSandbox();
      await use(sandbox);
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ sandbox, build }, use) => {
      const site = await startSite(sandbox, build);
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  build: ['driftkit', { option: true, scope: 'worker' }],
  cleanSlate: [
    async ({ sandbox, site }, use) => {
      sandbox.reset();
      site.tokens.reset();
      await use();
    },
    { auto: true },
  ],
  thrown: [
    async ({ context, sandbox }, use) => {
      const thrown: string[] = [];
      context.on('weberror', (webError) => {
        const { message, stack = '' } = webError.error();
        // What the sandbox throws in its own two frames is no affair of the page's, and Firefox calls an error what a policy refuses.
        if (stack.includes(`${sandbox.url}/core/`) || message.startsWith('The page’s settings blocked'))
          return;
        thrown.push(message);
      });
      await use(thrown);
      expect(thrown, 'thrown into the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
