import { expect, test, vi } from 'vitest';
import { createContactStore } from './contact-store';

const create = (onChange = vi.fn()): ReturnType<typeof createContactStore> =>
  createContactStore({ now: () => 1000, onChange });

test('an unknown external id makes a new contact, a known one finds the old', () => {
  const contacts = create();
  const jane = contacts.withExternalId('user_1');
  expect(contacts.withExternalId('user_1').id).toBe(jane.id);
  expect(contacts.withExternalId('user_2').id).not.toBe(jane.id);
  expect(contacts.byExternalId('user_1')?.id).toBe(jane.id);
});

test('an e-mail address is not a key: two external ids with one address are two contacts', () => {
  const contacts = create();
  const one = contacts.withExternalId('user_1');
  const two = contacts.withExternalId('user_2');
  for (const { id } of [one, two]) contacts.setAttributes(id, { email: 'jane@acme.com' });
  expect(contacts.list()).toHaveLength(2);
});

test('each anonymous contact is a new one, without an external id', () => {
  const contacts = create();
  const [one, two] = [contacts.createAnonymous('aid-1'), contacts.createAnonymous('aid-1')];
  expect(one.externalId).toBeNull();
  expect(one.id).not.toBe(two.id);
});

test('attributes are merged, and one of another type than before is left out', () => {
  const contacts = create();
  const { id } = contacts.createAnonymous('aid-1');
  contacts.setAttributes(id, { plan: 'pro', seats: 3 });
  expect(contacts.setAttributes(id, { plan: 7, seats: 4 }).ignored).toEqual(['plan']);
  expect(contacts.get(id)?.attributes).toEqual({ plan: 'pro', seats: 4 });
});

test('the name of an event is lower-cased, and the newest hundred are kept', () => {
  const contacts = create();
  const { id } = contacts.createAnonymous('aid-1');
  for (let at = 0; at < 120; at++) contacts.addEvent(id, { at, name: 'Clicked Buy', attributes: {} });
  const events = contacts.get(id)?.events ?? [];
  expect(events).toHaveLength(100);
  expect(events[0]).toEqual({ at: 20, name: 'clicked buy', attributes: {} });
});

test('what is handed out is a copy', () => {
  const contacts = create();
  const { id } = contacts.withExternalId('user_1');
  const copy = contacts.get(id);
  if (copy) copy.externalId = 'somebody else';
  expect(contacts.get(id)?.externalId).toBe('user_1');
});

test('every change is told, with the contact as it is then', () => {
  const onChange = vi.fn();
  const contacts = create(onChange);
  const { id } = contacts.createAnonymous('aid-1');
  contacts.setAttributes(id, { plan: 'pro' });
  expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ id, attributes: { plan: 'pro' } }));
});

test('a contact that does not exist is an error that names it', () => {
  expect(() => create().setAttributes(77, {})).toThrow('There is no contact 77.');
});

test('restored contacts are found again, keep their attribute types, and new ids follow theirs', () => {
  const before = create();
  const jane = before.withExternalId('user_1');
  before.setAttributes(jane.id, { seats: 5 });
  const after = create();
  after.restore(before.list());
  expect(after.byExternalId('user_1')).toEqual(before.get(jane.id));
  expect(after.setAttributes(jane.id, { seats: 'five' }).ignored).toEqual(['seats']);
  expect(after.createAnonymous('aid-1').id).toBeGreaterThan(jane.id);
});

test('a forgotten contact is found no more, and its external id makes a new one', () => {
  const contacts = create();
  const jane = contacts.withExternalId('user_1');
  contacts.forget(jane.id);
  expect(contacts.get(jane.id)).toBeUndefined();
  expect(contacts.withExternalId('user_1').id).not.toBe(jane.id);
});

test('an attribute or an event never keeps a token whole', () => {
  const contacts = create();
  const { id } = contacts.createAnonymous('aid-1');
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const { attributes } = contacts.setAttributes(id, { session: `Bearer ${token}` });
  contacts.addEvent(id, { at: 1, name: token, attributes: { token } });
  expect(attributes).toEqual({ session: `Bearer eyJ… (${token.length} characters)` });
  // Names of events are lower-cased, and half a token in small letters would be one no less.
  expect(JSON.stringify(contacts.get(id)).toLowerCase()).not.toContain(token.toLowerCase());
});
