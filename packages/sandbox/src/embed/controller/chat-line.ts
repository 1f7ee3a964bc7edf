import type { ChatIntent, ToChat } from '../frame-messages';

/** The line to the chat window, which shows what it is told and reports what the visitor does. */
export interface ChatLine {
  tell(message: ToChat): void;
  /** Settles when the window is there to be drawn in. */
  readonly there: Promise<void>;
}

export function openChatLine(port: MessagePort, onIntent: (intent: ChatIntent) => void): ChatLine {
  const there = new Promise<void>((resolve) => {
    port.onmessage = (event: MessageEvent<ChatIntent | { type: 'here' }>) => {
      if (event.data.type === 'here') resolve();
      else onIntent(event.data);
    };
  });
  return { tell: (message) => port.postMessage(message), there };
}
