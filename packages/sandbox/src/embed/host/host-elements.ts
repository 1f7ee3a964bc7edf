import type { FrameName, WidgetView } from '../frame-messages';
import style from './host.css?raw';

/** Where the frames come from, and what they are told in their address. */
export interface FrameSource {
  /** The sandbox's origin: where the script came from. */
  base: string;
  embedId: string;
  session: { sessionId: string; sessionStarted: number };
}

export type HostElements = Readonly<Record<FrameName, HTMLElement>>;

export const FRAMES: readonly FrameName[] = ['controller', 'chat'];
const TITLES: Record<FrameName, string> = {
  controller: 'Drift Widget Icon',
  chat: 'Drift Widget Chat Window',
};
const STYLE_ID = 'drift-widget-styles';
const PARENT_OPEN = 'drift-widget-parent--chat-open';
/** Where an open chat takes the whole screen; the same as in host.css. */
const MOBILE = '(max-height: 685px), (max-width: 380px), (max-width: 480px) and (orientation: portrait)';

/** Puts the two host elements with their frames into the page, and the style they need. */
export function drawHostElements(source: FrameSource): HostElements {
  const hosts = { controller: hostElement('controller', source), chat: hostElement('chat', source) };
  addStyle();
  document.body.append(hosts.controller, hosts.chat);
  return hosts;
}

/** Null where the page has taken it out. */
export function frameOf(host: HTMLElement): HTMLIFrameElement | null {
  return host.querySelector('iframe');
}

/** Applies what the controller wants to be seen. */
export function showView(hosts: HostElements, view: WidgetView): void {
  const { chatOpen, widgetVisible, takeover, align } = view;
  for (const name of FRAMES) {
    const { classList, style } = hosts[name];
    classList.toggle('drift-chat-open', chatOpen);
    classList.toggle(`drift-frame-${name}-align-right`, align === 'right');
    classList.toggle(`drift-frame-${name}-align-left`, align === 'left');
    classList.add('with-transition');
    // An offset moves the widget away from its corner (observed: config verticalOffset, horizontalOffset).
    style.marginBottom = `${view.verticalOffset}px`;
    style[align === 'right' ? 'marginRight' : 'marginLeft'] = `${view.horizontalOffset}px`;
  }
  hosts.controller.classList.toggle('drift-widget-shown', widgetVisible);
  hosts.controller.classList.toggle('hide-frame', !widgetVisible);
  const { previewHeight } = view;
  hosts.controller.classList.toggle('drift-widget-preview', previewHeight > 0);
  hosts.controller.style.setProperty('--preview-height', `${previewHeight}px`);
  hosts.chat.classList.toggle('drift-frame-chat__takeover', takeover);
  hosts.chat.setAttribute('aria-hidden', String(!chatOpen));
  // The page is marked where it must not scroll behind the chat, and nowhere else (observed).
  document.documentElement.classList.toggle(PARENT_OPEN, chatOpen && matchMedia(MOBILE).matches);
}

/** Nothing of the widget is to be found or seen any more, though its frames still run. */
export function vanish(hosts: HostElements): void {
  document.documentElement.classList.remove(PARENT_OPEN);
  for (const host of Object.values(hosts)) {
    host.removeAttribute('id');
    host.className = '';
    host.style.display = 'none';
  }
}

export function removeHostElements(hosts: HostElements): void {
  document.documentElement.classList.remove(PARENT_OPEN);
  for (const host of Object.values(hosts)) host.remove();
}

function addStyle(): void {
  if (document.getElementById(STYLE_ID)) return;
  const element = document.createElement('style');
  element.id = STYLE_ID;
  element.textContent = style;
  document.head.append(element);
}

function hostElement(name: FrameName, source: FrameSource): HTMLElement {
  const id = `drift-frame-${name}`;
  // Another start that never got to remove its frames: ids must stay unique.
  document.getElementById(id)?.remove();
  const host = document.createElement('div');
  host.id = id;
  host.className = `drift-conductor-item ${id} ${id}-align-right`;
  host.style.zIndex = '2147483646';
  if (name === 'chat') host.setAttribute('aria-hidden', 'true');
  host.append(iframe(name, source));
  return host;
}

function iframe(name: FrameName, source: FrameSource): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.className = `drift-frame-${name}`;
  frame.title = TITLES[name];
  frame.setAttribute('scrolling', 'no');
  frame.setAttribute('frameborder', '0');
  frame.allow = 'autoplay; encrypted-media; fullscreen;';
  frame.src = name === 'chat' ? chatUrl(source) : controllerUrl(source);
  return frame;
}

function chatUrl({ base }: FrameSource): string {
  return `${base}/core/chat?${new URLSearchParams({ d: '1', ...common() }).toString()}`;
}

function controllerUrl({ base, embedId, session }: FrameSource): string {
  const query = new URLSearchParams({
    d: '1',
    embedId,
    eId: embedId,
    sessionId: session.sessionId,
    sessionStarted: session.sessionStarted.toFixed(3),
    mode: 'CHAT',
    u: location.href,
    ...common(),
  });
  return `${base}/core?${query.toString()}`;
}

function common(): Record<string, string> {
  return { region: 'US', driftEnableLog: 'false', pageLoadStartTime: String(Date.now()) };
}
