import type { VisitorStreamMessage } from '../../protocol';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

/** The live stream of this session. Comes back by itself after a break; the first message is always the whole history. */
export interface Live {
  /** Settles when the stream first speaks, or first fails. */
  readonly started: Promise<void>;
  close(): void;
}

export function openLive(url: string, onMessage: (message: VisitorStreamMessage) => void): Live {
  let closed = false;
  let pause = FIRST_PAUSE;
  let socket: WebSocket;
  let settle = (): void => undefined;
  const started = new Promise<void>((resolve) => (settle = resolve));

  const open = (): void => {
    socket = new WebSocket(url);
    socket.onmessage = (event: MessageEvent<string>) => {
      pause = FIRST_PAUSE;
      onMessage(JSON.parse(event.data) as VisitorStreamMessage);
      settle();
    };
    socket.onclose = () => {
      settle();
      if (closed) return;
      setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  };
  open();
  return {
    started,
    close() {
      closed = true;
      socket.close();
    },
  };
}
