import { toWire } from '../call-arguments';
import type { Call, LiveMessage, ReadyPayload } from '../frame-messages';
import type { Account } from './account';
import { createApi } from './api';
import { createBootLane } from './boot-lane';
import type { Cookies } from './cookies';
import type { Handler } from './emitter';
import { createEmitter } from './emitter';
import { pageContext } from './page-context';
import { followPage } from './page-events';
import { redirect } from './redirect';
import type { Flags } from './flags';
import { lowerReadyFlags, raiseFrameFlag } from './flags';
import type { Frames, FramesEvents } from './frames';
import type { WidgetStorage } from './storage';

/** Where the host half stands. Calls reach the controller only while it is live. */
type Phase =
  | { type: 'unloaded' }
  /** Frames load; who is here may still be told. */
  | { type: 'gathering'; frames: Frames }
  /** Who is here has been handed over; calls wait. */
  | { type: 'bootstrapping'; frames: Frames }
  | { type: 'live'; frames: Frames; payload: ReadyPayload }
  | { type: 'resetting'; frames: Frames };

export interface WidgetOptions {
  account: Account;
  /** The object under `window.drift`, on which Drift keeps its flags. */
  flags: Flags;
  cookies: Cookies;
  storage: WidgetStorage;
  drawFrames: (events: FramesEvents) => Frames;
}

/** The host half of the widget: what `window.drift` talks to. */
export interface Widget {
  /** Draws the frames and boots; a second call does nothing. */
  init(): void;
  call(method: string, args: readonly unknown[]): void;
  on(event: unknown, handler: unknown): void;
  off(event: unknown, handler?: unknown): void;
  /** The widget leaves the page; what waited is lost. `init` may follow. */
  unload(): void;
}

export function createWidget({ account, flags, cookies, storage, drawFrames }: WidgetOptions): Widget {
  const { assumptions, embedId } = account;
  const lane = createBootLane(assumptions);
  const emitter = createEmitter(assumptions.throwingHandler);
  let phase: Phase = { type: 'unloaded' };
  let held: Call[] = [];
  let context: unknown;
  let unfollow = (): void => undefined;
  let closeTab = (): void => undefined;

  const call = (method: string, args: readonly unknown[]): void => {
    const sent = toWire(args);
    if (method === 'setContext') context = sent[0];
    const made: Call = { method, args: sent, page: pageContext(context) };
    // ASSUMED: what was configured still holds after reset has reloaded the frames.
    if (method === 'config') lane.configure(made.args[0]);
    // Every page counts, also those that no load brought (observed).
    if (method === 'page') storage.countVisit();
    if (phase.type === 'live') return deliver(phase.frames, made);
    // A boot that waits for a token must get it.
    if (phase.type === 'bootstrapping' && method === 'setUserJwt') return post(phase.frames, made);
    if (phase.type === 'bootstrapping' || !lane.take(made)) held.push(made);
  };
  const post = (frames: Frames, made: Call): void => frames.post({ type: 'call', ...made });
  const deliver = (frames: Frames, made: Call): void => {
    post(frames, made);
    if (made.method !== 'reset') return;
    lane.resetBegan(cookies.anonymousId());
    phase = { type: 'resetting', frames };
  };
  const deliverHeld = (): void => {
    while (phase.type === 'live' && held.length > 0) deliver(phase.frames, held.shift() as Call);
  };

  const start = (): void => {
    phase = { type: 'gathering', frames: drawFrames({ onMessage, onConnected }) };
  };
  const onConnected: FramesEvents['onConnected'] = (frame) => raiseFrameFlag(flags, frame);
  const handOver = (frames: Frames, cookieDomains: string[]): void => {
    const own = lane.config['cookieDomain'];
    cookies.setDomains(typeof own === 'string' ? [own] : cookieDomains);
    cookies.keepAnonymousId();
    storage.countVisit();
    frames.post({
      type: 'identity',
      aid: cookies.anonymousId(),
      cookie: cookies.claim(),
      chatWasOpen: storage.chatWasOpen(),
      page: pageContext(context),
      ...lane.handOver(),
    });
    phase = { type: 'bootstrapping', frames };
  };
  const on: Widget['on'] = (event, handler) => {
    // Dropped with the words of every other call, which are said where those are.
    if (typeof event !== 'string' || typeof handler !== 'function') return call('on', [event, handler]);
    emitter.on(event, handler);
    if (event !== 'ready' || phase.type !== 'live') return;
    // Who comes late is called too, but never before `on` has returned (observed).
    const { payload } = phase;
    setTimeout(() => (handler as Handler)(flags.api, payload));
  };
  const off: Widget['off'] = (event, handler) => {
    if (typeof event !== 'string' || (handler !== undefined && typeof handler !== 'function'))
      return call('off', [event, handler]);
    emitter.off(event, handler);
  };
  const goLive = (frames: Frames, payload: ReadyPayload, announce: boolean): void => {
    phase = { type: 'live', frames, payload };
    flags.api = createApi({ call, on, off });
    flags.apiReady = true;
    if (announce) frames.post({ type: 'ready-announced' });
    // What waited was called before anything that a handler of ready is about to call.
    deliverHeld();
    if (announce) emitter.emit('ready', flags.api, payload);
  };
  const reload = (frames: Frames): void => {
    frames.remove();
    lowerReadyFlags(flags);
    // ASSUMED: whether handlers outlive the reload of the frames.
    if (assumptions.handlersAfterReset === 'gone') emitter.clear();
    start();
  };

  const onMessage = (message: LiveMessage): void => {
    if (phase.type === 'unloaded') return;
    const { frames } = phase;
    switch (message.type) {
      case 'identity-wanted':
        return handOver(frames, message.cookieDomains);
      case 'identified':
        // ASSUMED: whether the token is kept beside the id.
        return cookies.keepIdentity(
          message.userId,
          assumptions.userJwtCookie === 'stored' ? message.userJwt : null,
        );
      case 'bootstrapped':
        return cookies.keepVisit();
      case 'ready':
        return goLive(frames, message.payload, message.announce);
      case 'event':
        if (message.name === 'welcomeMessage:close') cookies.keepGreetingClosed();
        if (message.name === 'message' && !isOpen(message.payload)) storage.keepNotified();
        if (account.faults.events === 'lost') return;
        return emitter.emit(message.name, ...(message.payload === undefined ? [] : [message.payload]));
      case 'view':
        frames.show(message.view);
        return storage.keepChatOpen(message.view.chatOpen);
      case 'focus':
        frames.focus(message.frame);
        return frames.post({ type: 'focused', frame: message.frame });
      case 'forget':
        return cookies.forget(assumptions.cookiesAfterReset);
      case 'redirect':
        return redirect(message.url);
      case 'reload-frames':
        reload(frames);
        return void (message.identify && lane.take(message.identify));
    }
  };

  return {
    init() {
      if (phase.type !== 'unloaded') return;
      flags.hasInitialized = true;
      flags.embedId = embedId;
      unfollow = followPage({
        onHash: (hash) => void (phase.type === 'live' && phase.frames.post({ type: 'hash', hash })),
        onShow: () => (closeTab = storage.tabOpened()),
        onHide: () => closeTab(),
      });
      start();
    },
    call,
    on,
    off,
    unload() {
      if (phase.type === 'unloaded') return;
      unfollow();
      phase.frames.retire();
      phase = { type: 'unloaded' };
      held = [];
      lane.handOver();
      lowerReadyFlags(flags);
      flags.hasInitialized = false;
      delete flags.api;
      // ASSUMED: whether handlers outlive unload.
      if (assumptions.handlersAfterUnload === 'gone') emitter.clear();
    },
  };
}

// The flag that this event carries is that of the chat at that moment.
function isOpen(payload: unknown): boolean {
  return (payload as { data?: { sidebarOpen?: boolean } }).data?.sidebarOpen === true;
}
