import { describe, expect, it } from 'vitest';
import { DriftError } from '../errors';
import type { Holder, Page, SessionState, Token, Wanted } from './states';
import { step } from './step';
import type { Effect, Rules } from './step';
import type { Contact } from './user';

const NOW = 1_700_000_000_000;
const contact = (id: string, attributes = {}): Contact => ({ id, attributes, user: { id, ...attributes } });
const ann = contact('ann');
const error = new DriftError('token_failed');

const none: Token = { is: 'none' };
const coming: Token = { is: 'coming' };
const here: Token = { is: 'here', userJwt: 'jwt', until: NOW + 1 };
const ranOut: Token = { is: 'here', userJwt: 'jwt', until: NOW };
const failed: Token = { is: 'failed', error };

const user = (token: Token, more: object = {}): Wanted => ({
  is: 'user',
  person: 2,
  contact: ann,
  token,
  ...more,
});
const nobody: Wanted = { is: 'nobody', person: 2 };
const undecided: Wanted = { is: 'undecided', person: 2 };
const told: Wanted = { ...undecided, doubt: { hash: null, suspect: ann } };

const held = {
  visitor: { who: 'nobody', person: 2 },
  user: { who: 'user', person: 2, contact: ann },
  another: { who: 'user', person: 1, contact: contact('bob') },
  stranger: { who: 'stranger' },
  same: { who: 'same', contact: ann },
  other: { who: 'other' },
} as const satisfies Record<string, Holder>;

const down: Page = { is: 'down', trust: 'stranger' };
const booting = (holder: Holder, sealed = false): Page => ({ is: 'booting', holder, sealed });
const live = (holder: Holder): Page => ({ is: 'live', holder });

const LIVE: Rules = { whenTokenFails: 'anonymous', identityChange: 'live' };
const next = (page: Page, wanted: Wanted, rules: Partial<Rules> = {}, requested = true): Effect['do'] =>
  step({ page, wanted, requested } satisfies SessionState, { ...LIVE, ...rules }, NOW).do;

type Row = [law: string, page: Page, wanted: Wanted, does: Effect['do'], rules?: Partial<Rules>];

describe('a page that is down', () => {
  it.each<Row>([
    ['boots as nobody', down, nobody, 'boot'],
    ['waits while nobody is decided', down, undecided, 'nothing'],
    ['waits when another tab has spoken', down, told, 'nothing'],
    ['fetches the token first', down, user(none), 'fetchToken'],
    ['waits for the token', down, user(coming), 'nothing'],
    ['boots with the identity', down, user(here), 'boot'],
    ['does not use a token that has run out', down, user(ranOut), 'expire'],
    ['boots as nobody without a token', down, user(failed), 'boot'],
    ['stays away where the team says so', down, user(failed), 'nothing', { whenTokenFails: 'unavailable' }],
    ['stays away from the person whom another tab has', down, user(failed, { isElsewhere: true }), 'nothing'],
  ])('%s', (_, page, wanted, does, rules) => expect(next(page, wanted, rules)).toBe(does));

  it('does nothing at all before load', () => {
    for (const wanted of [nobody, undecided, user(none), user(here)])
      expect(next(down, wanted, {}, false)).toBe('nothing');
  });
  it('boots with the identity and its token, and as nobody without either', () => {
    const holderOf = (wanted: Wanted): unknown => step({ page: down, wanted, requested: true }, LIVE, NOW);
    expect(holderOf(user(here))).toEqual({ do: 'boot', holder: held.user, userJwt: 'jwt' });
    expect(holderOf(nobody)).toEqual({ do: 'boot', holder: held.visitor, userJwt: undefined });
    const anonymous = { who: 'nobody', person: undefined }; // the calls of the person are not the visitor's
    expect(holderOf(user(failed))).toEqual({ do: 'boot', holder: anonymous, userJwt: undefined });
  });
});

describe('a page that boots', () => {
  it.each<Row>([
    ['as nobody, goes on when nobody is wanted', booting(held.visitor), nobody, 'nothing'],
    ['as nobody, takes the identity along', booting(held.visitor), user(here), 'swap'],
    [
      'as nobody, waits until it is live when Drift runs already',
      booting(held.visitor, true),
      user(here),
      'nothing',
    ],
    ['as nobody, fetches the token meanwhile', booting(held.visitor), user(none), 'fetchToken'],
    ['as the user, goes on', booting(held.user), user(here), 'nothing'],
    [
      'as the user, goes on although the token has run out since',
      booting(held.user),
      user(ranOut),
      'nothing',
    ],
    ['as another, takes the identity back for the user', booting(held.another), user(here), 'recall'],
    ['as another, takes the identity back for nobody', booting(held.another), nobody, 'recall'],
    ['as a stranger, is judged when it is ready', booting(held.stranger), user(here), 'nothing'],
    ['stands down when another tab has spoken', booting(held.user), told, 'standDown'],
    ['covered, waits when another tab has spoken', booting(held.stranger), told, 'nothing'],
  ])('%s', (_, page, wanted, does, rules) => expect(next(page, wanted, rules)).toBe(does));
});

describe('a page that is live', () => {
  it.each<Row>([
    ['with nobody, is what is wanted', live(held.visitor), nobody, 'nothing'],
    [
      'with a visitor nobody had decided on, is theirs now',
      live({ who: 'nobody', person: undefined }),
      nobody,
      'adopt',
    ],
    ['with nobody, identifies the user', live(held.visitor), user(here), 'identify'],
    ['with nobody, waits for the token', live(held.visitor), user(coming), 'nothing'],
    ['with nobody, keeps the visitor without a token', live(held.visitor), user(failed), 'nothing'],
    [
      'with nobody, goes away without a token where the team says so',
      live(held.visitor),
      user(failed),
      'standDown',
      { whenTokenFails: 'unavailable' },
    ],
    [
      'with nobody, identifies nobody by a token that has run out',
      live(held.visitor),
      user(ranOut),
      'expire',
    ],
    ['with the user, is what is wanted', live(held.user), user(here), 'nothing'],
    [
      'with the user, sends changed attributes',
      live(held.user),
      { ...user(here), contact: contact('ann', { plan: 'pro' }) } as Wanted,
      'update',
    ],
    ['with another, is reset for the user', live(held.another), user(here), 'reset'],
    ['with another, fetches the token meanwhile', live(held.another), user(none), 'fetchToken'],
    ['with another, is reset while the token is coming', live(held.another), user(coming), 'reset'],
    ['with another, is reset for nobody', live(held.another), nobody, 'reset'],
    ['with the same user of another time, is reset', live({ ...held.user, person: 1 }), user(here), 'reset'],
    ['with a stranger, compares', live(held.stranger), user(here), 'compare'],
    ['with a stranger, compares for nobody', live(held.stranger), nobody, 'compare'],
    ['with a stranger, waits covered while nobody is decided', live(held.stranger), undecided, 'nothing'],
    ['with the user by its cookies, identifies them', live(held.same), user(here), 'identify'],
    ['with the user by its cookies, waits for the token', live(held.same), user(coming), 'nothing'],
    ['with the user by its cookies, is reset when there is no token', live(held.same), user(failed), 'reset'],
    [
      'with the user of another tab, goes away when there is no token',
      live(held.same),
      user(failed, { isElsewhere: true }),
      'standDown',
    ],
    ['with a certain person by its cookies, is reset for nobody', live(held.same), nobody, 'reset'],
    ['with somebody else, is reset', live(held.other), user(here), 'reset'],
    ['with somebody else, is reset for nobody', live(held.other), nobody, 'reset'],
    ['keeps what it has while nobody is decided', live(held.user), undecided, 'nothing'],
    ['stands down when another tab has spoken', live(held.user), told, 'standDown'],
    ['with a visitor, stands down when another tab has spoken', live(held.visitor), told, 'standDown'],
    ['with a stranger, stays covered when another tab has spoken', live(held.stranger), told, 'nothing'],
  ])('%s', (_, page, wanted, does, rules) => expect(next(page, wanted, rules)).toBe(does));

  it('sends what has changed, and only that', () => {
    const known = contact('ann', { plan: 'free', team: 'red' });
    const page = live({ ...held.user, contact: known });
    const wanted = { ...user(here), contact: contact('ann', { plan: 'pro', team: 'red' }) } as Wanted;
    expect(step({ page, wanted, requested: true }, LIVE, NOW)).toMatchObject({ changed: { plan: 'pro' } });
  });
});

describe('a page between two persons', () => {
  const all = [nobody, undecided, user(coming), user(here), user(failed)];
  it.each<[law: string, page: Page, does: Effect['do']]>([
    ['waits for the ready of its reset', { is: 'resetting' }, 'nothing'],
    ['waits until it can be reset', { is: 'leaving' }, 'nothing'],
    ['is taken down and loaded afresh when the reset did not settle', { is: 'stuck' }, 'rebuild'],
    ['does nothing after a failure until load', { is: 'failed', error, trust: 'other' }, 'nothing'],
  ])('%s, whoever is wanted', (_, page, does) => {
    for (const wanted of all) expect(next(page, wanted)).toBe(does);
  });
  it('stands down when another tab has spoken', () => {
    expect(next({ is: 'resetting' }, told)).toBe('standDown');
    expect(next({ is: 'leaving' }, told)).toBe('standDown');
    expect(next({ is: 'failed', error, trust: 'other' }, told)).toBe('nothing');
  });
});

describe('where every change is a reload', () => {
  const rules = { identityChange: 'reload' } as const;
  it.each<Row>([
    ['a user on a live page is born anew', live(held.visitor), user(here), 'rebuild'],
    ['a switch is a new Drift', live(held.another), user(coming), 'rebuild'],
    ['a logout is a new Drift', live(held.another), nobody, 'rebuild'],
    [
      'changed attributes are sent',
      live(held.user),
      { ...user(here), contact: contact('ann', { plan: 'pro' }) } as Wanted,
      'update',
    ],
    ['an identity still goes along with a boot', booting(held.visitor), user(here), 'swap'],
  ])('%s', (_, page, wanted, does) => expect(next(page, wanted, rules)).toBe(does));
});
