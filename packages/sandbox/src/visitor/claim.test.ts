import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { createWorld } from '../stores/create-world';
import { judgeClaim } from './claim';

const secret = 'a secret of at least thirty-two bytes';
const signed = (userId: string): Promise<string> =>
  new SignJWT({ sub: userId }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

describe('a mode that looks at no token', () => {
  const world = createWorld({ secret, signedIdentities: 'disabled' });

  test('leaves it unchecked, and still says what a check would come to', async () => {
    const claim = { userId: 'user_1', midSession: false };
    const good = await judgeClaim(world, { ...claim, userJwt: await signed('user_1') });
    expect(good).toEqual({ verdict: 'unchecked', tokenVerdict: 'valid', decision: 'unsigned' });
    const foreign = await judgeClaim(world, { ...claim, userJwt: await signed('user_2') });
    expect(foreign).toEqual({ verdict: 'unchecked', tokenVerdict: 'wrong_subject', decision: 'unsigned' });
  });
});

test('a mode that asks for a token judges by the same check', async () => {
  const world = createWorld({ secret, signedIdentities: 'required' });
  const claim = await judgeClaim(world, { userId: 'user_1', midSession: false, userJwt: undefined });
  expect(claim).toEqual({ verdict: 'missing', tokenVerdict: 'missing', decision: 'refused' });
});

test('under the fault "refused" the best token does not count', async () => {
  const world = createWorld({ secret, signedIdentities: 'required' });
  world.faults.set({ identify: 'refused' });
  const userJwt = await signed('user_1');
  const claim = await judgeClaim(world, { userId: 'user_1', midSession: false, userJwt });
  expect(claim).toEqual({ verdict: 'valid', tokenVerdict: 'valid', decision: 'refused' });
});
