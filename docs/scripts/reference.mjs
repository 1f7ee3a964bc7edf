// The API reference: every exported name with its types and comments, as typedoc reads them.
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const root = fileURLToPath(new URL('../..', import.meta.url));

const ENTRIES = {
  widget: [
    'index.ts',
    'triggers/index.ts',
    'testing/index.ts',
    'react/index.ts',
    'vue/index.ts',
    'svelte/index.ts',
  ],
  'identity-server': ['index.ts', 'node.ts'],
  api: ['index.ts', 'node.ts', 'testing/index.ts'],
  sync: ['index.ts'],
  sandbox: ['index.ts', 'playwright/index.ts'],
};

export async function writeReference(docs) {
  for (const [name, files] of Object.entries(ENTRIES)) {
    const home = `${root}packages/${name}/`;
    const app = await Application.bootstrapWithPlugins({
      name: `@driftkit/${name}`,
      plugin: ['typedoc-plugin-markdown'],
      entryPoints: files.map((file) => `${home}src/${file}`),
      tsconfig: `${home}tsconfig.json`,
      outputs: [{ name: 'markdown', path: `${docs}reference/${name}` }],
      readme: 'none',
      hideBreadcrumbs: true,
      hidePageHeader: true,
      outputFileStrategy: 'modules',
      entryFileName: 'index',
      useCodeBlocks: true,
      useHTMLAnchors: true,
      expandObjects: true,
      disableSources: true,
      excludeInternal: true,
      excludePrivate: true,
      excludeExternals: true,
      sort: ['source-order'],
      logLevel: 'Error',
      skipErrorChecking: true,
    });
    const project = await app.convert();
    if (!project) throw new Error(`typedoc could not read @driftkit/${name}`);
    await app.generateOutputs(project);
  }
}
