import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import type { Seed } from './seed';
import { parseSeed } from './seed';
import { readSeed } from '../cli/run';

const EXAMPLE = new URL('../../examples/seed.json', import.meta.url);

function planted(seed: Seed): World {
  const world = createWorld({ seed });
  world.plant();
  return world;
}

test('the example of the package is planted whole', async () => {
  const world = planted(JSON.parse(await readFile(EXAMPLE, 'utf8')) as Seed);
  const jane = world.contacts.byExternalId('user_1');
  expect(jane).toMatchObject({ attributes: { seats: 12 }, events: [{ name: 'signed up' }] });
  expect(world.browsers.list()).toMatchObject([{ contactId: jane?.id }]);
  expect(world.conversations.list()).toMatchObject([
    { contactId: jane?.id, messages: [{ from: 'visitor' }, { from: 'agent', author: { name: 'Robin' } }] },
  ]);
  expect(world.settings.current).toMatchObject({
    signedIdentities: 'enabled',
    cookieDomains: ['.acme.localhost'],
  });
  expect(world.ledger.lastSeq).toBe(0);
});

test('reset goes back to the seed', () => {
  const world = planted({ contacts: [{ externalId: 'user_1' }], settings: { signedIdentities: 'disabled' } });
  world.contacts.withExternalId('user_2');
  world.settings.set({ signedIdentities: 'enabled' });
  world.clear();
  expect(world.contacts.list().map(({ externalId }) => externalId)).toEqual(['user_1']);
  expect(world.settings.current.signedIdentities).toBe('disabled');
});

test('what the options say comes before what the seed says', () => {
  const seed: Seed = { settings: { signedIdentities: 'disabled', assumptions: { unload: false } } };
  const { settings } = createWorld({ seed, signedIdentities: 'enabled' });
  expect(settings.current).toMatchObject({ signedIdentities: 'enabled', assumptions: { unload: false } });
});

describe('a seed that does not fit is refused by its path', () => {
  test.each<[unknown, string]>([
    [[], 'seed: it: '],
    [{ contact: [] }, 'seed: it: Unrecognized key: "contact"'],
    [{ contacts: [{}] }, 'seed: contacts[0].externalId: '],
    [{ contacts: [{ externalId: 'a', attributes: { at: null } }] }, 'seed: contacts[0].attributes.at: '],
    [{ contacts: [{ externalId: 'a' }, { externalId: 'a' }] }, 'contacts[1].externalId: "a" is given twice'],
    [
      { browsers: [{ aid: 'x', contact: 'b' }] },
      'browsers[0].contact: no contact of the seed has the external id "b"',
    ],
    [
      { conversations: [{ contact: 'b', messages: [{ from: 'visitor', text: 'Hi' }] }] },
      'conversations[0].contact: no',
    ],
    [
      { contacts: [{ externalId: 'a' }], conversations: [{ contact: 'a', messages: [] }] },
      'conversations[0].messages: ',
    ],
    [{ settings: { signedIdentities: 'off' } }, 'seed: settings.signedIdentities: '],
    [{ settings: { assumptions: { unlaod: true } } }, 'settings.assumptions: unknown assumption "unlaod"'],
  ])('%j', (seed, message) => {
    expect(() => parseSeed(seed)).toThrow(message);
  });

  test('a rule that would have dropped something', () => {
    const contacts = [
      { externalId: 'a', attributes: { seats: 5 } },
      { externalId: 'b', attributes: { seats: 'five' } },
    ];
    expect(() => planted({ contacts })).toThrow(
      'seed: contacts[1].attributes.seats: an earlier contact has this attribute',
    );
  });
});

test('the error names a seed file that is missing, or that is not JSON', async () => {
  await expect(readSeed('nowhere.json')).rejects.toThrow('--seed nowhere.json: cannot be read (ENOENT).');
  const file = new URL(import.meta.url).pathname;
  await expect(readSeed(file)).rejects.toThrow(`--seed ${file}: is not JSON (`);
});
