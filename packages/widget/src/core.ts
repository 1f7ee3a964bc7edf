/** What `createDrift` and `createSession` have in common: the attempt, the two lanes of calls, the events, the state. */
import { createContactRules } from './contact-rules';
import type { ContactRules } from './contact-rules';
import { startAttempt } from './attempt';
import type { Attempt } from './attempt';
import { createBootLane } from './boot-lane';
import { DriftError, createReport } from './errors';
import type { DriftErrorCode, Report } from './errors';
import type { DriftReady } from './events';
import { createObservable, isolate } from './observable';
import type { Observable } from './observable';
import type { ReadOptions } from './options';
import { createReadyGate } from './ready-gate';
import type { HeldCall, ReadyGate } from './ready-gate';
import { pageRegistry } from './registry';
import { canUnload, isLive, removeDrift } from './snippet';
import { createDeferred } from './state';
import type { DriftState } from './state';
import type { QueueEntry } from './vendor';
import { callVendor } from './vendor-call';
import { createVendorEvents } from './vendor-events';
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
  /** A script that was given up has come, and was taken down again. */
  stray(): void;
  /** A reset got no `ready` in its time. */
  unsettled(): void;
  /** Whether an id cookie is left that nothing signs. */
  leftover(): boolean;
}

export interface Core {
  /** Whether anything may ever happen here: there is a document, and driftkit is enabled. */
  readonly active: boolean;
  /** Whether a call about a person is a live session's to make, and not ours; reports it. */
  isOthers(what: string): boolean;
  readonly state: Observable<DriftState>;
  readonly gate: ReadyGate;
  readonly events: VendorEvents;
  readonly report: Report;
  readonly rules: ContactRules;
  /** Of the current attempt. */
  ready(): Promise<DriftReady>;
  lastReady(): DriftReady | undefined;
  /** Whether the listeners of `ready` have been called for this attempt. */
  isAnnounced(): boolean;
  /** Whether Drift itself has said that it is ready; its flags alone have not. */
  isHeard(): boolean;
  /** From now on `ready` is that of the next attempt. */
  awaitReady(): void;
  /** Begins an attempt, born with the identity where one is given. */
  boot(identity?: QueueEntry): void;
  /** Puts another identity (or none) into Drift's queue; false when Drift has taken the earlier one, or runs already. */
  swapIdentity(identity?: QueueEntry): boolean;
  /** A call of the boot lane: Drift's to know before it boots, and sent again after every load. */
  settle(entry: QueueEntry): void;
  /** A call of the waiting lane. */
  call(path: string, args: unknown[], personal: boolean): void;
  /** A call to the live Drift, now. */
  send(path: string, args: unknown[]): void;
  /** Nothing of ours runs or is on its way: not loaded yet, failed, or unloaded. */
  isDown(): boolean;
  /** Drift is ready: says so, once per attempt, and lets the calls go. */
  open(): void;
  /** The attempt is over: says what it cost. */
  fail(error: DriftError): void;
  /** Asks Drift to let the association go; the gate is closed until it is ready again, or `unsettled` after `resetTimeout`. */
  reset(): void;
  /** Takes Drift off the page, or only lets go of one that is to stay; the waiting calls stay. */
  takeDown(stays?: boolean): void;
  /** Takes down a Drift of a failed attempt that is in but silent, where it can be, so that a new attempt begins afresh. */
  retire(): void;
  /** Lets go of the page for good: nothing more is tried, what waits is reported, and so is every later call. */
  close(): void;
  /** Takes Drift off the page for good, until the next load. */
  unload(stays?: boolean): void;
  /** Consent was withdrawn: takes Drift off the page, forgets, and says so. */
  withdraw(forgetAll: () => void, stays?: boolean): void;
  /** Gives up waiting calls; one report says which, and why. */
  refuse(code: DriftErrorCode, which?: (call: HeldCall) => boolean): void;
}

const DEBOUNCE = 500;

export function createCore(options: ReadOptions, owner: Owner): Core {
  const report = createReport(options.onError);
  const onServer = typeof document === 'undefined';
  const active = options.enabled && !onServer;
  const state = createObservable<DriftState>(
    { status: options.enabled ? 'idle' : 'disabled' },
    'the state',
    report,
  );
  const lane = createBootLane(options.config);
  let ready = createDeferred<DriftReady>();
  let attempt: Attempt | undefined;
  let identity: QueueEntry | undefined;
  let last: DriftReady | undefined;
  let isAnnounced = false;
  let isClosed = false;
  let interacted = -Infinity;
  let settling: ReturnType<typeof setTimeout> | undefined;
  if (!active) ready.reject(new DriftError(onServer ? 'server' : 'disabled'));

  const send = (path: string, args: unknown[]): void =>
    isolate(`drift.${path}`, report, () => callVendor(path, args));
  const gate = createReadyGate({
    maxQueue: options.maxQueue,
    admits: (person) => owner.admits(person),
    deliver,
    report,
  });
  const events = createVendorEvents((entry) => core.settle(entry), report);

  function deliver({ path, args, person }: HeldCall): void {
    if (person !== undefined && isOthers(path)) return;
    if (path === 'reset') return core.reset();
    if (path === 'api.startInteraction' && isDebounced())
      return report(
        new DriftError(
          'bad_call',
          [path, `another one left less than ${DEBOUNCE} ms before, and Drift ignores it then`],
          {
            calls: [path],
          },
        ),
      );
    send(path, args);
  }

  /** Drift: startInteraction has a leading debounce (seen in its controller). */
  function isDebounced(): boolean {
    const now = Date.now();
    if (now - interacted < DEBOUNCE) return true;
    interacted = now;
    return false;
  }

  /** A Drift that comes after its attempt was given up found an empty queue. */
  function resend(): void {
    for (const [method, ...args] of lane.entries()) if (method !== 'on') send(method, args);
    isolate('drift.on', report, () => window.drift && events.renew(window.drift));
  }

  /** Another instance took Drift down: where it brings a new one at once, this instance uses that. */
  function abandoned(): void {
    core.takeDown(true);
    owner.abandoned();
  }

  /** Beside a live session only the session speaks of persons. */
  function isOthers(what: string): boolean {
    const { session } = pageRegistry();
    if (!session || session === core) return false;
    report(new DriftError('conflict', [`${what} beside a live session of this page`], { calls: [what] }));
    return true;
  }

  const core: Core = {
    active,
    isOthers,
    state,
    gate,
    events,
    report,
    rules: createContactRules(report),
    ready: () => ready.promise,
    lastReady: () => last,
    isAnnounced: () => isAnnounced,
    isHeard: () => last?.payload !== undefined,
    awaitReady() {
      if (ready.settled) ready = createDeferred();
    },
    boot(born) {
      attempt?.stop();
      pageRegistry().users.set(core, abandoned);
      core.awaitReady();
      isAnnounced = false;
      identity = born;
      const entries = lane
        .entries()
        .map((entry) => (entry[0] === 'on' ? events.entry(entry[1] as string) : entry));
      attempt = startAttempt(
        { ...options, leftover: () => owner.leftover() },
        born ? [...entries, born] : entries,
        {
          ready(arrived) {
            last = arrived;
            if (state.get().status === 'failed') {
              ready = createDeferred();
              resend();
            }
            ready.resolve(arrived);
            owner.ready();
          },
          failed(error) {
            identity = undefined;
            owner.failed(error);
          },
          retrying: report,
          stray() {
            if (pageRegistry().users.size > 0) return; // somebody uses it after all
            isolate('drift.unload', report, removeDrift);
            owner.stray();
          },
        },
      );
      state.set({ status: 'loading' });
    },
    swapIdentity(next) {
      if (!attempt || (identity && !attempt.takeBack(identity)) || attempt.isTaken()) return false;
      identity = next;
      if (next) attempt.add(next);
      return true;
    },
    settle(entry) {
      if (!active) return;
      lane.add(entry);
      if (attempt && state.get().status !== 'failed')
        isolate(`drift.${entry[0]}`, report, () => attempt?.add(entry));
    },
    call(path, args, personal) {
      if (!active || (personal && isOthers(path))) return;
      if (isClosed) return report(new DriftError('unloaded', [path], { calls: [path] }));
      gate.push({ path, args, person: personal ? owner.person() : undefined });
    },
    send,
    isDown: () => attempt === undefined || state.get().status === 'failed',
    open() {
      clearTimeout(settling);
      const own = attempt;
      const isHere = (): boolean => attempt === own && state.get().status === 'ready';
      state.set({ status: 'ready' });
      if (!isAnnounced && last && isHere()) {
        isAnnounced = true;
        events.emit('ready', last.api, last.payload);
      }
      if (isHere()) gate.open(); // else a listener took it down, or resets it
    },
    fail(error) {
      error.calls = gate.drop();
      ready.reject(error);
      state.set({ status: 'failed', error });
      report(error);
    },
    reset() {
      gate.close();
      clearTimeout(settling);
      state.set({ status: 'resetting' });
      settling = setTimeout(() => owner.unsettled(), options.resetTimeout);
      send('reset', []);
    },
    takeDown(stays = false) {
      clearTimeout(settling);
      gate.close();
      events.detach();
      attempt?.stop();
      attempt = undefined;
      identity = undefined;
      last = undefined;
      const { users } = pageRegistry();
      users.delete(core);
      isAnnounced = false;
      if (stays) return;
      isolate('drift.unload', report, removeDrift);
      for (const abandon of [...users.values()]) abandon();
    },
    retire() {
      const { session } = pageRegistry();
      const isOurs = attempt !== undefined && !attempt.foreign && state.get().status === 'failed';
      if (
        isOurs &&
        (session === undefined || session === core) &&
        isLive(window.drift) &&
        canUnload(window.drift)
      )
        core.takeDown();
    },
    close() {
      if (!active || isClosed) return;
      isClosed = true;
      core.takeDown(true);
      core.refuse('unloaded');
      ready.reject(new DriftError('unloaded', ['drift.ready']));
    },
    unload(stays) {
      if (!active) return;
      core.takeDown(stays);
      core.refuse('unloaded');
      ready.reject(new DriftError('unloaded', ['drift.ready']));
      state.set({ status: 'idle' });
    },
    withdraw(forgetAll, stays) {
      const error = new DriftError('consent_withdrawn');
      core.takeDown(stays);
      forgetAll();
      error.calls = gate.drop();
      ready.reject(error);
      report(error);
    },
    refuse(code, which) {
      const calls = gate.drop(which);
      if (calls.length > 0) report(new DriftError(code, [calls.join(', ')], { calls }));
    },
  };
  return core;
}
