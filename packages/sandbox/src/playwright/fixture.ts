import { test as base } from '@playwright/test';
import type {
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from '@playwright/test';
import { createSandbox } from '../create-sandbox';
import type { Sandbox } from '../create-sandbox';
import type { SandboxOptions } from '../settings/options';
import { mapDriftHosts } from './map-drift-hosts';

export { expect } from '@playwright/test';

export interface SandboxFixtures {
  /** How the test's sandbox is made, for `test.use({ sandboxOptions: { embedId: '…' } })`. */
  sandboxOptions: SandboxOptions;
  /** A local Drift of this test's own; every page of `context` meets it under Drift's real hosts. */
  sandbox: Sandbox;
}

/**
 * Playwright's `test` in which Drift is there and nobody else knows: each test has a fresh sandbox, and `page` and `context`
 * reach it wherever a page asks for `https://js.driftt.com` or another of Drift's hosts. A context that a test makes itself
 * is mapped with `mapDriftHosts(context, sandbox)`.
 *
 * @example
 * test.use({ sandboxOptions: { embedId: 'abcdefgh1234', signedIdentities: 'disabled' } });
 * test('the shop says ready', async ({ page, sandbox }) => {
 *   await page.goto('http://localhost:3000');
 *   await sandbox.ledger.waitFor({ type: 'ready' });
 * });
 */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & SandboxFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<SandboxFixtures>({
  sandboxOptions: [{}, { option: true }],
  sandbox: async ({ sandboxOptions }, use) => {
    const sandbox = await createSandbox(sandboxOptions);
    await use(sandbox);
    await sandbox.close();
  },
  context: async ({ context, sandbox }, use) => {
    await mapDriftHosts(context, sandbox);
    await use(context);
  },
});
