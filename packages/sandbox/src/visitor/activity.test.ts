import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { endSession, page, setUserAttributes, track } from './activity';

let world: World;
let session: Session;
beforeEach(() => {
  world = createWorld({ signedIdentities: 'disabled' });
  session = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
});

test('activity belongs to the contact at that time, and does not move to a contact identified later', () => {
  track(world, session, 'Before', {});
  const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
  world.sessions.turnOver(session, jane.id);
  track(world, session, 'After', { n: 1 });
  expect(world.contacts.get(jane.id)?.events.map(({ name }) => name)).toEqual(['after']);
  expect(world.ledger.entries({ type: 'track' }).map(({ event, externalId }) => [event, externalId])).toEqual(
    [
      ['Before', null],
      ['After', 'user_1'],
    ],
  );
});

test('a page view is kept on the contact and in the ledger, with its name', () => {
  page(world, session, {
    cause: 'call',
    url: 'http://localhost/a',
    title: 'A',
    referrer: '',
    pageName: '/a',
  });
  expect(world.ledger.entries({ type: 'page' })).toMatchObject([
    { cause: 'call', pageName: '/a', aid: 'aid-1' },
  ]);
  expect(world.contacts.get(session.contactId)?.events).toMatchObject([{ name: 'page view' }]);
});

test('attributes reach the current contact, anonymous or not', () => {
  expect(setUserAttributes(world, session, { email: 'jane@acme.com' })).toBe(true);
  expect(world.contacts.get(session.contactId)).toMatchObject({
    externalId: null,
    attributes: { email: 'jane@acme.com' },
  });
});

test('the fault of attributes makes them fail, and leaves the contact alone', () => {
  world.faults.set({ attributes: 'fail' });
  expect(setUserAttributes(world, session, { plan: 'pro' })).toBe(false);
  expect(world.contacts.get(session.contactId)?.attributes).toEqual({});
  expect(world.ledger.entries({ type: 'attributes' })).toMatchObject([{ outcome: 'failed' }]);
});

test('an ended session is known no more, and its association stays', () => {
  endSession(world, session, 'reset');
  expect(world.sessions.get(session.token)).toBeUndefined();
  expect(world.ledger.entries({ type: 'reset' })).toMatchObject([{ aid: 'aid-1' }]);
  expect(world.browsers.get('aid-1')).toBeDefined();
});
