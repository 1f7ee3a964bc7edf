import { connect } from '../connect-frame';
import type { ControllerMessage, FrameName, HostMessage, ChatIntent, ToChat } from '../frame-messages';
import { createChatActions } from './chat-actions';
import { act } from './chat-intents';
import type { Launcher } from './launcher';
import { drawLauncher } from './launcher';
import { createPlaybookActions } from './playbook-actions';
import { drawPreview } from './preview';
import { createServerClient } from './server-client';
import { closeChat, openChat } from './state';
import { measurePreview } from './state-preview';
import type { Store } from './store';
import { createStore } from './store';
import { chatView, widgetView } from './views';
import type { Visit } from './visit';
import { beginVisit } from './visit';

/** The brain of the widget: between the host page, the chat window and Drift's servers. */
async function main(): Promise<void> {
  const [toHost, toChat] = (await connect('controller')) as [MessagePort, MessagePort];
  const tell = (message: ControllerMessage): void => toHost.postMessage(message);
  const server = createServerClient();
  const chatLine = openChatLine(toChat, (intent) => act(intent, { store, chat, playbooks }, tell));
  const open = (): void => {
    store.change(openChat);
    playbooks.visitorOpened();
    tell({ type: 'focus', frame: 'chat' });
  };
  const root = document.getElementById('root') as HTMLElement;
  const preview = drawPreview(root, {
    onOpen: open,
    onClose: () => {
      playbooks.dismiss();
      launcher.focus();
    },
    // Only a change is told. Before the hand-over, the page would take any message for a closed chat.
    onMeasure: (height) => height !== store.state.previewHeight && store.change(measurePreview(height)),
  });
  const launcher: Launcher = drawLauncher(root, () => {
    if (store.state.chatOpen) store.change(closeChat);
    else open();
  });
  const store: Store = createStore({
    render(state) {
      tell({ type: 'view', view: widgetView(state) });
      chatLine.tell({ type: 'view', view: chatView(state) });
      launcher.render(state);
      preview.render(state);
    },
    raise: (name, payload) => tell({ type: 'event', name, payload }),
  });
  const chat = createChatActions(store, server);
  const playbooks = createPlaybookActions(store, server);
  const focusIn = (frame: FrameName): void => {
    if (frame === 'chat') chatLine.tell({ type: 'focus' });
    else launcher.focus();
  };

  // Drift's order: first the account's settings, then the identity (observed).
  const { assumptions, cookieDomains } = await server.prebootstrap(whereWeAre());
  const options = { server, store, chat, playbooks, assumptions, tell, chatIsThere: chatLine.there };
  let visit: Visit | undefined;
  toHost.onmessage = (event: MessageEvent<HostMessage>) => {
    const message = event.data;
    if (message.type === 'identity') visit = beginVisit(message, options);
    else if (message.type === 'call') visit?.call(message);
    else if (message.type === 'ready-announced') visit?.readyAnnounced();
    else if (message.type === 'hash') visit?.hashChanged(message.hash);
    else if (message.type === 'focused') focusIn(message.frame);
    else void visit?.end().finally(() => tell({ type: 'unloaded' }));
  };
  tell({ type: 'identity-wanted', cookieDomains });
}

function whereWeAre(): { embedId: string; pageUrl: string } {
  const query = new URLSearchParams(location.search);
  return { embedId: query.get('embedId') ?? '', pageUrl: query.get('u') ?? '' };
}

void main();

/** The line to the chat window, which shows what it is told and reports what the visitor does. */
interface ChatLine {
  tell(message: ToChat): void;
  /** Settles when the window is there to be drawn in. */
  readonly there: Promise<void>;
}

function openChatLine(port: MessagePort, onIntent: (intent: ChatIntent) => void): ChatLine {
  const there = new Promise<void>((resolve) => {
    port.onmessage = (event: MessageEvent<ChatIntent | { type: 'here' }>) => {
      if (event.data.type === 'here') resolve();
      else onIntent(event.data);
    };
  });
  return { tell: (message) => port.postMessage(message), there };
}
