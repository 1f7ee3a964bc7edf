import type { Assumptions, VisitorStreamMessage } from '../../protocol';
import { connect } from '../connect';
import type { ChatIntent, ControllerMessage, HostIdentity, HostMessage, ToChat } from '../wire';
import { boot } from './boot';
import type { Caller } from './caller';
import { createCaller } from './caller';
import { createChatActions } from './conversations';
import { developerConsole } from './developer-console';
import { drawLauncher } from './launcher';
import type { Live } from './live';
import { openLive } from './live';
import type { Context } from './methods';
import { createServer } from './server';
import { closeChat, openChat, select, setHistory } from './state';
import { createStore } from './store';
import { chatView, readyPayload, widgetView } from './views';

/** The brain of the widget: everything between the host page, the chat window and Drift's servers. */
async function main(): Promise<void> {
  const [toHost, toChat] = (await connect('controller')) as [MessagePort, MessagePort];
  const server = createServer();
  const tell = (message: ControllerMessage): void => toHost.postMessage(message);
  const show = (message: ToChat): void => toChat.postMessage(message);

  const launcher = drawLauncher(document.getElementById('root') as HTMLElement, () => {
    const opens = !store.state.chatOpen;
    store.change(opens ? openChat : closeChat);
    if (opens) show({ type: 'focus' });
  });
  const store = createStore({
    render(state) {
      tell({ type: 'view', view: widgetView(state) });
      show({ type: 'view', view: chatView(state) });
      launcher.render(state);
    },
    raise: (name, payload) => tell({ type: 'event', name, payload }),
  });
  const chat = createChatActions(store, server);
  let caller: Caller | undefined;
  let live: Live | undefined;
  let giveUserJwt: ((jwt: string) => void) | undefined;

  const onIntent = (intent: ChatIntent): void => {
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
        return launcher.focus();
    }
  };
  const onStream = (message: VisitorStreamMessage): void => {
    switch (message.type) {
      case 'conversations':
        return store.change(setHistory(message.conversations));
      case 'message':
        return chat.receive(message.message, message.inboxId);
      case 'emit':
        return store.raise(message.name, message.payload ?? undefined);
    }
  };
  const begin = async (host: HostIdentity, assumptions: Assumptions): Promise<void> => {
    const context: Context = {
      aid: host.aid,
      assumptions,
      server,
      store,
      chat,
      userJwt: null,
      tellHost: {
        identified: (userId, userJwt) => tell({ type: 'identified', userId, userJwt }),
        forgetAndReload() {
          live?.close();
          tell({ type: 'forget' });
          tell({ type: 'reload-frames' });
        },
      },
    };
    caller = createCaller(context);
    const nextUserJwt = (): Promise<string> => new Promise((resolve) => (giveUserJwt = resolve));
    const born = await boot({ host, context, caller, nextUserJwt });
    if (born === 'refused') return developerConsole.bootFailed();
    tell({ type: 'bootstrapped' });
    live = openLive(server.streamUrl(), onStream);
    await Promise.all([live.started, chatIsThere]);
    await server.page({ cause: 'load', ...host.page, pageName: null }).catch(() => undefined);
    // ASSUMED: whether the boot that follows a reset raises ready again.
    const announce = !host.afterReset || assumptions.readyAfterReset;
    tell({ type: 'ready', payload: readyPayload(store.state), announce });
  };

  const chatIsThere = new Promise<void>((resolve) => {
    toChat.onmessage = (event: MessageEvent<ChatIntent | { type: 'here' }>) => {
      if (event.data.type === 'here') resolve();
      else onIntent(event.data);
    };
  });
  const { assumptions, cookieDomains } = await server.prebootstrap({
    embedId: new URLSearchParams(location.search).get('embedId') ?? '',
    pageUrl: document.referrer,
  });
  toHost.onmessage = (event: MessageEvent<HostMessage>) => {
    const message = event.data;
    switch (message.type) {
      case 'identity':
        return void begin(message, assumptions);
      case 'call':
        if (message.method === 'setUserJwt' && giveUserJwt) giveUserJwt(String(message.args[0]));
        return caller?.call(message);
      case 'ready-announced':
        return caller?.ready();
      case 'unload':
        live?.close();
        return void server.unload().finally(() => tell({ type: 'unloaded' }));
    }
  };
  tell({ type: 'identity-wanted', cookieDomains });
}

void main();
