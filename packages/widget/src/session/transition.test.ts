import { describe, expect, it } from 'vitest';
import { hashOf } from '../association';
import { DriftError } from '../errors';
import { initial } from './states';
import type { Holder, Page, SessionEvent, SessionState, Token, Trust, Wanted } from './states';
import { transition } from './transition';
import type { Contact } from './user';

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
const undecided: Wanted = { is: 'undecided', person: 2 };
const inDoubt: Wanted = { ...undecided, last: ann, doubt: { hash: null, suspect: ann } };
const live = (holder: Holder): Page => ({ is: 'live', holder });
const down = (trust: Trust): Page => ({ is: 'down', trust });

const after = (event: SessionEvent, state: Partial<SessionState> = {}): SessionState =>
  transition({ ...initial, requested: true, ...state }, event);
const state = (who: Contact | null, token: Token = here): SessionEvent => ({
  type: 'stated',
  contact: who,
  token,
});
const tell = (id: string | null | undefined, isRunning = false): SessionEvent => ({
  type: 'told',
  hash: id == null ? id : hashOf(id),
  isRunning,
});
const answer = (token: Token, person = 2, id = 'ann'): SessionEvent => ({ type: 'token', person, id, token });

describe('what the app says', () => {
  it.each<[law: string, before: Wanted, event: SessionEvent, wanted: object]>([
    [
      'the first decision takes over the calls made while nobody knew',
      undecided,
      state(ann),
      { is: 'user', person: 2 },
    ],
    ['nobody is a decision too', undecided, state(null), { is: 'nobody', person: 2 }],
    ['a switch is another person', user(), state(bob), { is: 'user', person: 3, contact: bob }],
    ['a logout is another person', user(), state(null), { is: 'nobody', person: 3 }],
    ['a login is another person than the visitor', nobody, state(ann), { is: 'user', person: 3 }],
    ['nobody again is the same visitor', nobody, state(null), nobody],
    ['the same user keeps their number and their token', user(), state(contact('ann'), none), user()],
    ['an equal user is the very one that is known', user(), state(contact('ann')), { contact: ann }],
    ['a token that failed is asked for again', user(failed), state(ann, none), { token: none }],
    [
      'a token in hand replaces the one that is there',
      user(),
      state(ann, { ...here, userJwt: 'new' }),
      { token: { userJwt: 'new' } },
    ],
    ['no token takes none away', user(), state(ann, unsigned), { token: here }],
    ['another decision ends the doubt', inDoubt, state(bob), { is: 'user', person: 3, contact: bob }],
    ['the same decision ends the doubt', inDoubt, state(ann), { is: 'user', person: 2, contact: ann }],
    [
      'undefined leaves nobody decided',
      user(),
      { type: 'unstated' },
      { is: 'undecided', last: ann, person: 2 },
    ],
    ['undefined is no news of a visitor', nobody, { type: 'unstated' }, nobody],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));

  it('changed attributes are those of the same person', () => {
    const { wanted } = after(state(contact('ann', { plan: 'pro' })), { wanted: user() });
    expect(wanted).toMatchObject({ person: 2, contact: { attributes: { plan: 'pro' } } });
  });
});

describe('what the token endpoint says', () => {
  it.each<[law: string, before: Wanted, event: SessionEvent, wanted: object]>([
    ['counts for the person it was asked for', user(none), answer(here), { token: here }],
    ['is thrown away when another is wanted', user(none), answer(here, 1), user(none)],
    ['is thrown away under the same number of another', user(none), answer(here, 2, 'bob'), user(none)],
    ['is thrown away when nobody is wanted', nobody, answer(here), nobody],
    ['confirms a suspect', inDoubt, answer(here), { is: 'user', person: 2, contact: ann, token: here }],
    ['confirms no suspect by failing', inDoubt, answer(failed), inDoubt],
    [
      'nobody is logged in, is thrown away when another is wanted',
      user(none),
      { type: 'notLoggedIn', person: 1, id: 'ann', token: none },
      user(none),
    ],
    [
      'may be that nobody is logged in',
      user(none),
      { type: 'notLoggedIn', person: 2, id: 'ann', token: none },
      { is: 'nobody', person: 3 },
    ],
    [
      'may be so for a suspect',
      inDoubt,
      { type: 'notLoggedIn', person: 2, id: 'ann', token: none },
      { is: 'nobody', person: 3 },
    ],
    ['is asked again when the network is back', user(failed), { type: 'online' }, { token: none }],
    ['is asked again by load', user(failed), { type: 'load' }, { token: none }],
    ['is not asked again when it was good', user(), { type: 'online' }, user()],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));
});

describe('what another tab says', () => {
  it.each<[law: string, before: Wanted, event: SessionEvent, wanted: object]>([
    [
      'of somebody else leaves this tab undecided, with a suspect',
      user(),
      tell('bob'),
      { is: 'undecided', person: 3, doubt: { hash: hashOf('bob'), suspect: ann } },
    ],
    [
      'of a logout does too',
      user(),
      tell(null),
      { is: 'undecided', person: 3, doubt: { hash: null, suspect: ann } },
    ],
    [
      'of a login leaves a visitor undecided, without a suspect',
      nobody,
      tell('ann'),
      { is: 'undecided', person: 3, doubt: { suspect: undefined } },
    ],
    ['of the same person is no doubt', user(), tell('ann'), { is: 'user', person: 2, isElsewhere: true }],
    ['of nobody is no doubt where nobody is', nobody, tell(null), nobody],
    ['of the same person is worth another try for a token', user(failed), tell('ann'), { token: none }],
    [
      'replaces what it said before',
      inDoubt,
      tell('bob'),
      { person: 2, doubt: { hash: hashOf('bob'), suspect: ann } },
    ],
    ['is not taken back because things may have changed', inDoubt, tell(undefined), inDoubt],
    ['is no news where nobody was decided', undecided, tell('bob'), undecided],
    [
      'may be that things have changed',
      user(),
      tell(undefined),
      { is: 'undecided', doubt: { hash: undefined, suspect: ann } },
    ],
  ])('%s', (_, wanted, event, expected) => expect(after(event, { wanted }).wanted).toMatchObject(expected));

  it.each<[law: string, page: Page, event: SessionEvent, expected: Page]>([
    [
      'makes a visitor a stranger, whom the other tab may have identified',
      live({ who: 'nobody', person: 2 }),
      tell('ann'),
      live({ who: 'stranger' }),
    ],
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
    ['is of no matter where none runs', down('stranger'), tell('bob'), down('stranger')],
  ])('%s', (_, page, event, expected) =>
    expect(after(event, { wanted: user(), page }).page).toEqual(expected),
  );
});

describe('what Drift says', () => {
  it.each<[law: string, before: Page, after: Page]>([
    [
      'ready: it holds whom it has booted as',
      { is: 'booting', holder: { who: 'stranger' }, sealed: true },
      live({ who: 'stranger' }),
    ],
    ['ready: whoever is wanted no more is somebody else', { is: 'leaving' }, live({ who: 'other' })],
    ['ready after a reset: it holds nobody', { is: 'resetting' }, live({ who: 'nobody', person: undefined })],
    [
      'late, having booted as nobody, it is judged by its cookies',
      { is: 'failed', error, trust: 'stranger' },
      live({ who: 'stranger' }),
    ],
    ['late, it may hold somebody', { is: 'failed', error, trust: 'other' }, live({ who: 'other' })],
    ['unasked, it may hold somebody', down('other'), live({ who: 'other' })],
    [
      'again, it changes nothing',
      live({ who: 'user', person: 2, contact: ann }),
      live({ who: 'user', person: 2, contact: ann }),
    ],
    ['ready too late for its reset, it is believed no more', { is: 'stuck' }, { is: 'stuck' }],
  ])('%s', (_, page, expected) =>
    expect(after({ type: 'ready' }, { wanted: user(none), page }).page).toEqual(expected),
  );
});

describe('what is done to the page', () => {
  const booting = (holder: Holder): Page => ({ is: 'booting', holder, sealed: false });
  it.each<[law: string, before: Page, event: SessionEvent, after: Page]>([
    [
      'an identity that Drift took is sealed',
      booting({ who: 'nobody', person: 2 }),
      { type: 'sealed' },
      { is: 'booting', holder: { who: 'nobody', person: 2 }, sealed: true },
    ],
    [
      'a booting page goes on booting as whom it holds',
      booting({ who: 'stranger' }),
      { type: 'holds', holder: { who: 'other' } },
      booting({ who: 'other' }),
    ],
    [
      'a reset without a ready in its time is stuck',
      { is: 'resetting' },
      { type: 'unsettled' },
      { is: 'stuck' },
    ],
    [
      'so is one that never became ready to be reset',
      { is: 'leaving' },
      { type: 'unsettled' },
      { is: 'stuck' },
    ],
    [
      'a page that has settled meanwhile is not',
      live({ who: 'stranger' }),
      { type: 'unsettled' },
      live({ who: 'stranger' }),
    ],
    [
      'a failed boot as nobody can be judged by its cookies',
      booting({ who: 'nobody', person: 2 }),
      { type: 'failed', error },
      { is: 'failed', error, trust: 'stranger' },
    ],
    [
      'a failed boot as a user may still come as that user',
      booting({ who: 'user', person: 2, contact: ann }),
      { type: 'failed', error },
      { is: 'failed', error, trust: 'other' },
    ],
    [
      'a failed reset may leave anybody',
      { is: 'resetting' },
      { type: 'failed', error },
      { is: 'failed', error, trust: 'other' },
    ],
    [
      'a failure keeps what was thought before',
      down('other'),
      { type: 'failed', error },
      { is: 'failed', error, trust: 'other' },
    ],
    [
      'load forgives a failure, and not what may be there',
      { is: 'failed', error, trust: 'other' },
      { type: 'load' },
      down('other'),
    ],
  ])('%s', (_, page, event, expected) => expect(after(event, { page }).page).toEqual(expected));

  it('unload is not asked for any more, and load is', () => {
    expect(after({ type: 'unloaded', trust: 'stranger' })).toMatchObject({
      requested: false,
      page: down('stranger'),
    });
    expect(after({ type: 'load' }, { requested: false })).toMatchObject({ requested: true });
  });
});
