/** The calls that a `Drift` and a `Session` share, with Drift's names; each of them may be taken off the object and called alone. */
import { copy } from './api';
import type { DriftApi } from './api';
import { cleanAttributes } from './attributes';
import type { Core } from './core';
import { DriftError } from './errors';
import type { DriftEventName, DriftListener, DriftReady } from './events';
import { show } from './messages';
import { because } from './reasons';
import { inMicrotask, isolate } from './observable';
import type { DriftState } from './state';
import type { DriftConfig, EventAttributes, EventName, UserAttributes, Vocabulary } from './vendor';

/** An event whose attributes are all optional may be tracked without any. */
type TrackedWith<A> = Record<never, never> extends A ? [attributes?: A] : [attributes: A];

export interface Surface<V extends Vocabulary> {
  /** Where Drift is on this page. */
  readonly state: DriftState;
  /**
   * Settles once per attempt: with Drift's own `ready`, or with the `DriftError` that ended the attempt.
   * Waits as long as nobody calls `load()`. Its rejection is never "unhandled".
   */
  readonly ready: Promise<DriftReady>;
  /** Calls the listener after every change of `state`; returns the way to stop. */
  subscribe(listener: (state: DriftState) => void): () => void;
  /** Attaches attributes to the contact who is here. A changed value replaces, nothing is ever removed (devdocs: Contact properties). */
  setUserAttributes(attributes: UserAttributes<V>): void;
  /** Posts an event to the contact's timeline (devdocs: Sending information into Drift). */
  track<K extends EventName<V>>(event: K, ...attributes: TrackedWith<EventAttributes<V, K>>): void;
  /** Tells Drift of a client-side navigation; it re-evaluates targeting. While Drift is not ready, only the last one is kept. */
  page(name?: string): void;
  /** Overrides settings of the account; goes to Drift before it boots, and again after every `load()`. */
  config(options: DriftConfig): void;
  /** Shows the launcher. Before `ready` it is remembered by Drift as a wish. */
  show(): void;
  /** Closes the chat and hides the launcher. */
  hide(): void;
  /** Drift's own help for developers: `playbooks` prints why a playbook fired or did not. */
  debug(command?: string, payload?: unknown): void;
  /** Listens from now on, over resets and reloads; a late listener of `ready` is called too. Returns the way to stop. */
  on<K extends DriftEventName>(event: K, listener: DriftListener<K>): () => void;
  /** The same for the next time only. */
  once<K extends DriftEventName>(event: K, listener: DriftListener<K>): () => void;
  /** Drift's `api`, from birth: calls wait for `ready` and leave in call order. */
  readonly api: DriftApi<V>;
}

export function createSurface<V extends Vocabulary>(core: Core): Surface<V> {
  const { call, report, state, events } = core;
  const api = core.api as DriftApi<V>;

  function on<K extends DriftEventName>(event: K, listener: DriftListener<K>): () => void {
    if (!core.active) return () => undefined;
    if (typeof listener !== 'function') {
      report(new DriftError('bad_call', [`on(${show(event)})`, because('no_listener', show(listener))]));
      return () => undefined;
    }
    const off = events.on(event, listener);
    const ready = core.readiness.announced();
    let listening = true;
    if (event === 'ready' && ready)
      inMicrotask(() => {
        if (!listening) return;
        const late = listener as DriftListener<'ready'>;
        isolate('A listener of "ready"', report, () => late(ready.api, ready.payload));
      });
    return () => {
      listening = false;
      off();
    };
  }

  return {
    get state() {
      return state.get();
    },
    get ready() {
      return core.readiness.promise();
    },
    subscribe: (listener) => state.subscribe(listener),
    setUserAttributes: (attributes) => api.setUserAttributes(attributes),
    track(event, ...[attributes]) {
      if (typeof event !== 'string' || event.trim() === '')
        return report(new DriftError('bad_call', ['track', because('no_event_name', show(event))]));
      const clean = cleanAttributes(`track("${event}")`, attributes, report);
      call('track', attributes === undefined ? [event] : [event, clean], true);
    },
    page(name) {
      if (name !== undefined && typeof name !== 'string')
        return report(new DriftError('bad_call', ['page', because('no_string', show(name))]));
      call('page', name === undefined ? [] : [name], false);
    },
    config(options) {
      if (typeof options !== 'object' || options === null)
        return report(new DriftError('bad_call', ['config', because('no_object', show(options))]));
      isolate('config', report, () => core.tell(['config', copy({ ...options })]));
    },
    show: () => core.tell(['show']),
    hide: () => core.tell(['hide']),
    debug: (command, payload) =>
      call(
        'debug',
        [command, payload].filter((given) => given !== undefined),
        false,
      ),
    on,
    once(event, listener) {
      const off = on(event, (...args: Parameters<typeof listener>) => {
        off();
        listener(...args);
      });
      return off;
    },
    api,
  };
}
