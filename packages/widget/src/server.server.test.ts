// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrift, createSession, fetchUserJwt } from './index';
import type { Drift, DriftApi, DriftError, Session, Trigger } from './index';

/** Every method of an object, each with a call of it: one that is added to the object and not here does not compile. */
type Calls<T> = {
  [K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: () => unknown;
};

const errors: DriftError[] = [];
const spies = {
  listener: vi.fn(),
  getUserJwt: vi.fn(fetchUserJwt('/api/drift-identity')),
  start: vi.fn<Trigger['start']>(),
  fetch: vi.spyOn(globalThis, 'fetch'),
};
const options = {
  embedId: 'abcdefgh1234',
  when: { waitsFor: 'consent' as const, start: spies.start },
  onError: (error: DriftError) => void errors.push(error),
};
const drift = createDrift(options);
const session = createSession({ ...options, getUserJwt: spies.getUserJwt });

const callsOf = (on: Drift): Calls<Drift> => ({
  load: () => on.load(),
  unload: () => on.unload(),
  identify: () => on.identify('ann', { plan: 'pro' }, { userJwt: 'token' }),
  setUserAttributes: () => on.setUserAttributes({ plan: 'pro' }),
  track: () => on.track('opened_pricing', { from: '/' }),
  page: () => on.page('/pricing'),
  reset: () => on.reset(),
  config: () => on.config({ locale: 'en' }),
  show: () => on.show(),
  hide: () => on.hide(),
  debug: () => on.debug('help'),
  on: () => on.on('ready', spies.listener)(),
  once: () => on.once('chatOpen', spies.listener)(),
  subscribe: () => on.subscribe(spies.listener)(),
});
const sessionCalls: Calls<Session> = {
  ...callsOf(session),
  setUser: () => session.setUser({ id: 'ann' }),
  login: () => session.login({ id: 'ann' }),
  logout: () => session.logout(),
  subscribeIdentity: () => session.subscribeIdentity(spies.listener)(),
  close: () => session.close(),
};
const apiCallsOf = ({ api }: Drift): Calls<DriftApi & DriftApi['widget'] & DriftApi['sidebar']> => ({
  openChat: () => api.openChat(),
  hideChat: () => api.hideChat(),
  toggleChat: () => api.toggleChat(),
  showWelcomeMessage: () => api.showWelcomeMessage('Hello'),
  hideWelcomeMessage: () => api.hideWelcomeMessage(),
  showAwayMessage: () => api.showAwayMessage(),
  hideAwayMessage: () => api.hideAwayMessage(),
  showWelcomeOrAwayMessage: () => api.showWelcomeOrAwayMessage(),
  hidePreview: () => api.hidePreview(),
  toggleChatTakeoverModal: () => api.toggleChatTakeoverModal(),
  goToConversation: () => api.goToConversation(7),
  goToConversationList: () => api.goToConversationList(),
  goToNewConversation: () => api.goToNewConversation('Hello'),
  startInteraction: () => api.startInteraction({ interactionId: 7 }),
  scheduleMeeting: () => api.scheduleMeeting(7),
  setUserAttributes: () => api.setUserAttributes({ plan: 'pro' }),
  collectFormData: () => api.collectFormData({ email: 'ann@acme.com' }, { campaignId: 7 }),
  commitFormData: () => api.commitFormData({ campaignId: 7 }),
  evaluateCampaignTargeting: () => api.evaluateCampaignTargeting(),
  toggleHoursAndTargeting: () => api.toggleHoursAndTargeting(true),
  show: () => api.widget.show(),
  hide: () => api.widget.hide(),
  open: () => api.sidebar.open(),
  close: () => api.sidebar.close(),
  toggle: () => api.sidebar.toggle(),
});

let globals: PropertyKey[];
beforeEach(() => {
  vi.useFakeTimers();
  globals = Reflect.ownKeys(globalThis);
});
afterEach(() => {
  expect(typeof document).toBe('undefined');
  expect(Reflect.ownKeys(globalThis)).toEqual(globals);
  expect([vi.getTimerCount(), errors]).toEqual([0, []]);
  for (const spy of Object.values(spies)) expect(spy).not.toHaveBeenCalled();
  vi.useRealTimers();
});

describe.each([
  ['createDrift(…)', callsOf(drift)],
  ['createSession(…)', sessionCalls],
  ['createDrift(…).api', apiCallsOf(drift)],
  ['createSession(…).api', apiCallsOf(session)],
])('on a server, a call on %s', (_, calls) => {
  it.each(Object.entries(calls))(
    '%s throws nothing, reports nothing and touches nothing',
    async (_, call) => {
      await call();
      await vi.advanceTimersByTimeAsync(0);
    },
  );
});

describe('on a server, a promise settles with the code `server`', () => {
  it.each([drift, session])('%#: ready', async (object) => {
    await expect(object.ready).rejects.toMatchObject({ code: 'server' });
  });

  it.each([() => session.login({ id: 'ann' }), () => session.logout()])('%#: an outcome', async (call) => {
    await expect(call()).resolves.toMatchObject({ status: 'failed', error: { code: 'server' } });
  });
});

describe('on a server, the state', () => {
  it('stays what it is at the beginning, whatever was called', () => {
    for (const call of Object.values<() => unknown>({ ...sessionCalls })) void call();
    expect([session.state, session.identity]).toEqual([{ status: 'idle' }, { status: 'unknown' }]);
  });
});
