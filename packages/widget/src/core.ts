/** What `createDrift` and `createSession` have in common: the attempt, the two lanes of calls, the events, the state. */
import { createContactRules } from './contact-rules';
import type { Core, Owner } from './core-contract';
import { startAttempt } from './attempt';
import type { Attempt } from './attempt';
import { createBootLane } from './boot-lane';
import { DriftError, createReport } from './errors';
import type { DriftReady } from './events';
import { createObservable, isolate } from './observable';
import type { ReadOptions } from './options';
import { because } from './reasons';
import { createReadyGate } from './ready-gate';
import type { HeldCall } from './ready-gate';
import { pageRegistry } from './registry';
import { canUnload, isLive, removeDrift } from './snippet';
import { createDeferred } from './state';
import type { DriftState } from './state';
import type { QueueEntry } from './vendor';
import { callVendor } from './vendor-call';
import { createVendorEvents } from './vendor-events';

export type { Core, Owner } from './core-contract';

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
        new DriftError('bad_call', [path, because('too_soon', String(DEBOUNCE))], {
          calls: [path],
        }),
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
    report(new DriftError('conflict', [because('beside_session', what)], { calls: [what] }));
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
