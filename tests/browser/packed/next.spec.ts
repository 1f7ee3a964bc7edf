import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBlocks } from '../../readme/blocks';
import { createInstalled } from '../../package/installed';
import { root } from '../../package/registry';
import { PEERS } from '../../package/versions';
import { NEXT_APP } from './next-app';
import { expect, test } from './fixtures';

test.describe.configure({ timeout: 500_000 });

/** The route that the documents of the identity server show for Next. */
const ROUTE =
  readBlocks(join(root, 'packages/identity-server/FRAMEWORKS.md')).find(({ code }) =>
    code.includes('app/api/drift-identity/route.ts'),
  )?.code ?? '';

for (const bundler of ['turbopack', 'webpack'] as const)
  test(`Next by ${bundler}: built without secrets, rendered on the server, hydrated, one script @long`, async ({
    page,
    sandbox,
  }) => {
    const { project, dispose } = await createInstalled({ ...PEERS, ...NEXT_TOOLS });
    try {
      project.write({ ...NEXT_APP, 'app/api/drift-identity/route.ts': ROUTE });
      const env = {
        NODE_ENV: 'production',
        NEXT_PUBLIC_DRIFT_EMBED_ID: sandbox.embedId,
        NEXT_PUBLIC_DRIFT_SCRIPT_URL: sandbox.scriptUrl,
      };
      await project.run('next', ['build', `--${bundler}`], { env, timeout: 400_000 });
      const server = ['start', '--port', '0', '--hostname', 'localhost'];
      const secret = { ...env, DRIFT_SIGNING_SECRET: sandbox.secret };
      const url = await project.start('next', server, /Local:\s+(http:\S+)/, { env: secret });

      const html = await (await fetch(url)).text();
      expect(html.replaceAll('<!-- -->', '')).toContain('<output>idle, unknown</output>');
      expect(html).not.toContain(sandbox.scriptUrl + '/include');

      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || /hydrat/i.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(url);
      await expect(page.getByText('ready, identified')).toBeVisible();
      await page.getByRole('link', { name: 'Other' }).click();
      await expect(page.getByRole('heading', { name: 'Other' })).toBeVisible();
      await expect(page.getByText('ready, identified')).toBeVisible();
      expect(await page.locator('script[src*="/include/"]').count()).toBe(1);
      expect(complaints).toEqual([]);
      const identified = sandbox.ledger.entries({ type: 'identify', outcome: 'associated' });
      expect(identified.map(({ externalId }) => externalId)).toContain('user_1');
      expect(readFileSync(join(project.directory, '.next/BUILD_ID'), 'utf8')).not.toBe('');
    } finally {
      await dispose();
    }
  });

const NEXT_TOOLS = {
  next: '16.4.6',
  typescript: '5.9.3',
  '@types/node': '^20.19.0',
  '@types/react': '^19.2.0',
};
