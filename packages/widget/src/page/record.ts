/** The state of Drift on this page. Immutable: each change makes a new record. */
import type { DriftError } from '../errors';
import type { Contact } from '../user';

/** The number of a user, or of the visitor: it grows with each other one whom the app sets. Calls belong to the number they were made for. */
export type Person = number;

export interface UserHolder {
  readonly who: 'user';
  readonly person: Person;
  readonly contact: Contact;
}

/** The user that Drift holds, in every phase. */
export type Holder =
  /** `person` is undefined for a visitor about whom the app has not decided. */
  | { readonly who: 'nobody'; readonly person: Person | undefined }
  | UserHolder
  /** A Drift that somebody else booted: once it is ready, its cookies say who it is. */
  | { readonly who: 'stranger' }
  /** The cookies name the wanted user, whom we have not identified. */
  | { readonly who: 'byCookies'; readonly contact: Contact }
  /** Somebody who is not wanted. */
  | { readonly who: 'other' };

export type Phase =
  /** Nothing of ours runs. A session may wait for a user or a token here. */
  | 'down'
  /** The script tag is there, or Drift boots. */
  | 'loading'
  | 'ready'
  /** Drift boots as somebody who is not wanted any more; it can be reset once it is ready. */
  | 'leaving'
  | 'resetting'
  /** A reset, or the boot before it, got no `ready` in its time. */
  | 'stuck'
  /** Frames of Drift were taken off the page. */
  | 'lost'
  /** Given up until `load()`; a Drift that comes late is welcome. */
  | 'failed';

export interface Before {
  readonly aid: string | undefined;
  readonly ids: readonly string[];
}

export interface PageRecord {
  readonly phase: Phase;
  readonly holder: Holder;
  /** `ready` was announced: waiting calls leave. */
  readonly isOpen?: boolean;
  /** Why it failed. */
  readonly error?: DriftError;
  /** While somebody is let go, and until that has settled: the anonymous id that must not come back, and the ids that were there. */
  readonly before?: Before | undefined;
}

export const STRANGER: Holder = { who: 'stranger' };
export const OTHER: Holder = { who: 'other' };
export const DOWN: PageRecord = { phase: 'down', holder: STRANGER };

/** Facts that the page engine reports to its owner. */
export type PageFact =
  /** Every trigger says yes, or `load()` is said again. */
  | { readonly type: 'load' }
  /** A trigger has not said yes yet. */
  | { readonly type: 'waits' }
  /** A trigger has taken its yes back: consent is withdrawn. */
  | { readonly type: 'withdrawn' }
  | { readonly type: 'unload' }
  /** Drift says that it is ready: at boot, after a reset, late, or unasked. */
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly error: DriftError }
  /** The phase had its time. */
  | { readonly type: 'late' }
  /** Another instance of ours took Drift down. The engine has let go of it. */
  | { readonly type: 'abandoned' }
  /** Other code on the page unloaded Drift. The engine has let go of it. */
  | { readonly type: 'unloaded' }
  /** Frames that were there at `ready` are off the page. */
  | { readonly type: 'lost' }
  /** Other code on the page called `drift.load` while nothing of ours ran. */
  | { readonly type: 'loadCalled' }
  /** A script that nobody waits for has come. `stays`: its library cannot be unloaded. */
  | { readonly type: 'stray'; readonly stays: boolean };
