/** The calls that a `Drift` and a `Session` share, with Drift's names; each of them may be taken off the object and called alone. */
import { copy } from './api';
import type { DriftApi } from './api';
import { cleanAttributes } from './attributes';
import { checkConfig, checkEventName, checkListener, checkPageName } from './checks';
import type { DriftEventMap, DriftEventName, DriftListener, DriftReady } from './events';
import { development } from './messages';
import { inMicrotask, isolate, tellAll } from './observable';
import type { AnyListener } from './observable';
import { callDrift, tellDrift } from './page/calls';
import type { Engine } from './page/engine';
import { onEntry } from './page/listeners';
import type { DriftState } from './state';
import type {
  DriftConfig,
  EventAttributes,
  EventName,
  FlatAttributes,
  GivenAttributes,
  Vocabulary,
} from './vendor';

/** An event whose attributes are all optional may be tracked without any. */
type TrackedWith<A> = Record<never, never> extends A ? [attributes?: A] : [attributes: A];

/** What `track` takes beside the name: the team's words, else any flat type `A` of the app. */
type GivenWith<V extends Vocabulary, K extends string, A> = V extends { events: object }
  ? TrackedWith<EventAttributes<V, K>>
  : [attributes?: FlatAttributes<A>];

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
  setUserAttributes<A>(attributes: GivenAttributes<V, A>): void;
  /** Posts an event to the contact's timeline (devdocs: Sending information into Drift). */
  track<K extends EventName<V>, A = EventAttributes>(event: K, ...attributes: GivenWith<V, K, A>): void;
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

function listen<K extends DriftEventName>(engine: Engine, event: K, listener: DriftListener<K>): () => void {
  const { listeners, report, arrived, attempt } = engine;
  if (!engine.isActive || (development && !checkListener(event, listener, report))) return () => undefined;
  const own: AnyListener = (...args: DriftEventMap[K]) => listener(...args); // the same function may listen twice
  const known = listeners.byEvent.get(event);
  const all = (known ?? new Set()).add(own);
  listeners.byEvent.set(event, all);
  if (!known && event !== 'ready') tellDrift(engine, onEntry(listeners, event));
  if (event === 'ready' && arrived && attempt?.isAnnounced)
    inMicrotask(
      () => all.has(own) && tellAll(new Set([own]), '"ready"', report, [arrived.api, arrived.payload]),
    );
  return () => void all.delete(own);
}

export function createSurface<V extends Vocabulary>(engine: Engine): Surface<V> {
  const { report, state } = engine;
  const on: Surface<V>['on'] = (event, listener) => listen(engine, event, listener);

  return {
    get state() {
      return state.get();
    },
    get ready() {
      return engine.ready.promise;
    },
    subscribe: state.subscribe,
    setUserAttributes: (attributes) => engine.api.setUserAttributes(attributes),
    track(event, ...[attributes]) {
      if (development && !checkEventName(event, report)) return;
      const read = (): unknown[] => [event, cleanAttributes(`track("${String(event)}")`, attributes, report)];
      callDrift(engine, 'track', attributes === undefined ? [event] : read, true);
    },
    page(name) {
      if (development && !checkPageName(name, report)) return;
      callDrift(engine, 'page', name === undefined ? [] : [name], false);
    },
    config(options) {
      if (development && !checkConfig(options, report)) return;
      isolate('config', report, () => tellDrift(engine, ['config', copy({ ...options })]));
    },
    show: () => tellDrift(engine, ['show']),
    hide: () => tellDrift(engine, ['hide']),
    debug: (...given) => callDrift(engine, 'debug', given, false),
    on,
    once(event, listener) {
      const off = on(event, (...args: Parameters<typeof listener>) => {
        off();
        listener(...args);
      });
      return off;
    },
    get api() {
      return engine.api as DriftApi<V>;
    },
  };
}
