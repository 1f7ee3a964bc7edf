import { describe, expect, test } from 'vitest';
import type { BootstrapEntry } from '../protocol';
import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import type { BootstrapRequest } from './bootstrap';
import { bootstrap } from './bootstrap';
import { signFor } from './sign-for-test';

function boot(world: World, request: Partial<BootstrapRequest>): ReturnType<typeof bootstrap> {
  return bootstrap(world, {
    aid: 'aid-1',
    identity: null,
    cookie: null,
    url: 'http://localhost/',
    ...request,
  });
}

const last = ({ ledger }: World): BootstrapEntry | undefined => ledger.entries({ type: 'bootstrap' }).at(-1);
const disabled: SandboxOptions = { signedIdentities: 'disabled' };

test('without an identity the visit begins anonymous, in every mode', async () => {
  for (const signedIdentities of ['disabled', 'enabled', 'required'] as const) {
    const world = createWorld({ signedIdentities });
    expect(await boot(world, {})).toMatchObject({ aid: 'aid-1' });
    expect(last(world)).toMatchObject({ bornAs: 'anonymous', source: 'aid', outcome: 'ready' });
  }
});

test('the same browser comes back as the same anonymous contact', async () => {
  const world = createWorld();
  await boot(world, {});
  await boot(world, {});
  expect(world.contacts.list()).toHaveLength(1);
});

test('identify with a token: the visit is born as that contact', async () => {
  const world = createWorld();
  await boot(world, { identity: { userId: 'user_1', userJwt: await signFor(world, 'user_1') } });
  expect(last(world)).toMatchObject({ bornAs: 'identified', externalId: 'user_1', verdict: 'valid' });
  expect(world.contacts.list()).toHaveLength(1);
});

test('identify without a required valid token gets no session', async () => {
  const world = createWorld();
  expect(await boot(world, { identity: { userId: 'user_1', userJwt: null } })).toBeNull();
  expect(last(world)).toMatchObject({ bornAs: 'nobody', outcome: 'refused', contactId: null });
  expect(last(world)?.why).toBe('Signed identities are required, and the token of identify is missing.');
});

test('enabled with an invalid token falls back to the unsigned identity', async () => {
  const world = createWorld({ signedIdentities: 'enabled' });
  await boot(world, { identity: { userId: 'user_1', userJwt: 'nonsense' } });
  expect(last(world)).toMatchObject({ bornAs: 'identified', verdict: 'malformed' });
});

describe('a leftover id cookie', () => {
  const cookie = { userId: 'user_1', userJwt: null };

  test.each(['disabled', 'enabled'] as const)(
    '%s: makes the visit that contact',
    async (signedIdentities) => {
      const world = createWorld({ signedIdentities });
      await boot(world, { cookie });
      expect(last(world)).toMatchObject({ bornAs: 'identified', source: 'cookie', externalId: 'user_1' });
    },
  );

  test('required: fails the boot, since nothing signs it', async () => {
    const world = createWorld();
    expect(await boot(world, { cookie })).toBeNull();
    expect(last(world)).toMatchObject({ source: 'cookie', verdict: 'missing', outcome: 'refused' });
  });

  test('required, with a token kept beside it: makes the visit that contact', async () => {
    const world = createWorld();
    await boot(world, { cookie: { ...cookie, userJwt: await signFor(world, 'user_1') } });
    expect(last(world)).toMatchObject({ bornAs: 'identified', verdict: 'valid' });
  });

  test('identify outranks it', async () => {
    const world = createWorld(disabled);
    await boot(world, { cookie, identity: { userId: 'user_2', userJwt: null } });
    expect(last(world)).toMatchObject({ source: 'identify', externalId: 'user_2' });
  });
});

describe('an associated drift_aid without any id', () => {
  test('contact: the visit is still that of the contact, with the history it has', async () => {
    const world = createWorld(disabled);
    const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
    await boot(world, {});
    expect(last(world)).toMatchObject({ source: 'aid', bornAs: 'identified', contactId: jane.id });
  });

  test('associatedAid anonymous: the visit starts without an external id', async () => {
    const world = createWorld({ ...disabled, assumptions: { associatedAid: 'anonymous' } });
    const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
    await boot(world, {});
    expect(last(world)).toMatchObject({ bornAs: 'anonymous', externalId: null });
    expect(world.browsers.get('aid-1')?.contactId).not.toBe(jane.id);
  });
});

describe('faults', () => {
  test('refused: a null session, whoever is there', async () => {
    const world = createWorld();
    world.faults.set({ boot: 'refused' });
    expect(await boot(world, {})).toBeNull();
    expect(last(world)).toMatchObject({ outcome: 'refused', why: 'The fault "refused" is on.' });
  });

  test('never_ready: no answer, and no association', async () => {
    const world = createWorld(disabled);
    world.faults.set({ boot: 'never_ready' });
    expect(await boot(world, { cookie: { userId: 'user_1', userJwt: null } })).toBe('unanswered');
    expect(world.browsers.list()).toEqual([]);
  });
});
