/** Plays a script of steps over one page, or several with one cookie jar, and holds the session to its laws at every step. */
import { vi } from 'vitest';
import { createMortalPage } from '../mortal-page';
import { clearPage } from '../scripted-drift';
import { refuseCookies } from '../stubborn-cookies';
import { answer, arrive, bootForeign, happen, look, otherTab, speakBeside } from './happen';
import {
  expectBornRight,
  expectNoThrow,
  expectOnlyOurs,
  expectRest,
  expectSettled,
  expectUnseen,
  isAtRest,
  judgeCalls,
  judgeCount,
  judgeIdentities,
  judgeTabs,
} from './laws';
import { Page } from './page';
import { say, sayAndSee, sayWithin } from './say';
import { isCall, isEvent } from './steps';
import type { Step } from './steps';
import type { World } from './world';

/** Throws what does not hold. */
export async function play(world: World, steps: readonly Step[]): Promise<void> {
  clearPage();
  document.cookie = world.leftover ? `drift_eid=${world.leftover}; path=/` : '';
  if (world.leftover) document.cookie = 'drift_aid=left; path=/';
  vi.spyOn(Math, 'random').mockReturnValue(0.5); // the same script is the same run
  const obey = refuseCookies(world.jarRefuses);
  const mortal = createMortalPage();
  let page = new Page(world);
  if (world.foreign) bootForeign(page, world.foreign);
  try {
    for (const step of steps) {
      const { hears, vendor } = page;
      const known = vendor.ledger.length;
      await act(page, step);
      await see(page);
      if (hears && page.hears) expectOnlyOurs(page, known);
      if (step.do !== 'leave') continue;
      await mortal.die();
      judge(page);
      page = new Page(world);
    }
    await comeToRest(page);
    expectSettled(page);
    page.session.unload();
    // What a listener still says to that is held for another load, which does not come.
    for (let closings = 0; closings < 3; closings++) page.session.close();
    judgeCount(page, judge(page));
  } finally {
    page.closeAll();
    await mortal.die();
    obey();
    clearPage();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
}

async function act(page: Page, step: Step): Promise<void> {
  if (isCall(step)) return sayAndSee(page, step);
  if (isEvent(step)) return happen(page, step.do);
  switch (step.do) {
    case 'within':
      return sayWithin(page, step.listener, step.call);
    case 'leave':
      return say(page, step.call);
    case 'token':
      return answer(page, step.answer);
    case 'otherTab':
      return otherTab(page, step.id);
    case 'wait':
      return void (await page.tick(step.ms));
    case 'sleep': // the timers fire late, all at once
      vi.setSystemTime(Date.now() + step.ms);
      return void (await page.tick(20_000));
    case 'clock':
      return void vi.setSystemTime(Date.now() + step.ms);
    case 'foreign':
      return bootForeign(page, step.id);
    case 'beside':
    case 'second':
      return speakBeside(page, step);
  }
}

/** What is seen before the browser can paint again. */
async function see(page: Page): Promise<void> {
  expectBornRight(page);
  await page.tick();
  expectBornRight(page);
  expectUnseen(page);
  expectNoThrow(page);
}

/** Everything that can still go well goes well; then the page holds whom the app wants. */
async function comeToRest(page: Page): Promise<void> {
  look(true);
  page.consent.given = true;
  say(page, { do: 'load' });
  await see(page);
  while (page.requests.length > 0) answer(page, 'fail');
  await page.tick(20_000);
  for (let round = 0, rests = 0; round < 40 && rests < 3; round++) {
    await goOn(page);
    rests = isAtRest(page) ? rests + 1 : 0;
  }
  expectRest(page);
}

async function goOn(page: Page): Promise<void> {
  const { app, vendor } = page;
  page.consent.tell?.(true);
  if (!page.isAsked) say(page, { do: 'load' });
  if (app.wanted === undefined) say(page, { do: 'setUser', id: 'ann', plan: 1 });
  window.dispatchEvent(new Event('online'));
  if (page.session.state.status === 'failed' && !isAtRest(page)) page.session.load();
  // A token in hand that ran out is nobody's to renew but the app's.
  if (page.session.identity.status === 'failed' && app.wanted)
    page.session.setUser({ id: app.wanted, ...(app.plan ? { plan: app.plan } : {}) });
  while (page.requests.length > 0) answer(page, 'right');
  await see(page);
  arrive(page);
  vendor.ready();
  await page.tick(1200);
  await see(page);
}

/** What the ledgers say about the whole life of a page; returns how many calls have reached Drift. */
function judge(page: Page): number {
  judgeIdentities(page);
  judgeTabs(page);
  return judgeCalls(page).length;
}
