/** The page engine: what `createDrift` and `createSession` know of Drift on this page, as one record. Other files act on it. */
import type { DriftApi } from '../api';
import type { ContactRules } from '../attributes';
import type { Conditions } from '../conditions';
import type { DriftError, Report } from '../errors';
import type { DriftReady } from '../events';
import type { Observable } from '../observable';
import type { ReadOptions } from '../options';
import type { PageInstance } from '../registry';
import { createDeferred } from '../state';
import type { Deferred, DriftState } from '../state';
import type { Trigger } from '../triggers/trigger';
import type { QueueEntry } from '../vendor';
import type { Cover } from '../visibility';
import type { Gate } from './gate';
import type { Listeners } from './listeners';
import type { PageFact, PageRecord } from './record';

/** What `createDrift` and `createSession` each do in their own way. */
export interface Owner extends PageInstance {
  /** Receives the facts, and decides what to do. */
  heard(fact: PageFact): void;
  /** The person of a call made now. */
  person(): unknown;
  /** Whether that person is the one Drift holds now. */
  admits(person: unknown): boolean;
}

/** One try to bring Drift up, with all its retries. What an earlier attempt still hears does not count. */
export interface Attempt {
  /** The listeners of `ready` were told. */
  isAnnounced: boolean;
  /** Drift was live before this attempt, with whatever identity it has. */
  isForeign: boolean;
  /** Our entries in the stub's queue, which Drift has not taken yet. */
  entries: QueueEntry[];
  /** The one of them that identifies somebody. */
  identity: QueueEntry | undefined;
  tries: number;
}

/** The frames that were there at `ready`. */
export interface Place {
  readonly areFramesGone: () => boolean;
  stop(): void;
}

export interface Engine extends Owner {
  readonly options: ReadOptions;
  /** Whether anything may ever happen here: there is a document, and driftkit is enabled. */
  readonly isActive: boolean;
  readonly report: Report;
  /** Reports that wait until the engine is no longer busy. */
  readonly reports: DriftError[];
  isBusy: boolean;
  isClosed: boolean;
  readonly state: Observable<DriftState>;
  readonly rules: ContactRules;
  readonly api: DriftApi;
  readonly gate: Gate;
  readonly conditions: Conditions;
  page: PageRecord;
  attempt?: Attempt | undefined;
  /** The timers of the current phase. */
  readonly timers: Set<ReturnType<typeof setTimeout>>;
  /** Which trigger has not said yes yet. */
  missing?: Trigger['waitsFor'] | undefined;
  // What every Drift of this page is told: before it boots, or at once.
  config?: object | undefined;
  visibility?: 'show' | 'hide';
  readonly listeners: Listeners;
  /** The promise of the current attempt, and what Drift said with its last `ready`. */
  ready: Deferred<DriftReady>;
  arrived?: DriftReady;
  place?: Place | undefined;
  /** How often lost frames have brought Drift back, since they last stayed. */
  revivals: number;
  readonly cover: Cover;
}

/** Nothing of ours runs or is on its way. */
export const isDown = ({ page }: Engine): boolean => page.phase === 'down' || page.phase === 'failed';

/** The page is something else from now on. Timers, and the watch over the frames, end with their phase. */
export function enter(engine: Engine, page: PageRecord): void {
  if (page.phase !== engine.page.phase) {
    endTimers(engine);
    engine.place?.stop();
    engine.place = undefined;
  }
  engine.page = page;
  engine.gate.isDirty = true;
}

export function endTimers({ timers }: Engine): void {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
}

/** Runs the task after the given time, unless the phase has ended by then. */
export function after(engine: Engine, milliseconds: number, run: () => void): void {
  engine.timers.add(setTimeout(run, milliseconds));
}

/** Sends the reports that waited while the engine was busy. The app may answer a report with calls that cause more reports. */
export function sayReports(engine: Engine): void {
  for (let error; (error = engine.reports.shift());) engine.report(error);
}

/** A promise that has settled belongs to the past: from now on it is that of the next attempt. */
export function renewReady(engine: Engine): void {
  if (engine.ready.settled && engine.isActive) engine.ready = createDeferred();
}
