import { describe, expect, it } from 'vitest';
import { hashOf } from '../association';
import type { Jar } from '../cookies';
import { DriftError } from '../errors';
import type { Holder, PageRecord } from '../page/record';
import type { Contact } from '../user';
import type { State } from './fold';
import { next } from './next';
import type { Action, Moment, Rules } from './next';
import type { Token, Wanted } from './wanted';

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
const unsaid: Wanted = { is: 'unsaid', person: 2 };
const told: Wanted = {
  is: 'doubted',
  person: 2,
  contact: ann,
  mayReturn: true,
  token: none,
  hash: null,
};
const silent = (isOver: boolean): Wanted => ({
  is: 'silent',
  person: 2,
  contact: ann,
  token: none,
  isOver,
});

const held = {
  visitor: { who: 'nobody', person: 2 },
  user: { who: 'user', person: 2, contact: ann },
  another: { who: 'user', person: 1, contact: contact('bob') },
  stranger: { who: 'stranger' },
  same: { who: 'byCookies', contact: ann },
  other: { who: 'other' },
} as const satisfies Record<string, Holder>;

const down: PageRecord = { phase: 'down', holder: held.stranger };
const loading = (holder: Holder): PageRecord => ({ phase: 'loading', holder });
const ready = (holder: Holder, isOpen = true): PageRecord => ({ phase: 'ready', holder, isOpen });
const at = (phase: PageRecord['phase'], holder: Holder = held.other): PageRecord => ({
  phase,
  holder,
  error,
});

const jarOf = (cookies: Record<string, string>): Jar =>
  new Map(Object.entries(cookies).map(([name, value]) => [name, [value]]));
const clean = jarOf({});
const anns = jarOf({ drift_eid: 'ann', driftkit_user: hashOf('ann') });
const bobs = jarOf({ drift_eid: 'bob' });

const RULES: Rules = { whenTokenFails: 'anonymous', identityChange: 'live' };
const MOMENT: Moment = {
  now: NOW,
  drift: 'none',
  hasOtherOwner: false,
  mayConfirm: false,
  isHeard: true,
  jar: clean,
};

interface More
  extends Partial<Moment>, Partial<Rules>, Partial<Pick<State, 'isRequested' | 'order' | 'due'>> {}
function decide(page: PageRecord, wanted: Wanted, more: More = {}): Action | undefined {
  const { isRequested = true, order, due, whenTokenFails, identityChange, ...moment } = more;
  const rules = {
    whenTokenFails: whenTokenFails ?? RULES.whenTokenFails,
    identityChange: identityChange ?? RULES.identityChange,
  };
  return next({ page, wanted, isRequested, order, due }, { ...MOMENT, ...moment }, rules);
}

type Row = [law: string, page: PageRecord, wanted: Wanted, action: Action | undefined, more?: More];
const laws = (rows: Row[]): void =>
  it.each(rows)('%s', (_, page, wanted, action, more) => expect(decide(page, wanted, more)).toBe(action));

describe('before anything else', () => {
  laws([
    ['an unload is done', ready(held.user), user(here), 'unload', { order: 'unload' }],
    ['a withdrawal is done', down, user(none), 'withdraw', { order: 'withdraw' }],
    ['the cookies that are due are read', ready(held.user), user(here), 'look', { due: 'again' }],
    ['a token is asked for before the cookies are read', down, user(none), 'ask', { due: 'change' }],
  ]);
});

describe('a token', () => {
  laws([
    [
      'is fetched for a Drift that runs, also after unload',
      at('failed'),
      user(none),
      'ask',
      { isRequested: false },
    ],
    [
      'is not fetched where nothing runs and nobody asks',
      down,
      user(none),
      undefined,
      { isRequested: false },
    ],
    ['that has run out is of no use for another whom Drift holds', ready(held.another), user(ranOut), 'ask'],
    ['is fetched for whom another tab has put in doubt', down, told, 'ask', { mayConfirm: true }],
    ['is not fetched for them while the page may not ask', down, told, undefined],
    [
      'that did not come is not fetched again by itself',
      down,
      { ...told, token: failed } as Wanted,
      undefined,
      { mayConfirm: true },
    ],
    [
      'is not fetched where only the app’s word counts',
      down,
      { ...told, mayReturn: false } as Wanted,
      undefined,
      { mayConfirm: true },
    ],
  ]);
});

describe('a page that is down', () => {
  laws([
    ['boots as nobody', down, nobody, 'boot'],
    ['boots with the identity', down, user(here), 'boot'],
    ['reads the cookies before it boots', down, user(here), 'look', { jar: undefined }],
    ['forgets somebody else before it boots', down, user(here), 'forget', { jar: bobs }],
    ['keeps what is the person’s own', down, user(here), 'boot', { jar: anns }],
    ['forgets anybody before it boots as nobody', down, nobody, 'forget', { jar: anns }],
    ['forgets the person too, before it boots without a token', down, user(failed), 'forget', { jar: anns }],
    ['joins a Drift that runs', down, nobody, 'join', { drift: 'live' }],
    ['takes down an own Drift that is silent', down, nobody, 'standDown', { drift: 'ours' }],
    ['leaves a page that has another embedId', down, user(here), 'refuse', { drift: 'other', jar: bobs }],
    ['waits while nobody is decided', down, unsaid, undefined],
    ['waits when another tab has spoken', down, told, undefined],
    ['fetches the token first', down, user(none), 'ask'],
    ['waits for the token', down, user(coming), undefined],
    ['does not use a token that has run out', down, user(ranOut), 'ask'],
    ['boots as nobody without a token', down, user(failed), 'boot'],
    ['stays away where the team says so', down, user(failed), undefined, { whenTokenFails: 'unavailable' }],
    [
      'stays away from the person whom another tab has',
      down,
      user(failed, { isInOtherTab: true }),
      undefined,
    ],
  ]);

  it('before load(), only deletes cookies, and only when the app sets null', () => {
    for (const wanted of [nobody, unsaid, user(none), user(here), user(failed)])
      expect(decide(down, wanted, { isRequested: false })).toBe(undefined);
    expect(decide(down, nobody, { isRequested: false, jar: anns })).toBe('forget');
    expect(decide(down, nobody, { isRequested: false, jar: anns, hasOtherOwner: true })).toBe(undefined);
  });
});

describe('a page that boots', () => {
  laws([
    ['as nobody, goes on when nobody is wanted', loading(held.visitor), nobody, undefined],
    ['as nobody, takes the identity along', loading(held.visitor), user(here), 'swap'],
    [
      'as nobody, reads the cookies before it does',
      loading(held.visitor),
      user(here),
      'look',
      { jar: undefined },
    ],
    [
      'as nobody, waits until it is ready when Drift has taken its queue',
      loading(held.visitor),
      user(here),
      undefined,
      { drift: 'live' },
    ],
    ['as nobody, fetches the token meanwhile', loading(held.visitor), user(none), 'ask'],
    ['as nobody, waits for the token', loading(held.visitor), user(coming), undefined],
    ['as nobody, stays so without a token', loading(held.visitor), user(failed), undefined],
    ['as nobody, forgets whom a cookie names', loading(held.visitor), nobody, 'forget', { jar: bobs }],
    ['as the user, goes on', loading(held.user), user(here), undefined],
    [
      'as the user, goes on although the token has run out since',
      loading(held.user),
      user(ranOut),
      undefined,
    ],
    ['as the user, goes on while the app does not know', loading(held.user), silent(false), undefined],
    ['as another, takes the identity back for the user', loading(held.another), user(here), 'recall'],
    [
      'as another, takes the identity back for nobody',
      loading(held.another),
      nobody,
      'recall',
      { jar: bobs },
    ],
    [
      'as another whom Drift has taken, lets them go when it is ready',
      loading(held.another),
      user(here),
      'leave',
      { drift: 'live' },
    ],
    ['as another, reads the cookies first', loading(held.another), nobody, 'look', { jar: undefined }],
    [
      'as another whom Drift has taken, reads the cookies first',
      loading(held.another),
      nobody,
      'look',
      { jar: undefined, drift: 'live' },
    ],
    ['as a stranger, is judged when it is ready', loading(held.stranger), user(here), undefined],
    [
      'as another, keeps them covered while nobody is decided',
      loading(held.another),
      silent(false),
      undefined,
    ],
    ['stands down when another tab has spoken', loading(held.user), told, 'standDown'],
    ['covered, waits when another tab has spoken', loading(held.stranger), told, undefined],
  ]);
});

describe('a page that is ready', () => {
  laws([
    ['with nobody, is what is wanted', ready(held.visitor), nobody, undefined],
    ['with nobody, identifies the user', ready(held.visitor), user(here), 'identify'],
    ['with nobody, opens before it identifies', ready(held.visitor, false), user(here), undefined],
    ['with nobody, reads the cookies before', ready(held.visitor), user(here), 'look', { jar: undefined }],
    ['with nobody, waits for the token', ready(held.visitor), user(coming), undefined],
    ['with nobody, keeps the visitor without a token', ready(held.visitor), user(failed), undefined],
    [
      'with nobody, goes away without a token where the team says so',
      ready(held.visitor),
      user(failed),
      'standDown',
      { whenTokenFails: 'unavailable' },
    ],
    ['with nobody, identifies nobody by a token that has run out', ready(held.visitor), user(ranOut), 'ask'],
    ['with the user, is what is wanted', ready(held.user), user(here), undefined],
    [
      'with the user, sends changed attributes',
      ready(held.user),
      { ...user(here), contact: contact('ann', { plan: 'pro' }) } as Wanted,
      'update',
    ],
    [
      'with the user, has nothing to send where the app has only taken an attribute away',
      ready({ ...held.user, contact: contact('ann', { plan: 'pro' }) }),
      user(here),
      undefined,
    ],
    ['with another, is reset for the user', ready(held.another), user(here), 'reset'],
    ['with another, reads the cookies before', ready(held.another), user(here), 'look', { jar: undefined }],
    ['with another, fetches the token meanwhile', ready(held.another), user(none), 'ask'],
    ['with another, is reset while the token is coming', ready(held.another), user(coming), 'reset'],
    ['with another, is reset for nobody', ready(held.another), nobody, 'reset'],
    ['with the same user of another time, is reset', ready({ ...held.user, person: 1 }), user(here), 'reset'],
    [
      'that never said so itself is not reset but loaded afresh',
      ready(held.another),
      nobody,
      'rebuild',
      { isHeard: false },
    ],
    ['with a stranger, looks', ready(held.stranger), user(here), 'look'],
    ['with a stranger, waits covered while nobody is decided', ready(held.stranger), unsaid, undefined],
    ['with the user by its cookies, identifies them', ready(held.same, false), user(here), 'identify'],
    ['with the user by its cookies, waits for the token', ready(held.same), user(coming), undefined],
    [
      'with the user by its cookies, is reset when there is no token',
      ready(held.same),
      user(failed),
      'reset',
    ],
    [
      'with the user of another tab, goes away when there is no token',
      ready(held.same),
      user(failed, { isInOtherTab: true }),
      'standDown',
    ],
    ['with a certain person by its cookies, is reset for nobody', ready(held.same), nobody, 'reset'],
    [
      'with another user by its cookies, is reset',
      ready({ who: 'byCookies', contact: contact('bob') }),
      user(here),
      'reset',
    ],
    ['with somebody else, is reset', ready(held.other), user(here), 'reset'],
    [
      'with somebody else, is reset for nobody, whatever the cookies say',
      ready(held.other),
      nobody,
      'reset',
      { jar: anns },
    ],
    ['keeps what it has while nobody is decided', ready(held.user), unsaid, undefined],
    ['keeps the person while the app does not know', ready(held.user), silent(false), undefined],
    ['stands down when the app has not known for too long', ready(held.user), silent(true), 'standDown'],
    ['stands down when another tab has spoken', ready(held.user), told, 'standDown'],
    ['with a visitor, stands down when another tab has spoken', ready(held.visitor), told, 'standDown'],
    ['with a stranger, stays covered when another tab has spoken', ready(held.stranger), told, undefined],
  ]);
});

describe('a page between two persons', () => {
  const all = [nobody, unsaid, user(coming), user(here), user(failed)];
  it.each<[law: string, page: PageRecord, action: Action | undefined]>([
    ['waits for the ready of its reset', at('resetting'), undefined],
    ['waits until it can be reset', at('leaving'), undefined],
    ['is taken down and loaded afresh when the reset did not settle', at('stuck'), 'rebuild'],
    ['is brought back when its frames are gone', at('lost'), 'revive'],
    ['does nothing after a failure until load', at('failed'), undefined],
  ])('%s, for every wanted user', (_, page, action) => {
    for (const wanted of all) expect(decide(page, wanted)).toBe(action);
  });
  it('stands down when another tab has spoken', () => {
    expect(decide(at('resetting'), told)).toBe('standDown');
    expect(decide(at('leaving'), told)).toBe('standDown');
    expect(decide(at('failed'), told)).toBe(undefined);
  });
  it.each(['resetting', 'leaving', 'stuck', 'failed'] as const)(
    'forgets for nobody whom a cookie still names while it is %s',
    (phase) => expect(decide(at(phase), nobody, { jar: anns })).toBe('forget'),
  );
});

describe('where every change is a reload', () => {
  const reload = { identityChange: 'reload' } as const;
  laws([
    ['a user on a ready page is born anew', ready(held.visitor), user(here), 'rebuild', reload],
    ['a switch is a new Drift', ready(held.another), user(coming), 'rebuild', reload],
    ['a logout is a new Drift', ready(held.another), nobody, 'rebuild', reload],
    [
      'changed attributes are sent',
      ready(held.user),
      { ...user(here), contact: contact('ann', { plan: 'pro' }) } as Wanted,
      'update',
      reload,
    ],
    ['an identity still goes along with a boot', loading(held.visitor), user(here), 'swap', reload],
  ]);
});
