/**
 * A page for tests that look at three things at once: what Drift received, what the state says, and what is visible.
 * They use the public API alone, so they hold for any inside.
 */
import { afterEach, beforeEach, vi } from 'vitest';
import * as widget from '../src/index';
import type { Drift, DriftError, DriftOptions, Session, SessionOptions } from '../src/index';
import { clearPage, createScriptedDrift } from './scripted-drift';
import type { ScriptedDrift } from './scripted-drift';
import { installTabBus } from './tab-bus';
import type { TabBus } from './tab-bus';
import { createTokenDesk } from './tokens';
import type { TokenDesk } from './tokens';

export const EMBED = 'abcdefgh1234';
export const ann = { id: 'ann', email: 'ann@acme.com' };
export const bob = { id: 'bob', email: 'bob@acme.com' };

/** What a person at the screen sees of Drift's frames. `partly`: some are hidden and some are not. */
export type Sight = 'no frames' | 'visible' | 'hidden' | 'partly';

export interface WholePage {
  vendor: ScriptedDrift;
  readonly errors: DriftError[];
  readonly desk: TokenDesk;
  readonly bus: TabBus;
  createSession(options?: Partial<SessionOptions>, copy?: Pick<typeof widget, 'createSession'>): Session;
  createDrift(options?: Partial<DriftOptions>, copy?: Pick<typeof widget, 'createDrift'>): Drift;
  codes(): string[];
  /** The names of the calls that were reported as not delivered. */
  lost(): string[];
  /** What happened to whom at Drift: `identify:-`, `born:ann`, … */
  story(): string[];
  sight(): Sight;
  tick(milliseconds?: number): Promise<unknown>;
  /** Loads, states the user, answers for the token, and lets Drift come. */
  bring(session: Session, user?: { id: string } | null): Promise<void>;
  /** Another tab of this browser acts: it changes the cookies that both share, and says so. */
  otherTab(who: string | null): Promise<void>;
  /** The page sleeps in the back/forward cache, and comes back. */
  sleepAndWake(): void;
}

/** Call it once per test file. */
export function setUpWholePage(): WholePage {
  let errors: DriftError[] = [];
  let closings: (() => void)[] = [];
  const words = new Map<string | null, unknown[]>();
  const onError = (error: DriftError): void => void errors.push(error);
  const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

  const page: Omit<WholePage, 'errors' | 'desk' | 'bus'> & {
    errors: DriftError[];
    desk: TokenDesk;
    bus: TabBus;
  } = {
    vendor: undefined as never,
    errors,
    desk: undefined as never,
    bus: undefined as never,
    createSession(options, copy = widget) {
      const session = copy.createSession({ embedId: EMBED, retries: 0, onError, ...options });
      closings.push(session.close);
      return session;
    },
    createDrift: (options, copy = widget) =>
      copy.createDrift({ embedId: EMBED, retries: 0, onError, ...options }),
    codes: () => page.errors.map(({ code }) => code),
    lost: () => page.errors.flatMap(({ calls }) => calls),
    story: () => page.vendor.ledger.map(({ what, contact }) => `${what}:${contact ?? '-'}`),
    sight,
    tick,
    async bring(session, user = ann) {
      session.load();
      session.setUser(user);
      while (page.desk.requests.length > 0) {
        await tick();
        try {
          page.desk.answer();
        } catch {
          break; // all are answered
        }
      }
      await tick();
      page.vendor.come();
      await tick();
      page.bus.said.length = 0;
    },
    async otherTab(who) {
      const said = words.get(who);
      if (!said) throw new Error(`no tab was heard to speak of ${who}`);
      for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
        document.cookie = `${name}=; path=/; max-age=-1`;
      if (who !== null) document.cookie = `drift_eid=${who}; path=/`;
      for (const word of said) page.bus.say(word);
      await tick();
    },
    sleepAndWake() {
      window.dispatchEvent(new Event('pagehide'));
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    },
  };

  /** What a session says to the other tabs, heard from a session and not written from its code. */
  async function listenToTabs(): Promise<void> {
    if (words.size > 0) return;
    const other = page.createSession();
    await page.bring(other, { id: 'carl' });
    other.setUser(null);
    words.set(null, [...page.bus.said]);
    page.vendor.ready();
    page.bus.said.length = 0;
    other.setUser(bob);
    words.set('bob', [...page.bus.said]);
    other.close();
  }

  function begin(): void {
    clearPage();
    page.bus = installTabBus();
    page.vendor = createScriptedDrift();
    page.desk = createTokenDesk();
    errors = page.errors = [];
  }

  beforeEach(async () => {
    vi.useFakeTimers({ now: 1_700_000_000_001 });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    begin();
    await listenToTabs();
    begin();
  });
  afterEach(() => {
    for (const close of closings) close();
    closings = [];
    clearPage();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
  return page;
}

function sight(): Sight {
  const frames = [
    ...document.querySelectorAll<HTMLElement>('.drift-conductor-item, .drift-conductor-item iframe'),
  ];
  const hidden = frames.filter(({ style }) => style.visibility === 'hidden').length;
  if (frames.length === 0) return 'no frames';
  return hidden === 0 ? 'visible' : hidden === frames.length ? 'hidden' : 'partly';
}

/** The official snippet (0.3.1) as a page has it: a stub that queues, and a script tag of its own. */
export function pasteOfficialSnippet(embedId: string = EMBED): void {
  const stub = Object.assign([] as unknown[], { invoked: true, SNIPPET_VERSION: '0.3.1' });
  for (const method of ['identify', 'config', 'track', 'reset', 'show', 'page', 'hide', 'off', 'on'])
    Object.assign(stub, { [method]: (...args: unknown[]) => (stub.push([method, ...args]), stub) });
  window.drift = window.driftt = stub as never;
  const script = document.createElement('script');
  script.src = `https://js.driftt.com/include/1700000100000/${embedId}.js`;
  document.head.append(script);
}
