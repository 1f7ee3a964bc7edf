import type { ChatIntent, ControllerMessage } from '../wire';
import type { ChatActions } from './conversations';
import { closeChat, select } from './state';
import type { Store } from './store';

/** What the visitor did in the chat window becomes what the widget does. */
export function act(
  intent: ChatIntent,
  store: Store,
  chat: ChatActions,
  tell: (message: ControllerMessage) => void,
): void {
  switch (intent.type) {
    case 'send':
      return void chat.say(intent.text);
    case 'retry':
      return void chat.retry(intent.messageId);
    case 'select':
      return chat.select(intent.conversationId);
    case 'show-list':
      return store.change((state) => ({ ...state, screen: 'list' }));
    case 'new-conversation':
      return store.change(select(null));
    case 'close':
      store.change(closeChat);
      return tell({ type: 'focus', frame: 'controller' });
  }
}
