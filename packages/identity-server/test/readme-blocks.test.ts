// Every code block of README.md and FRAMEWORKS.md, compiled as a strict user compiles it, and run. The first one of README.md runs in
// readme.test.ts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { build, transform } from 'esbuild';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { clearDriftCookies, signUserJwt, verifyUserJwt } from '../src/index';

const home = fileURLToPath(new URL('..', import.meta.url));
const folder = `${home}node_modules/.cache/readme-blocks`;
const secret = 'a-secret-of-at-least-thirty-two-bytes!';

const pages = ['README.md', 'FRAMEWORKS.md'].map((page) => readFileSync(`${home}${page}`, 'utf8')).join('\n');
const blocks = [...pages.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language = '', code = '']) => ({
  language,
  code,
}));
const blockWith = (words: string): string =>
  blocks.find(({ code }) => code.includes(words))?.code ?? expect.unreachable(`no block with ${words}`);

/** Where a reader would put each of them. */
const FILES = {
  'express.ts': blockWith('// Express, with express-session'),
  'app/api/drift-identity/route.ts': blockWith('// Next:'),
  'worker.ts': blockWith('// Workers:'),
  'hono.ts': blockWith('// Hono'),
  'session.ts': `export const readSession = async (request: Request): Promise<{ user?: { id: string } } | undefined> =>
    request.headers.get('cookie') === 'sid=1' ? { user: { id: 'jane' } } : undefined;`,
  'use-next.ts': `import * as route from './app/api/drift-identity/route';
    type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
    export const handlers: Handler[] = [route.GET, route.POST, route.OPTIONS];`,
  'tsconfig.json': JSON.stringify({
    extends: `${home}../../tsconfig.base.json`,
    compilerOptions: { noEmit: true, declaration: false, isolatedDeclarations: false, types: ['node'] },
    include: ['*.ts', 'app'],
  }),
};

async function load<Module>(file: keyof typeof FILES): Promise<Module> {
  const outfile = `${folder}/out/${file.replace(/\W/g, '-')}.mjs`;
  await build({
    entryPoints: [`${folder}/${file}`],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@driftkit/source'],
    external: ['hono', 'jose', 'express'],
    outfile,
  });
  return (await import(outfile)) as Module;
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(`${folder}/${name}`), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.unstubAllEnvs());

const asked = (): Request =>
  new Request('https://app.example.com/api/drift-identity', { headers: { cookie: 'sid=1' } });
const userOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(200);
  const { userId, userJwt } = (await response.json()) as { userId: string; userJwt: string };
  await expect(verifyUserJwt(userJwt, { secret, userId })).resolves.toBeDefined();
  return userId;
};

describe('the code blocks of README.md and FRAMEWORKS.md', () => {
  it('in TypeScript compile under strict settings', () => {
    const compiler = fileURLToPath(new URL('../../../node_modules/typescript-7/bin/tsc', import.meta.url));
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(blocks.filter(({ language }) => language === 'ts')).toHaveLength(4);
  });

  it('in JavaScript can be parsed', async () => {
    const scripts = blocks.filter(({ language }) => language === 'js');
    for (const { code } of scripts) await expect(transform(code, { format: 'esm' })).resolves.toBeDefined();
    expect(scripts).toHaveLength(3);
  });

  it('for Next is evaluated without the secret, answers 503 without it and 200 with it', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('DRIFT_SIGNING_SECRET', undefined);
    type Route = Record<'GET' | 'POST' | 'OPTIONS', (request: Request) => Promise<Response>>;
    const { GET, POST, OPTIONS } = await load<Route>('app/api/drift-identity/route.ts');
    expect((await GET(asked())).status).toBe(503);
    expect(print.mock.calls).toEqual([
      [
        '[driftkit] secret_unavailable:',
        expect.stringContaining('is the environment variable set?') as unknown,
      ],
    ]);
    print.mockRestore();
    vi.stubEnv('DRIFT_SIGNING_SECRET', secret);
    expect(await userOf(await GET(asked()))).toBe('jane');
    expect(await userOf(await POST(asked()))).toBe('jane');
    expect((await OPTIONS(new Request('https://a/', { method: 'OPTIONS' }))).status).toBe(204);
  });

  it('for Workers takes the secret from env', async () => {
    type Worker = { default: { fetch(request: Request, env: object, ctx: object): Promise<Response> } };
    const { default: worker } = await load<Worker>('worker.ts');
    const ctx = { waitUntil: () => undefined };
    expect(await userOf(await worker.fetch(asked(), { DRIFT_SIGNING_SECRET: secret }, ctx))).toBe('jane');
  });

  it('for Hono takes the secret from env and the user from the middleware', async () => {
    const { app } = await load<{ app: Hono }>('hono.ts');
    const around = new Hono<{ Variables: { user: { id: string } } }>();
    around.use(async (c, next) => {
      c.set('user', { id: 'jane' });
      await next();
    });
    around.route('/', app);
    const env = { DRIFT_SIGNING_SECRET: secret };
    expect(await userOf(await around.request('/api/drift-identity', {}, env))).toBe('jane');
    expect((await app.request('/api/drift-identity', {}, env)).status).toBe(401);
  });

  it('for the functions below sign, verify, and keep every cookie of the logout', async () => {
    const appended: string[] = [];
    const headers = new Headers();
    const values = {
      signUserJwt,
      verifyUserJwt,
      clearDriftCookies,
      secret,
      current: `${secret}2`,
      previous: secret,
      headers,
      res: { append: (_name: string, cookies: string[]) => void appended.push(...cookies) },
    };
    const script = `(async ({ ${Object.keys(values).join()} }) => {
      ${blockWith('secretIndex')}; return { claims, secretIndex };
    })`;
    const run = runInThisContext(script) as (
      given: object,
    ) => Promise<{ claims: object; secretIndex: number }>;
    const { claims, secretIndex } = await run(values);
    expect({ claims, secretIndex }).toMatchObject({ claims: { sub: 'user_1', plan: 'pro' }, secretIndex: 1 });
    expect(headers.getSetCookie()).toHaveLength(12);
    expect(appended).toHaveLength(24);
  });
});
