import { expect, it } from 'vitest';
import { hashOf } from '../association';
import type { Contact } from '../user';
import type { Fact } from './fold';
import { contradicts } from './loop';
import type { Token, Wanted } from './wanted';

const ann: Contact = { id: 'ann', attributes: {}, user: { id: 'ann' } };
const bob: Contact = { id: 'bob', attributes: {}, user: { id: 'bob' } };
const here: Token = { is: 'here', userJwt: 'jwt', until: Infinity };
const told = (id: string | null | undefined): Wanted => ({
  is: 'doubted',
  person: 2,
  contact: ann,
  mayReturn: true,
  token: { is: 'coming' },
  hash: id == null ? id : hashOf(id),
});
const state = (contact: Contact | null): Fact => ({ type: 'stated', contact, token: here });
const token: Fact = { type: 'token', token: here };
const notLoggedIn: Fact = { type: 'notLoggedIn' };
const failed: Fact = { type: 'token', token: { is: 'coming' } };

it.each<[law: string, cookies: string | undefined, event: Fact, wanted: Wanted, is: boolean]>([
  [
    "the app's word for its own person contradicts a tab that has another, whom the cookies name",
    'bob',
    state(ann),
    told('bob'),
    true,
  ],
  ["the app's word for the person of the other tab agrees", 'bob', state(bob), told('bob'), false],
  ["the app's word for nobody contradicts a tab that has somebody", 'bob', state(null), told('bob'), true],
  [
    "the app's word for a person contradicts a logout while the cookies still name somebody",
    'bob',
    state(ann),
    told(null),
    true,
  ],
  [
    "the app's word contradicts nothing where the cookies name nobody",
    undefined,
    state(ann),
    told('bob'),
    false,
  ],
  ['a token contradicts a tab that has another, whom the cookies name', 'bob', token, told('bob'), true],
  ['a token contradicts nothing where the cookies name its person', 'ann', token, told('bob'), false],
  ['a token contradicts nothing where the cookies name nobody', undefined, token, told(null), false],
  ['a token agrees with a tab that has the same person', 'bob', token, told('ann'), false],
  [
    'a token confirms where it is only known that things may have changed',
    'bob',
    token,
    told(undefined),
    false,
  ],
  ['a token that is not here says nothing', 'bob', failed, told('bob'), false],
  ['"not logged in" contradicts a tab that has somebody', 'bob', notLoggedIn, told('bob'), true],
  ['"not logged in" agrees with a logout', 'ann', notLoggedIn, told(null), false],
  [
    'where no tab has spoken there is nothing to contradict',
    'bob',
    state(ann),
    { is: 'unsaid', person: 2 },
    false,
  ],
  ['who is decided is not in doubt', 'bob', state(ann), { is: 'nobody', person: 2 }, false],
])('%s', (_, cookies, event, wanted, is) => {
  const jar = new Map(cookies ? [['drift_eid', [cookies]]] : []);
  expect(contradicts(event, wanted, jar)).toBe(is);
});
