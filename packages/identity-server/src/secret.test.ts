import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';

const long = 'a-secret-of-at-least-thirty-two-bytes!';

/** The module with its memory of warnings empty. */
const fresh = async () => {
  vi.resetModules();
  const { assertSecret, secretBytes } = await import('./secret');
  return { assertSecret: assertSecret as (secret: unknown) => void, secretBytes };
};

describe('assertSecret', () => {
  let warn: MockInstance<typeof console.warn>;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([undefined, null, 42, {}, '', new Uint8Array(0)])('refuses %o as a secret', async (secret) => {
    const { assertSecret } = await fresh();
    expect(() => assertSecret(secret)).toThrow(TypeError);
  });

  it.each([
    'undefined',
    ' null\n',
    'true',
    '[object Promise]',
    '[object Object]',
    '() => process.env.SECRET',
    ' ',
    '\n',
    new Uint8Array(32),
    Buffer.alloc(40),
  ])('refuses %o, the rest of a secret that was lost or wiped', async (secret) => {
    const { assertSecret } = await fresh();
    expect(() => assertSecret(secret)).toThrow(/secret was lost before it came here/);
  });

  it('says of a list that one secret signs', async () => {
    const { assertSecret } = await fresh();
    expect(() => assertSecret([long])).toThrow(/a list: one secret signs/);
  });

  it('takes bytes of another realm, as jest has them, and nothing that only calls itself bytes', async () => {
    const { assertSecret } = await fresh();
    const bytes: unknown = runInNewContext('new Uint8Array(40).fill(7)');
    expect(bytes).not.toBeInstanceOf(Uint8Array);
    expect(() => assertSecret(bytes)).not.toThrow();
    expect(() => assertSecret({ [Symbol.toStringTag]: 'Uint8Array', length: 40 })).toThrow(TypeError);
  });

  it('warns once about a short secret, and shows no part of it', async () => {
    const { assertSecret } = await fresh();
    assertSecret('short-one');
    assertSecret('short-two');
    expect(warn.mock.calls.flat()).toEqual([expect.stringContaining('shorter than the 32 bytes') as unknown]);
    expect(warn.mock.calls.flat().join()).not.toMatch(/short-one|short-two/);
  });

  it('counts bytes and not characters', async () => {
    const { assertSecret } = await fresh();
    assertSecret('ü'.repeat(16));
    expect(warn).not.toHaveBeenCalled();
  });

  it('warns about the line end that came along with the secret', async () => {
    const { assertSecret } = await fresh();
    assertSecret(`${long}\n`);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('white space'));
  });
});

describe('secretBytes', () => {
  it.each([
    ['a Uint8Array', new TextEncoder().encode(long)],
    ['a Buffer', Buffer.from(long)],
    ['a part of a Buffer', Buffer.from(`_${long}_`).subarray(1, -1)],
  ])('copies %s', async (_, given) => {
    const { secretBytes } = await fresh();
    const bytes = secretBytes(given);
    given.fill(0);
    expect(Buffer.from(bytes).toString()).toBe(long);
    expect(bytes.buffer.byteLength).toBe(long.length);
  });
});
