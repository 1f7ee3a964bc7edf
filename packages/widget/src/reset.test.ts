/** `reset()` of a createDrift: whom it lets go is hidden until Drift has settled, and nobody after them. */
import { describe, expect, it } from 'vitest';
import { pasteOfficialSnippet, setUpWholePage } from '../test-support/whole-page';
import { createScriptedDrift } from '../test-support/scripted-drift';
import type { Drift } from './index';
import { onConsent } from './triggers/on-consent';

const page = setUpWholePage();

function booting(): Drift {
  const drift = page.createDrift();
  drift.identify('ann');
  drift.load();
  page.vendor.arrive();
  return drift;
}

function ready(): Drift {
  const drift = booting();
  page.vendor.ready();
  return drift;
}

const truth = (drift: Drift): unknown[] => [page.vendor.contact, drift.state.status, page.sight()];

describe('reset()', () => {
  it('while Drift boots hides the person until the reset has settled', async () => {
    const drift = booting();
    drift.reset();
    page.vendor.ready();
    await page.tick();
    expect(page.sight()).toBe('hidden');
    page.vendor.ready();
    await page.tick();
    expect(truth(drift)).toEqual([null, 'ready', 'visible']);
  });

  it('said by another instance comes after the calls that were made for the person', async () => {
    const drift = booting();
    drift.track('of ann');
    page.createDrift().reset();
    page.vendor.ready();
    await page.tick();
    page.vendor.ready();
    expect([page.story(), page.codes()]).toEqual([
      ['identify:-', 'born:ann', 'track:ann', 'reset:ann', 'born:-'],
      [],
    ]);
  });

  it('is not lost when the boot fails: a Drift that comes late is reset before it is shown', async () => {
    const drift = booting();
    drift.reset();
    await page.tick(20_000);
    expect([drift.state.status, page.lost()]).toEqual(['failed', []]);
    page.vendor.ready();
    await page.tick();
    expect(page.sight()).toBe('hidden');
    page.vendor.ready();
    await page.tick();
    expect(truth(drift)).toEqual([null, 'ready', 'visible']);
  });

  it.each<[string, () => Drift]>([
    ['boots', booting],
    ['is ready', ready],
  ])('while Drift %s, then unload(): the next instance has nobody, and is seen', async (_, make) => {
    const drift = make();
    drift.reset();
    drift.unload();
    expect(document.cookie).toBe('');
    const next = page.createDrift();
    next.load();
    page.vendor.come();
    await page.tick();
    expect(truth(next)).toEqual([null, 'ready', 'visible']);
  });

  it('then another instance takes Drift down: no call is lost, and a chat of other code is not hidden', async () => {
    const drift = booting();
    const other = page.createDrift();
    other.load();
    drift.reset();
    other.unload();
    await page.tick();
    pasteOfficialSnippet();
    page.vendor.come();
    await page.tick();
    expect([page.lost(), page.sight()]).toEqual([[], 'visible']);
  });

  it('that did not settle, and then a failure, hide no chat of other code', async () => {
    ready().reset();
    await page.tick(20_000);
    document.querySelector('script')?.remove();
    delete window.drift;
    delete window.driftt;
    pasteOfficialSnippet();
    page.vendor.come();
    await page.tick();
    expect([page.vendor.contact, page.sight()]).toEqual([null, 'visible']);
  });

  it('then consent that is taken back, and given again: whoever comes next is not reset', async () => {
    let tell: (given: boolean) => void = () => undefined;
    const drift = page.createDrift({ when: onConsent((listener) => void (tell = listener)) });
    drift.load();
    tell(true);
    page.vendor.arrive();
    drift.reset();
    tell(false);
    drift.identify('bob');
    tell(true);
    page.vendor.come();
    await page.tick();
    expect([truth(drift), page.story().at(-1)]).toEqual([['bob', 'ready', 'visible'], 'born:bob']);
  });

  it('then drift.unload() by other code, and another person: they are not reset', async () => {
    const drift = booting();
    drift.reset();
    window.drift?.unload?.();
    window.drift?.load?.('abcdefgh1234');
    drift.identify('bob');
    page.vendor.come();
    await page.tick();
    expect([truth(drift), page.story().at(-1)]).toEqual([['bob', 'ready', 'visible'], 'born:bob']);
  });
});

describe('a reset that does not settle', () => {
  /** Drift never says `ready` again. It has given its new visitor an id all the same. */
  async function unsettled(unload = true): Promise<Drift> {
    page.vendor = createScriptedDrift({ readyAfterReset: false, aidAfterReset: 'kept', unload });
    const drift = ready();
    drift.reset();
    page.vendor.ready();
    drift.track('of nobody');
    drift.identify('bob');
    await page.tick(5000);
    return drift;
  }

  it('is reported, and brings a new Drift that knows no id of the old one', async () => {
    const drift = await unsettled();
    expect([page.codes(), drift.state.status, document.cookie]).toEqual([['reset_unsettled'], 'loading', '']);
  });

  it('keeps calls with whom they were made for', async () => {
    await unsettled();
    page.vendor.come();
    await page.tick();
    expect(page.story().slice(-3)).toEqual(['born:-', 'track:-', 'identify:bob']);
  });

  it('has failed where Drift cannot be unloaded, and shows nobody’s chat', async () => {
    const drift = await unsettled(false);
    expect([page.codes(), drift.state.status, page.sight()]).toEqual([
      ['reset_unsettled'],
      'failed',
      'hidden',
    ]);
  });
});
