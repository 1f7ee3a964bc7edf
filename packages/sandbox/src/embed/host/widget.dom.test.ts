// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assumptions } from '../../protocol';
import type { HostMessage, LiveMessage, ReadyPayload } from '../frame-messages';
import type { Account } from './account';
import { createCookies } from './cookies';
import type { Flags } from './flags';
import type { Frames, FramesEvents } from './frames';
import { createStorage } from './storage';
import type { Widget } from './widget';
import { createWidget } from './widget';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';

/** One pair of frames as the host sees them: what it posted, and what it hears. */
interface Drawn extends FramesEvents {
  posted: HostMessage[];
  frames: { [K in keyof Frames]: ReturnType<typeof vi.fn> };
}

let drawn: Drawn[];
let flags: Flags;
let widget: Widget;
function begin(assumptions: Partial<Assumptions> = {}, faults: Partial<Account['faults']> = {}): void {
  drawn = [];
  flags = {};
  const account: Account = {
    embedId: 'sandbox0drft',
    start: 'alone',
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...assumptions },
    faults: { cookies: 'none', events: 'none', ...faults },
  };
  widget = createWidget({
    account,
    flags,
    cookies: createCookies(),
    storage: createStorage(),
    drawFrames(events) {
      const posted: HostMessage[] = [];
      const frames = {
        post: vi.fn((message: HostMessage) => void posted.push(message)),
        show: vi.fn(),
        focus: vi.fn(),
        remove: vi.fn(),
        retire: vi.fn(),
      };
      drawn.push({ ...events, posted, frames });
      return frames;
    },
  });
}
beforeEach(() => {
  for (const cookie of document.cookie.split('; '))
    document.cookie = `${cookie.split('=')[0]}=; max-age=-1; path=/`;
  localStorage.clear();
  begin();
});

const payload = { chatOpen: false } as ReadyPayload;
const current = (): Drawn => drawn.at(-1) as Drawn;
const hear = (message: LiveMessage): void => current().onMessage(message);
const wantIdentity = (): void => hear({ type: 'identity-wanted', cookieDomains: [] });
const becomeReady = (announce = true): void => hear({ type: 'ready', payload, announce });
function goLive(): void {
  widget.init();
  wantIdentity();
  becomeReady();
}
const calls = (): string[] =>
  current().posted.flatMap((message) => (message.type === 'call' ? [message.method] : []));
const handedOver = (): Extract<HostMessage, { type: 'identity' }> | undefined =>
  current().posted.find((message) => message.type === 'identity');
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('init draws the frames once, however often it is called', () => {
  widget.init();
  widget.init();
  expect(drawn).toHaveLength(1);
  expect(flags).toMatchObject({ hasInitialized: true, embedId: 'sandbox0drft' });
});

test('who is here is handed over when the frames ask, with an anonymous id and the cookie of an earlier visit', () => {
  document.cookie = 'drift_eid=user_1; path=/';
  widget.call('identify', ['user_2']);
  widget.init();
  widget.call('config', [{ locale: 'de' }]);
  expect(current().posted).toEqual([]);
  wantIdentity();
  expect(handedOver()).toMatchObject({
    aid: createCookies().anonymousId(),
    cookie: { userId: 'user_1' },
    calls: [{ method: 'identify', args: ['user_2'] }, { method: 'config' }],
    config: { locale: 'de' },
    afterReset: false,
  });
});

test('calls wait until ready and leave in call order, those of a ready handler behind them', () => {
  widget.on('ready', () => widget.call('track', ['from ready']));
  widget.call('track', ['one']);
  widget.init();
  widget.call('page', []);
  wantIdentity();
  widget.call('identify', ['user_1']);
  expect(calls()).toEqual([]);
  becomeReady();
  expect(calls()).toEqual(['track', 'page', 'identify', 'track']);
});

test('ready brings the api and the payload; the flags are up by then', () => {
  const ready = vi.fn(() => expect(flags.apiReady).toBe(true));
  widget.on('ready', ready);
  goLive();
  expect(ready).toHaveBeenCalledExactlyOnceWith(flags.api, payload);
  expect(current().posted.map(({ type }) => type)).toEqual(['identity', 'ready-announced']);
});

test('who subscribes to ready late is called too, but not before on has returned', async () => {
  goLive();
  const late = vi.fn();
  widget.on('ready', late);
  expect(late).not.toHaveBeenCalled();
  await turn();
  expect(late).toHaveBeenCalledExactlyOnceWith(flags.api, payload);
});

test('before ready there is no api', () => {
  widget.init();
  wantIdentity();
  expect(flags.api).toBeUndefined();
});

test('a boot that waits for a token gets it', () => {
  widget.init();
  wantIdentity();
  widget.call('setUserJwt', ['token']);
  expect(calls()).toEqual(['setUserJwt']);
});

test('config({ cookieDomain }) replaces the domains of the account', () => {
  widget.call('config', [{ cookieDomain: '.acme.com' }]);
  widget.init();
  hear({ type: 'identity-wanted', cookieDomains: ['.other.com'] });
  expect(handedOver()?.config).toEqual({ cookieDomain: '.acme.com' });
});

test('setContext: from then on the page is the one that is given, for this boot and for later calls', () => {
  const href = 'https://shop.example/prices';
  widget.call('setContext', [{ window: { location: { href } }, document: { title: 'Prices' } }]);
  widget.init();
  wantIdentity();
  expect(handedOver()?.page).toMatchObject({ url: href, title: 'Prices' });
  becomeReady();
  widget.call('page', []);
  expect(current().posted.at(-1)).toMatchObject({ method: 'page', page: { url: href } });
});

test('frames that reload with an identify get it as a call before boot', () => {
  goLive();
  const identify = {
    method: 'identify',
    args: ['user_2'],
    page: { url: '', title: '', referrer: '', locale: '' },
  };
  hear({ type: 'reload-frames', identify });
  expect(drawn).toHaveLength(2);
  widget.call('track', ['held']);
  wantIdentity();
  expect(handedOver()).toMatchObject({ calls: [identify], afterReset: false });
  expect(calls()).toEqual([]);
});

test('an event of the frames reaches the handlers, with its payload or without one', () => {
  goLive();
  const [open, message] = [vi.fn(), vi.fn()];
  widget.on('chatOpen', open);
  widget.on('message', message);
  hear({ type: 'event', name: 'chatOpen', payload: undefined });
  hear({ type: 'event', name: 'message', payload: { conversationId: 1 } });
  expect(open).toHaveBeenCalledExactlyOnceWith();
  expect(message).toHaveBeenCalledExactlyOnceWith({ conversationId: 1 });
});

test('an identity that was taken is kept as a cookie', () => {
  goLive();
  hear({ type: 'identified', userId: 'user_1', userJwt: 'token' });
  expect(document.cookie).toContain('drift_eid=user_1');
  expect(document.cookie).not.toContain('drift_ujwt');
});

test('userJwtCookie stored: so is its token', () => {
  begin({ userJwtCookie: 'stored' });
  goLive();
  hear({ type: 'identified', userId: 'user_1', userJwt: 'token' });
  expect(document.cookie).toContain('drift_ujwt=token');
});

test('a frame gets the focus first, and is told so that it can pass it on', () => {
  goLive();
  hear({ type: 'focus', frame: 'chat' });
  expect(current().frames.focus).toHaveBeenCalledWith('chat');
  expect(current().posted.at(-1)).toEqual({ type: 'focused', frame: 'chat' });
});

describe('reset', () => {
  const reset = (): void => {
    widget.call('reset', []);
    hear({ type: 'forget' });
    hear({ type: 'reload-frames' });
  };

  test('lets go of the ids and boots again with a new one', () => {
    goLive();
    const before = createCookies().anonymousId();
    reset();
    expect(drawn[0]?.frames.remove).toHaveBeenCalled();
    expect(flags).toMatchObject({ apiReady: false, allFramesReady: false });
    wantIdentity();
    expect(handedOver()?.aid).not.toBe(before);
    expect(handedOver()?.afterReset).toBe(true);
  });

  test('keeps what was configured', () => {
    goLive();
    widget.call('config', [{ verticalOffset: 30 }]);
    reset();
    wantIdentity();
    expect(handedOver()?.config).toEqual({ verticalOffset: 30 });
  });

  test('raises ready again, or not, as the frames say', () => {
    const ready = vi.fn();
    widget.on('ready', ready);
    goLive();
    reset();
    wantIdentity();
    becomeReady(false);
    expect(ready).toHaveBeenCalledTimes(1);
    expect(flags.apiReady).toBe(true);
    reset();
    wantIdentity();
    becomeReady();
    expect(ready).toHaveBeenCalledTimes(2);
  });

  test('handlersAfterReset gone: no handler hears the second ready', () => {
    begin({ handlersAfterReset: 'gone' });
    const ready = vi.fn();
    widget.on('ready', ready);
    goLive();
    reset();
    wantIdentity();
    becomeReady();
    expect(ready).toHaveBeenCalledTimes(1);
  });

  test('calls that meet it wait for the new frames; an identify decides how the visit is born', () => {
    goLive();
    widget.call('reset', []);
    widget.call('track', ['after']);
    widget.call('identify', ['user_2']);
    hear({ type: 'forget' });
    hear({ type: 'reload-frames' });
    expect(drawn[0]?.posted.filter(({ type }) => type === 'call')).toHaveLength(1);
    wantIdentity();
    becomeReady();
    expect(handedOver()?.calls).toMatchObject([{ method: 'identify', args: ['user_2'] }]);
    expect(calls()).toEqual(['track']);
  });

  test('one that waited in the queue holds back what stood behind it', () => {
    widget.call('reset', []);
    widget.call('track', ['after']);
    goLive();
    expect(calls()).toEqual(['reset']);
  });
});

describe('unload', () => {
  test('takes the widget away and lets init follow', () => {
    goLive();
    widget.unload();
    expect(current().frames.retire).toHaveBeenCalledTimes(1);
    expect(flags).toMatchObject({ hasInitialized: false, apiReady: false });
    expect(flags.api).toBeUndefined();
    widget.init();
    expect(drawn).toHaveLength(2);
  });

  test('loses what waited', () => {
    widget.call('track', ['before']);
    widget.call('identify', ['user_1']);
    widget.init();
    widget.unload();
    goLive();
    expect(handedOver()?.calls).toEqual([]);
    expect(calls()).toEqual([]);
  });

  test('what the old frames still say is not heard', () => {
    goLive();
    const [old] = drawn;
    widget.unload();
    old?.onMessage({ type: 'identified', userId: 'user_1', userJwt: null });
    expect(document.cookie).not.toContain('drift_eid');
  });

  test.each([
    ['kept', 2],
    ['gone', 1],
  ] as const)('handlersAfterUnload %s: ready is heard %d times', (handlersAfterUnload, times) => {
    begin({ handlersAfterUnload });
    const ready = vi.fn();
    widget.on('ready', ready);
    goLive();
    widget.unload();
    goLive();
    expect(ready).toHaveBeenCalledTimes(times);
  });
});

test('under the fault that loses events, handlers hear nothing but ready', () => {
  begin({}, { events: 'lost' });
  const [ready, chatOpen] = [vi.fn(), vi.fn()];
  widget.on('ready', ready);
  widget.on('chatOpen', chatOpen);
  goLive();
  hear({ type: 'event', name: 'chatOpen', payload: undefined });
  expect(ready).toHaveBeenCalledOnce();
  expect(chatOpen).not.toHaveBeenCalled();
});

test('who subscribes late through the api is called too', async () => {
  goLive();
  const late = vi.fn();
  (flags.api as { on: Widget['on'] }).on('ready', late);
  await turn();
  expect(late).toHaveBeenCalledExactlyOnceWith(flags.api, payload);
});

test('what is wrong with on and off goes where every call is checked; what is right does not', () => {
  goLive();
  widget.on('chatOpen', undefined);
  widget.off('chatOpen', 5);
  widget.on('chatOpen', () => undefined);
  widget.off('chatOpen');
  expect(calls()).toEqual(['on', 'off']);
});

test('page counts a visit, and a hash is told to the frames of a live widget alone', () => {
  const visits = (): unknown => JSON.parse(localStorage.getItem('DRIFT_visitCounts') ?? '{}');
  const change = (): void =>
    void window.dispatchEvent(new HashChangeEvent('hashchange', { newURL: 'http://a.test/#pricing' }));
  widget.init();
  change();
  wantIdentity();
  becomeReady();
  widget.call('page', []);
  expect(Object.values(visits() as object)).toEqual([2]);
  change();
  const hashes = current().posted.filter(({ type }) => type === 'hash');
  expect(hashes).toEqual([{ type: 'hash', hash: '#pricing' }]);
  widget.unload();
});

test('a message that comes while the chat is closed is remembered as one that was heard', () => {
  goLive();
  const message = (sidebarOpen: boolean): void =>
    hear({ type: 'event', name: 'message', payload: { data: { sidebarOpen } } });
  sessionStorage.clear();
  message(true);
  expect(sessionStorage.getItem('DRIFT_NOTIFICATION_PLAYED')).toBeNull();
  message(false);
  expect(sessionStorage.getItem('DRIFT_NOTIFICATION_PLAYED')).toBe('true');
});

test.each([
  ['https://acme.example/thanks', 1],
  ['/thanks', 1],
  ['javascript:alert(1)', 0],
  ['data:text/html,x', 0],
])('a redirect goes to the web alone: %s', (url, times) => {
  const assign = vi.spyOn(window.location, 'assign').mockReturnValue();
  goLive();
  hear({ type: 'redirect', url });
  expect(assign).toHaveBeenCalledTimes(times);
  assign.mockRestore();
});
