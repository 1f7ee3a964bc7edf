/** What `createDrift` and `createSession` have in common: the attempt, the two lanes of calls, the events, the state. */
import { createApi } from './api';
import type { ApiCalls } from './api';
import { startAttempt } from './attempt';
import type { Attempt, AttemptListener } from './attempt';
import { createBootLane } from './boot-lane';
import { createCalls } from './calls';
import { createContactRules } from './contact-rules';
import type { Core, Owner } from './core-contract';
import { DriftError, createReport } from './errors';
import { createObservable, isolate } from './observable';
import type { ReadOptions } from './options';
import { createReadiness } from './readiness';
import { because } from './reasons';
import { pageRegistry } from './registry';
import { canUnload, isLive, occupant, removeDrift, vendorDrift } from './snippet';
import type { DriftState } from './state';
import type { QueueEntry } from './vendor';
import { createVendorEvents } from './vendor-events';

export type { Core, Owner } from './core-contract';

/** `apiCalls`: those of Drift's api beyond what everybody has. */
export function createCore(options: ReadOptions, owner: Owner, apiCalls: ApiCalls = {}): Core {
  const onServer = typeof document === 'undefined';
  const active = options.enabled && !onServer;
  const report = createReport(options.onError);
  const state = createObservable<DriftState>(
    { status: options.enabled ? 'idle' : 'disabled' },
    'the state',
    report,
  );
  const rules = createContactRules(report);
  const lane = createBootLane(options.config);
  const readiness = createReadiness();
  const events = createVendorEvents((entry) => core.tell(entry), report);
  const calls = createCalls({
    maxQueue: options.maxQueue,
    report,
    person: () => owner.person(),
    admits: (person) => owner.admits(person),
    isOthers,
    reset: () => core.reset(),
  });
  let attempt: Attempt | undefined;
  let identity: QueueEntry | undefined;
  let resetTimer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  if (!active) readiness.lose(new DriftError(onServer ? 'server' : 'disabled'));

  const hasFailed = (): boolean => state.get().status === 'failed';

  /** Beside a live session only the session speaks of persons. */
  function isOthers(what: string): boolean {
    const { session } = pageRegistry();
    if (!session || session === core) return false;
    report(new DriftError('conflict', [because('beside_session', what)], { calls: [what] }));
    return true;
  }

  const listener: AttemptListener = {
    ready({ payload }) {
      if (hasFailed()) {
        readiness.renew();
        resend();
      }
      // Drift's own api knows neither the gate nor whose a call is: it is handed to nobody.
      readiness.arrive({ api: core.api, payload });
      owner.ready();
    },
    failed(error) {
      identity = undefined;
      owner.failed(error);
    },
    retrying: report,
    stray() {
      if (pageRegistry().users.size > 0) return; // somebody uses it after all
      const stays = !canUnload(vendorDrift());
      if (!stays) isolate('drift.unload', report, removeDrift);
      owner.stray(stays);
    },
  };

  /** A Drift that comes after its attempt was given up found an empty queue. */
  function resend(): void {
    for (const [method, ...args] of lane.entries()) if (method !== 'on') calls.send(method, args);
    const drift = vendorDrift();
    if (drift) isolate('drift.on', report, () => events.renew(drift));
  }

  /** Another instance took Drift down: where it brings a new one at once, this instance uses that. */
  function abandoned(): void {
    core.takeDown(true);
    owner.abandoned();
  }

  /** What waits is lost, and so is `ready`. */
  function lose(error: DriftError): void {
    error.calls = calls.drop();
    readiness.lose(error);
  }

  const core: Core = {
    active,
    isOthers,
    isElsewhere() {
      const { session } = pageRegistry();
      return (session !== undefined && session !== core) || occupant(options.embedId) !== undefined;
    },
    release: () => owner.release(),
    disown: () => owner.disown(),
    state,
    readiness,
    calls,
    events,
    report,
    rules,
    api: createApi((...call) => core.call(...call), rules, report, apiCalls),
    boot(born) {
      attempt?.stop();
      pageRegistry().users.set(core, abandoned);
      readiness.renew();
      readiness.clear();
      identity = born;
      const entries = lane
        .entries()
        .map((entry) => (entry[0] === 'on' ? events.entry(entry[1] as string) : entry));
      attempt = startAttempt(
        { ...options, leftover: () => owner.leftover() },
        born ? [...entries, born] : entries,
        listener,
      );
      state.set({ status: 'loading' });
    },
    swapIdentity(next) {
      if (!attempt || (identity && !attempt.takeBack(identity)) || attempt.isTaken()) return false;
      identity = next;
      if (next) attempt.add(next);
      return true;
    },
    tell(entry) {
      if (!active) return;
      if (isClosed) return report(new DriftError('unloaded', [entry[0]], { calls: [entry[0]] }));
      lane.add(entry);
      if (attempt && !hasFailed()) isolate(`drift.${entry[0]}`, report, () => attempt?.add(entry));
    },
    call(path, args, personal) {
      if (!active) return;
      if (isClosed) report(new DriftError('unloaded', [path], { calls: [path] }));
      else calls.make(path, args, personal);
    },
    isDown: () => attempt === undefined || hasFailed(),
    open() {
      clearTimeout(resetTimer);
      const own = attempt;
      const isHere = (): boolean => attempt === own && state.get().status === 'ready';
      state.set({ status: 'ready' });
      const news = isHere() ? readiness.announce() : undefined;
      if (news) events.emit('ready', news.api, news.payload);
      if (isHere()) calls.open(); // else a listener took it down, or resets it
    },
    pause() {
      calls.close();
      state.set({ status: 'waiting', for: 'user' });
    },
    fail(error) {
      lose(error);
      state.set({ status: 'failed', error });
      report(error);
    },
    reset() {
      const own = attempt;
      calls.close();
      clearTimeout(resetTimer);
      resetTimer = setTimeout(() => owner.unsettled(), options.resetTimeout);
      state.set({ status: 'resetting' });
      if (attempt === own) calls.send('reset', []); // else a listener took it down
    },
    takeDown(stays = false, forgetAll) {
      clearTimeout(resetTimer);
      calls.close();
      events.detach();
      // Who never asked for the page, or was refused it, has nothing to remove.
      const hasPage = attempt !== undefined || pageRegistry().session === core;
      const removes = !stays && hasPage && occupant(options.embedId) === undefined;
      attempt?.stop();
      attempt = undefined;
      identity = undefined;
      readiness.clear();
      const { users } = pageRegistry();
      users.delete(core);
      if (removes) isolate('drift.unload', report, removeDrift);
      forgetAll?.();
      if (!removes) return;
      for (const abandon of [...users.values()]) abandon();
    },
    retire() {
      const { session } = pageRegistry();
      const mayTakeDown = session === undefined || session === core;
      const isOurs = attempt !== undefined && !attempt.foreign && hasFailed();
      if (isOurs && mayTakeDown && isLive(vendorDrift()) && canUnload(vendorDrift())) core.takeDown();
    },
    unload(stays) {
      if (!active) return;
      core.takeDown(stays);
      readiness.lose(new DriftError('unloaded', ['drift.ready']));
      calls.refuse('unloaded');
      state.set({ status: 'idle' });
    },
    withdraw(forgetAll, stays) {
      const error = new DriftError('consent_withdrawn');
      core.takeDown(stays, forgetAll);
      lose(error);
      report(error);
    },
    close() {
      if (!active || isClosed) return;
      isClosed = true;
      core.takeDown(true);
      calls.refuse('unloaded');
      readiness.lose(new DriftError('unloaded', ['drift.ready']));
    },
  };
  return core;
}
