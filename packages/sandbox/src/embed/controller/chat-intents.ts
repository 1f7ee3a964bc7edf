import type { ChatIntent, ControllerMessage } from '../frame-messages';
import type { Context } from './context';
import { closeChat, select } from './state';

/** What the visitor did in the chat window becomes what the widget does. */
export function act(
  intent: ChatIntent,
  { store, chat, playbooks }: Pick<Context, 'store' | 'chat' | 'playbooks'>,
  tell: (message: ControllerMessage) => void,
): void {
  switch (intent.type) {
    case 'send':
      return void chat.say(intent.text);
    case 'retry':
      return void chat.retry(intent.messageId);
    case 'answer':
      return void playbooks.answer(intent.messageId, intent.answer);
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
