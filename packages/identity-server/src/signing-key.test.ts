import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';

const long = 'a-secret-of-at-least-thirty-two-bytes!';

/** The module with its memory of keys and warnings empty. */
const fresh = async () => {
  vi.resetModules();
  return import('./signing-key');
};

describe('importSigningKey', () => {
  let warn: MockInstance<typeof console.warn>;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  it('imports a secret once', async () => {
    const { importSigningKey } = await fresh();
    const spy = vi.spyOn(crypto.subtle, 'importKey');
    await Promise.all([importSigningKey(long), importSigningKey(long)]);
    await importSigningKey(long);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('gives a key that cannot be read back', async () => {
    const { importSigningKey } = await fresh();
    expect(await importSigningKey(long)).toMatchObject({ extractable: false, usages: ['sign', 'verify'] });
  });

  it('forgets the oldest of more than 32 secrets, and keeps the one in use', async () => {
    const { importSigningKey } = await fresh();
    await importSigningKey(`${long}0`);
    await importSigningKey(`${long}1`);
    for (let i = 2; i < 33; i += 1) {
      await importSigningKey(`${long}0`);
      await importSigningKey(`${long}${i}`);
    }
    const spy = vi.spyOn(crypto.subtle, 'importKey');
    await importSigningKey(`${long}0`);
    expect(spy).toHaveBeenCalledTimes(0);
    await importSigningKey(`${long}1`);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('tries again after a failed import', async () => {
    const { importSigningKey } = await fresh();
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new Error('no entropy'));
    await expect(importSigningKey(long)).rejects.toThrow('no entropy');
    await expect(importSigningKey(long)).resolves.toBeDefined();
  });

  it.each([undefined, null, 42, {}, '', new Uint8Array(0)])('refuses %o as a secret', async (secret) => {
    const { importSigningKey } = await fresh();
    await expect(importSigningKey(secret as never)).rejects.toThrow(TypeError);
  });

  it('warns once about short secrets, and says nothing of what is in them', async () => {
    const { importSigningKey } = await fresh();
    await importSigningKey('short-one');
    await importSigningKey('short-two');
    expect(warn.mock.calls.flat()).toEqual([expect.stringContaining('shorter than the 32 bytes') as unknown]);
    expect(warn.mock.calls.flat().join()).not.toMatch(/short-one|short-two/);
  });

  it('counts bytes and not characters', async () => {
    const { importSigningKey } = await fresh();
    await importSigningKey('ü'.repeat(16));
    expect(warn).not.toHaveBeenCalled();
  });

  it('warns about the line end that came along with the secret', async () => {
    const { importSigningKey } = await fresh();
    await importSigningKey(`${long}\n`);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('white space'));
  });
});
