import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hashOf } from '../association';
import type { DriftError } from '../errors';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { installTabBus } from '../../test-support/tab-bus';
import type { TabBus } from '../../test-support/tab-bus';
import { createTokenDesk, subjectOf, unsignedToken } from '../../test-support/tokens';
import type { TokenDesk } from '../../test-support/tokens';
import { createSession } from './session';
import type { Session } from './session';

/** Random interleavings against the ledger of a Drift that knows nothing of the session. `DRIFTKIT_RUNS` sets how many. */
const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 150);
declare const process: { env: Record<string, string | undefined> };

const PEOPLE = ['ann', 'bob', 'cat'] as const;
const named = <T extends string>(...names: T[]) =>
  fc.constantFrom(...names).map((name) => ({ do: name }) as const);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PEOPLE).map((id) => ({ do: 'setUser', id }) as const) },
  { weight: 3, arbitrary: fc.constantFrom(...PEOPLE).map((id) => ({ do: 'login', id }) as const) },
  { weight: 3, arbitrary: named('logout', 'nobody', 'reset') },
  { weight: 5, arbitrary: named('track', 'setUndecided') },
  { weight: 9, arbitrary: named('load', 'arrive', 'ready', 'ready', 'come') },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('right', 'right', 'null', 'wrong', 'short', 'fail')
      .map((token) => ({ do: 'token', token }) as const),
  },
  {
    weight: 4,
    arbitrary: named('scriptError', 'unload', 'online', 'stranger', 'restore', 'consent', 'withdraw'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(null, 'ann', 'zoe').map((id) => ({ do: 'otherTab', id }) as const),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 600, 2500, 6000, 20_000).map((ms) => ({ do: 'wait', ms }) as const),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const world = fc.record({
  signed: fc.boolean(),
  identityChange: fc.constantFrom('live' as const, 'reload' as const),
  whenTokenFails: fc.constantFrom('anonymous' as const, 'unavailable' as const),
  readyAfterReset: fc.boolean(),
  handlersAfterReset: fc.constantFrom('kept' as const, 'gone' as const),
  unload: fc.boolean(),
  leftover: fc.constantFrom(undefined, 'ann', 'zoe'),
  asksConsent: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** What the app has said, and what it may therefore expect; kept by the rules of the laws, not by the session's own state. */
class Model {
  wanted: string | null | undefined = undefined;
  epoch = 0;
  people: (string | null)[] = [];
  tracked = 0;
  errors: DriftError[] = [];
  promises: Promise<unknown>[] = [];
  /** Whom a fresh token may confirm, after another tab has spoken of somebody else. */
  suspect: string | null = null;

  state(who: string | null): void {
    if (this.wanted === who) return;
    if (this.wanted !== undefined) this.epoch++;
    this.wanted = who;
    this.people[this.epoch] = who;
  }

  /** Another tab speaks of somebody; undefined: the page only knows that things may have changed. */
  told(who: string | null | undefined): void {
    if (this.wanted === undefined || this.wanted === who) return;
    this.epoch++;
    this.suspect = this.wanted;
    this.wanted = undefined;
  }
}

class Run {
  readonly model = new Model();
  readonly vendor: ScriptedDrift;
  readonly desk: TokenDesk = createTokenDesk();
  readonly session: Session;
  readonly world: World;
  answered = 0;
  isGiven = false;

  constructor(world: World) {
    this.world = world;
    clearPage();
    if (world.leftover) {
      document.cookie = `drift_eid=${world.leftover}; path=/`;
      document.cookie = `drift_aid=left; path=/`;
    }
    this.vendor = createScriptedDrift(world);
    this.session = createSession({
      embedId: 'abcdefgh1234',
      retries: 1,
      identityChange: world.identityChange,
      whenTokenFails: world.whenTokenFails,
      onError: (error) => this.model.errors.push(error),
      ...(world.signed ? { getUserJwt: this.desk.getUserJwt } : {}),
      ...(world.asksConsent ? { when: { waitsFor: 'consent' as const, start: this.askConsent } } : {}),
    });
  }

  private say: (yes: boolean) => void = () => undefined;
  private readonly askConsent = (say: (yes: boolean) => void): (() => void) => {
    this.say = say;
    return () => (this.say = () => undefined);
  };

  /** A page that comes back asks itself whether everything is as it was. */
  restore(): void {
    const { model, world } = this;
    const marks = [cookie('drift_eid'), cookie('driftkit_user')?.split('.')[0]];
    const isAnns = (id: string): boolean =>
      !world.signed && this.isUncontested(id) && marks.some((mark) => mark !== undefined) && this.isSameAid();
    const isSame =
      typeof model.wanted === 'string' ? isAnns(model.wanted) : marks.every((mark) => mark === undefined);
    if (!isSame) model.told(undefined);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  }

  isSameAid(): boolean {
    const marked = cookie('driftkit_user')?.split('.')[1];
    const aid = cookie('drift_aid');
    return !marked || !aid || marked === aid;
  }

  get unanswered(): { id: string; signal: AbortSignal }[] {
    return this.desk.requests.slice(this.answered);
  }

  answer(kind: string): void {
    const [request] = this.unanswered;
    if (!request) return;
    this.answered++;
    const { id, signal } = request;
    if (kind === 'fail') return this.desk.fail(new Error('503'));
    const { model } = this;
    if (kind === 'null' && !signal.aborted) model.state(null);
    const isGood = kind === 'right' || kind === 'short';
    if (
      isGood &&
      !signal.aborted &&
      model.wanted === undefined &&
      model.suspect === id &&
      this.isUncontested(id)
    )
      model.state(id);
    const claims = { sub: kind === 'wrong' ? 'mallory' : id, iat: 0, exp: kind === 'short' ? 1 : 300 };
    this.desk.answer(kind === 'null' ? null : unsignedToken(claims));
  }

  isUncontested(id: string): boolean {
    return (
      [undefined, id].includes(cookie('drift_eid')) &&
      [undefined, hashOf(id)].includes(cookie('driftkit_user')?.split('.')[0])
    );
  }

  /** What a session in another tab does to the cookies that both share, and says. */
  otherTab(id: string | null): void {
    for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
      document.cookie = `${name}=; path=/; max-age=-1`;
    if (id !== null) {
      document.cookie = `driftkit_user=${hashOf(id)}; path=/`;
      document.cookie = `drift_eid=${id}; path=/`;
    }
    this.model.told(id);
    bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
  }

  async do(next: Step): Promise<void> {
    const { model, session, vendor } = this;
    switch (next.do) {
      case 'setUser':
        model.state(next.id);
        session.setUser({ id: next.id });
        break;
      case 'login':
        model.state(next.id);
        model.promises.push(session.login({ id: next.id }));
        break;
      case 'logout':
      case 'nobody':
      case 'reset':
        model.state(null);
        if (next.do === 'logout') model.promises.push(session.logout());
        else if (next.do === 'nobody') session.setUser(null);
        else session.reset();
        this.expectForgotten();
        break;
      case 'setUndecided':
        session.setUser(undefined);
        break;
      case 'track':
        session.track('t', { n: model.tracked++, epoch: model.epoch });
        break;
      case 'load':
        session.load();
        break;
      case 'unload':
        session.unload();
        this.isGiven = false; // an unloaded page hears nothing any more, and says so in its README
        break;
      case 'arrive':
        if (vendor.scripts().length > 0 && !window.drift?.init) vendor.arrive();
        break;
      case 'come':
        if (vendor.scripts().length > 0 && !window.drift?.init) vendor.come();
        break;
      case 'ready':
        vendor.ready();
        break;
      case 'scriptError':
        if (!window.drift?.init) vendor.fail();
        break;
      case 'token':
        this.answer(next.token);
        break;
      case 'restore':
        if (session.state.status !== 'idle') this.restore();
        break;
      case 'consent':
        this.say(true);
        this.isGiven = session.state.status !== 'idle';
        break;
      case 'withdraw':
        this.say(false);
        if (this.world.asksConsent && this.isGiven) this.expectForgotten();
        this.isGiven = false;
        break;
      case 'online':
        window.dispatchEvent(new Event('online'));
        break;
      case 'stranger':
        // Somebody used this browser on another page of the site, without us, while Drift was not running here.
        if (!window.drift) document.cookie = 'drift_eid=zoe; path=/';
        break;
      case 'otherTab':
        if (session.state.status !== 'idle') this.otherTab(next.id);
        break;
      case 'wait':
        await vi.advanceTimersByTimeAsync(next.ms);
        break;
    }
    // What the app says takes effect before the call returns; what Drift does, before the browser can paint it.
    if (['setUser', 'login', 'logout', 'nobody', 'reset'].includes(next.do)) this.expectUnseen();
    await vi.advanceTimersByTimeAsync(0);
    this.expectUnseen();
  }

  /** logout() has forgotten before it returns, whatever was going on. */
  expectForgotten(): void {
    expect([cookie('drift_eid'), cookie('driftkit_user')]).toEqual([undefined, undefined]);
  }

  /** A chat of somebody is never seen while the app says that somebody else, or nobody, is here. */
  expectUnseen(): void {
    const { contact } = this.vendor;
    const hosts = [...document.querySelectorAll<HTMLElement>('.drift-conductor-item')];
    if (contact === null || contact === this.model.wanted || hosts.length === 0) return;
    expect({ contact, hidden: hosts.every(({ style }) => style.visibility === 'hidden') }).toEqual({
      contact,
      hidden: true,
    });
  }

  /** Everything that can still go well goes well; then the page holds whom the app wants. */
  async comeToRest(): Promise<void> {
    const { model, session, vendor } = this;
    session.load();
    this.say(true);
    while (this.unanswered.length > 0) this.answer('fail');
    await vi.advanceTimersByTimeAsync(20_000);
    if (model.wanted === undefined) {
      model.state('ann');
      session.setUser({ id: 'ann' });
    }
    for (let round = 0; round < 40; round++) {
      this.say(true);
      window.dispatchEvent(new Event('online'));
      if (session.state.status === 'failed' && !this.isBeyondHelp()) session.load();
      while (this.unanswered.length > 0) this.answer('right');
      await vi.advanceTimersByTimeAsync(0);
      if (vendor.scripts().length > 0 && !window.drift?.init) vendor.arrive();
      vendor.ready();
      await vi.advanceTimersByTimeAsync(700);
      this.expectUnseen();
    }
    if (this.isBeyondHelp()) return void (await Promise.all(model.promises));
    const expected =
      model.wanted === null ? { status: 'anonymous' } : { status: 'identified', user: { id: model.wanted } };
    expect([session.state.status, session.identity, vendor.contact]).toEqual([
      'ready',
      expected,
      model.wanted,
    ]);
    expect(cookie('drift_eid') ?? null).toBe(model.wanted);
    await Promise.all(model.promises);
  }

  /** A Drift that can be neither reset nor unloaded stays hidden until the page is loaded again. */
  isBeyondHelp(): boolean {
    const { state } = this.session;
    return !this.world.unload && state.status === 'failed' && state.error.code === 'reset_unsettled';
  }

  /** What the vendor's ledger says about the whole run. */
  judge(): void {
    const { model, session, vendor } = this;
    session.unload();
    const landed = vendor.ledger.filter(({ what }) => what === 'track');
    const details = landed.map(({ detail }) => detail as { n: number; epoch: number });
    landed.forEach(({ contact }, index) =>
      expect(contact).toBe(model.people[details[index]?.epoch ?? -1] ?? null),
    );
    expect(details.map(({ n }) => n)).toEqual([...new Set(details.map(({ n }) => n))].sort((a, b) => a - b));
    expect(details.map(({ epoch }) => epoch)).toEqual(
      details.map(({ epoch }) => epoch).sort((a, b) => a - b),
    );
    const reported = model.errors.flatMap(({ calls }) => calls).filter((call) => call === 'track');
    expect(landed.length + reported.length).toBe(model.tracked);
    for (const { what, before, detail } of vendor.ledger) {
      if (what !== 'identify') continue;
      const { id, userJwt } = detail as { id: string; userJwt?: string };
      expect([null, id]).toContain(before);
      if (this.world.signed) expect(subjectOf(userJwt)).toBe(id);
    }
    session.close();
  }
}

let bus: TabBus;
beforeEach(() => {
  bus = installTabBus();
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('never shows one person the chat of another, loses no call without a word, and settles, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.array(step, { maxLength: 40, size: 'max' }), async (world, steps) => {
      const run = new Run(world);
      try {
        for (const next of steps) await run.do(next);
        await run.comeToRest();
        run.judge();
      } finally {
        run.session.close();
        window.drift?.unload?.();
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);
