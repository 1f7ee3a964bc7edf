/** `window.drift` once its script has run, in memory: written from Drift's documents, and from what was observed of it. */
import type { ReadyPayload } from '../events';
import type { QueueEntry, VendorApi, VendorDrift } from '../vendor';
import { deleteCookie, readCookie, setCookie } from './clean-page';

type Handler = (...args: unknown[]) => void;

export interface FakeVendor {
  readonly phase: 'away' | 'booting' | 'ready' | 'resetting';
  readonly contact: string | null;
  readonly calls: readonly QueueEntry[];
  /** The script runs: it drains the queue in call order, and live methods replace the stubs. */
  arrive(embedId: string | undefined): void;
  /** The frames are up, for the first time or after a reset. */
  comeUp(): void;
  emit(event: string, ...args: unknown[]): void;
}

/** The methods that do nothing here but leave their trace. */
const METHODS = {
  config: true,
  track: true,
  page: true,
  debug: true,
  ping: true,
  show: true,
  hide: true,
  setUserJwt: true,
  waitForUserJwt: true,
};
/** Keyed by the vendor's types, so that none can be missing. */
const API = {
  openChat: true,
  hideChat: true,
  toggleChat: true,
  showWelcomeMessage: true,
  hideWelcomeMessage: true,
  showAwayMessage: true,
  hideAwayMessage: true,
  showWelcomeOrAwayMessage: true,
  hidePreview: true,
  toggleChatTakeoverModal: true,
  goToConversation: true,
  goToConversationList: true,
  goToNewConversation: true,
  startInteraction: true,
  scheduleMeeting: true,
  setUserAttributes: true,
  collectFormData: true,
  commitFormData: true,
  evaluateCampaignTargeting: true,
  toggleHoursAndTargeting: true,
  setUserJwt: true,
  waitForUserJwt: true,
} satisfies Record<Exclude<keyof VendorApi, 'widget' | 'sidebar'>, true>;
const WIDGET = { show: true, hide: true } satisfies Record<keyof VendorApi['widget'], true>;
const SIDEBAR = { open: true, close: true, toggle: true } satisfies Record<keyof VendorApi['sidebar'], true>;

const TWO_YEARS = 63_072_000;
const ID_COOKIES = ['drift_aid', 'driftt_aid', 'drift_eid', 'driftt_eid', 'drift_ujwt'];

/** `left` is called when a reset has let the contact go, and Drift would start over. */
export function createFakeVendor(payload: ReadyPayload, left: () => void): FakeVendor {
  const calls: QueueEntry[] = [];
  const api = apiOf(calls);
  const handlers = createHandlers();
  let phase: FakeVendor['phase'] = 'away';
  const person = createPerson();
  let drift: VendorDrift | undefined;

  const live: Record<string, Handler> = {
    ...recorders(calls, METHODS),
    on(event, handler) {
      handlers.add(event as string, handler as Handler);
      if (event === 'ready' && phase === 'ready')
        handlers.callLater(event, handler as Handler, [api, payload]);
    },
    off: (event, handler) => handlers.remove(event as string, handler as Handler | undefined),
    identify(...args) {
      record(calls, 'identify')(...args);
      if (phase === 'ready') person.associate(args[0] as string);
      else person.announce(args[0] as string);
    },
    reset() {
      record(calls, 'reset')();
      person.forget();
      phase = 'resetting';
      left();
    },
    unload() {
      handlers.clear();
      person.leave();
      phase = 'away';
    },
    init: () => undefined,
  };

  return {
    get phase() {
      return phase;
    },
    get contact() {
      return person.contact;
    },
    calls,
    emit: handlers.emit,
    arrive(embedId) {
      if (phase !== 'away') return;
      phase = 'booting';
      person.announce(undefined);
      drift = takeOver(live, { api, embedId, hasInitialized: true });
    },
    comeUp() {
      phase = 'ready';
      person.comeUp();
      Object.assign(drift ?? {}, { allFramesReady: true });
      handlers.emit('ready', api, payload);
    },
  };
}

function record(calls: QueueEntry[], method: string): Handler {
  return (...args) => void calls.push([method, ...args]);
}

function recorders(calls: QueueEntry[], names: object, prefix = ''): Record<string, Handler> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, record(calls, prefix + name)]));
}

function apiOf(calls: QueueEntry[]): VendorApi {
  return {
    ...recorders(calls, API, 'api.'),
    widget: recorders(calls, WIDGET, 'api.widget.'),
    sidebar: recorders(calls, SIDEBAR, 'api.sidebar.'),
  } as unknown as VendorApi;
}

/** Drains what was queued, in call order, through the live methods that replace the stubs. */
function takeOver(live: Record<string, Handler>, flags: object): VendorDrift {
  const drift = (window.drift = window.driftt = window.drift ?? []);
  const queue = drift.splice(0);
  Object.assign(drift, live, flags);
  for (const [method, ...args] of queue) live[method]?.(...args);
  return drift;
}

interface Person {
  readonly contact: string | null;
  /** Takes effect when Drift comes up. */
  announce(id: string | undefined): void;
  associate(id: string): void;
  comeUp(): void;
  /** Drift is unloaded; the cookies stay. */
  leave(): void;
  forget(): void;
}

/** Whose contact Drift holds, and the cookies that say so. */
function createPerson(): Person {
  let contact: string | null = null;
  let announced: string | undefined;
  let visitors = 0;
  const associate = (id: string): void => {
    contact = id;
    setCookie('drift_eid', id, TWO_YEARS);
  };
  return {
    get contact() {
      return contact;
    },
    announce: (id) => void (announced = id),
    associate,
    comeUp() {
      if (!readCookie('drift_aid')) keepAnonymousId(++visitors);
      const id = announced ?? readCookie('drift_eid');
      if (id !== undefined) associate(id);
    },
    leave: () => void (contact = null),
    forget() {
      ID_COOKIES.forEach(deleteCookie);
      contact = null;
      announced = undefined;
    },
  };
}

function keepAnonymousId(visitor: number): void {
  const aid = `00000000-0000-4000-8000-${String(visitor).padStart(12, '0')}`;
  for (const name of ['drift_aid', 'driftt_aid']) setCookie(name, aid, TWO_YEARS);
}

interface Handlers {
  add(event: string, handler: Handler): void;
  /** Without a handler, all of the event go. */
  remove(event: string, handler: Handler | undefined): void;
  emit(event: string, ...args: unknown[]): void;
  /** In a microtask, unless the handler is removed before. */
  callLater(event: string, handler: Handler, args: unknown[]): void;
  clear(): void;
}

function createHandlers(): Handlers {
  const ofEvent = new Map<string, Set<Handler>>();
  return {
    add: (event, handler) => void ofEvent.set(event, (ofEvent.get(event) ?? new Set()).add(handler)),
    remove(event, handler) {
      if (handler) ofEvent.get(event)?.delete(handler);
      else ofEvent.delete(event);
    },
    emit(event, ...args) {
      for (const handler of [...(ofEvent.get(event) ?? [])]) handler(...args);
    },
    callLater(event, handler, args) {
      const known = ofEvent.get(event);
      void Promise.resolve().then(() => known?.has(handler) && handler(...args));
    },
    clear: () => ofEvent.clear(),
  };
}
