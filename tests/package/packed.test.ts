import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer } from './consumer';
import type { Consumer } from './consumer';
import { entries } from './entries';
import { published, root } from './registry';

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
});
afterAll(() => consumer?.dispose());

const installed = (name: string): string => join(consumer.directory, 'node_modules/@driftkit', name);

/** A file of dist with every chunk it imports. */
function withChunks(directory: string, file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return '';
  seen.add(file);
  const text = readFileSync(join(directory, file), 'utf8');
  const imported = [...text.matchAll(/(?:from|import|require\()\s*["']\.\/([^"']+)["']/g)].map(
    ([, path = '']) => path,
  );
  return text + imported.map((path) => withChunks(directory, join(dirname(file), path), seen)).join('');
}

/** Which of the names occur; a list, so that a failure does not print the whole bundle. */
const namedIn = (code: string, names: string[]): string[] => names.filter((name) => code.includes(name));

describe('the packed packages', () => {
  it.each([
    ['@driftkit/widget', ['createDrift', 'createSession', 'fetchUserJwt', 'DriftError']],
    [
      '@driftkit/widget/react',
      [
        'DriftFallback',
        'DriftProvider',
        'useDrift',
        'useDriftEvent',
        'useDriftIdentity',
        'useDriftPage',
        'useDriftState',
        'useOpenChat',
      ],
    ],
    ['@driftkit/widget/triggers', ['onConsent', 'onIdle', 'onInteraction', 'onVisible']],
    ['@driftkit/widget/testing', ['createFakeDrift']],
    ['@driftkit/identity-server', ['signUserJwt', 'verifyUserJwt', 'createIdentityHandler']],
    ['@driftkit/identity-server/node', ['toNodeHandler']],
    ['@driftkit/api', ['createClient', 'DriftApiError', 'escapeHtml', 'textOf']],
    ['@driftkit/api/testing', ['createFakeApi']],
    ['@driftkit/sandbox', ['createSandbox']],
    ['@driftkit/sync', ['createSync', 'exportArchive', 'httpDestination', 'sqlDestination']],
  ])('%s is imported by node as an ES module', (name, exports) => {
    const printed = consumer.run(
      'esm.mjs',
      `console.log(JSON.stringify(Object.keys(await import('${name}'))))`,
    );
    expect(JSON.parse(printed)).toEqual(expect.arrayContaining(exports));
  });

  it('are required by node as CommonJS, where they promise it', () => {
    const names = entries
      .filter(({ isCommonJs, specifier }) => isCommonJs && specifier !== '@driftkit/widget/vue')
      .map(({ specifier }) => specifier);
    const source = `for (const name of ${JSON.stringify(names)}) console.log(typeof Object.values(require(name))[0])`;
    const printed = consumer.run('cjs.cjs', source, ['--no-experimental-require-module']);
    expect(names).toContain('@driftkit/widget/react');
    expect(printed.trim().split('\n')).toEqual(names.map(() => 'function'));
  });

  it.each(entries)(
    '$specifier costs a bundle nothing where its import is not used',
    async ({ specifier }) => {
      const contents = `import '${specifier}'; import * as unused from '${specifier}';`;
      const stdin = { contents, resolveDir: consumer.directory };
      const external = ['@playwright/test', 'vue', 'svelte', 'svelte/*'];
      const options = { bundle: true, write: false, platform: 'node', format: 'esm', external } as const;
      const { outputFiles } = await build({ stdin, logLevel: 'error', ...options });
      expect(outputFiles[0]?.text).toBe('');
    },
  );

  it('have one class of error, imported and required side by side', () => {
    const printed = consumer.run(
      'both.mjs',
      `import { createRequire } from 'node:module';
       import { DriftApiError, createClient } from '@driftkit/api';
       const required = createRequire(import.meta.url)('@driftkit/api');
       const fetch = async () => new Response('{}', { status: 404 });
       for (const create of [createClient, required.createClient]) {
         const error = await create({ accessToken: 'token', fetch }).contacts.get('1').catch((error) => error);
         console.log(error.code, error instanceof DriftApiError, error instanceof required.DriftApiError);
       }
       const accessToken = () => Promise.reject(new required.DriftApiError('timeout', 'slow'));
       console.log((await createClient({ accessToken, fetch }).contacts.get('1').catch((error) => error)).code);`,
    );
    expect(printed).toBe('not_found true true\nnot_found true true\ntimeout\n');
  });

  it('have types for every entry under moduleResolution "node", the hardest to please', () => {
    consumer.write(
      'old.ts',
      `import { createSession } from '@driftkit/widget';
       import type { Session } from '@driftkit/widget';
       import { DriftProvider } from '@driftkit/widget/react';
       import { onIdle } from '@driftkit/widget/triggers';
       import { createFakeDrift } from '@driftkit/widget/testing';
       import { createClient } from '@driftkit/api';
       import { createFakeApi } from '@driftkit/api/testing';
       import { createIdentityHandler, verifyUserJwt } from '@driftkit/identity-server';
       import { toNodeHandler } from '@driftkit/identity-server/node';
       import type { NodeContext } from '@driftkit/identity-server/node';
       export const session: Session = createSession({ embedId: 'abcdefgh1234', when: onIdle() });
       export const all = [DriftProvider, createFakeDrift, createClient, createFakeApi];
       const identity = createIdentityHandler({
         secret: (_request, { req }: NodeContext) => ('raw' in req ? undefined : 'secret'),
         getUser: () => null,
       });
       export const handle = toNodeHandler(identity);
       export const sub: Promise<string> = verifyUserJwt('', { secret: '' }).then(({ claims }) => claims.sub);
       // @ts-expect-error -- the types are there: this is wrong
       createSession({ embedId: 1 });
       // @ts-expect-error -- the types are there: this is wrong
       createClient({ accessToken: 1 });`,
    );
    const options = ['--module', 'esnext', '--moduleResolution', 'node', '--ignoreDeprecations', '6.0'];
    const more = ['--target', 'es2022', '--strict', '--noEmit', '--jsx', 'react-jsx', '--skipLibCheck'];
    const types = ['--types', 'react', '--typeRoots', join(root, 'packages/widget/node_modules/@types')];
    expect(consumer.compile('old.ts', [...options, ...more, ...types])).toBe('');
  });

  it.each(published.map(({ manifest }) => manifest.name.replace('@driftkit/', '')))(
    '%s carries no test and no file that is not for its users',
    (name) => {
      const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' });
      expect(files).toContain(join('dist', 'index.js'));
      expect(files.filter((file) => /\.test(-d)?\.|tsconfig|rollup|vitest/.test(file))).toEqual([]);
    },
  );
});

describe('the widget, packed', () => {
  it('works on a server: nothing is touched and React renders through its provider', () => {
    const printed = consumer.run(
      'ssr.mjs',
      `import { createElement } from 'react';
       import { renderToString } from 'react-dom/server';
       import { createSession } from '@driftkit/widget';
       import { DriftProvider, useDriftState } from '@driftkit/widget/react';
       const drift = createSession({ embedId: 'abcdefgh1234' });
       const Status = () => createElement('p', null, useDriftState().status);
       console.log(renderToString(createElement(DriftProvider, { drift, user: null }, createElement(Status))));
       console.log(Object.keys(globalThis).filter((name) => name.startsWith('drift')).length);`,
    );
    expect(printed).toBe('<p>idle</p>\n0\n');
  });

  it('marks its React entry, and only that, as a client module', () => {
    const dist = join(installed('widget'), 'dist');
    for (const file of ['react.js', 'react.cjs']) {
      expect(readFileSync(join(dist, file), 'utf8')).toMatch(/^(['"])use client\1/);
    }
    expect(readFileSync(join(dist, 'index.js'), 'utf8')).not.toContain('use client');
  });

  it('reads no process: its files run on a page without a bundler', () => {
    const dist = join(installed('widget'), 'dist');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.c?js$/.test(file),
    );
    expect(files).toContain(join('development', 'index.js'));
    expect(files.filter((file) => /\bprocess\b/.test(readFileSync(join(dist, file), 'utf8')))).toEqual([]);
  });

  const SAY = `try { createDrift({}) } catch (error) { console.log(error.message) }`;
  const IMPORT = `import { createDrift } from '@driftkit/widget'; ${SAY}`;
  const REQUIRE = `const { createDrift } = require('@driftkit/widget'); ${SAY}`;
  it.each([
    ['codes', 'import', 'no condition', 'say.mjs', IMPORT],
    ['sentences', 'import', 'development', 'say.mjs', IMPORT],
    ['sentences', 'require', 'no condition', 'say.cjs', REQUIRE],
    ['codes', 'require', 'production', 'say.cjs', REQUIRE],
  ])('says %s by %s under %s', (says, _, condition, file, source) => {
    const printed = consumer.run(
      file,
      source,
      condition === 'no condition' ? [] : [`--conditions=${condition}`],
    );
    expect(printed.includes('it must be the id in your Drift snippet')).toBe(says === 'sentences');
    expect(printed).toContain('embedId is undefined');
  });

  it.each(['js', 'cjs'])('names neither a signer nor React in the core (index.%s)', (extension) => {
    const core = withChunks(join(installed('widget'), 'dist'), `index.${extension}`);
    expect(namedIn(core, ['embedId'])).toEqual(['embedId']);
    expect(namedIn(core, ['jose', `'react`, `"react`, 'node:'])).toEqual([]);
  });

  it('has no dependency at run time', () => {
    const manifest = JSON.parse(readFileSync(join(installed('widget'), 'package.json'), 'utf8')) as object;
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('leaves the session and React out of a Vite build that uses createDrift alone', () => {
    consumer.write(
      'main.js',
      `import { createDrift } from '@driftkit/widget'; createDrift({ embedId: 'abcdefgh1234' }).load();`,
    );
    consumer.write('index.html', `<script type="module" src="/main.js"></script>`);
    consumer.run(
      'build.mjs',
      `import { build } from 'vite';
       await build({ root: import.meta.dirname, logLevel: 'error', build: { minify: false } });`,
    );
    const assets = join(consumer.directory, 'dist/assets');
    const bundle = readdirSync(assets).map((file) => readFileSync(join(assets, file), 'utf8'));
    const session = ['subscribeIdentity', 'notLoggedIn'];
    expect(namedIn(readFileSync(join(installed('widget'), 'dist/index.js'), 'utf8'), session)).toEqual(
      session,
    );
    expect(namedIn(bundle.join(), ['driftt.com', ...session, 'useSyncExternalStore'])).toEqual([
      'driftt.com',
    ]);
  });
});

describe('the identity server, packed', () => {
  it('signs a token that its own check takes', () => {
    const printed = consumer.run(
      'sign.mjs',
      `import { signUserJwt, verifyUserJwt } from '@driftkit/identity-server';
       const secret = 'a-secret-of-at-least-32-characters';
       const { claims } = await verifyUserJwt(await signUserJwt({ userId: 'user_1', secret }), { secret });
       console.log(claims.sub);`,
    );
    expect(printed).toBe('user_1\n');
  });

  it('can be required where ES modules cannot be, as in jest with babel', () => {
    const file = consumer.write(
      'sign.cjs',
      `const { signUserJwt, verifyUserJwt, createIdentityHandler } = require('@driftkit/identity-server');
       const { toNodeHandler } = require('@driftkit/identity-server/node');
       const secret = 'a-secret-of-at-least-32-characters';
       const handle = toNodeHandler(createIdentityHandler({ secret, getUser: () => ({ id: 'user_1' }) }));
       const reply = { headersSent: false, getHeader() {}, writeHead() {}, end: (body) => {
         const { userJwt } = JSON.parse(body);
         verifyUserJwt(userJwt, { secret }).then(({ claims }) => console.log(claims.sub));
       } };
       handle({ method: 'GET', url: '/', headers: {} }, reply);`,
    );
    const args = ['--no-experimental-require-module', file];
    const options = { cwd: consumer.directory, encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, args, options)).toBe('user_1\n');
  });
});

describe('the sandbox, packed', () => {
  it('serves the script, the frames and the console from the tarball alone', () => {
    const printed = consumer.run(
      'sandbox.mjs',
      `import { createSandbox } from '@driftkit/sandbox';
       const { url, embedId, close } = await createSandbox();
       const bucket = Math.ceil(Date.now() / 300000) * 300000;
       const paths = ['/include/' + bucket + '/' + embedId + '.js', '/core', '/core/chat', '/'];
       console.log((await Promise.all(paths.map(async (path) => (await fetch(url + path)).status))).join());
       await close();`,
    );
    expect(printed).toBe('200,200,200,200\n');
  });
});
