import { describe, expect, it } from 'vitest';
import { DriftError } from '../errors';
import type { Holder, PageRecord, Phase } from '../page/record';
import type { DriftState } from '../state';
import type { Contact } from '../user';
import { admittedPerson, identityOf, isCovered, outcomeOf, publicState } from './derive';
import type { State } from './fold';
import type { Wanted } from './wanted';

const ann: Contact = { id: 'ann', attributes: {}, user: { id: 'ann' } };
const error = new DriftError('timeout');
const conflict = new DriftError('conflict');
const user: Wanted = { is: 'user', person: 2, contact: ann, token: { is: 'coming' } };
const failed: Wanted = { ...user, token: { is: 'failed', error } };
const nobody: Wanted = { is: 'nobody', person: 2 };
const unsaid: Wanted = { is: 'unsaid', person: 2 };

const visitor: Holder = { who: 'nobody', person: 2 };
const held: Holder = { who: 'user', person: 2, contact: ann };
const another: Holder = { who: 'user', person: 1, contact: ann };
const stranger: Holder = { who: 'stranger' };
const same: Holder = { who: 'byCookies', contact: ann };
const other: Holder = { who: 'other' };

const at = (phase: Phase, holder: Holder, more: Partial<PageRecord> = {}): PageRecord => ({
  phase,
  holder,
  ...more,
});
const state = (page: PageRecord, wanted: Wanted, isRequested = true): State => ({
  page,
  wanted,
  isRequested,
});

describe('the frames are covered', () => {
  it.each<[law: string, page: PageRecord, wanted: Wanted, is: boolean, isRequested?: boolean]>([
    ['not for the user who is held', at('ready', held), user, false],
    ['not for the visitor who is wanted', at('ready', visitor), nobody, false],
    ['not for the visitor while the token of a user is coming', at('ready', visitor), user, false],
    ['for a user who is not wanted', at('ready', another), user, true],
    ['for a user while nobody is decided', at('ready', held), unsaid, true],
    ['for a visitor while nobody is decided', at('loading', visitor), unsaid, true],
    ['for a stranger', at('loading', stranger), user, true],
    ['for the user by its cookies, who is not identified yet', at('ready', same), user, true],
    ['for somebody else', at('ready', other), nobody, true],
    ['while nothing of ours runs, and Drift is asked for', at('down', stranger), user, true],
    ['not before load', at('down', stranger), nobody, false, false],
    ['for a library that stays, also after unload', at('down', other), nobody, true, false],
    ['after a failure that may hold somebody', at('failed', other, { error }), nobody, true],
    ['not after a failure that holds nobody', at('failed', stranger, { error }), nobody, false],
    ['after a failure while nobody is decided', at('failed', stranger, { error }), unsaid, true],
    ['not where the page is somebody else’s', at('failed', other, { error: conflict }), unsaid, false],
    ...(['leaving', 'resetting', 'stuck', 'lost'] as const).map(
      (phase): [string, PageRecord, Wanted, boolean] => [
        `while the page is ${phase}`,
        at(phase, other),
        nobody,
        true,
      ],
    ),
  ])('%s', (_, page, wanted, is, isRequested) =>
    expect(isCovered(state(page, wanted, isRequested))).toBe(is),
  );
});

describe('calls may leave', () => {
  it('for the person whom a ready Drift holds', () => {
    expect(admittedPerson(state(at('ready', held), user))).toBe(2);
    expect(admittedPerson(state(at('ready', visitor), user))).toBe(2);
  });
  it('for nobody while Drift is not ready, nobody is decided, or it is not known who is held', () => {
    expect(admittedPerson(state(at('loading', held), user))).toBe(undefined);
    expect(admittedPerson(state(at('ready', held), unsaid))).toBe(undefined);
    expect(admittedPerson(state(at('ready', same), user))).toBe(undefined);
  });
});

describe('the public state', () => {
  it.each<[page: PageRecord, wanted: Wanted, is: DriftState, isRequested?: boolean]>([
    [at('down', stranger), user, { status: 'idle' }, false],
    [at('down', stranger), unsaid, { status: 'waiting', for: 'user' }],
    [at('down', stranger), user, { status: 'waiting', for: 'token' }],
    [at('down', stranger), failed, { status: 'failed', error }],
    [at('loading', held), user, { status: 'loading' }],
    [at('lost', held), user, { status: 'loading' }],
    [at('ready', held, { isOpen: true }), user, { status: 'ready' }],
    [at('ready', stranger), user, { status: 'loading' }],
    [at('ready', held), unsaid, { status: 'waiting', for: 'user' }],
    [at('leaving', other), user, { status: 'resetting' }],
    [at('resetting', other), user, { status: 'resetting' }],
    [at('failed', other, { error }), user, { status: 'failed', error }],
  ])('%#', (page, wanted, is, isRequested) =>
    expect(publicState(state(page, wanted, isRequested), undefined)).toEqual(is),
  );
  it('says for which trigger it waits', () => {
    expect(publicState(state(at('down', stranger), user, false), 'consent')).toEqual({
      status: 'waiting',
      for: 'consent',
    });
  });
});

describe('the identity', () => {
  it.each<[page: PageRecord, wanted: Wanted, status: string]>([
    [at('ready', held), unsaid, 'unknown'],
    [at('ready', visitor), nobody, 'anonymous'],
    [at('ready', held), user, 'identified'],
    [at('ready', another), user, 'identifying'],
    [at('loading', held), user, 'identifying'],
    [at('ready', visitor), failed, 'failed'],
    [at('failed', other, { error }), user, 'failed'],
  ])('%#', (page, wanted, status) => expect(identityOf(state(page, wanted)).status).toBe(status));
});

describe('a promise', () => {
  const login = (page: PageRecord, wanted: Wanted, person = 2): unknown =>
    outcomeOf(state(page, wanted), { isLogin: true, person })?.status;
  const logout = (page: PageRecord): unknown =>
    outcomeOf(state(page, nobody), { isLogin: false, person: 2 })?.status;
  it('of login comes to what the identity comes to', () => {
    expect(login(at('ready', held), user)).toBe('identified');
    expect(login(at('ready', visitor), user)).toBe(undefined);
    expect(login(at('ready', visitor), failed)).toBe('failed');
    expect(login(at('ready', held), unsaid)).toBe(undefined);
    expect(login(at('ready', held), user, 1)).toBe('superseded');
  });
  it('of logout comes to anonymous where nobody is held, or nothing runs', () => {
    expect(logout(at('ready', visitor))).toBe('anonymous');
    expect(logout(at('loading', visitor))).toBe('anonymous');
    expect(logout(at('down', other))).toBe('anonymous');
    expect(logout(at('failed', stranger, { error }))).toBe('anonymous');
  });
  it('of logout waits while somebody may be held', () => {
    for (const phase of ['resetting', 'leaving', 'stuck', 'lost'] as const)
      expect(logout(at(phase, other))).toBe(undefined);
    expect(logout(at('ready', other))).toBe(undefined);
  });
  it('of logout fails where somebody may be held for good, or a cookie could not be deleted', () => {
    expect(logout(at('failed', other, { error }))).toBe('failed');
    expect(logout(at('failed', stranger, { error: new DriftError('not_forgotten') }))).toBe('failed');
  });
});
