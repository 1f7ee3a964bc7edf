import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyUserJwt } from '../src/index';
import { ask } from './ask';
import type { Seen } from './ask';

const home = fileURLToPath(new URL('..', import.meta.url));
const secret = 'a-secret-of-at-least-thirty-two-bytes!';

/** The first example of the README, word for word, built against the sources. */
async function buildExample(outfile: string): Promise<void> {
  const contents = /```js\n([\s\S]*?)```/.exec(readFileSync(`${home}README.md`, 'utf8'))?.[1] ?? '';
  await build({
    stdin: { contents, resolveDir: home },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@driftkit/source'],
    external: ['express', 'express-session', 'jose'],
    outfile,
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Asks until somebody listens. */
async function whenUp(url: string, triesLeft = 200): Promise<Seen> {
  try {
    return await ask(url);
  } catch (error) {
    if (triesLeft === 0) throw error;
    await new Promise((done) => setTimeout(done, 25));
    return whenUp(url, triesLeft - 1);
  }
}

describe('the example of the README', () => {
  const folder = `${home}node_modules/.cache/readme`;
  let server: ChildProcess;
  let url = '';
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await buildExample(`${folder}/server.mjs`);
    const port = await freePort();
    const env = {
      ...process.env,
      PORT: String(port),
      SESSION_SECRET: 'session',
      DRIFT_SIGNING_SECRET: secret,
    };
    server = spawn(process.execPath, [`${folder}/server.mjs`], { env, stdio: 'ignore' });
    url = `http://localhost:${port}`;
    await whenUp(`${url}/api/drift-identity`);
  });
  afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the logged-in user a token, and deletes Drift’s cookies at the logout', async () => {
    expect((await ask(`${url}/api/drift-identity`)).status).toBe(401);
    const login = await ask(`${url}/login`, { method: 'POST' });
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    const { status, json } = await ask(`${url}/api/drift-identity`, { headers: { cookie } });
    expect(status).toBe(200);
    const { userJwt } = json as { userJwt: string };
    await expect(verifyUserJwt(userJwt, { secret, userId: 'user_1' })).resolves.toBeDefined();
    const logout = await ask(`${url}/logout`, { method: 'POST', headers: { cookie } });
    expect(logout.headers['set-cookie']).toContainEqual(
      expect.stringMatching(/^drift_eid=; Path=\/; Max-Age=0/),
    );
    expect((await ask(`${url}/api/drift-identity`, { headers: { cookie } })).status).toBe(401);
  });
});
