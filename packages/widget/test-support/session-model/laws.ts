/** The laws, judged by Drift's ledger, the cookies and the document. */
import { expect } from 'vitest';
import { cookie } from '../scripted-drift';
import { subjectOf } from '../tokens';
import type { Page } from './page';

/** Whom the cookies name is gone when `logout()` returns, as far as the jar lets anything go. */
export function expectForgotten({ world }: Page): void {
  if (world.jarRefuses === 'everything') return;
  expect(cookie('driftkit_user')).toBe(undefined);
  if (world.jarRefuses === 'nothing') expect(cookie('drift_eid')).toBe(undefined);
}

/** The chat of one user is never visible while the app has set another user or null. */
export function expectUnseen({ vendor, app, isOurs }: Page): void {
  const { contact } = vendor;
  if (!isOurs || contact === null || contact === app.wanted) return;
  const frames = [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')];
  const seen = frames.filter(({ style }) => style.visibility !== 'hidden').map(({ id }) => id);
  expect({ contact, wanted: app.wanted, seen }).toEqual({ contact, wanted: app.wanted, seen: [] });
}

/** Before a script tag is there, whatever names somebody else is forgotten, and who is named is in Drift's queue. */
export function expectBornRight(page: Page): void {
  const { vendor, tags, app, hears, hasBeside, isVisited, session } = page;
  expect(vendor.scripts().length).toBeLessThan(2);
  for (const tag of vendor.scripts()) {
    if (tags.has(tag)) continue;
    tags.set(tag, false);
    const id = cookie('drift_eid');
    // A failure takes our entries out of the queue; a tag of a retry may be seen only after that.
    const isGivenUp = session.state.status === 'failed';
    if (id === undefined || !hears || hasBeside || isVisited || isGivenUp) continue;
    const queued = [...(window.drift ?? [])].filter(([method]) => method === 'identify');
    // An app that says `undefined` while the tag is there takes nothing back.
    const stated = app.wanted === undefined ? app.last : app.wanted;
    expect({ id, queued: queued.map(([, queuedId]) => queuedId) }).toEqual({ id: stated, queued: [id] });
  }
}

/** Calls about users by other code never reach Drift beside a live session. */
export function expectOnlyOurs({ vendor, isZoeQueued }: Page, known: number): void {
  const others = vendor.ledger.slice(known).filter(({ what, detail }) => {
    const { event, id } = (detail ?? {}) as { event?: string; id?: string };
    return (what === 'track' && event === 'beside') || (what === 'identify' && id === 'zoe' && !isZoeQueued);
  });
  expect(others).toEqual([]);
}

/** A listener that threw was heard of; here none ever throws by itself. */
export function expectNoThrow({ app, thrown }: Page): void {
  if (thrown !== undefined) throw thrown as Error;
  const [error] = app.errors.filter(({ code }) => code === 'callback_threw');
  if (error) throw error;
}

/** What may go wrong for good, and where. */
function isBeyondHelp({ session, world, vendor }: Page): boolean {
  const { state } = session;
  if (state.status !== 'failed') return false;
  const { code } = state.error;
  if (code === 'conflict') return world.foreignEmbedId !== 'abcdefgh1234' && window.drift?.init !== undefined;
  // Nothing is loaded then; a library that cannot be unloaded keeps its tag, and stays hidden.
  const isLoaded = vendor.scripts().length > 0 && world.unload;
  if (code === 'not_forgotten') return world.jarRefuses !== 'nothing' && !isLoaded;
  return code === 'reset_unsettled' && !world.unload;
}

/** The page holds whom the app wants, or says why it cannot, and shows nobody. */
export function isAtRest(page: Page): boolean {
  const { app, session, vendor } = page;
  if (isBeyondHelp(page)) return true;
  const isNobody = session.identity.status === 'anonymous' && app.wanted === null;
  const isUser = session.identity.status === 'identified' && session.identity.user.id === app.wanted;
  const isHeld = vendor.contact === app.wanted || vendor.swallowed.length > 0;
  return session.state.status === 'ready' && (isNobody || isUser) && isHeld;
}

export function expectRest(page: Page): void {
  const { app, session, vendor, world } = page;
  const { wanted } = app;
  const found = { state: session.state, identity: session.identity, contact: vendor.contact, wanted };
  if (!isAtRest(page)) expect(found).toBe('at rest');
  if (session.state.status !== 'ready' || vendor.swallowed.length > 0) return;
  if (world.jarRefuses === 'nothing') expect(cookie('drift_eid') ?? null).toBe(wanted);
  if (wanted && app.plan) expect(vendor.attributes.get(wanted)).toMatchObject({ plan: app.plan });
}

/** Every promise has settled, and says what is true. */
export function expectSettled({ app, vendor }: Page): void {
  for (const { who, outcome } of app.promised) {
    if (outcome === undefined)
      expect.fail(`the promise of ${who === null ? 'logout()' : `login(${who})`} never settles`);
    if (outcome.status === 'identified') expect(outcome.user.id).toBe(who);
    if (outcome.status === 'identified' && vendor.swallowed.length === 0)
      expect(vendor.ledger.map(({ contact }) => contact)).toContain(who);
    if (outcome.status === 'anonymous') expect(who).toBe(null);
  }
}

const isCall = (detail: unknown): detail is { n: number; epoch: number } =>
  typeof (detail as { n?: unknown } | undefined)?.n === 'number';

/** Each call is with the person it was made for, once, in the order in which they were made. */
export function judgeCalls({ app, vendor }: Page): { n: number }[] {
  const landed = vendor.ledger.filter(({ detail }) => isCall(detail));
  for (const { contact, detail } of landed)
    expect({ detail, contact }).toEqual({
      detail,
      contact: app.people[(detail as { epoch: number }).epoch] ?? null,
    });
  const calls = landed.map(({ detail }) => detail as { n: number });
  expect(calls.map(({ n }) => n)).toEqual(
    [...new Set(calls.map(({ n }) => n))].sort((one, other) => one - other),
  );
  return calls;
}

/** No call is lost without a word. */
export function judgeCount({ app, vendor }: Page, landed: number): void {
  const reported = app.errors.flatMap(({ calls }) => calls);
  const isPersonal = (name: string): boolean => name === 'track' || name === 'api.setUserAttributes';
  const swallowed = vendor.swallowed.filter((args) => args.some(isCall)).length;
  expect(landed + swallowed + reported.filter(isPersonal).length).toBe(app.made.personal);
  const opened = [...vendor.ledger.map(({ detail }) => detail), ...vendor.swallowed.map(([name]) => name)];
  expect(
    opened.filter((it) => it === 'openChat').length +
      reported.filter((name) => name === 'api.openChat').length,
  ).toBe(app.made.widget);
}

/** Nobody is identified onto somebody else, or unsigned where tokens are used, and no attribute of one person is another's. */
export function judgeIdentities({ vendor, world }: Page): void {
  for (const { what, before, detail } of vendor.ledger) {
    const { id, userJwt } = (detail ?? {}) as { id?: string; userJwt?: string };
    if (what !== 'identify' || id === undefined || id === 'zoe') continue;
    expect([null, id]).toContain(before);
    if (world.signed) expect(subjectOf(userJwt)).toBe(id);
  }
  for (const [id, { plan }] of vendor.attributes)
    if (plan !== undefined) expect(plan).toMatch(new RegExp(`^${id}-`));
}

/** What other tabs are told names nobody. */
export function judgeTabs({ bus }: Page): void {
  expect(JSON.stringify(bus.said)).not.toMatch(/ann|bob|cat|zoe|eyJ/);
}
