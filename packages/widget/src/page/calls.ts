/** How calls reach Drift: at once, with the boot, or through the gate. */
import type { Call } from '../api';
import { DriftError } from '../errors';
import { isolate } from '../observable';
import { because } from '../messages';
import { pageRegistry } from '../registry';
import type { PageInstance } from '../registry';
import { callVendor, installStub, liveDrift, occupant, removeDrift, takeBack } from '../snippet';
import type { QueueEntry } from '../vendor';
import { after, enter } from './engine';
import type { Attempt, Engine } from './engine';
import { dropCalls, pushCall } from './gate';
import type { HeldCall } from './gate';
import { onEntries } from './listeners';
import { OTHER } from './record';
import type { Before } from './record';

/** The session that owns the page, where it is not this engine's. */
export function otherOwner(engine: Engine): PageInstance | undefined {
  const { session } = pageRegistry();
  return session === engine ? undefined : session;
}

/** True when another session, or a Drift with another embedId, owns the page: then this engine must not touch it. */
export const isPageTaken = (engine: Engine): boolean =>
  otherOwner(engine) !== undefined || occupant(engine.options.embedId) !== undefined;

/** True, with a report, when another session owns the page: only that session may make calls about users. */
export function refuseBesideSession(engine: Engine, what: string): boolean {
  if (!otherOwner(engine)) return false;
  engine.report(new DriftError('conflict', [because('beside_session', what)], { calls: [what] }));
  return true;
}

function refuseClosed({ isClosed, report }: Engine, what: string): boolean {
  if (isClosed) report(new DriftError('unloaded', [what], { calls: [what] }));
  return isClosed;
}

/** Sends a call to Drift once it is ready. A `personal` call belongs to the user at the time of the call. */
export function callDrift(engine: Engine, path: string, given: Parameters<Call>[1], personal: boolean): void {
  if (!engine.isActive || refuseClosed(engine, path) || (personal && refuseBesideSession(engine, path)))
    return;
  // Read before the arguments: a getter among them may set another user.
  const person = engine.person();
  const args = typeof given === 'function' ? given() : given;
  if (args) pushCall(engine.gate, personal ? { path, args, person } : { path, args });
}

export function deliver(engine: Engine, { path, args, person, run }: HeldCall): void {
  if (person !== undefined && refuseBesideSession(engine, path)) return;
  if (run) run();
  else send(engine, path, args);
}

/** To the live Drift, now. */
export function send(engine: Engine, path: string, args: unknown[]): void {
  isolate(`drift.${path}`, engine.report, () => callVendor(path, args));
}

export const sendEntry = (engine: Engine, [method, ...args]: QueueEntry): void => send(engine, method, args);

/** Calls that Drift needs before it boots. They are repeated for every Drift that boots later. */
export function tellDrift(engine: Engine, entry: QueueEntry): void {
  if (!engine.isActive || refuseClosed(engine, entry[0])) return;
  const [method, options] = entry;
  if (method === 'config') engine.config = { ...engine.config, ...(options as object) };
  if (method === 'show' || method === 'hide') engine.visibility = method;
  const { attempt } = engine;
  if (attempt && engine.page.phase !== 'failed') addEntry(engine, attempt, entry);
}

/** All that a Drift is told that boots now. */
export function bootEntries({ config, visibility, listeners }: Engine): QueueEntry[] {
  const entries = onEntries(listeners);
  if (config) entries.unshift(['config', config]);
  if (visibility) entries.push([visibility]);
  return entries;
}

/** Puts an entry into Drift's queue, or calls it where Drift is live already. */
export function addEntry(engine: Engine, attempt: Attempt, entry: QueueEntry): void {
  if (liveDrift()) return sendEntry(engine, entry);
  attempt.entries.push(entry);
  isolate(`drift.${entry[0]}`, engine.report, () => installStub().push(entry));
}

/** Removes our entries that Drift has not taken from its queue. */
export function takeEntriesBack({ attempt }: Engine): void {
  for (const entry of attempt?.entries ?? []) takeBack(entry);
}

/** Takes everything of Drift off the page. */
export const remove = ({ report }: Engine): void => isolate('drift.unload', report, removeDrift);

/** Asks Drift to let the association go; the gate is closed until it is ready again, or `late`. */
export function beginReset(engine: Engine, before?: Before): void {
  enter(engine, { phase: 'resetting', holder: OTHER, before });
  after(engine, engine.options.resetTimeout, () => engine.heard({ type: 'late' }));
  send(engine, 'reset', []);
}

/** Gives up waiting calls; one report says which, and why. */
export function refuseCalls(
  engine: Engine,
  code: 'superseded' | 'unloaded',
  which?: (call: HeldCall) => boolean,
): void {
  const calls = dropCalls(engine.gate, which);
  if (calls.length > 0) engine.report(new DriftError(code, [calls.join(', ')], { calls }));
}
