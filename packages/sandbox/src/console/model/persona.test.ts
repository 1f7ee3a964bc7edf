import { expect, test } from 'vitest';
import { personaOf } from './persona';
import { contactOf } from './picture-for-test';

const known = (attributes: Record<string, string | number>) =>
  personaOf(contactOf(1002, { externalId: 'user_1', attributes }), 1002);

test('a contact is called by its name, else its e-mail, else its external id', () => {
  expect(known({ name: 'Jane Moreau', email: 'jane@acme.com' }).name).toBe('Jane Moreau');
  expect(known({ name: ' ', email: 'jane@acme.com' }).name).toBe('jane@acme.com');
  expect(known({ name: 7 }).name).toBe('user_1');
});

test('what an anonymous visitor calls itself does not become who it is', () => {
  const persona = personaOf(contactOf(1001, { attributes: { name: 'The Admin' } }), 1001);
  expect(persona).toMatchObject({ name: 'Anonymous visitor', externalId: null, tone: null });
});

test('a contact that is not known has its number', () => {
  expect(personaOf(undefined, 1009)).toMatchObject({ name: 'Contact 1009', externalId: null });
});

test('the mark is made of letters, whatever the name is made of', () => {
  const names = ['Jane Moreau', 'jane', 'José de la Cruz', '<img src=x>', '🙂 🙃', '李 小龙'];
  expect(names.map((name) => known({ name }).initials)).toEqual(['JM', 'J', 'JC', 'IS', '', '李小']);
});

test('a name is cut to what fits on a screen', () => {
  expect(known({ name: 'x'.repeat(60_000) }).name.length).toBeLessThan(200);
});
