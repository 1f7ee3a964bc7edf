import type {
  ControllerMessage,
  FrameConnect,
  FrameLoaded,
  FrameName,
  HostMessage,
  LiveMessage,
  WidgetView,
} from '../frame-messages';
import type { FrameSource, HostElements } from './host-elements';
import { drawHostElements, frameOf, FRAMES, removeHostElements, showView, vanish } from './host-elements';

export interface FramesEvents {
  onMessage: (message: LiveMessage) => void;
  onConnected: (frame: FrameName) => void;
}

/** The two frames, and the line to the controller. */
export interface Frames {
  /** Waits in the line until the controller has loaded. */
  post(message: HostMessage): void;
  show(view: WidgetView): void;
  focus(frame: FrameName): void;
  remove(): void;
  /** Gone from the page at once, though the frames live a moment longer to say goodbye. */
  retire(): void;
}

/** Milliseconds a retired frame has to tell the server. */
const GOODBYE = 1000;

export function drawFrames(source: FrameSource, { onMessage, onConnected }: FramesEvents): Frames {
  const hosts = drawHostElements(source);
  const { port1: line, port2: controllerEnd } = new MessageChannel();
  // The two frames speak to each other over a line of their own; the page only hands out its ends.
  const between = new MessageChannel();
  const ports = { controller: [controllerEnd, between.port1], chat: [between.port2] };
  const stopConnecting = connectFrames(hosts, source.base, (frame, target) => {
    const given = ports[frame].splice(0);
    // ASSUMED: a frame that the page takes out and puts in again loads anew, and its visit is over.
    if (given.length === 0) return;
    const connect: FrameConnect = { type: 'driftkit-sandbox:connect' };
    target.postMessage(connect, source.base, given);
    onConnected(frame);
  });
  line.onmessage = (event: MessageEvent<ControllerMessage>) => {
    if (event.data.type === 'unloaded') remove();
    else onMessage(event.data);
  };
  const post = (message: HostMessage): void => line.postMessage(message);
  const remove = (): void => {
    stopConnecting();
    line.close();
    removeHostElements(hosts);
  };

  return {
    post,
    show: (view) => showView(hosts, view),
    focus: (frame) => frameOf(hosts[frame])?.focus(),
    remove,
    retire() {
      vanish(hosts);
      post({ type: 'unload' });
      setTimeout(remove, GOODBYE);
    },
  };
}

// Only a message from one of our two windows, and from the sandbox's own origin, gets a line.
function connectFrames(
  hosts: HostElements,
  origin: string,
  onLoaded: (frame: FrameName, target: Window) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>): void => {
    const frame = FRAMES.find((name) => event.source === frameOf(hosts[name])?.contentWindow);
    if (!frame || event.origin !== origin || !isLoaded(event.data, frame)) return;
    onLoaded(frame, event.source as Window);
  };
  window.addEventListener('message', listener);
  return () => window.removeEventListener('message', listener);
}

function isLoaded(data: unknown, frame: FrameName): data is FrameLoaded {
  const message = data as Partial<FrameLoaded> | null;
  return message?.type === 'driftkit-sandbox:loaded' && message.frame === frame;
}
