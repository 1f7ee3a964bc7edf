import { createHmac, timingSafeEqual } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { signUserJwt, verifyUserJwt } from '../src/index';
import { handmade } from './handmade';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const userId = 'üser 💬';
const claims = { plan: 'pro' };

describe('tokens of ours', () => {
  it('verify with jsonwebtoken', async () => {
    const token = await signUserJwt({ userId, secret, claims });
    expect(jsonwebtoken.verify(token, secret, { algorithms: ['HS256'] })).toMatchObject({
      sub: userId,
      plan: 'pro',
    });
  });

  it('verify with fast-jwt', async () => {
    const verify = createVerifier({ key: secret, algorithms: ['HS256'] }) as (token: string) => unknown;
    expect(verify(await signUserJwt({ userId, secret, claims }))).toMatchObject({ sub: userId, plan: 'pro' });
  });

  it('node:crypto verifies the tokens', async () => {
    const [header, payload, signature] = (await signUserJwt({ userId, secret, claims })).split('.');
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
    expect(timingSafeEqual(Buffer.from(signature ?? '', 'base64url'), expected)).toBe(true);
    expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toEqual({
      typ: 'JWT',
      alg: 'HS256',
    });
  });
});

describe('tokens of others verify with ours', () => {
  it('made with jsonwebtoken', async () => {
    const token = jsonwebtoken.sign({}, secret, { subject: userId, expiresIn: 300 });
    const { iat = 0 } = jsonwebtoken.decode(token) as { iat?: number };
    await expect(verifyUserJwt(token, { secret, userId })).resolves.toMatchObject({ expiresAt: iat + 300 });
  });

  it('made with fast-jwt', async () => {
    const token = createSigner({ key: secret, algorithm: 'HS256', sub: userId, expiresIn: 300_000 })({});
    await expect(verifyUserJwt(token, { secret, userId })).resolves.toMatchObject({ secretIndex: 0 });
  });

  it('accepts a token that node:crypto made', async () => {
    const token = handmade({ key: secret, payload: { sub: userId } });
    await expect(verifyUserJwt(token, { secret, userId })).resolves.toMatchObject({ expiresAt: null });
  });
});
