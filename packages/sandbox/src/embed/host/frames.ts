import type {
  ControllerMessage,
  LiveMessage,
  FrameConnect,
  FrameLoaded,
  FrameName,
  HostMessage,
  WidgetView,
} from '../wire';
import { HOST_STYLE } from './style';

export interface FramesOptions {
  /** The sandbox's origin: where the script came from. */
  base: string;
  embedId: string;
  session: { sessionId: string; sessionStarted: number };
  onMessage: (message: LiveMessage) => void;
  onConnected: (frame: FrameName) => void;
}

/** The two host elements with their frames, and the line to the controller. */
export interface Frames {
  post(message: HostMessage): void;
  show(view: WidgetView): void;
  remove(): void;
  /** Gone from the page at once, though the frames live a moment longer to say goodbye. */
  retire(): void;
}

const TITLES: Record<FrameName, string> = {
  controller: 'Drift Widget Icon',
  chat: 'Drift Widget Chat Window',
};
const FRAMES: readonly FrameName[] = ['controller', 'chat'];
/** Milliseconds a retired frame has to tell the server. */
const GOODBYE = 1000;
const STYLE_ID = 'drift-widget-styles';

export function drawFrames(options: FramesOptions): Frames {
  const hosts = { controller: hostElement('controller', options), chat: hostElement('chat', options) };
  const toController = new MessageChannel();
  // The two frames speak to each other over a line of their own; the page only hands out its ends.
  const between = new MessageChannel();
  const ports = { controller: [toController.port2, between.port1], chat: [between.port2] };

  const onLoaded = (event: MessageEvent<unknown>): void => {
    const frame = FRAMES.find((name) => event.source === frameOf(hosts[name]).contentWindow);
    if (!frame || event.origin !== options.base || !isLoaded(event.data, frame)) return;
    const connect: FrameConnect = { type: 'driftkit-sandbox:connect' };
    frameOf(hosts[frame]).contentWindow?.postMessage(connect, options.base, ports[frame].splice(0));
    options.onConnected(frame);
  };
  toController.port1.onmessage = (event: MessageEvent<ControllerMessage>) => {
    if (event.data.type === 'unloaded') remove();
    else options.onMessage(event.data);
  };
  window.addEventListener('message', onLoaded);
  addStyle();
  document.body.append(hosts.controller, hosts.chat);

  const post = (message: HostMessage): void => toController.port1.postMessage(message);
  const remove = (): void => {
    window.removeEventListener('message', onLoaded);
    toController.port1.close();
    document.documentElement.classList.remove('drift-widget-parent--chat-open');
    for (const host of Object.values(hosts)) host.remove();
  };

  return {
    post,
    show: (view) => showView(hosts, view),
    remove,
    retire() {
      for (const host of Object.values(hosts)) vanish(host);
      document.documentElement.classList.remove('drift-widget-parent--chat-open');
      post({ type: 'unload' });
      setTimeout(remove, GOODBYE);
    },
  };
}

function vanish(host: HTMLElement): void {
  host.removeAttribute('id');
  host.className = '';
  host.style.display = 'none';
}

function isLoaded(data: unknown, frame: FrameName): data is FrameLoaded {
  const message = data as Partial<FrameLoaded> | null;
  return message?.type === 'driftkit-sandbox:loaded' && message.frame === frame;
}

function frameOf(host: HTMLElement): HTMLIFrameElement {
  return host.querySelector('iframe') as HTMLIFrameElement;
}

function addStyle(): void {
  if (document.getElementById(STYLE_ID)) return;
  const style = document.createElement('style');
  style.id = STYLE_ID;
  style.textContent = HOST_STYLE;
  document.head.append(style);
}

function hostElement(name: FrameName, options: FramesOptions): HTMLElement {
  const id = `drift-frame-${name}`;
  // Another start that never got to remove its frames: ids must stay unique.
  document.getElementById(id)?.remove();
  const host = document.createElement('div');
  host.id = id;
  host.className = `drift-conductor-item ${id} ${id}-align-right`;
  host.style.zIndex = '2147483646';
  if (name === 'chat') host.setAttribute('aria-hidden', 'true');
  host.append(iframe(name, options));
  return host;
}

function iframe(name: FrameName, options: FramesOptions): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.className = `drift-frame-${name}`;
  frame.title = TITLES[name];
  frame.setAttribute('scrolling', 'no');
  frame.setAttribute('frameborder', '0');
  frame.allow = 'autoplay; encrypted-media; fullscreen;';
  frame.src = sourceOf(name, options);
  return frame;
}

function sourceOf(name: FrameName, { base, embedId, session }: FramesOptions): string {
  const common = { region: 'US', driftEnableLog: 'false', pageLoadStartTime: String(Date.now()) };
  if (name === 'chat') return `${base}/core/chat?${new URLSearchParams({ d: '1', ...common }).toString()}`;
  const query = new URLSearchParams({
    d: '1',
    embedId,
    eId: embedId,
    sessionId: session.sessionId,
    sessionStarted: session.sessionStarted.toFixed(3),
    mode: 'CHAT',
    u: location.href,
    ...common,
  });
  return `${base}/core?${query.toString()}`;
}

function showView(hosts: Record<FrameName, HTMLElement>, view: WidgetView): void {
  const { chatOpen, widgetVisible, takeover, align } = view;
  for (const name of FRAMES) {
    const { classList, style } = hosts[name];
    classList.toggle('drift-chat-open', chatOpen);
    classList.toggle(`drift-frame-${name}-align-right`, align === 'right');
    classList.toggle(`drift-frame-${name}-align-left`, align === 'left');
    classList.add('with-transition');
    // An offset moves the widget from its corner (observed: config verticalOffset, horizontalOffset).
    style.marginBottom = `${view.verticalOffset}px`;
    style[align === 'right' ? 'marginRight' : 'marginLeft'] = `${view.horizontalOffset}px`;
  }
  hosts.controller.classList.toggle('drift-widget-shown', widgetVisible);
  hosts.controller.classList.toggle('hide-frame', !widgetVisible);
  hosts.chat.classList.toggle('drift-frame-chat__takeover', takeover);
  hosts.chat.setAttribute('aria-hidden', String(!chatOpen));
  document.documentElement.classList.toggle('drift-widget-parent--chat-open', chatOpen);
}
