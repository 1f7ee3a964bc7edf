/** What the core asks of its owner, and what it offers: types only. */
import type { DriftApi } from './api';
import type { Calls } from './calls';
import type { ContactRules } from './contact-rules';
import type { DriftError, Report } from './errors';
import type { Observable } from './observable';
import type { PageInstance } from './registry';
import type { Readiness } from './readiness';
import type { DriftState } from './state';
import type { QueueEntry } from './vendor';
import type { VendorEvents } from './vendor-events';

/** Who decides on top of the core. */
export interface Owner {
  /** Whom a call made now is about. */
  person(): unknown;
  /** Whether that person is the one Drift holds now. */
  admits(person: unknown): boolean;
  /** Drift says that it is ready: at boot, after a reset, or late. The gate is the owner's to open. */
  ready(): void;
  failed(error: DriftError): void;
  /** Another instance took Drift off the page. */
  abandoned(): void;
  /** A script that was given up has come. It was taken down again, unless its library stays whatever is done. */
  stray(stays: boolean): void;
  /** A reset got no `ready` in its time. */
  unsettled(): void;
  /** Whether an id cookie is left that nothing signs. */
  leftover(): boolean;
  /** A logout or a reset was said to another instance of the page. */
  release(): Promise<unknown>;
  /** The same, and somebody else resets Drift. */
  disown(): void;
}

export interface Core extends PageInstance {
  /** Whether anything may ever happen here: there is a document, and driftkit is enabled. */
  readonly active: boolean;
  /** Whether a call about a person is a live session's to make, and not ours; reports it. */
  isOthers(what: string): boolean;
  /** Whether the page is another session's, or that of another embedId: nothing of it is ours to touch. */
  isElsewhere(): boolean;
  readonly state: Observable<DriftState>;
  readonly readiness: Readiness;
  readonly calls: Calls;
  readonly events: VendorEvents;
  readonly report: Report;
  readonly rules: ContactRules;
  /** Drift's `api` behind the gate; also what listeners of `ready` are given. */
  readonly api: DriftApi;
  /** Begins an attempt, born with the identity where one is given. */
  boot(identity?: QueueEntry): void;
  /** Puts another identity (or none) into Drift's queue; false when Drift has taken the earlier one, or runs already. */
  swapIdentity(identity?: QueueEntry): boolean;
  /** A call of the boot lane: Drift's to know before it boots, and told again after every load. */
  tell(entry: QueueEntry): void;
  /** A call of the waiting lane. */
  call(path: string, args: unknown[], personal: boolean): void;
  /** Nothing of ours runs or is on its way: not loaded yet, failed, or unloaded. */
  isDown(): boolean;
  /** Drift is ready: says so, once per attempt, and lets the calls go. */
  open(): void;
  /** Drift is ready, and nobody knows for whom: the calls wait again. */
  pause(): void;
  /** The attempt is over: says what it cost. */
  fail(error: DriftError): void;
  /** Asks Drift to let the association go; the gate is closed until it is ready again, or `unsettled` after `resetTimeout`. */
  reset(): void;
  /**
   * Takes Drift off the page, or only lets go of one that is to stay; the waiting calls stay.
   * `forgetAll` comes before the other instances hear of it, and bring their own.
   */
  takeDown(stays?: boolean, forgetAll?: () => void): void;
  /** Takes down a Drift of a failed attempt that is in but silent, where it can be, so that a new attempt begins afresh. */
  retire(): void;
  /** Takes Drift off the page until the next load; what waits is reported. */
  unload(stays?: boolean): void;
  /** Consent was withdrawn: takes Drift off the page, forgets, and says so. */
  withdraw(forgetAll: () => void, stays?: boolean): void;
  /** Lets go of the page for good: nothing more is tried, what waits is reported, and so is every later call. */
  close(): void;
}
