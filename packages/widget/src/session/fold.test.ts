import { describe, expect, it } from 'vitest';
import { hashOf } from '../association';
import { DriftError } from '../errors';
import type { Holder, PageRecord } from '../page/record';
import { fold } from './fold';
import type { Fact, State } from './fold';
import type { Token, Wanted } from './wanted';
import type { Contact } from '../user';

const contact = (id: string, attributes = {}): Contact => ({ id, attributes, user: { id, ...attributes } });
const ann = contact('ann');
const bob = contact('bob');
const error = new DriftError('token_failed');
const none: Token = { is: 'none' };
const here: Token = { is: 'here', userJwt: 'jwt', until: Infinity };
const unsigned: Token = { is: 'here', userJwt: undefined, until: Infinity };
const failed: Token = { is: 'failed', error };

const user = (token: Token = here): Wanted => ({ is: 'user', person: 2, contact: ann, token });
const nobody: Wanted = { is: 'nobody', person: 2 };
const unsaid: Wanted = { is: 'unsaid', person: 2 };
const inDoubt: Wanted = {
  is: 'doubted',
  person: 2,
  contact: ann,
  mayReturn: true,
  token: none,
  hash: null,
};
const live = (holder: Holder): PageRecord => ({ phase: 'ready', holder });
const down = (who: 'stranger' | 'other'): PageRecord => ({ phase: 'down', holder: { who } });
const failedAs = (who: 'stranger' | 'other'): PageRecord => ({ phase: 'failed', error, holder: { who } });
const at = (phase: PageRecord['phase']): PageRecord => ({ phase, holder: { who: 'other' } });
const initial: State = {
  wanted: { is: 'unsaid', person: 1 },
  page: { phase: 'down', holder: { who: 'stranger' } },
  isRequested: false,
};

const after = (event: Fact, state: Partial<State> = {}): State => {
  const before = { ...initial, isRequested: true, ...state };
  return { ...before, ...fold(before, event) };
};
const state = (who: Contact | null, token: Token = here): Fact => ({
  type: 'stated',
  contact: who,
  token,
});
const tell = (id: string | null | undefined, isLive = false): Fact => ({
  type: 'otherTab',
  hash: id == null ? id : hashOf(id),
  isLive,
});
const answer = (token: Token): Fact => ({ type: 'token', token });
const coming: Token = { is: 'coming' };
const inQuestion: Wanted = { ...inDoubt, token: coming };

describe('what the app says', () => {
  it.each<[law: string, before: Wanted, event: Fact, wanted: object]>([
    [
      'the first decision takes over the calls made while nobody knew',
      unsaid,
      state(ann),
      { is: 'user', person: 2 },
    ],
    ['null is a decision too', unsaid, state(null), { is: 'nobody', person: 2 }],
    [
      'a switch is another person, with no token yet',
      user(),
      state(bob, none),
      { is: 'user', person: 3, contact: bob, token: none },
    ],
    ['a logout is another person', user(), state(null), { is: 'nobody', person: 3 }],
    ['a login is another person than the visitor', nobody, state(ann), { is: 'user', person: 3 }],
    ['nobody again is the same visitor', nobody, state(null), nobody],
    ['the same user keeps their number and their token', user(), state(contact('ann'), none), user()],
    ['an equal user is the known user', user(), state(contact('ann')), { contact: ann }],
    ['a token that failed is asked for again', user(failed), state(ann, none), { token: none }],
    [
      'a given token replaces the known token',
      user(),
      state(ann, { ...here, userJwt: 'new' }),
      { token: { userJwt: 'new' } },
    ],
    ['a missing token does not remove the known token', user(), state(ann, unsigned), { token: here }],
    ['another decision ends the doubt', inDoubt, state(bob), { is: 'user', person: 3, contact: bob }],
    ['the same decision ends the doubt', inDoubt, state(ann), { is: 'user', person: 2, contact: ann }],
    [
      'undefined makes the user undecided',
      user(),
      { type: 'unstated' },
      { is: 'silent', contact: ann, person: 2 },
    ],
    ['undefined does not change a visitor', nobody, { type: 'unstated' }, nobody],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));

  it('changed attributes keep the same person', () => {
    const { wanted } = after(state(contact('ann', { plan: 'pro' })), { wanted: user() });
    expect(wanted).toMatchObject({ person: 2, contact: { attributes: { plan: 'pro' } } });
  });
});

describe('a person whom the app does not know any more', () => {
  const silent = (token: Token): Wanted => ({ is: 'silent', person: 2, contact: ann, token, isOver: false });
  it.each<[law: string, before: Wanted, event: Fact, wanted: object]>([
    ['keeps the token', user(), { type: 'unstated' }, { is: 'silent', token: here, isOver: false }],
    [
      'keeps no token that is still being requested',
      user({ is: 'coming' }),
      { type: 'unstated' },
      { is: 'silent', token: none },
    ],
    [
      'continues as before when the app sets the same user',
      silent(here),
      state(ann, none),
      { is: 'user', person: 2, token: here },
    ],
    [
      'leaves no token behind for another user',
      silent(here),
      state(bob, none),
      { is: 'user', person: 3, contact: bob, token: none },
    ],
    [
      'is not brought back by a token when another tab speaks',
      silent(here),
      tell('bob'),
      { is: 'doubted', contact: ann, mayReturn: false, token: none },
    ],
    [
      'is no longer awaited after undecidedTimeout',
      silent(here),
      { type: 'silentTooLong' },
      { is: 'silent', isOver: true },
    ],
    [
      'has lost their token where another tab has spoken',
      { ...inDoubt, mayReturn: false },
      state(ann, none),
      { is: 'user', person: 2, token: none },
    ],
    [
      'is confirmed by no token',
      inDoubt,
      { type: 'unstated' },
      { is: 'doubted', hash: null, mayReturn: false },
    ],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));
});

describe('what the token endpoint says', () => {
  it.each<[law: string, before: Wanted, event: Fact, wanted: object]>([
    ['counts for the person it was asked for', user(coming), answer(here), { token: here }],
    ['is thrown away when nobody is wanted', nobody, answer(here), nobody],
    ['confirms a suspect', inQuestion, answer(here), { is: 'user', person: 2, contact: ann, token: here }],
    ['confirms no suspect by failing', inQuestion, answer(failed), { ...inDoubt, token: failed }],
    ...(['online', 'load', 'seen'] as const).map((type): [string, Wanted, Fact, object] => [
      `for a suspect is asked again by ${type}`,
      { ...inDoubt, token: failed },
      { type },
      { is: 'doubted', token: none },
    ]),
    ['may be that nobody is logged in', user(coming), { type: 'notLoggedIn' }, { is: 'nobody', person: 3 }],
    ['may be so for a suspect', inQuestion, { type: 'notLoggedIn' }, { is: 'nobody', person: 3 }],
    ['is asked again when the network is back', user(failed), { type: 'online' }, { token: none }],
    ['is not asked again for being looked at', user(failed), { type: 'seen' }, user(failed)],
    ['is asked again by load', user(failed), { type: 'load' }, { token: none }],
    ['is not asked again when it was good', user(), { type: 'online' }, user()],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));
});

describe('what another tab says', () => {
  it.each<[law: string, before: Wanted, event: Fact, wanted: object]>([
    [
      'of somebody else leaves this tab undecided, with a suspect',
      user(),
      tell('bob'),
      { is: 'doubted', person: 2, contact: ann, mayReturn: true, token: none, hash: hashOf('bob') },
    ],
    [
      'of a logout does too',
      user(),
      tell(null),
      { is: 'doubted', person: 2, contact: ann, mayReturn: true, hash: null },
    ],
    [
      'a login message leaves a visitor undecided, without a suspect',
      nobody,
      tell('ann'),
      { is: 'doubted', person: 2, contact: null },
    ],
    [
      'a message about the same person causes no doubt',
      user(),
      tell('ann'),
      { is: 'user', person: 2, isInOtherTab: true },
    ],
    ['a logout message causes no doubt when nobody is logged in', nobody, tell(null), nobody],
    [
      'a message about the same person allows another token request',
      user(failed),
      tell('ann'),
      { token: none },
    ],
    [
      'a new message replaces the earlier one',
      inDoubt,
      tell('bob'),
      { person: 2, contact: ann, hash: hashOf('bob') },
    ],
    ['a message without a user does not end the doubt', inDoubt, tell(undefined), inDoubt],
    [
      'a message gives up a token asked for before it: whose it is may have changed since',
      { ...inDoubt, token: { is: 'coming' } },
      tell(null),
      { is: 'doubted', token: none },
    ],
    ['a message changes nothing before the app sets a user', unsaid, tell('bob'), unsaid],
    [
      'a message without a user makes the user undecided',
      user(),
      tell(undefined),
      { is: 'doubted', hash: undefined, contact: ann, mayReturn: true },
    ],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));

  it.each<[law: string, page: PageRecord, event: Fact, expected: PageRecord]>([
    [
      'makes a visitor a stranger, whom the other tab may have identified',
      live({ who: 'nobody', person: 2 }),
      tell('ann'),
      live({ who: 'stranger' }),
    ],
    ['leaves a failed page as it was', failedAs('stranger'), tell('ann'), failedAs('stranger')],
    [
      'leaves the person who is here',
      live({ who: 'user', person: 2, contact: ann }),
      tell('ann', true),
      live({ who: 'user', person: 2, contact: ann }),
    ],
    [
      'makes a stranger somebody whom the cookies do not tell',
      live({ who: 'stranger' }),
      tell('ann', true),
      live({ who: 'other' }),
    ],
    ['is remembered of a Drift that runs without us', down('stranger'), tell('bob', true), down('other')],
    ['is remembered of a Drift that came late', failedAs('stranger'), tell('bob', true), failedAs('other')],
    ['is of no matter where none runs', down('stranger'), tell('bob'), down('stranger')],
  ])('%s', (_, page, event, expected) =>
    expect(after(event, { wanted: user(), page }).page).toEqual(expected),
  );
});

describe('a visitor’s Drift, when another tab speaks', () => {
  const page = live({ who: 'nobody', person: 2 });
  it('is still a visitor’s where this tab is in doubt, and goes', () =>
    expect(after(tell('ann'), { wanted: nobody, page }).page).toBe(page));
  it('is left alone by a logout of nobody', () =>
    expect(after(tell(null), { wanted: nobody, page }).page).toBe(page));
});

describe('what Drift says', () => {
  it.each<[law: string, before: PageRecord, after: PageRecord]>([
    [
      'ready: it holds whom it has booted as',
      { phase: 'loading', holder: { who: 'stranger' } },
      live({ who: 'stranger' }),
    ],
    ['ready: a user who is no longer wanted counts as another user', at('leaving'), live({ who: 'other' })],
    ['ready after a reset: it holds nobody', at('resetting'), live({ who: 'nobody', person: undefined })],
    ...(['leaving', 'resetting'] as const).map((phase): [string, PageRecord, PageRecord] => [
      `ready while it was ${phase}: the ids before are still to be compared`,
      { ...at(phase), before: { aid: 'one', ids: ['ann'] } },
      {
        ...live(phase === 'leaving' ? { who: 'other' } : { who: 'nobody', person: undefined }),
        before: { aid: 'one', ids: ['ann'] },
      },
    ]),
    [
      'late, having booted as nobody, it is judged by its cookies',
      failedAs('stranger'),
      live({ who: 'stranger' }),
    ],
    ['late, it may hold somebody', failedAs('other'), live({ who: 'other' })],
    ['unasked, it may hold somebody', down('other'), live({ who: 'other' })],
    [
      'again, it changes nothing',
      live({ who: 'user', person: 2, contact: ann }),
      live({ who: 'user', person: 2, contact: ann }),
    ],
    ['ready too late for its reset, it is believed no more', at('stuck'), at('stuck')],
  ])('%s', (_, page, expected) =>
    expect(after({ type: 'ready' }, { wanted: user(none), page }).page).toEqual(expected),
  );
});

describe('what happens to the page', () => {
  const booting = (holder: Holder): PageRecord => ({ phase: 'loading', holder });
  it.each<[law: string, before: PageRecord, event: Fact, after: PageRecord]>([
    ['a reset without a ready in its time is stuck', at('resetting'), { type: 'late' }, at('stuck')],
    [
      'a Drift that never became ready for a reset is stuck too',
      at('leaving'),
      { type: 'late' },
      at('stuck'),
    ],
    [
      'a page whose reset has finished meanwhile is not stuck',
      live({ who: 'stranger' }),
      { type: 'late' },
      live({ who: 'stranger' }),
    ],
    [
      'a failed boot as nobody can be judged by its cookies',
      booting({ who: 'nobody', person: 2 }),
      { type: 'failed', error },
      failedAs('stranger'),
    ],
    [
      'a failed boot as a user may still come as that user',
      booting({ who: 'user', person: 2, contact: ann }),
      { type: 'failed', error },
      failedAs('other'),
    ],
    ['a failed reset may leave anybody', at('resetting'), { type: 'failed', error }, failedAs('other')],
    [
      'a failure may leave whom another tab has identified since',
      live({ who: 'nobody', person: 2 }),
      { type: 'failed', error },
      failedAs('other'),
    ],
    ['a failure keeps what was thought before', down('other'), { type: 'failed', error }, failedAs('other')],
    [
      'a failure where nothing runs leaves nobody',
      down('stranger'),
      { type: 'failed', error },
      failedAs('stranger'),
    ],
    [
      'a second failure keeps what was thought at the first',
      failedAs('stranger'),
      { type: 'failed', error },
      failedAs('stranger'),
    ],
    [
      'load forgives a failure, and not what may be there',
      failedAs('other'),
      { type: 'load' },
      down('other'),
    ],
    [
      'frames that are gone close Drift, and say nothing about whom it holds',
      { ...live({ who: 'user', person: 2, contact: ann }), isOpen: true },
      { type: 'lost' },
      { phase: 'lost', holder: { who: 'user', person: 2, contact: ann } },
    ],
    [
      'a library that came late and stays may hold anybody',
      down('stranger'),
      { type: 'stray', stays: true },
      down('other'),
    ],
    [
      'a Drift that we use does not count as a Drift of other code',
      live({ who: 'nobody', person: 2 }),
      { type: 'stray', stays: true },
      live({ who: 'nobody', person: 2 }),
    ],
    [
      'a Drift of other code that was removed again does not matter',
      down('stranger'),
      { type: 'stray', stays: false },
      down('stranger'),
    ],
  ])('%s', (_, page, event, expected) => expect(after(event, { page }).page).toEqual(expected));

  it('unload, and consent that is taken back, are orders, and nothing is asked for any more; load asks', () => {
    expect(after({ type: 'unload' })).toMatchObject({ isRequested: false, order: 'unload' });
    expect(after({ type: 'withdrawn' })).toMatchObject({ isRequested: false, order: 'withdraw' });
    expect(after({ type: 'waits' }, { isRequested: false })).not.toHaveProperty('order');
    expect(after({ type: 'load' }, { isRequested: false })).toMatchObject({ isRequested: true });
  });
  it('a Drift that other code unloaded is not loaded again; a Drift that another instance removed is', () => {
    expect(after({ type: 'unloaded' })).toMatchObject({ isRequested: false });
    expect(after({ type: 'abandoned' })).toMatchObject({ isRequested: true });
  });
});

describe('the cookies are due', () => {
  it.each<[law: string, page: PageRecord, due: string]>([
    ['at the ready of a boot', { phase: 'loading', holder: { who: 'stranger' } }, 'boot'],
    ['at a late ready', failedAs('other'), 'boot'],
    ['at the ready of a departure', at('leaving'), 'boot'],
    ['at the ready of a reset', at('resetting'), 'settled'],
    ['at a ready that nobody asked for', live({ who: 'stranger' }), 'again'],
  ])('%s', (_, page, due) => expect(after({ type: 'ready' }, { page }).due).toBe(due));

  it('at every logout, even of nobody, and at every change of person', () => {
    expect(after(state(null), { wanted: nobody }).due).toBe('change');
    expect(after(state(bob), { wanted: user() }).due).toBe('change');
    expect(after({ type: 'notLoggedIn' }, { wanted: user(coming) }).due).toBe('change');
    expect(after(answer(here), { wanted: inQuestion }).due).toBe('change');
  });
  it('at a logout that the server tells of, also while a person is in doubt', () => {
    expect(after({ type: 'notLoggedIn' }, { wanted: inQuestion }).due).toBe('change');
  });
  it('for the reason that is waiting already, whatever is said meanwhile', () => {
    expect(after(state(bob), { wanted: user(), due: 'settled' }).due).toBe('settled');
    expect(after(answer(here), { wanted: user({ is: 'coming' }), due: 'settled' }).due).toBe('settled');
  });
  it('not when nobody is decided any more: the cookies are another tab’s then', () => {
    expect(after(tell('bob'), { wanted: nobody }).due).toBe(undefined);
    expect(after({ type: 'unstated' }, { wanted: user() }).due).toBe(undefined);
  });
  it('not when the same person is stated, or gets a token', () => {
    expect(after(state(contact('ann', { plan: 'pro' })), { wanted: user() }).due).toBe(undefined);
    expect(after(answer(here), { wanted: user(coming) }).due).toBe(undefined);
  });
});
