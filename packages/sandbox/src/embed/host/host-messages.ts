import type { LiveMessage, ReadyPayload } from '../frame-messages';
import { createApi } from './api';
import { lowerReadyFlags, raiseFrameFlag } from './flags';
import type { Frames } from './frames';
import { deliverHeld } from './host-calls';
import type { HostState } from './host-state';
import { pageContext } from './page-context';

/** Draws the frames; from then on the controller says what happens. */
export function drawAndListen(host: HostState): void {
  const frames = host.drawFrames({
    onMessage: (message) => hear(host, message),
    onConnected: (frame) => raiseFrameFlag(host.flags, frame),
  });
  host.phase = { type: 'gathering', frames };
}

/** Does what the controller says. A widget that was unloaded hears nothing more. */
function hear(host: HostState, message: LiveMessage): void {
  if (host.phase.type === 'unloaded') return;
  const { frames } = host.phase;
  const { cookies, storage, account } = host;
  switch (message.type) {
    case 'identity-wanted':
      return handOver(host, frames, message.cookieDomains);
    case 'identified':
      // ASSUMED: whether the token is kept beside the id.
      return cookies.keepIdentity(
        message.userId,
        account.assumptions.userJwtCookie === 'stored' ? message.userJwt : null,
      );
    case 'bootstrapped':
      return cookies.keepVisit();
    case 'ready':
      return goLive(host, frames, message.payload, message.announce);
    case 'event':
      return raise(host, message.name, message.payload);
    case 'view':
      frames.show(message.view);
      return storage.keepChatOpen(message.view.chatOpen);
    case 'focus':
      frames.focus(message.frame);
      return frames.post({ type: 'focused', frame: message.frame });
    case 'forget':
      return cookies.forget(account.assumptions.cookiesAfterReset);
    case 'redirect':
      return redirect(message.url);
    case 'reload-frames':
      reload(host, frames);
      return void (message.identify && host.lane.take(message.identify));
  }
}

/** Tells the controller who the visitor is. */
function handOver(host: HostState, frames: Frames, cookieDomains: string[]): void {
  const { cookies, storage, lane } = host;
  const own = lane.config['cookieDomain'];
  cookies.setDomains(typeof own === 'string' ? [own] : cookieDomains);
  cookies.keepAnonymousId();
  storage.countVisit();
  frames.post({
    type: 'identity',
    aid: cookies.anonymousId(),
    cookie: cookies.claim(),
    chatWasOpen: storage.chatWasOpen(),
    page: pageContext(host.context),
    ...lane.handOver(),
  });
  host.phase = { type: 'bootstrapping', frames };
}

function goLive(host: HostState, frames: Frames, payload: ReadyPayload, announce: boolean): void {
  const { flags, emitter } = host;
  host.phase = { type: 'live', frames, payload };
  flags.api = createApi(host.target);
  flags.apiReady = true;
  if (announce) frames.post({ type: 'ready-announced' });
  // What waited was called before anything that a handler of ready is about to call.
  deliverHeld(host);
  if (announce) emitter.emit('ready', flags.api, payload);
}

function raise({ cookies, storage, account, emitter }: HostState, name: string, payload: unknown): void {
  if (name === 'welcomeMessage:close') cookies.keepGreetingClosed();
  if (name === 'message' && !isOpen(payload)) storage.keepNotified();
  if (account.faults.events === 'lost') return;
  emitter.emit(name, ...(payload === undefined ? [] : [payload]));
}

// The flag that this event carries is that of the chat at that moment.
function isOpen(payload: unknown): boolean {
  return (payload as { data?: { sidebarOpen?: boolean } }).data?.sidebarOpen === true;
}

function reload(host: HostState, frames: Frames): void {
  frames.remove();
  lowerReadyFlags(host.flags);
  // ASSUMED: whether handlers outlive the reload of the frames.
  if (host.account.assumptions.handlersAfterReset === 'gone') host.emitter.clear();
  drawAndListen(host);
}

/** The page goes there, if it is a page. */
function redirect(url: string): void {
  if (!URL.canParse(url, location.href)) return;
  const target = new URL(url, location.href);
  // Only the web: a `javascript:` address would run on the page.
  if (target.protocol === 'https:' || target.protocol === 'http:') location.assign(target);
}
