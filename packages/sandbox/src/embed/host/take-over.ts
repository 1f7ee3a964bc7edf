import { TOP_METHODS } from '../method-names';
import type { Account } from './account';
import { createCookies } from './cookies';
import type { DriftGlobal } from './drift-global';
import { drainQueue, sharedGlobal } from './drift-global';
import { drawFrames } from './frames';
import { createStorage } from './storage';
import type { Widget } from './widget';
import { createWidget } from './widget';

/**
 * Makes a live Drift out of what the snippet left: the same object under both names, its queue drained once and in
 * order, its stubs replaced; be it the array of the official snippet or the function of the older style. Where a
 * Drift already lives, it is only asked to start, as after `unload()`.
 */
export function takeOver(account: Account, base: string): void {
  const drift = sharedGlobal();
  const { init } = drift;
  if (isLive(init)) return init();
  const storage = createStorage();
  const widget = createWidget({
    account,
    flags: drift,
    cookies: createCookies(account.faults.cookies),
    storage,
    drawFrames: (events) =>
      drawFrames({ base, embedId: account.embedId, session: storage.session() }, events),
  });
  drainQueue(drift, (method, args) => run(widget, method, args));
  install(drift, widget, account);
  if (typeof drift['load'] !== 'function') drift['load'] = (embedId: string) => load(base, embedId);
  widget.init();
}

/** On the `init` of a live Drift: there are loaders that put a stub of that name into the queue's object. */
const LIVE = Symbol.for('driftkit-sandbox.live');

function isLive(init: unknown): init is () => void {
  return typeof init === 'function' && LIVE in init;
}

function run(widget: Widget, method: string, args: readonly unknown[]): void {
  if (method === 'on') widget.on(args[0], args[1]);
  else if (method === 'off') widget.off(args[0], args[1]);
  else if (method === 'init') widget.init();
  else widget.call(method, args);
}

function install(drift: DriftGlobal, widget: Widget, { assumptions }: Account): void {
  for (const method of TOP_METHODS) {
    drift[method] = (...args: unknown[]): void => widget.call(method, args);
  }
  drift['on'] = (event: unknown, handler: unknown): void => widget.on(event, handler);
  drift['off'] = (event: unknown, handler?: unknown): void => widget.off(event, handler);
  drift['init'] = Object.assign((): void => widget.init(), { [LIVE]: true });
  // ASSUMED: whether unload exists.
  if (assumptions.unload) drift['unload'] = (): void => widget.unload();
}

function load(base: string, embedId: string): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = `${base}/include/${Math.ceil(Date.now() / 300_000) * 300_000}/${embedId}.js`;
  document.head.append(script);
}
