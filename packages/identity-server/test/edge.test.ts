import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** The main entry and all it imports, as one script for a runtime without Node. */
async function bundle(): Promise<{ code: string; inputs: string[] }> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'driftkit',
    platform: 'neutral',
    target: 'es2022',
    metafile: true,
  });
  return { code: result.outputFiles[0]?.text ?? '', inputs: Object.keys(result.metafile.inputs) };
}

describe('outside Node', () => {
  let code = '';
  let inputs: string[] = [];
  let runtime: EdgeVM;
  beforeAll(async () => {
    ({ code, inputs } = await bundle());
    runtime = new EdgeVM({ initialCode: code });
  });

  it('the main entry is made of its own files and jose', () => {
    expect(inputs.length).toBeGreaterThan(20);
    for (const input of inputs)
      expect(input).toMatch(/packages\/identity-server\/src\/|node_modules\/jose\/|^src\//);
  });

  it.each(['node:', 'require(', 'process.', 'Buffer', 'document.', 'localStorage'])(
    'the bundle does not contain %j',
    (name) => {
      expect(code.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')).not.toContain(name);
    },
  );

  it('the globals of Node are missing', () => {
    expect(runtime.evaluate('[typeof process, typeof Buffer, typeof require, typeof window]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  it('the endpoint answers with a token that verifies elsewhere', async () => {
    const answer = runtime.evaluate<Promise<string>>(`(async () => {
      const handler = driftkit.createIdentityHandler({
        secret: ${JSON.stringify(secret)},
        getUser: (request, env) => (request.headers.get('cookie') === 'sid=1' ? { id: env.user } : null),
      });
      const request = new Request('https://edge.example/token', { method: 'POST', headers: { cookie: 'sid=1' } });
      const response = await handler(request, { user: 'jane' });
      return JSON.stringify({ status: response.status, ...(await response.json()) });
    })()`);
    const { status, userId, userJwt } = JSON.parse(await answer) as {
      status: number;
      userId: string;
      userJwt: string;
    };
    expect({ status, userId }).toEqual({ status: 200, userId: 'jane' });
    const [header, payload, signature] = userJwt.split('.');
    expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
  });

  it('it signs, verifies, refuses and forgets there as everywhere', async () => {
    const result = runtime.evaluate<Promise<string>>(`(async () => {
      const secret = ${JSON.stringify(secret)};
      const token = await driftkit.signUserJwt({ userId: 'jane', secret });
      const verified = await driftkit.verifyUserJwt(token, { secret: [secret + '!', secret], userId: 'jane' });
      const refused = await driftkit.verifyUserJwt(token, { secret, userId: 'bob' }).catch((error) => error.code);
      return JSON.stringify([verified.secretIndex, refused, driftkit.clearDriftCookies().length]);
    })()`);
    expect(await result).toBe('[1,"token_other_user",12]');
  });

  it('it refuses to run once there is a document', () => {
    const page = new EdgeVM({ initialCode: `globalThis.window = { document: {} };${code}` });
    expect(page.evaluate(`try { driftkit.createIdentityHandler({}) } catch (error) { error.code }`)).toBe(
      'in_browser',
    );
  });
});
