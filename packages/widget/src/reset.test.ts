/** `reset()` of a createDrift: whom it lets go is hidden until Drift has settled, and nobody after them. */
import { describe, expect, it } from 'vitest';
import { pasteOfficialSnippet, setUpWholePage } from '../test-support/whole-page';
import type { Drift } from './index';

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
