import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIdentityHandler, signUserJwt, verifyUserJwt } from '../src/index';
import type { IdentityHandlerOptions } from '../src/index';
import { toNodeHandler } from '../src/node';

/** Short, with white space at its end, and easy to find: it provokes every warning there is about secrets. */
const secret = 'hunter2-the-secret ';
const spelled = [
  secret.trim(),
  Buffer.from(secret).toString('base64').slice(0, 20),
  Buffer.from(secret).toString('hex').slice(0, 30),
];

/** Everything printed while the test ran. */
const printed: string[] = [];
const record = (...args: unknown[]) => void printed.push(inspect(args, { depth: 20, showHidden: true }));

function expectSilence(...things: unknown[]): void {
  const everything = [
    ...printed,
    ...things.map((thing) => inspect(thing, { depth: 20, showHidden: true })),
  ].join('\n');
  for (const text of spelled) expect(everything).not.toContain(text);
}

afterEach(() => {
  printed.length = 0;
  vi.restoreAllMocks();
});

function listen() {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(record);
}

describe.each([
  ['a string', secret],
  ['bytes', new TextEncoder().encode(secret)],
])('the secret, as %s', (_, given) => {
  it('is in no error of signing and verifying, and in no warning', async () => {
    listen();
    const foreign = await signUserJwt({ userId: 'a', secret: 'another secret' });
    const errors = await Promise.all(
      [
        signUserJwt({ userId: '', secret: given }),
        signUserJwt({ userId: 'a', secret: given, expiresIn: -1 }),
        signUserJwt({ userId: 'a', secret: given, claims: { sub: 'b' } }),
        signUserJwt({ userId: 'x'.repeat(20_000), secret: given }),
        verifyUserJwt('nonsense', { secret: given }),
        verifyUserJwt(foreign, { secret: [given, given] }),
        verifyUserJwt(foreign, { secret: 'another secret', userId: 'b' }),
      ].map((promise) => promise.catch((error: unknown) => error)),
    );
    expect(errors.every((error) => error instanceof Error)).toBe(true);
    expectSilence(errors);
  });

  it('is in no answer, no hook, no log and not in the handler', async () => {
    listen();
    const faults: Partial<IdentityHandlerOptions<unknown>>[] = [
      {},
      { getUser: () => null },
      { getUser: () => Promise.reject(new Error('down')) },
      { getUser: () => ({ id: 1 }) as never },
      { rateLimit: { consume: () => Promise.reject(new Error('down')) } },
      { onSign: () => Promise.reject(new Error('down')), onError: record },
    ];
    for (const fault of faults) {
      const handler = createIdentityHandler({ secret: given, getUser: () => ({ id: 'jane' }), ...fault });
      const response = await handler(new Request('https://a/'));
      expectSilence(handler, toNodeHandler(handler), response, await response.text());
    }
    expect(printed.length).toBeGreaterThan(2);
  });

  it('is in no error about wrong options', () => {
    const wrong = [
      { rateLimits: 1 },
      { timeout: -1 },
      { origins: ['*'] },
      { expiresIn: 1e9 },
      { getUser: 1 },
    ];
    for (const options of wrong) {
      try {
        createIdentityHandler({ secret: given, getUser: () => null, ...options } as never);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        expectSilence(error);
      }
    }
  });
});

it('the warnings were really provoked', async () => {
  listen();
  vi.resetModules();
  const fresh = await import('../src/index');
  await fresh.signUserJwt({ userId: 'a', secret });
  expect(printed).toHaveLength(2);
  expectSilence();
});
