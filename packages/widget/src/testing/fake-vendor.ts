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
  const handlers = new Map<string, Set<Handler>>();
  let phase: FakeVendor['phase'] = 'away';
  let contact: string | null = null;
  let given: string | undefined;
  let drift: VendorDrift | undefined;
  let visitors = 0;

  const record =
    (method: string) =>
    (...args: unknown[]): void =>
      void calls.push([method, ...args]);
  const recorders = (names: object, prefix = ''): Record<string, Handler> =>
    Object.fromEntries(Object.keys(names).map((name) => [name, record(prefix + name)]));
  const api = {
    ...recorders(API, 'api.'),
    widget: recorders(WIDGET, 'api.widget.'),
    sidebar: recorders(SIDEBAR, 'api.sidebar.'),
  } as unknown as VendorApi;

  function emit(event: string, ...args: unknown[]): void {
    for (const handler of [...(handlers.get(event) ?? [])]) handler(...args);
  }

  const live: Record<string, Handler> = {
    ...recorders(METHODS),
    on(event, handler) {
      const known = handlers.get(event as string) ?? new Set();
      handlers.set(event as string, known.add(handler as Handler));
      if (event !== 'ready' || phase !== 'ready') return;
      void Promise.resolve().then(() => known.has(handler as Handler) && (handler as Handler)(api, payload));
    },
    off(event, handler) {
      if (handler) handlers.get(event as string)?.delete(handler as Handler);
      else handlers.delete(event as string);
    },
    identify(...args) {
      record('identify')(...args);
      if (phase === 'ready') associate(args[0] as string);
      else given = args[0] as string;
    },
    reset() {
      record('reset')();
      ID_COOKIES.forEach(deleteCookie);
      contact = null;
      given = undefined;
      phase = 'resetting';
      left();
    },
    unload() {
      handlers.clear();
      contact = null;
      phase = 'away';
    },
    init: () => undefined,
  };

  function associate(id: string): void {
    contact = id;
    setCookie('drift_eid', id, TWO_YEARS);
  }

  return {
    get phase() {
      return phase;
    },
    get contact() {
      return contact;
    },
    calls,
    emit,
    arrive(embedId) {
      if (phase !== 'away') return;
      phase = 'booting';
      given = undefined;
      drift = window.drift = window.driftt = window.drift ?? [];
      const queue = drift.splice(0);
      Object.assign(drift, live, { api, embedId, hasInitialized: true });
      for (const [method, ...args] of queue) live[method]?.(...args);
    },
    comeUp() {
      phase = 'ready';
      if (!readCookie('drift_aid')) {
        const aid = `00000000-0000-4000-8000-${String(++visitors).padStart(12, '0')}`;
        for (const name of ['drift_aid', 'driftt_aid']) setCookie(name, aid, TWO_YEARS);
      }
      const id = given ?? readCookie('drift_eid');
      if (id !== undefined) associate(id);
      Object.assign(drift ?? {}, { allFramesReady: true });
      emit('ready', api, payload);
    },
  };
}
