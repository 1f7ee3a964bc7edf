/** What triggers say, and when: the same for both kinds of instance. */
import { describe, expect, it, vi } from 'vitest';
import { setUpWholePage } from '../test-support/whole-page';
import type { Drift } from './index';
import { onConsent } from './triggers/on-consent';
import type { Trigger } from './triggers/trigger';

const page = setUpWholePage();

/** A trigger, and how to let it speak. */
function inView(): [Trigger, (yes: boolean) => void] {
  let say: (yes: boolean) => void = () => undefined;
  return [{ waitsFor: 'visible', start: (told) => ((say = told), () => undefined) }, (yes) => say(yes)];
}

describe.each<[kind: string, make: (...when: Trigger[]) => Drift]>([
  ['createSession', (...when) => page.createSession({ when })],
  ['createDrift', (...when) => page.createDrift({ when })],
])('triggers of %s', (_, make) => {
  it('are waited for, also when one of them calls load() while it starts', () => {
    let say: (given: boolean) => void = () => undefined;
    const drift: Drift = make(
      onConsent((listener) => {
        say = listener;
        drift.load();
      }),
    );
    drift.load();
    drift.identify('ann');
    expect([drift.state, page.vendor.scripts()]).toEqual([{ status: 'waiting', for: 'consent' }, []]);
    say(true);
    expect([drift.state.status, page.vendor.scripts().length]).toEqual(['loading', 1]);
  });

  it('are stopped, also when one of them calls unload() while it starts', () => {
    const stop = vi.fn();
    const later = vi.fn(() => stop);
    const drift: Drift = make(
      { waitsFor: 'consent', start: () => (drift.unload(), stop) },
      { waitsFor: 'idle', start: later },
    );
    drift.load();
    expect(drift.state.status).toBe('idle');
    expect([later.mock.calls.length, stop.mock.calls.length]).toEqual([0, 1]);
  });

  const onClick: Trigger = { waitsFor: 'interaction', start: () => () => undefined };
  it.each<[string, (consent: Trigger) => Trigger[]]>([
    ['before', (consent) => [consent, onClick]],
    ['after', (consent) => [onClick, consent]],
  ])('delete what an earlier page left, when consent named %s a missing one is taken back', (__, when) => {
    document.cookie = 'drift_eid=ann; path=/';
    let say: (given: boolean) => void = () => undefined;
    const drift = make(...when(onConsent((listener) => (say = listener))));
    drift.load();
    say(true);
    expect(document.cookie).toContain('drift_eid');
    say(false);
    expect([document.cookie, page.codes()]).toEqual(['', ['consent_withdrawn']]);
    say(false);
    expect(page.codes()).toEqual(['consent_withdrawn']);
  });

  it('that say yes again have said nothing new', () => {
    const [trigger, say] = inView();
    const drift = make(trigger);
    drift.load();
    drift.identify('ann');
    say(true);
    say(true);
    expect([drift.state.status, page.vendor.scripts().length, page.codes()]).toEqual(['loading', 1, []]);
  });

  it('take Drift down with any yes that is taken back', () => {
    const [trigger, say] = inView();
    const drift = make(trigger);
    drift.load();
    drift.identify('ann');
    say(true);
    page.vendor.come();
    say(false);
    expect([drift.state, page.vendor.phase]).toEqual([{ status: 'waiting', for: 'visible' }, 'unloaded']);
  });
});
