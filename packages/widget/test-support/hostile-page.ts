/** A page for the tests of what hostile pages and odd moments do to a session, with all that they need in their hands. */
import { afterEach, beforeEach, vi } from 'vitest';
import { installTabBus } from './tab-bus';
import type { TabBus } from './tab-bus';
import { clearPage, createScriptedDrift } from './scripted-drift';
import type { ScriptedDrift } from './scripted-drift';
import { createTokenDesk } from './tokens';
import type { TokenDesk } from './tokens';
import { hashOf } from '../src/association';
import { createDrift } from '../src/drift';
import type { Drift } from '../src/drift';
import type { DriftOptions } from '../src/options';
import type { DriftError } from '../src/errors';
import { createSession } from '../src/session/session';
import type { Session, SessionOptions } from '../src/session/session';

export const ann = { id: 'ann', email: 'ann@acme.com' };
export const bob = { id: 'bob', email: 'bob@acme.com' };
export let bus: TabBus;
export let errors: DriftError[];
export let vendor: ScriptedDrift;
export let desk: TokenDesk;
let sessions: Session[] = [];

export const make = (options: Partial<SessionOptions> = {}): Session => {
  const made = createSession({
    embedId: 'abcdefgh1234',
    retries: 0,
    onError: (error) => errors.push(error),
    ...options,
  });
  sessions.push(made);
  return made;
};
export const plain = (options: Partial<DriftOptions> = {}): Drift =>
  createDrift({ embedId: 'abcdefgh1234', retries: 0, onError: (error) => errors.push(error), ...options });
export const signed = (options: Partial<SessionOptions> = {}): Session =>
  make({ getUserJwt: desk.getUserJwt, ...options });
export const codes = (): string[] => errors.map(({ code }) => code);
export const story = (): string[] => vendor.ledger.map(({ what, contact }) => `${what}:${contact ?? '-'}`);
export const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
export const isHidden = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].every(
    ({ style }) => style.visibility === 'hidden',
  );
export const leaveCookiesOf = (id: string): void => {
  document.cookie = `drift_eid=${id}; path=/`;
  document.cookie = `drift_aid=aid-of-${id}; path=/`;
};
/** Brings the session to where somebody is identified and all has settled. */
export async function bring(session: Session, user: { id: string; email: string } = ann): Promise<void> {
  session.load();
  session.setUser(user);
  if (desk.requests.length > 0) desk.answer();
  await tick();
  vendor.come();
  bus.said.length = 0;
}
/** pending | value | rejected code */
export async function settled(promise: Promise<unknown>): Promise<unknown> {
  let result: unknown = 'pending';
  promise.then(
    (value) => (result = value),
    (error: DriftError) => (result = `rejected:${error.code}`),
  );
  await tick(60_000);
  return result;
}
export function otherTab(id: string | null): void {
  for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
    document.cookie = `${name}=; path=/; max-age=-1`;
  if (id !== null) document.cookie = `driftkit_user=${hashOf(id)}; path=/`;
  bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
}
export function foreignDriftOf(id: string): void {
  window.drift = window.driftt = [] as never;
  leaveCookiesOf(id);
  vendor.come();
}

/** A Drift of another kind for this test. */
export const useVendor = (other: ScriptedDrift): void => void (vendor = other);

/** Call it once per test file. */
export function setUpHostilePage(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_001 });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    clearPage();
    bus = installTabBus();
    errors = [];
    sessions = [];
    vendor = createScriptedDrift();
    desk = createTokenDesk();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const one of sessions) {
      try {
        one.close();
      } catch {
        // a test may have broken it on purpose
      }
    }
    delete (globalThis as Record<symbol, unknown>)[Symbol.for('driftkit.page.1')];
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
}
