/** How other people's projects bundle a page: one row each, the same page. */
export interface Bundler {
  name: string;
  /** What its project installs beside ours. */
  dependencies: Record<string, string>;
  /** Its configuration. */
  files?: Record<string, string>;
  /** Builds for production, from `index.html` or `main.js` into `dist-NAME`. */
  build: readonly [command: string, ...args: string[]];
  /** What it wants in `package.json`. */
  manifest?: object;
  /** It makes the page from `index.html`; else the page is `SCRIPT_PAGE`. */
  readsHtml?: boolean;
}

const MODE = `process.env.NODE_ENV`;

/** webpack and Rspack are told the same. */
const packed = (module: string, name: string): string => `
  import bundler from '${module}';
  const { rspack = bundler } = bundler;
  const [mode, entry, path] = process.argv.slice(2);
  const output = { path: import.meta.dirname + '/' + path, filename: 'main.js' };
  rspack({ context: import.meta.dirname, mode, entry, output, target: 'web' }, (error, stats) => {
    if (!error && !stats.hasErrors()) return;
    console.error('${name}', error ?? stats.toString());
    process.exit(1);
  });`;

export const BUNDLERS: readonly Bundler[] = [
  {
    name: 'vite',
    dependencies: { vite: '8.3.8' },
    build: ['vite', 'build', '--base', './', '--outDir', 'dist-vite', '--logLevel', 'error'],
    readsHtml: true,
  },
  {
    name: 'webpack',
    dependencies: { webpack: '5.113.0' },
    files: { 'webpack.mjs': packed('webpack', 'webpack') },
    build: ['node', 'webpack.mjs', 'production', './main.js', 'dist-webpack'],
  },
  {
    name: 'rspack',
    dependencies: { '@rspack/core': '2.3.3' },
    files: { 'rspack.mjs': packed('@rspack/core', 'rspack') },
    build: ['node', 'rspack.mjs', 'production', './main.js', 'dist-rspack'],
  },
  {
    name: 'esbuild',
    dependencies: { esbuild: '0.28.1' },
    build: [
      'esbuild',
      'main.js',
      '--bundle',
      '--minify',
      '--format=iife',
      '--outfile=dist-esbuild/main.js',
      `--define:${MODE}="production"`,
      '--log-level=error',
    ],
  },
  {
    name: 'rollup',
    dependencies: {
      rollup: '4.68.7',
      '@rollup/plugin-commonjs': '^29.0.0',
      '@rollup/plugin-node-resolve': '16.0.3',
      '@rollup/plugin-replace': '^6.0.3',
    },
    files: {
      'rollup.config.mjs': `
        import commonjs from '@rollup/plugin-commonjs';
        import nodeResolve from '@rollup/plugin-node-resolve';
        import replace from '@rollup/plugin-replace';
        const values = { '${MODE}': '"production"' };
        export default {
          input: 'main.js',
          plugins: [nodeResolve(), commonjs(), replace({ preventAssignment: true, values })],
          output: { file: 'dist-rollup/main.js', format: 'iife' },
        };`,
    },
    build: ['rollup', '-c', '--silent'],
  },
  {
    name: 'parcel',
    dependencies: { parcel: '2.16.4' },
    // Parcel 2 reads `exports` only where it is told so.
    manifest: { '@parcel/resolver-default': { packageExports: true } },
    build: [
      'parcel',
      'build',
      'index.html',
      '--dist-dir',
      'dist-parcel',
      '--public-url',
      './',
      '--no-source-maps',
      '--log-level',
      'error',
    ],
    readsHtml: true,
  },
];

/** The page that all of them bundle: React, a person, and what the build says of a mistake. */
export const PAGE: string = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { createDrift, createSession } from '@driftkit/widget';
  import { DriftProvider, useDriftIdentity, useDriftState } from '@driftkit/widget/react';

  const { embedId, scriptUrl } = document.documentElement.dataset;
  const session = createSession({ embedId, scriptUrl });
  const Status = () => {
    const { identity, logout } = useDriftIdentity();
    return createElement('button', { onClick: logout }, useDriftState().status + ', ' + identity.status);
  };
  const app = document.body.appendChild(document.createElement('main'));
  const user = { id: 'user_1' };
  createRoot(app).render(createElement(DriftProvider, { drift: session, user }, createElement(Status)));
  try {
    createDrift({});
  } catch ({ message }) {
    document.body.dataset.said = message;
  }`;

/** The HTML around it. */
export const htmlOf = (
  { embedId, scriptUrl }: { embedId: string; scriptUrl: string },
  scripts: readonly string[],
): string =>
  `<!doctype html>
   <html lang="en" data-embed-id="${embedId}" data-script-url="${scriptUrl}">
   <meta charset="utf-8"><title>Acme</title><body>
   ${scripts.map((script) => `<script type="module" src="${script}"></script>`).join('\n')}`;
