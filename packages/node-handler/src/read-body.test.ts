import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BodyTooLargeError, readBody } from './index';
import type { NodeRequest } from './index';

const incoming = () => Object.assign(new PassThrough(), { method: 'POST', url: '/', headers: {} });
const textOf = async (bytes: Promise<Uint8Array>): Promise<string> => Buffer.from(await bytes).toString();

describe('readBody', () => {
  it.each([[[]], [['one']], [['one', 'two', 'three']]])(
    'gives the whole body that came in the pieces %j',
    async (pieces) => {
      const req = incoming();
      const { bytes } = readBody(req, 100);
      for (const piece of pieces) req.write(piece);
      req.end();
      expect(await textOf(bytes)).toBe(pieces.join(''));
    },
  );

  it('rejects beyond the bound at once, and discards the rest', async () => {
    const req = incoming();
    const { bytes } = readBody(req, 10);
    req.write('x'.repeat(11));
    await expect(bytes).rejects.toBeInstanceOf(BodyTooLargeError);
    req.end('x'.repeat(100_000));
    await new Promise((done) => req.once('end', done));
  });

  it('rejects where the client leaves, before or while it is read', async () => {
    for (const wasGone of [true, false]) {
      const req = incoming();
      if (wasGone) req.destroy();
      const { bytes } = readBody(req, 10);
      req.destroy();
      await expect(bytes).rejects.toThrow('The client left');
    }
  });

  it('reads no further after stop, and breaks nothing when the client then leaves', async () => {
    const req = incoming();
    const { stop } = readBody(req, 10);
    stop();
    req.write('x'.repeat(100));
    req.destroy(new Error('reset'));
    await new Promise((done) => req.once('close', done));
    expect(req.listenerCount('data')).toBe(0);
  });

  it('gives what a parser left, and rejects what a parser has rounded', async () => {
    const headers = { 'content-type': 'application/json' };
    const parsed = (body: unknown) => readBody({ method: 'POST', headers, body } as NodeRequest, 100).bytes;
    expect(await textOf(parsed({ a: [1] }))).toBe('{"a":[1]}');
    expect(await textOf(parsed(Buffer.from('{}')))).toBe('{}');
    await expect(parsed({ id: 2 ** 53 })).rejects.toThrow('rounded');
    await expect(parsed('x'.repeat(101))).rejects.toBeInstanceOf(BodyTooLargeError);
  });
});
