/** Other code on the page speaks to Drift, and the page changes under the widget. Each test looks at the ledger, the state and what is visible. */
import { describe, expect, it, vi } from 'vitest';
import { ann, bob, EMBED, setUpWholePage } from '../../test-support/whole-page';
import type { Drift, DriftOptions, Session } from '../index';
import { onConsent } from '../triggers/on-consent';
import type { Trigger } from '../triggers/trigger';

const page = setUpWholePage();
const xena = (): unknown => window.drift?.identify?.('xena');
const frames = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.drift-conductor-item')];

/** The whole truth: the last of the ledger, the state, the identity, and the sight. */
const truth = (session: Session): unknown[] => [
  page.vendor.contact,
  session.state.status,
  session.identity.status,
  page.sight(),
];

async function here(user: { id: string } | null = ann): Promise<Session> {
  const session = page.createSession();
  await page.bring(session, user);
  return session;
}

/** Drift answers whatever it was asked: a script comes, a reset becomes ready. */
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    if (['away', 'unloaded'].includes(page.vendor.phase) && page.vendor.scripts().length > 0)
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
}

/** What a visit does that replaces the body, as Turbo and htmx have it. */
function swapBody(): void {
  document.documentElement.replaceChild(document.createElement('body'), document.body);
}

describe('frames that leave the page', () => {
  const ways: [way: string, go: () => void][] = [
    ['with a new body', swapBody],
    ['as the only ones', () => frames().forEach((frame) => frame.remove())],
    ['one of the two', () => frames()[1]?.remove()],
    ['by their iframe alone', () => frames()[1]?.querySelector('iframe')?.remove()],
    ['with all children of the body', () => document.body.replaceChildren()],
    [
      'and copies come in their place',
      () => {
        const copy = document.body.cloneNode(true);
        document.documentElement.replaceChild(copy, document.body);
      },
    ],
  ];

  it.each(ways)('%s, come back with the same person', async (_, go) => {
    const session = await here();
    go();
    await page.tick(1000);
    expect(session.state.status).toBe('loading');
    expect(page.sight()).not.toBe('visible');
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    expect([page.codes(), page.vendor.scripts().length, frames().length]).toEqual([[], 1, 2]);
    session.track('goes on');
    expect(page.story().at(-1)).toBe('track:ann');
  });

  it.each(ways)('%s, come back for a visitor', async (_, go) => {
    const session = await here(null);
    go();
    await page.tick(1000);
    await settle();
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
  });

  it.each(ways)('%s, come back without logins', async (_, go) => {
    const drift = page.createDrift();
    drift.load();
    drift.identify('ann');
    page.vendor.come();
    go();
    await page.tick(1000);
    expect(drift.state.status).toBe('loading');
    await settle();
    expect([page.vendor.contact, drift.state.status, page.sight()]).toEqual(['ann', 'ready', 'visible']);
  });

  it('cost no call: what is called meanwhile waits', async () => {
    const session = await here();
    swapBody();
    session.track('in between');
    session.api.openChat();
    await page.tick(1000);
    session.track('while loading');
    await settle();
    expect(page.story().filter((line) => /track|api/.test(line))).toEqual([
      'track:ann',
      'api:ann',
      'track:ann',
    ]);
  });

  it('and are back within a second, change nothing', async () => {
    const session = await here();
    const [story, known] = [page.story(), frames()];
    for (const frame of known) frame.remove();
    session.track('waits');
    await page.tick(900);
    expect(page.story()).toEqual(story);
    swapBody();
    document.body.append(...known);
    await page.tick();
    expect(page.story()).toEqual([...story, 'track:ann']);
    await page.tick(20_000);
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    expect(page.vendor.scripts()).toHaveLength(1);
  });

  it('and are back at once, but in windows of their own, come back with the same person', async () => {
    const session = await here();
    const known = frames();
    swapBody();
    document.body.append(...known);
    // A browser loads a frame anew that is put in again; happy-dom has no windows of frames.
    for (const frame of known)
      Object.defineProperty(frame.querySelector('iframe'), 'contentWindow', { value: {} });
    session.track('in between');
    await page.tick(1000);
    expect(session.state.status).toBe('loading');
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    expect(page.story().at(-1)).toBe('track:ann');
  });

  it('after they were moved to another body are noticed as before', async () => {
    const session = await here();
    const known = frames();
    swapBody();
    document.body.append(...known);
    await page.tick(5000);
    swapBody();
    await page.tick(1000);
    expect(session.state.status).toBe('loading');
  });

  it('frames added after ready do not count: the chat stays when they leave', async () => {
    const session = await here();
    const slider = document.createElement('div');
    slider.id = 'drift-frame-slider';
    slider.className = 'drift-conductor-item';
    document.body.append(slider);
    await page.tick(5000);
    slider.remove();
    await page.tick(5000);
    expect([session.state.status, page.vendor.scripts().length]).toEqual(['ready', 1]);
    expect(page.story()).toEqual(['identify:-', 'born:ann']);
  });

  it('again and again, are given up by a createDrift too', async () => {
    const drift = page.createDrift();
    drift.load();
    await settle();
    for (let round = 0; round < 4; round++) {
      expect(drift.state.status).toBe('ready');
      frames().forEach((frame) => frame.remove());
      await page.tick(1000);
      if (round < 3) await settle();
    }
    expect(drift.state).toMatchObject({ status: 'failed', error: { code: 'removed' } });
  });

  it('again and again, are given up after three revivals, and load() tries again', async () => {
    const session = await here();
    for (let round = 0; round < 3; round++) {
      frames().forEach((frame) => frame.remove());
      await page.tick(1000);
      await settle();
      expect(session.state.status).toBe('ready');
    }
    frames().forEach((frame) => frame.remove());
    await page.tick(1000);
    expect(session.state).toMatchObject({ status: 'failed', error: { code: 'removed' } });
    expect([page.codes(), session.identity.status]).toEqual([['removed'], 'failed']);
    await page.tick(60_000);
    expect(page.vendor.ledger.filter(({ what }) => what === 'born')).toHaveLength(4);
    session.load();
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
  });

  it('now and then, come back as often as they go', async () => {
    const session = await here();
    for (let visit = 0; visit < 8; visit++) {
      await page.tick(30_000);
      swapBody();
      await page.tick(1000);
      await settle();
      expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    }
  });

  it('while a library cannot be unloaded, end in failed, hidden', async () => {
    const session = await here();
    delete window.drift?.unload;
    frames()[1]?.remove();
    await page.tick(1000);
    expect([session.state.status, page.sight()]).toEqual(['failed', 'hidden']);
  });

  it('while the person leaves, bring nobody back', async () => {
    const session = await here();
    swapBody();
    void session.logout();
    await page.tick(1000);
    await settle();
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
  });
});

describe('a user whom other code identifies', () => {
  it.each(['logout', 'reset', 'setUser(null)'] as const)(
    'on a visitor is let go by %s, and nothing more lands on them',
    async (say) => {
      const session = await here(null);
      xena();
      expect(page.vendor.contact).toBe('xena');
      if (say === 'setUser(null)') session.setUser(null);
      else void session[say]();
      expect([page.sight(), document.cookie.includes('xena'), session.state.status]).toEqual([
        'hidden',
        false,
        'resetting',
      ]);
      session.track('of the visitor');
      await settle();
      expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
      expect(page.story().slice(-3)).toEqual(['reset:xena', 'born:-', 'track:-']);
    },
  );

  it('on a visitor is reset before the next person is identified', async () => {
    const session = await here(null);
    xena();
    session.setUser(bob);
    expect(page.sight()).toBe('hidden');
    await settle();
    expect(truth(session)).toEqual(['bob', 'ready', 'identified', 'visible']);
    expect(page.story().slice(-3)).toEqual(['reset:xena', 'born:-', 'identify:bob']);
  });

  it('a login of the user whom other code has identified needs no reset', async () => {
    const session = await here(null);
    window.drift?.identify?.('bob');
    session.setUser(bob);
    await settle();
    expect(truth(session)).toEqual(['bob', 'ready', 'identified', 'visible']);
    expect(page.story()).not.toContain('reset:bob');
  });

  it('identify by other code after ours in the queue is hidden, and reset at ready', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(ann);
    xena();
    session.track('of ann');
    page.vendor.come();
    expect([page.vendor.contact, page.sight(), session.identity.status]).toEqual([
      'xena',
      'hidden',
      'identifying',
    ]);
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    expect(page.story()).toEqual([
      'identify:-',
      'identify:-',
      'born:xena',
      'reset:xena',
      'born:-',
      'identify:ann',
      'track:ann',
    ]);
  });

  it('identify by other code in the queue of a visitor is hidden, and reset at ready', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(null);
    xena();
    page.vendor.come();
    expect([page.vendor.contact, page.sight()]).toEqual(['xena', 'hidden']);
    await settle();
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
  });

  it('a user whom other code identified over ours is reset when another user logs in', async () => {
    const session = await here();
    xena();
    session.setUser(bob);
    await settle();
    expect(truth(session)).toEqual(['bob', 'ready', 'identified', 'visible']);
    expect(page.story().slice(-3)).toEqual(['reset:xena', 'born:-', 'identify:bob']);
  });

  it('during our reset is reset again', async () => {
    const session = await here();
    session.setUser(bob);
    page.vendor.ready();
    await page.tick();
    void session.logout();
    document.cookie = 'drift_eid=xena; path=/';
    page.vendor.ready();
    await settle();
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
    expect(document.cookie).not.toContain('xena');
  });

  it('again and again is reported after the second time, and the checking ends', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(ann);
    const drift = (): { identify: (id: string, ...more: unknown[]) => void } => window.drift as never;
    page.vendor.arrive();
    // A Drift that spells every id in a way of its own.
    for (let round = 0; round < 6; round++) {
      page.vendor.ready();
      document.cookie = 'drift_eid=%23a1; path=/';
      page.vendor.emit('ready', window.drift?.api, { data: {} });
      await page.tick(100);
    }
    expect(page.codes()).toEqual(['conflict']);
    expect(page.story().filter((line) => line.startsWith('reset'))).toHaveLength(1);
    expect([session.state.status, session.identity.status, page.sight()]).toEqual([
      'ready',
      'identified',
      'visible',
    ]);
    expect(drift()).toBeDefined();
  });

  it.each([
    ['Ann@Acme.com', 'ann@acme.com'],
    [' ann ', 'ann'],
    ['ann@acme.com', 'ann%40acme.com'],
    ['a%20b', 'a%20b'],
    ['Zoë', 'zo%C3%AB'],
  ])('the user is not another user when Drift stores %j as %j', async (id, spelled) => {
    const session = page.createSession();
    session.load();
    session.setUser({ id });
    page.vendor.arrive();
    document.cookie = `drift_eid=${spelled}; path=/`;
    page.vendor.ready();
    document.cookie = `drift_eid=${spelled}; path=/`;
    page.vendor.emit('ready', window.drift?.api, { data: {} });
    await page.tick();
    session.setUser({ id, plan: 'pro' });
    await settle();
    expect(page.story().filter((line) => line.startsWith('reset'))).toEqual([]);
    expect([session.state.status, session.identity.status, page.sight(), page.codes()]).toEqual([
      'ready',
      'identified',
      'visible',
      [],
    ]);
  });

  it('keeps the user after a reload when Drift stores the id in another form', async () => {
    const session = page.createSession();
    session.load();
    session.setUser({ id: 'Ann@Acme.com' });
    page.vendor.come();
    document.cookie = 'drift_eid=ann@acme.com; path=/';
    const aid = /drift_aid=[^;]+/.exec(document.cookie)?.[0];
    session.unload();
    session.load();
    await settle();
    expect(document.cookie).toContain(aid);
  });
});

describe('window.drift that other code empties while the frames stay', () => {
  it('holds calls until it is back, and loses none', async () => {
    const session = await here();
    const live = window.drift;
    window.drift = window.driftt = [] as never;
    session.track('held');
    expect(page.codes()).toEqual([]);
    window.drift = window.driftt = live as never;
    session.track('next');
    const sent = page.vendor.ledger.slice(-2).map(({ detail }) => detail);
    expect([sent, page.codes()]).toEqual([[{ event: 'held' }, { event: 'next' }], []]);
  });
});

describe('drift.reset() by other code', () => {
  it('may take its time to draw new frames: they are not lost', async () => {
    const session = await here(null);
    const unload = vi.spyOn(window.drift as { unload: () => void }, 'unload');
    window.drift?.reset?.();
    for (const frame of frames()) frame.querySelector('iframe')?.remove();
    await page.tick(3000);
    page.vendor.ready();
    await page.tick(5000);
    expect([unload.mock.calls, truth(session)]).toEqual([[], [null, 'ready', 'anonymous', 'visible']]);
  });

  it('after a reset by other code the person is identified again', async () => {
    const session = await here();
    window.drift?.reset?.();
    session.track('while it resets');
    page.vendor.ready();
    await page.tick();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    session.track('of ann');
    expect(page.story().slice(-3)).toEqual(['born:-', 'identify:ann', 'track:ann']);
    expect([page.codes(), page.bus.said]).toEqual([[], []]); // to the other tabs nothing has changed
  });

  it('leaves a visitor a visitor', async () => {
    const session = await here(null);
    window.drift?.reset?.();
    page.vendor.ready();
    await page.tick(20_000);
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
  });
});

describe('drift.unload() by other code', () => {
  it('an unload by other code is noticed within a second: the state is idle, and calls wait for load()', async () => {
    const session = await here();
    window.drift?.unload?.();
    session.track('first');
    await page.tick(1000);
    session.track('second');
    expect([session.state.status, page.sight()]).toEqual(['idle', 'no frames']);
    expect(page.codes()).toEqual([]);
    session.load();
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
    expect(page.story().slice(-2)).toEqual(['track:ann', 'track:ann']);
  });

  it('an unload by other code is noticed without a session', async () => {
    const drift = page.createDrift();
    drift.load();
    page.vendor.come();
    window.drift?.unload?.();
    drift.track('first');
    await page.tick(1000);
    expect([drift.state.status, page.sight()]).toEqual(['idle', 'no frames']);
    drift.load();
    await settle();
    expect([drift.state.status, page.sight(), page.story().at(-1)]).toEqual(['ready', 'visible', 'track:-']);
  });

  it.each<[string, Partial<DriftOptions>]>([
    ['with logins', {}],
    ['without', { retries: 1 }],
  ])('and drift.load(id), %s, bring Drift back with the same person', async (name) => {
    const session = name === 'with logins' ? await here() : page.createDrift();
    if (name === 'without') {
      session.load();
      session.identify('ann');
      page.vendor.come();
      await page.tick();
    }
    window.drift?.unload?.();
    window.drift?.load?.(EMBED);
    await page.tick(1000);
    session.track('after');
    await settle();
    expect([page.vendor.contact, session.state.status, page.sight()]).toEqual(['ann', 'ready', 'visible']);
    expect(page.story().at(-1)).toBe('track:ann');
    expect(frames()).toHaveLength(2);
  });

  it('an unload is noticed when Drift left a function in place of the array', async () => {
    const session = await here();
    const { drift: live } = window;
    Object.assign(window, { drift: Object.assign(() => undefined, live), driftt: undefined });
    page.vendor.emit('ready', live?.api, { data: {} });
    frames().forEach((frame) => frame.remove());
    Object.assign(window.drift!, { hasInitialized: false });
    expect(() => session.track('waits')).not.toThrow();
    await page.tick(1000);
    expect([session.state.status, page.codes()]).toEqual(['idle', []]);
  });

  it.each<[string, () => Drift]>([
    ['with logins', () => page.createSession()],
    ['without', () => page.createDrift()],
  ])('and drift.load(id), %s, before Drift was ready, bring it back', async (_, make) => {
    const drift = make();
    drift.load();
    drift.identify('ann');
    page.vendor.arrive();
    window.drift?.unload?.();
    window.drift?.load?.(EMBED);
    drift.track('after');
    await settle();
    expect([page.vendor.contact, drift.state.status, page.sight()]).toEqual(['ann', 'ready', 'visible']);
    expect([page.story().at(-1), page.codes()]).toEqual(['track:ann', []]);
  });

  it.each<[string, (first: Session) => Promise<void>]>([
    ['that was ready', (first) => page.bring(first)],
    [
      'that was loading',
      async (first) => {
        first.load();
        first.setUser(ann);
        await page.tick();
      },
    ],
  ])('and drift.load(id) bring back the Drift of the successor of a session %s', async (_, begin) => {
    const first = page.createSession();
    await begin(first);
    first.close();
    const session = page.createSession();
    session.load();
    session.setUser(ann);
    await settle();
    expect(session.state.status).toBe('ready');
    window.drift?.unload?.();
    window.drift?.load?.(EMBED);
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
  });

  it.each<[string, (when: Trigger) => Drift]>([
    ['with logins', (when) => page.createSession({ when })],
    ['without', (when) => page.createDrift({ when })],
  ])('before consent is withdrawn, %s: the cookies are deleted all the same', async (_, make) => {
    let say: (given: boolean) => void = () => undefined;
    const drift = make(onConsent((listener) => (say = listener)));
    drift.load();
    say(true);
    (drift as Partial<Session>).setUser?.(ann);
    page.vendor.come();
    await page.tick();
    expect(document.cookie).toContain('drift_aid');
    window.drift?.unload?.();
    await page.tick(1000);
    expect(drift.state.status).toBe('idle');
    say(false);
    expect([drift.state, document.cookie]).toEqual([{ status: 'waiting', for: 'consent' }, '']);
    expect(page.codes()).toEqual(['consent_withdrawn']);
  });

  it('and drift.load(id) seconds later bring Drift back', async () => {
    const session = await here();
    window.drift?.unload?.();
    await page.tick(5000);
    window.drift?.load?.(EMBED);
    await page.tick();
    await settle();
    expect(truth(session)).toEqual(['ann', 'ready', 'identified', 'visible']);
  });
});

describe('a library that cannot be unloaded', () => {
  it('is hidden by the unload() of a createDrift, and shown again by load()', async () => {
    const drift = page.createDrift();
    drift.load();
    page.vendor.come();
    delete window.drift?.unload;
    drift.unload();
    expect([drift.state.status, page.sight()]).toEqual(['idle', 'hidden']);
    drift.load();
    page.vendor.emit('ready', window.drift?.api, { data: {} });
    expect([drift.state.status, page.sight()]).toEqual(['ready', 'visible']);
  });

  it('is hidden when consent is withdrawn from a createDrift', () => {
    let say: (given: boolean) => void = () => undefined;
    const drift = page.createDrift({ when: onConsent((listener) => (say = listener)) });
    drift.load();
    say(true);
    page.vendor.come();
    delete window.drift?.unload;
    say(false);
    expect([drift.state.status, page.sight()]).toEqual(['waiting', 'hidden']);
  });
});

describe('the object under window.drift', () => {
  /** The library puts an object of its own in place of the stub, and leaves that behind. */
  function replaceObject(): void {
    const copy = Object.assign([], window.drift);
    copy.length = 0;
    window.drift = copy as never;
  }

  it('window.drift is looked up at every use', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(null);
    page.vendor.arrive();
    replaceObject();
    const told: string[] = [];
    for (const method of ['on', 'config', 'show', 'hide', 'track'] as const)
      Object.assign(window.drift!, { [method]: (first: unknown) => told.push(`${method}:${String(first)}`) });
    session.on('chatOpen', () => undefined);
    session.config({ locale: 'de' });
    session.show();
    session.hide();
    page.vendor.ready();
    session.track('later');
    expect(told).toEqual([
      'on:chatOpen',
      'config:[object Object]',
      'show:undefined',
      'hide:undefined',
      'track:later',
    ]);
    expect([session.state.status, page.codes()]).toEqual(['ready', []]);
  });

  it('another Drift than the one that was ready, without our frames, is not ours to unload', async () => {
    const session = await here();
    const unload = vi.fn();
    window.drift = window.driftt = Object.assign([], { init: () => undefined, unload }) as never;
    frames().forEach((frame) => frame.remove());
    await page.tick(1000);
    expect([session.state.status, unload.mock.calls.length, page.sight()]).toEqual(['idle', 0, 'no frames']);
  });

  it('a queue that other code emptied is not trusted: its user is removed', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(ann);
    window.drift!.length = 0;
    void session.logout();
    expect(session.state.status).toBe('resetting');
    await page.tick(5000);
    await settle();
    expect(truth(session)).toEqual([null, 'ready', 'anonymous', 'visible']);
    expect(page.codes()).toEqual(['reset_unsettled']);
  });

  it('a function stub without a script is replaced, and its queue is kept', async () => {
    const queue: unknown[][] = [['track', 'early']];
    window.drift = Object.assign(() => undefined, { q: queue }) as never;
    const session = page.createSession();
    await page.bring(session, null);
    expect([session.state.status, page.sight(), page.codes()]).toEqual(['ready', 'visible', []]);
    expect(page.story()).toEqual(['track:-', 'born:-']);
  });
});
