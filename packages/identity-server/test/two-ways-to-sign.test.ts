import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Secret } from '../src/secret';
import { signInNode } from '../src/sign-in-node';
import type { SignInPlace } from '../src/sign-in-node';
import { signWithJose } from '../src/sign-user-jwt';

const numRuns = Number(process.env.DRIFTKIT_RUNS ?? 200);
const secret = 'a-secret-of-at-least-thirty-two-bytes!';

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('signing in Node and with jose', () => {
  const inNode = signInNode() as SignInPlace;

  it(
    'gives the same bytes for every payload and every secret',
    { timeout: 60_000 + numRuns * 20 },
    async () => {
      const text = fc.string({ unit: 'binary', maxLength: 80 });
      const secrets = fc.oneof(
        text.filter((given) => given !== ''),
        fc.uint8Array({ minLength: 1, maxLength: 150 }),
        fc.uint8Array({ minLength: 1, maxLength: 150 }).map((bytes) => Buffer.from(bytes)),
      );
      const payloads = fc
        .dictionary(text, fc.jsonValue({ maxDepth: 2 }))
        .map((claims) => JSON.stringify(claims));
      await fc.assert(
        fc.asyncProperty(payloads, secrets, async (payload, given: Secret) => {
          expect(inNode(payload, given)).toBe(await signWithJose(payload, given));
        }),
        { numRuns },
      );
    },
  );

  it.each([
    ['with a lone surrogate', `${secret}\ud800`],
    ['of a block of SHA-256', 'x'.repeat(64)],
    ['longer than a block', 'x'.repeat(65)],
    ['with a null byte at its end', `${secret}\0`],
    ['of one byte', 'x'],
  ])('gives the same bytes for a secret %s', async (_, given) => {
    expect(inNode('{"sub":"a"}', given)).toBe(await signWithJose('{"sub":"a"}', given));
  });

  it('reads the secret before the call returns, both ways', async () => {
    const expected = inNode('{"sub":"a"}', secret);
    const bytes = Buffer.from(secret);
    const signed = signWithJose('{"sub":"a"}', bytes);
    bytes.fill(0);
    expect(await signed).toBe(expected);
  });

  it('keeps no copy of a secret: a changed buffer signs with its new bytes', () => {
    const bytes = randomBytes(40);
    const before = inNode('{"sub":"a"}', bytes);
    bytes.reverse();
    expect(inNode('{"sub":"a"}', bytes)).not.toBe(before);
  });
});

describe('the way to sign', () => {
  const fresh = async () => {
    vi.resetModules();
    return import('../src/index');
  };

  it("is Node's where there is one: WebCrypto is not asked", async () => {
    const { signUserJwt } = await fresh();
    const sign = vi.spyOn(crypto.subtle, 'sign');
    await signUserJwt({ userId: 'a', secret });
    expect(sign).not.toHaveBeenCalled();
  });

  it.each([
    ['has no process', undefined],
    ['has a process without getBuiltinModule', { env: {} }],
    ['has no node:crypto', { getBuiltinModule: () => undefined }],
    [
      'refuses to give node:crypto',
      {
        getBuiltinModule: () => {
          throw new Error('not implemented');
        },
      },
    ],
    ['only imitates node:crypto', { getBuiltinModule: () => ({}) }],
    [
      'imitates node:crypto wrongly',
      { getBuiltinModule: () => ({ createHmac: () => ({ update: () => ({ digest: () => 'x' }) }) }) },
    ],
  ])("is jose's where the runtime %s", async (_, process) => {
    const now = () => 1_700_000_000_000;
    const expected = await (await fresh()).signUserJwt({ userId: 'a', secret, now });
    const { signUserJwt } = await fresh();
    const sign = vi.spyOn(crypto.subtle, 'sign');
    vi.stubGlobal('process', process);
    const signing = signUserJwt({ userId: 'a', secret, now });
    vi.unstubAllGlobals(); // Before any turn of the event loop: vitest needs its process.
    expect(await signing).toBe(expected);
    expect(sign).toHaveBeenCalledTimes(1);
    sign.mockRestore();
  });

  it('does not wait behind other work of the thread pool', async () => {
    const { signUserJwt } = await fresh();
    // Nothing but microtasks passes: a job on another thread would need a turn of the event loop.
    let turns = 0;
    const turn = setImmediate(() => (turns += 1));
    await signUserJwt({ userId: 'a', secret });
    clearImmediate(turn);
    expect(turns).toBe(0);
  });
});
