/**
 * A Drift for our own unit tests that does what it is told, when it is told: written from Drift's documents, with a ledger of its own
 * that says on whose contact everything landed. It knows nothing of the widget's inside.
 */
import type { VendorDrift } from '../src/vendor';

export interface LedgerEntry {
  what: 'born' | 'identify' | 'reset' | 'track' | 'attributes' | 'page' | 'api' | 'config';
  /** The external id of the contact it landed on; null for an anonymous visitor. */
  contact: string | null;
  /** Whom Drift held just before. */
  before: string | null;
  aid: string | undefined;
  detail: unknown;
}

export interface ScriptedDriftOptions {
  /** Whether `ready` fires again after a reset (undocumented). */
  readyAfterReset?: boolean;
  /** Whether handlers outlive a reset (undocumented). */
  handlersAfterReset?: 'kept' | 'gone';
  /** Whether the library has its own `unload` (seen, not documented). */
  unload?: boolean;
  /** Whether the running Drift says by `allFramesReady` that its frames are up. */
  flags?: boolean;
  /** Whether a reset gives the visitor another anonymous id (undocumented). */
  aidAfterReset?: 'new' | 'kept';
  /** Whether `identify` counts on a running Drift, or only before it boots (undocumented). */
  identifyWhileLive?: 'counts' | 'ignored';
}

type Handler = (...args: unknown[]) => void;

export interface ScriptedDrift {
  readonly ledger: LedgerEntry[];
  /** The arguments of calls that a jammed queue has swallowed. */
  readonly swallowed: unknown[][];
  /** What Drift knows of each person. */
  readonly attributes: Map<string, Record<string, unknown>>;
  readonly contact: string | null;
  readonly phase: 'away' | 'booting' | 'ready' | 'resetting' | 'unloaded';
  readonly isJammed: boolean;
  /** The script runs: it takes over `window.drift`, drains the queue, and its tag (by default the one on the page) says `load`. */
  arrive(tag?: HTMLScriptElement): void;
  /** The frames are up: at boot, or after a reset. */
  ready(): void;
  /** Both of the above. */
  come(): void;
  /** The script tag fails. */
  fail(): void;
  /** A request of Drift's own was refused, and its serial queue stands still: no later call is ever done. */
  jam(): void;
  emit(event: string, ...args: unknown[]): void;
  scripts(): HTMLScriptElement[];
}

export const cookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const setCookie = (name: string, value: string, seconds = 2 * 365 * 86_400): void => {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}`;
};

let aids = 0;

export function createScriptedDrift(options: ScriptedDriftOptions = {}): ScriptedDrift {
  const { readyAfterReset = true, handlersAfterReset = 'kept', unload = true } = options;
  const { aidAfterReset = 'new', identifyWhileLive = 'counts', flags = false } = options;
  const ledger: LedgerEntry[] = [];
  const swallowed: unknown[][] = [];
  const attributes = new Map<string, Record<string, unknown>>();
  const handlers = new Map<string, Set<Handler>>();
  let contact: string | null = null;
  let given: string | undefined;
  /** The anonymous id as Drift's own frames know it, whatever becomes of the cookie. */
  let ownAid: string | undefined;
  let isJammed = false;
  let phase: 'away' | 'booting' | 'ready' | 'resetting' | 'unloaded' = 'away';

  const note = (what: LedgerEntry['what'], detail: unknown = undefined, before = contact): void => {
    ledger.push({ what, contact, before, aid: cookie('drift_aid'), detail });
  };
  const scripts = (): HTMLScriptElement[] => [
    ...document.querySelectorAll<HTMLScriptElement>('script[src*="/include/"]'),
  ];
  const emit = (event: string, ...args: unknown[]): void => {
    for (const handler of [...(handlers.get(event) ?? [])]) handler(...args);
  };
  const dropIdCookies = (): void => {
    for (const name of ['drift_eid', 'driftt_eid', 'drift_aid', 'driftt_aid']) setCookie(name, '', -1);
  };

  function frames(): void {
    for (const id of ['drift-frame-controller', 'drift-frame-chat']) {
      document.getElementById(id)?.remove();
      const host = document.createElement('div');
      host.id = id;
      host.className = 'drift-conductor-item';
      host.append(document.createElement('iframe'));
      document.body.append(host);
    }
    if (window.drift && flags) window.drift.allFramesReady = true;
    ownAid = cookie('drift_aid');
  }

  function learn(id: string | null, more: unknown): void {
    if (id !== null) attributes.set(id, { ...attributes.get(id), ...(more as object) });
  }

  function born(): void {
    contact = given ?? cookie('drift_eid') ?? null;
    if (!cookie('drift_aid')) setCookie('drift_aid', `aid-${++aids}`);
    if (contact !== null) setCookie('drift_eid', contact);
    note('born');
    frames();
    phase = 'ready';
    const api = window.drift?.api;
    emit('ready', api, { chatOpen: false, widgetVisible: true, isOnline: true, data: {} });
  }

  const live: Record<string, Handler> = {
    on(event, handler) {
      const known = handlers.get(event as string) ?? new Set();
      handlers.set(event as string, known.add(handler as Handler));
      const api = window.drift?.api;
      if (event === 'ready' && phase === 'ready')
        queueMicrotask(() => (handler as Handler)(api, { data: {} }));
    },
    off: (event, handler) => void handlers.get(event as string)?.delete(handler as Handler),
    config: (config) => note('config', config),
    identify(id, more, extra) {
      const before = contact;
      if (phase === 'away' || phase === 'booting') given = id as string;
      else if (identifyWhileLive === 'counts') {
        contact = id as string;
        setCookie('drift_eid', contact);
      }
      learn(id as string, more);
      note('identify', { id, ...(extra as object) }, before);
    },
    track: (event, attributes) => note('track', { event, ...(attributes as object) }),
    page: (name) => note('page', name),
    reset() {
      note('reset');
      dropIdCookies();
      phase = 'resetting';
      if (window.drift) window.drift.allFramesReady = false;
      if (handlersAfterReset === 'gone') handlers.clear();
    },
    show: () => undefined,
    hide: () => undefined,
  };

  /** Drift does its calls one after the other; `on` and `off` are not among them. */
  function inTurn(methods: Record<string, Handler>): Record<string, Handler> {
    const wrap = ([name, method]: [string, Handler]): [string, Handler] => [
      name,
      (...args) => (isJammed ? void swallowed.push([name, ...args]) : method(...args)),
    ];
    return Object.fromEntries(Object.entries(methods).map(wrap));
  }

  function takeOver(drift: VendorDrift): void {
    const queued = drift.splice(0);
    const api = {
      ...inTurn({
        openChat: () => note('api', 'openChat'),
        hideChat: () => note('api', 'hideChat'),
        startInteraction: (interaction: unknown) => note('api', interaction),
        setUserAttributes(more: unknown) {
          learn(contact, more);
          note('attributes', more);
        },
      }),
      widget: { show: () => undefined, hide: () => note('api', 'widget.hide') },
    };
    const { on, off, ...rest } = live;
    Object.assign(drift, inTurn(rest), { on, off, init: () => undefined, api, hasInitialized: true });
    if (unload)
      drift.unload = () => {
        phase = 'unloaded';
        drift.hasInitialized = false;
        document.querySelectorAll('.drift-conductor-item').forEach((host) => host.remove());
      };
    for (const [method, ...args] of queued) live[method]?.(...args);
  }

  return {
    ledger,
    swallowed,
    attributes,
    get contact() {
      return contact;
    },
    get phase() {
      return phase;
    },
    get isJammed() {
      return isJammed;
    },
    scripts,
    emit,
    arrive(tag = scripts().at(-1)) {
      contact = null;
      given = undefined;
      ownAid = undefined;
      isJammed = false;
      handlers.clear();
      phase = 'booting';
      if (!window.drift) throw new Error('the script came, and nobody had left a stub');
      takeOver(window.drift);
      tag?.dispatchEvent(new Event('load'));
    },
    ready() {
      if (phase === 'booting') return born();
      if (phase !== 'resetting') return;
      given = undefined;
      contact = null;
      if (aidAfterReset === 'kept' && ownAid) setCookie('drift_aid', ownAid);
      if (readyAfterReset) return born();
      if (!cookie('drift_aid')) setCookie('drift_aid', `aid-${++aids}`);
      note('born');
      frames();
      phase = 'ready';
    },
    come() {
      this.arrive();
      this.ready();
    },
    fail: () => void scripts().at(-1)?.dispatchEvent(new Event('error')),
    jam: () => void (isJammed = phase === 'ready'),
  };
}

/** A page on which nobody was ever here. */
export function clearPage(): void {
  delete (globalThis as Record<symbol, unknown>)[Symbol.for('driftkit.page.1')];
  delete window.drift;
  delete window.driftt;
  document.head.replaceChildren();
  document.body.replaceChildren();
  for (const pair of document.cookie.split('; ')) setCookie(pair.split('=')[0] ?? '', '', -1);
  localStorage.clear();
  sessionStorage.clear();
}
