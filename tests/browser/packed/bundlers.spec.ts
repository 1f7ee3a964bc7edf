import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BUNDLERS, PAGE, htmlOf } from '../../package/bundlers';
import type { Bundler } from '../../package/bundlers';
import { entries } from '../../package/entries';
import { createInstalled } from '../../package/installed';
import type { Project } from '../../package/project';
import { PEERS } from '../../package/versions';
import { expect, serveFolder, test as base } from './fixtures';
import type { Folder } from './fixtures';

interface WorkerFixtures {
  /** One project of somebody else, with our packages from their tarballs and every bundler. */
  project: Project;
  /** Its folder, served. */
  folder: Folder;
}

const test = base.extend<object, WorkerFixtures>({
  project: [
    async ({ sandbox }, use) => {
      const tools = Object.assign({}, ...BUNDLERS.map(({ dependencies }) => dependencies)) as object;
      const manifest = Object.assign({}, ...BUNDLERS.map(({ manifest }) => manifest)) as object;
      const { project, dispose } = await createInstalled({ ...PEERS, ...tools }, manifest);
      for (const { files = {} } of BUNDLERS) project.write(files);
      project.write({ 'main.js': PAGE, 'index.html': htmlOf(sandbox, ['./main.js']) });
      await use(project);
      await dispose();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  folder: [
    async ({ project }, use) => {
      const folder = await serveFolder(project.directory);
      await use(folder);
      await folder.close();
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const driftScripts = (page: Page): Promise<number> => page.locator('script[src*="/include/"]').count();

/** The page works: chat is there, for that person, from one script. */
async function expectToWork(page: Page, says: 'codes' | 'sentences'): Promise<void> {
  await expect(page.getByText('ready, identified')).toBeVisible();
  expect(await driftScripts(page)).toBe(1);
  const said = (await page.locator('body').getAttribute('data-said')) ?? '';
  expect(said).toContain('embedId is undefined');
  expect(said.includes('it must be the id in your Drift snippet')).toBe(says === 'sentences');
  await page.getByText('ready, identified').click();
  await expect(page.getByText('ready, anonymous')).toBeVisible();
  expect(await driftScripts(page)).toBe(1);
}

/** Builds `main.js`; gives the address of the page that came of it. */
async function build(project: Project, folder: Folder, bundler: Bundler): Promise<string> {
  const { name, readsHtml } = bundler;
  const [command, ...args] = bundler.build;
  await project.run(command, args, { env: { NODE_ENV: 'production' } });
  return pageOf(project, folder, name, readsHtml ? undefined : './main.js');
}

function pageOf(project: Project, folder: Folder, name: string, script?: string): string {
  const { embedId, scriptUrl } = datasetOf(project);
  if (script !== undefined)
    project.write({ [`dist-${name}/index.html`]: htmlOf({ embedId, scriptUrl }, [script]) });
  return `${folder.url}/dist-${name}/index.html`;
}

function datasetOf(project: Project): { embedId: string; scriptUrl: string } {
  const html = readFileSync(join(project.directory, 'index.html'), 'utf8');
  const [, embedId = '', scriptUrl = ''] = /embed-id="(.*?)" data-script-url="(.*?)"/.exec(html) ?? [];
  return { embedId, scriptUrl };
}

for (const bundler of BUNDLERS)
  test(`a page that ${bundler.name} bundles has the chat, by the production build @long`, async ({
    page,
    project,
    folder,
  }) => {
    await page.goto(await build(project, folder, bundler));
    await expectToWork(page, 'codes');
  });

test('webpack in development mode takes the development build @long', async ({ page, project, folder }) => {
  await project.run('node', ['webpack.mjs', 'development', './main.js', 'dist-webpack-development']);
  await page.goto(pageOf(project, folder, 'webpack-development', './main.js'));
  await expectToWork(page, 'sentences');
});

test("Vite's development server serves the development build @long", async ({ page, project }) => {
  const url = await project.start('vite', ['--host', 'localhost'], /Local:\s+(http:\S+)/);
  await page.goto(url);
  await expectToWork(page, 'sentences');
});

test('copies that two bundlers made share one Drift: one script, and a logout said to either @long', async ({
  page,
  project,
  folder,
}) => {
  const scripts = ['../dist-esbuild/main.js', '../dist-webpack/main.js', '../dist-rollup/main.js'];
  mkdirSync(join(project.directory, 'dist-copies'), { recursive: true });
  writeFileSync(join(project.directory, 'dist-copies/index.html'), htmlOf(datasetOf(project), scripts));
  await page.goto(`${folder.url}/dist-copies/index.html`);
  // One session has the page. The others are in conflict with it, and touch nothing.
  const buttons = page.locator('main button');
  await expect(buttons).toHaveText(['ready, identified', /^failed, /, /^failed, /]);
  expect(await driftScripts(page)).toBe(1);
  await buttons.last().click();
  await expect(buttons.first()).toHaveText('ready, anonymous');
  expect(await driftScripts(page)).toBe(1);
  expect((await page.context().cookies()).filter(({ name }) => name === 'drift_eid')).toEqual([]);
});

for (const [name, command] of [
  ['webpack', ['node', 'webpack.mjs', 'production']],
  ['rspack', ['node', 'rspack.mjs', 'production']],
] as const)
  test(`${name} leaves nothing of an import that is not used @long`, async ({ project }) => {
    const browser = entries.filter(({ package: from }) => from === '@driftkit/widget');
    project.write({
      'unused.js': browser
        .map(({ specifier }, index) => `import * as unused${index} from '${specifier}';`)
        .join('\n'),
    });
    const [node, ...args] = command;
    await project.run(node, [...args, './unused.js', `dist-unused-${name}`]);
    expect(readFileSync(join(project.directory, `dist-unused-${name}/main.js`), 'utf8').trim()).toBe('');
  });
