import { describe, expect, it } from 'vitest';
import { hashOf } from '../association';
import type { Jar } from '../cookies';
import type { Holder, PageRecord } from '../page/record';
import type { Contact } from '../user';
import type { Due } from './fold';
import { judge } from './judge';
import type { Verdict } from './judge';
import type { Wanted } from './wanted';

const ann: Contact = { id: 'ann', attributes: {}, user: { id: 'ann' } };
const user: Wanted = { is: 'user', person: 2, contact: ann, token: { is: 'none' } };
const nobody: Wanted = { is: 'nobody', person: 2 };
const unsaid: Wanted = { is: 'unsaid', person: 2 };

const visitor: Holder = { who: 'nobody', person: 2 };
const unknown: Holder = { who: 'nobody', person: undefined };
const held: Holder = { who: 'user', person: 2, contact: ann };
const stranger: Holder = { who: 'stranger' };
const same: Holder = { who: 'byCookies', contact: ann };
const other: Holder = { who: 'other' };

const jarOf = (cookies: Record<string, string>): Jar =>
  new Map(Object.entries(cookies).map(([name, value]) => [name, [value]]));
const aid = { drift_aid: 'one' };
const anns = jarOf({ ...aid, drift_eid: 'ann' });
const marked = jarOf({ ...aid, driftkit_user: hashOf('ann') });
const xenas = jarOf({ ...aid, drift_eid: 'xena' });
const visitors = jarOf(aid);
const empty = jarOf({});

const verdict = (holder: Holder, wanted: Wanted, jar: Jar, due: Due = 'change', strikes = 0): Verdict =>
  judge({ page: { phase: 'ready', holder, isOpen: true }, wanted, isRequested: true, due }, jar, strikes);
const holderOf = (...args: Parameters<typeof verdict>): Holder => verdict(...args).page.holder;

describe('a Drift that somebody else booted', () => {
  it.each<[law: string, jar: Jar, wanted: Wanted, holder: Holder]>([
    ['holds the wanted user whom its cookies name', anns, user, same],
    ['holds the wanted user whom our marker names', marked, user, same],
    ['holds somebody else whom its cookies name', xenas, user, other],
    ['holds somebody while nobody is wanted', anns, nobody, other],
    ['waits for a decision while its cookies name somebody', anns, unsaid, stranger],
    ['holds nobody where its cookies name nobody', visitors, user, unknown],
    ['holds the visitor who is wanted', visitors, nobody, visitor],
    ['may hold anybody where its cookies were cleared', empty, user, other],
    ['may hold anybody where its cookies were cleared, and waits for a decision', empty, unsaid, stranger],
  ])('%s', (_, jar, wanted, holder) => expect(holderOf(stranger, wanted, jar)).toEqual(holder));
});

describe('a visitor', () => {
  it('stays one while the cookies name nobody, and the gate stays open', () => {
    for (const jar of [visitors, empty])
      expect(verdict(visitor, nobody, jar).page).toEqual({ phase: 'ready', holder: visitor, isOpen: true });
  });
  it('nobody had decided on is whom the app has decided on now, and only then', () => {
    expect(verdict(unknown, nobody, visitors).page).toEqual({
      phase: 'ready',
      holder: visitor,
      isOpen: true,
    });
    expect(holderOf({ who: 'nobody', person: 1 }, nobody, empty)).toEqual(visitor);
    for (const wanted of [user, unsaid]) {
      expect(holderOf(unknown, wanted, visitors)).toEqual(unknown);
      expect(holderOf({ who: 'nobody', person: 1 }, wanted, visitors)).toEqual({ who: 'nobody', person: 1 });
    }
  });
  it('was identified by other code where they name somebody', () => {
    expect(holderOf(visitor, nobody, xenas)).toEqual(other);
    expect(holderOf(visitor, user, xenas)).toEqual(other);
    expect(holderOf(visitor, user, anns)).toEqual(same);
    expect(verdict(visitor, nobody, xenas).page.isOpen).toBe(undefined);
  });
});

describe('the user whom we have identified', () => {
  it('is believed while the cookies name them, in whatever spelling, or nobody', () => {
    for (const id of ['ann', 'Ann', ' ann '])
      expect(holderOf(held, user, jarOf({ drift_eid: id }))).toEqual(held);
    expect(holderOf(held, user, empty, 'boot')).toEqual(held);
    expect(holderOf(held, user, jarOf({ drift_eid: 'ann', driftt_eid: 'ann' }))).toEqual(held);
  });
  it('is somebody else where one of the cookies names another', () => {
    for (const due of ['boot', 'again', 'change'] as const)
      expect(holderOf(held, user, xenas, due)).toEqual(other);
    expect(holderOf(held, user, jarOf({ drift_eid: 'ann', driftt_eid: 'xena' }))).toEqual(other);
  });
  it('was reset by other code where the cookies name nobody at a ready that nobody asked for', () => {
    expect(holderOf(held, user, visitors, 'again')).toEqual(unknown);
  });
  it('is contradicted twice in a row, and then no more', () => {
    const first = verdict(held, user, xenas, 'boot', 0);
    expect([first.strikes, first.isLast]).toEqual([1, false]);
    const second = verdict(held, user, xenas, 'boot', first.strikes);
    expect([second.strikes, second.isLast, second.page.holder]).toEqual([2, true, held]);
    const third = verdict(held, user, xenas, 'again', second.strikes);
    expect([third.strikes, third.isLast, third.page.holder]).toEqual([2, undefined, held]);
  });
  it('is contradicted anew after the cookies have agreed', () => {
    expect(verdict(held, user, anns, 'again', 1).strikes).toBe(0);
    expect(verdict(held, user, visitors, 'boot', 1).strikes).toBe(1);
  });
});

describe('a reset', () => {
  const settled = (jar: Jar, before: PageRecord['before'], wanted: Wanted = nobody, strikes = 0): Verdict =>
    judge(
      { page: { phase: 'ready', holder: visitor, before }, wanted, isRequested: true, due: 'settled' },
      jar,
      strikes,
    );
  it('has settled where the anonymous id is another one', () => {
    expect(settled(jarOf({ drift_aid: 'two' }), { aid: 'one', ids: ['ann'] }).page).toEqual({
      phase: 'ready',
      holder: visitor,
    });
    expect(settled(empty, { aid: 'one', ids: [] }).page.phase).toBe('ready');
    expect(settled(empty, { aid: undefined, ids: [] }).page.phase).toBe('ready');
    expect(settled(visitors, { aid: undefined, ids: [] }).page.phase).toBe('ready');
    expect(settled(visitors, undefined).page.phase).toBe('ready');
  });
  it('has not where the old one is back', () => {
    expect(settled(visitors, { aid: 'one', ids: [] }).page.phase).toBe('stuck');
  });
  it('may leave the names of those who were there', () => {
    const jar = jarOf({ drift_aid: 'two', drift_eid: 'ann' });
    expect(settled(jar, { aid: 'one', ids: ['Ann'] }).page.holder).toEqual(visitor);
    expect(settled(jar, { aid: 'one', ids: [] }, user).page.holder).toEqual(visitor);
  });
  it('is followed by another where it leaves the name of somebody else', () => {
    const jar = jarOf({ drift_aid: 'two', drift_eid: 'xena' });
    expect(settled(jar, { aid: 'one', ids: ['ann'] })).toMatchObject({ strikes: 1, page: { holder: other } });
    expect(settled(jar, { aid: 'one', ids: ['ann'] }, nobody, 1)).toMatchObject({
      isLast: true,
      page: { holder: visitor },
    });
    expect(settled(jar, { aid: 'one', ids: ['ann'] }, nobody, 2).isLast).toBe(undefined);
  });
});

it('judges nothing before Drift is ready', () => {
  for (const phase of ['down', 'loading', 'leaving', 'resetting', 'stuck', 'lost', 'failed'] as const) {
    const page: PageRecord = { phase, holder: held };
    expect(judge({ page, wanted: user, isRequested: true, due: 'change' }, xenas, 0)).toEqual({
      page,
      strikes: 0,
    });
  }
});
it('keeps somebody else somebody else', () => {
  expect(holderOf(other, user, anns)).toEqual(other);
});
