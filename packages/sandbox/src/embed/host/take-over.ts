import { TOP_METHODS } from '../method-names';
import type { Account } from './account';
import { createCookies } from './cookies';
import type { DriftGlobal } from './drift-global';
import { callableGlobal, drainQueue, sharedGlobal } from './drift-global';
import { drawFrames } from './frames';
import { createStorage } from './storage';
import type { Widget } from './widget';
import { createWidget } from './widget';

/**
 * Makes a live Drift out of what the snippet left: its queue drained once and in order, its stubs replaced; be it the
 * array of the official snippet or the function of the other styles. Where a Drift already lives, it is only asked to
 * start, as after `unload()`.
 */
export function takeOver(account: Account, base: string): void {
  const left = sharedGlobal();
  const { init } = left;
  if (isLive(init)) return startsAlone(account) ? init(account.embedId) : undefined;
  const call = (method: string, args: readonly unknown[]): void => run(widget, account, method, args);
  // ASSUMED: whether the array stays where it was, or a function takes its place.
  const drift = account.assumptions.loadedGlobal === 'function' ? callableGlobal(left, call) : left;
  const storage = createStorage();
  const widget = createWidget({
    account,
    flags: drift,
    cookies: createCookies(account.faults.cookies),
    storage,
    drawFrames: (events) =>
      drawFrames({ base, embedId: account.embedId, session: storage.session() }, events),
  });
  drainQueue(left, call);
  install(drift, widget, account);
  if (typeof drift['load'] !== 'function') drift['load'] = (embedId: string) => load(base, embedId);
  if (startsAlone(account)) widget.init();
}

/** A script that names an account needs no `init`; one that is the same for all waits for it (observed). */
const startsAlone = ({ start }: Account): boolean => start === 'alone';

/** On the `init` of a live Drift: there are loaders that put a stub of that name into the queue's object. */
const LIVE = Symbol.for('driftkit-sandbox.live');

function isLive(init: unknown): init is (embedId: string) => void {
  return typeof init === 'function' && LIVE in init;
}

function run(widget: Widget, account: Account, method: string, args: readonly unknown[]): void {
  if (method === 'on') widget.on(args[0], args[1]);
  else if (method === 'off') widget.off(args[0], args[1]);
  else if (method === 'init') start(widget, account, args[0]);
  else widget.call(method, args);
}

// ASSUMED: `init` with an unknown embed id starts nothing. The script of one account starts whatever `init` says.
function start(widget: Widget, account: Account, embedId: unknown): void {
  if (startsAlone(account) || embedId === account.embedId) widget.init();
}

function install(drift: DriftGlobal, widget: Widget, account: Account): void {
  for (const method of TOP_METHODS) {
    drift[method] = (...args: unknown[]): void => widget.call(method, args);
  }
  drift['on'] = (event: unknown, handler: unknown): void => widget.on(event, handler);
  drift['off'] = (event: unknown, handler?: unknown): void => widget.off(event, handler);
  const init = (embedId?: unknown): void => start(widget, account, embedId);
  drift['init'] = Object.assign(init, { [LIVE]: true });
  // ASSUMED: whether unload exists.
  if (account.assumptions.unload) drift['unload'] = (): void => widget.unload();
}

function load(base: string, embedId: string): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = `${base}/include/${Math.ceil(Date.now() / 300_000) * 300_000}/${embedId}.js`;
  document.head.append(script);
}
