import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createProject } from '../../package/project';
import type { Project } from '../../package/project';
import { root } from '../../package/registry';
import { readBlocks } from '../../readme/blocks';
import { expect, test } from './fixtures';

/** What a newcomer copies from the widget's README, in its order. */
const blocks = readBlocks(join(root, 'packages/widget/README.md'));
const commands = blocks.find(({ code }) => code.includes('npm create vite'))?.code ?? '';
const main = blocks.find(({ code }) => code.startsWith('// src/main.ts'))?.code ?? '';

test('a newcomer follows the README of the widget to a page that chats, in a Vite project @long', async ({
  page,
  registry,
}) => {
  test.setTimeout(400_000);
  const port = String(await freePort());
  const project = createProject({ '.npmrc': `@driftkit:registry=${registry.url}\n` });
  try {
    const lines = commands.trim().split('\n');
    const [sandbox = ''] = lines.splice(-1);
    // A person says yes when npm asks whether to fetch create-vite; the registry is ours until the packages are published.
    const env = { npm_config_yes: 'true', npm_config_userconfig: join(project.directory, '.npmrc') };
    await project.run('sh', ['-ec', lines.join('\n')], { env, timeout: 300_000 });
    const url = await startIn(project, `${sandbox} --port ${port}`, /(http:\/\/127\.0\.0\.1:\d+)/);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    project.write({ 'acme/src/main.ts': main.replaceAll('4100', port) });
    await page.goto(await startIn(project, 'npm run dev -- --host localhost', /Local:\s+(http:\S+)/));

    await page.getByRole('button', { name: 'Chat with us' }).click();
    const chat = page.frameLocator('iframe[title="Drift Widget Chat Window"]');
    await chat.getByRole('textbox').fill('Hello from the README');
    await chat.getByRole('button', { name: 'Send' }).dispatchEvent('click');
    await expect(chat.getByText('Hello from the README')).toBeVisible();

    const sandboxConsole = await page.context().newPage();
    await sandboxConsole.goto(url);
    await expect(sandboxConsole.getByText('Hello from the README').first()).toBeVisible();
    expect(await project.run('sh', ['-ec', 'cd acme && npm run build'])).toContain('dist/');
  } finally {
    await project.dispose();
  }
});

const startIn = (project: Project, command: string, until: RegExp): Promise<string> =>
  project.start('sh', ['-ec', `cd acme && exec ${command}`], until);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
