import { toWire } from '../call-arguments';
import type { Call } from '../frame-messages';
import type { Handler } from './emitter';
import type { Frames } from './frames';
import type { HostState } from './host-state';
import { pageContext } from './page-context';

/** A call goes to the controller; before the widget is live, it waits or becomes part of the boot. */
export function call(host: HostState, method: string, args: readonly unknown[]): void {
  const { lane, storage, phase } = host;
  const sent = toWire(args);
  if (method === 'setContext') host.context = sent[0];
  const made: Call = { method, args: sent, page: pageContext(host.context) };
  // ASSUMED: what was configured still holds after reset has reloaded the frames.
  if (method === 'config') lane.configure(made.args[0]);
  // Every page counts, also one without a load (observed).
  if (method === 'page') storage.countVisit();
  if (phase.type === 'live') return deliver(host, phase.frames, made);
  // A boot that waits for a token must get it.
  if (phase.type === 'bootstrapping' && method === 'setUserJwt') return post(phase.frames, made);
  if (phase.type === 'bootstrapping' || !lane.take(made)) host.held.push(made);
}

/** Delivers what waited. A `reset` among it ends that: what follows waits for the next boot. */
export function deliverHeld(host: HostState): void {
  while (host.phase.type === 'live' && host.held.length > 0)
    deliver(host, host.phase.frames, host.held.shift() as Call);
}

function deliver(host: HostState, frames: Frames, made: Call): void {
  post(frames, made);
  if (made.method !== 'reset') return;
  host.lane.resetBegan(host.cookies.anonymousId());
  host.phase = { type: 'resetting', frames };
}

function post(frames: Frames, made: Call): void {
  frames.post({ type: 'call', ...made });
}

export function addHandler(host: HostState, event: unknown, handler: unknown): void {
  // Dropped with the words of every other call, which are said where those are.
  if (typeof event !== 'string' || typeof handler !== 'function') return call(host, 'on', [event, handler]);
  host.emitter.on(event, handler);
  if (event !== 'ready' || host.phase.type !== 'live') return;
  // Who comes late is called too, but never before `on` has returned (observed).
  const { payload } = host.phase;
  setTimeout(() => (handler as Handler)(host.flags.api, payload));
}

export function removeHandler(host: HostState, event: unknown, handler?: unknown): void {
  if (typeof event !== 'string' || (handler !== undefined && typeof handler !== 'function'))
    return call(host, 'off', [event, handler]);
  host.emitter.off(event, handler);
}
