/** A page for the tests of the hooks: a scripted Drift, the objects under test, and a console on which React must not complain. */
import { act, cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createDrift, createSession, DriftError } from '../src/index';
import type { Drift, DriftOptions, Session, SessionOptions } from '../src/index';
import { clearPage, createScriptedDrift } from './scripted-drift';
import type { ScriptedDrift } from './scripted-drift';

export const ann = { id: 'ann', email: 'ann@acme.com' };
export const bob = { id: 'bob', email: 'bob@acme.com' };

export interface TestPage {
  readonly vendor: ScriptedDrift;
  readonly errors: DriftError[];
  createDrift(options?: Partial<DriftOptions>): Drift;
  createSession(options?: Partial<SessionOptions>): Session;
  /** Lets the vendor act, and React and all promises follow. */
  does(what: (vendor: ScriptedDrift) => void): Promise<void>;
  /** Time passes, and React follows. */
  passes(milliseconds: number): Promise<void>;
  /** What happened to whom at the vendor: `identify:-`, `born:ann`, … */
  story(): string[];
}

/** Call it once per test file; after each test everything is taken down, and a complaint of React's fails it. */
export function setUpPage(): TestPage {
  let vendor: ScriptedDrift;
  let errors: DriftError[] = [];
  let sessions: Session[] = [];
  const onError = (error: DriftError): void => void errors.push(error);

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_001 });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    clearPage();
    errors = [];
    sessions = [];
    vendor = createScriptedDrift();
  });
  afterEach(() => {
    cleanup();
    for (const session of sessions) session.close();
    // oxlint-disable-next-line no-console -- it is where React complains
    const complaints = vi.mocked(console.error).mock.calls.filter(([said]) => !(said instanceof DriftError));
    vi.restoreAllMocks();
    vi.useRealTimers();
    expect(complaints).toEqual([]);
  });

  return {
    get vendor() {
      return vendor;
    },
    get errors() {
      return errors;
    },
    createDrift: (options) => createDrift({ embedId: 'abcdefgh1234', retries: 0, onError, ...options }),
    createSession(options) {
      const session = createSession({ embedId: 'abcdefgh1234', retries: 0, onError, ...options });
      sessions.push(session);
      return session;
    },
    does: (what) =>
      act(async () => {
        what(vendor);
        await vi.advanceTimersByTimeAsync(0);
      }),
    passes: (milliseconds) => act(async () => void (await vi.advanceTimersByTimeAsync(milliseconds))),
    story: () => vendor.ledger.map(({ what, contact }) => `${what}:${contact ?? '-'}`),
  };
}
