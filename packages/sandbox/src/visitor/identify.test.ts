import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import type { IdentifyRequest, IdentifyResult } from './identify';
import { identify } from './identify';
import { say } from './chat';
import { signFor } from './sign-for-test';

function call(world: World, request: Partial<IdentifyRequest>): Promise<IdentifyResult> {
  return identify(world, {
    aid: 'aid-1',
    userId: 'user_1',
    attributes: {},
    userJwt: undefined,
    when: 'session',
    ...request,
  });
}

const last = ({ ledger }: World): object | undefined => ledger.entries({ type: 'identify' }).at(-1);

test('an identify without a token is refused where one is required, and changes nothing', async () => {
  const world = createWorld();
  const anonymous = world.browsers.visit('aid-1');
  expect(await call(world, { attributes: { plan: 'pro' } })).toEqual({
    outcome: 'refused',
    contactId: anonymous.id,
  });
  expect(world.contacts.byExternalId('user_1')).toBeUndefined();
  expect(last(world)).toMatchObject({ verdict: 'missing', outcome: 'refused', attributes: {} });
});

test('a valid token associates the browser and sets the attributes', async () => {
  const world = createWorld();
  const anonymous = world.browsers.visit('aid-1');
  const { contactId } = await call(world, {
    userJwt: await signFor(world, 'user_1'),
    attributes: { plan: 'pro' },
  });
  expect(world.contacts.get(contactId ?? 0)).toMatchObject({
    externalId: 'user_1',
    attributes: { plan: 'pro' },
  });
  expect(last(world)).toMatchObject({
    outcome: 'associated',
    contactBefore: anonymous.id,
    contactAfter: contactId,
    token: { algorithm: 'HS256', claims: { sub: 'user_1' } },
  });
});

test('enabled falls back to the unsigned identity, and says so', async () => {
  const world = createWorld({ signedIdentities: 'enabled' });
  const userJwt = await signFor(world, 'user_1', { exp: 1 });
  expect(await call(world, { userJwt })).toMatchObject({ outcome: 'fell_back' });
  expect(last(world)).toMatchObject({ verdict: 'expired', externalId: 'user_1' });
});

test('disabled looks at no token', async () => {
  const world = createWorld({ signedIdentities: 'disabled' });
  await call(world, { userJwt: 'nonsense' });
  expect(last(world)).toMatchObject({ verdict: 'unchecked', outcome: 'associated' });
});

test('a browser never seen before has no contact before', async () => {
  const world = createWorld({ signedIdentities: 'disabled' });
  await call(world, { when: 'boot' });
  expect(last(world)).toMatchObject({ contactBefore: null });
  expect(world.contacts.list()).toHaveLength(1);
});

test('an attribute of another type than before is named as ignored', async () => {
  const world = createWorld({ signedIdentities: 'disabled' });
  await call(world, { attributes: { plan: 'pro' } });
  await call(world, { attributes: { plan: 1, seats: 2 } });
  expect(last(world)).toMatchObject({ attributes: { seats: 2 }, ignored: ['plan'] });
});

describe('assumptions', () => {
  const disabled: SandboxOptions = { signedIdentities: 'disabled' };

  test.each(['stays', 'moves'] as const)('conversationOnIdentify: the conversation %s', async (choice) => {
    const world = createWorld({ ...disabled, assumptions: { conversationOnIdentify: choice } });
    const anonymous = world.browsers.visit('aid-1');
    const session = world.sessions.open('aid-1', anonymous.id);
    const { conversation } = say(world, session, { conversationId: null, text: 'Hello' });
    const { contactId } = await call(world, {});
    const owner = world.conversations.get(conversation.id)?.contactId;
    expect(owner).toBe(choice === 'moves' ? contactId : anonymous.id);
  });

  test('a conversation of an identified contact never moves to another', async () => {
    const world = createWorld({ ...disabled, assumptions: { conversationOnIdentify: 'moves' } });
    const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
    const { conversation } = say(world, world.sessions.open('aid-1', jane.id), {
      conversationId: null,
      text: 'Hello',
    });
    await call(world, { userId: 'user_2' });
    expect(world.conversations.get(conversation.id)?.contactId).toBe(jane.id);
  });

  test('tokenMidSession ignored: a token after boot counts as none, one at boot still counts', async () => {
    const world = createWorld({ assumptions: { tokenMidSession: 'ignored' } });
    const userJwt = await signFor(world, 'user_1');
    expect(await call(world, { userJwt })).toMatchObject({ outcome: 'refused' });
    expect(last(world)).toMatchObject({ verdict: 'unchecked' });
    expect(await call(world, { userJwt, when: 'boot' })).toMatchObject({ outcome: 'associated' });
  });

  test.each([
    ['refused', 'refused'],
    ['accepted', 'associated'],
  ] as const)('subMismatch %s: a token of somebody else is %s', async (subMismatch, outcome) => {
    const world = createWorld({ assumptions: { subMismatch } });
    expect(await call(world, { userJwt: await signFor(world, 'user_2') })).toMatchObject({ outcome });
    expect(last(world)).toMatchObject({ verdict: 'wrong_subject' });
  });

  test('an identify that reaches the session a reset is ending lands on its contact', async () => {
    const world = createWorld(disabled);
    const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
    await call(world, { userId: 'user_2', when: 'reset', attributes: { plan: 'pro' } });
    expect(world.contacts.get(jane.id)?.attributes).toEqual({ plan: 'pro' });
    expect(world.contacts.byExternalId('user_2')).toBeUndefined();
  });
});
