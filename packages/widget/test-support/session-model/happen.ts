/** What Drift, the browser and other people do to a page. */
import { expect, vi } from 'vitest';
import { hashOf } from '../../src/association';
import { cookie } from '../scripted-drift';
import { unsignedToken } from '../tokens';
import { hasEvidence, mayBe } from './app-ledger';
import { expectForgotten } from './laws';
import type { Page } from './page';
import type { Answer, Event, Step } from './steps';

const setCookie = (pair: string): string => (document.cookie = `${pair}; path=/`);

/** The oldest request for a token gets its answer. */
export function answer(page: Page, kind: Answer): void {
  const [request] = page.requests;
  if (!request) return;
  page.answered++;
  const { id, signal } = request;
  if (kind === 'fail') return page.desk.fail(new Error('503'));
  if (!signal.aborted && kind === 'null') page.app.answered(id, null);
  if (!signal.aborted && (kind === 'right' || kind === 'short')) page.app.answered(id, id);
  const claims = { sub: kind === 'wrong' ? 'mallory' : id, iat: 0, exp: kind === 'short' ? 1 : 300 };
  page.desk.answer(kind === 'null' ? null : unsignedToken(claims));
}

/** What a session in another tab does to the cookies that both share, and says; nothing is answered at once. */
export function otherTab(page: Page, id: string | null): void {
  const { app, bus, hears, desk } = page;
  // A limit: of a Drift that runs without us nobody can tell later whom it had booted as.
  if (!hears && window.drift?.init) return;
  page.isVisited ||= window.drift !== undefined;
  for (const name of ['drift_eid', 'drift_aid', 'driftkit_user']) setCookie(`${name}=; max-age=-1`);
  if (id !== null) {
    setCookie(`driftkit_user=${hashOf(id)}`);
    setCookie(`drift_eid=${id}`);
  }
  const isNews = app.wanted !== id;
  if (hears) app.told(id);
  const { words } = app;
  const known = [bus.said.length, desk.requests.length];
  bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
  if (app.words > words) return; // an app that answers from within a listener speaks for itself
  expect(bus.said.length).toBe(known[0]);
  if (isNews && document.visibilityState === 'hidden') expect(desk.requests.length).toBe(known[1]);
}

/** A page that comes back from the back/forward cache asks itself whether everything is as it was. */
function restore({ app, world, hears }: Page): void {
  const isAnns = (id: string): boolean => !world.signed && hasEvidence() && mayBe(id);
  const isSame = typeof app.wanted === 'string' ? isAnns(app.wanted) : !hasEvidence();
  if (hears && !isSame) app.told(undefined);
  window.dispatchEvent(new Event('pagehide'));
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
}

export function look(at: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(at ? 'visible' : 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Somebody else's snippet boots Drift where none is. */
export function bootForeign({ vendor, world }: Page, id: string): void {
  if (window.drift) return;
  if (id !== 'nobody') setCookie(`drift_eid=${id}`);
  window.drift = window.driftt = [] as never;
  vendor.arrive();
  Object.assign(window.drift, { embedId: world.foreignEmbedId });
  vendor.ready();
}

export function arrive(page: Page, tag: HTMLScriptElement | undefined = page.tag): void {
  if (!tag) return;
  page.tags.set(tag, true);
  window.drift ??= window.driftt = [] as never;
  page.vendor.arrive(tag);
}

function withdraw(page: Page): void {
  const { consent, world } = page;
  const wasOurs = page.isOurs;
  const wasYes = consent.isYes;
  consent.given = false;
  consent.tell?.(false);
  if (world.consent !== 'not asked' && wasYes) expectForgotten(page);
  page.livesOn = wasOurs && window.drift !== undefined;
}

export function happen(page: Page, event: Event): void {
  const { vendor, tag } = page;
  switch (event) {
    case 'arrive':
      return arrive(page);
    case 'ready':
      return vendor.ready();
    case 'come':
      if (tag) arrive(page);
      return vendor.ready();
    case 'scriptError':
      if (!tag) return;
      page.tags.set(tag, true);
      return vendor.fail();
    case 'empty':
      if (!tag) return;
      page.tags.set(tag, true);
      return void tag.dispatchEvent(new Event('load'));
    case 'jam':
      return vendor.jam();
    case 'again':
      if (vendor.phase === 'ready' && !vendor.isJammed) vendor.emit('ready', window.drift?.api, { data: {} });
      return;
    case 'removed':
      if (!page.removedTag) return;
      arrive(page, page.removedTag);
      page.livesOn = page.hears && window.drift !== undefined;
      return;
    case 'chatOpens':
      return vendor.emit('chatOpen');
    case 'online':
      return void window.dispatchEvent(new Event('online'));
    case 'restore':
      return restore(page);
    case 'lookAway':
    case 'lookAt':
      return look(event === 'lookAt');
    case 'stranger':
      // On another page of the site, without us, while Drift was not running here.
      if (window.drift?.init || cookie('drift_eid') !== undefined) return;
      page.isVisited ||= window.drift !== undefined;
      setCookie('drift_eid=zoe');
      return;
    case 'give':
      page.consent.given = true;
      return page.consent.tell?.(true);
    case 'withdraw':
      return withdraw(page);
    case 'withdrawElsewhere': {
      const wasOurs = page.isOurs;
      if (page.world.consent === 'onConsent') page.consent.isYes = false;
      page.bus.say({ type: 'withdrawn' });
      page.livesOn = page.livesOn || (wasOurs && !page.mayLoad && window.drift !== undefined);
    }
  }
}

/** Somebody else on the page speaks to Drift through an instance of their own. A logout said there is the session's. */
export function speakBeside(page: Page, step: Extract<Step, { do: 'beside' | 'second' }>): void {
  if (step.do === 'beside') {
    const { beside } = page;
    // A limit: whom a live Drift holds can be told by its cookies alone, and here it can write none.
    if (step.what === 'identify' && page.world.jarRefuses === 'everything' && window.drift?.init) return;
    page.isZoeQueued ||= step.what === 'identify' && !page.hears;
    if (step.what === 'identify') return beside.identify('zoe');
    if (step.what === 'track') return beside.track('beside');
    // It takes back what any instance was told of, loaded or not.
    const isTold = page.hears || typeof page.app.last === 'string';
    if (step.what === 'reset' && isTold) page.app.says(null);
    return beside[step.what]();
  }
  if (!page.hears) return;
  const { second } = page;
  if (step.what === 'login') return void second.login({ id: 'zoe' });
  if (step.what === 'track') return second.track('beside');
  if (step.what === 'logout') {
    page.app.says(null);
    return void second.logout();
  }
  return second[step.what]();
}
