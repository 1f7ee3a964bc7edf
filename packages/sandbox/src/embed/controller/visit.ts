import type { Assumptions, VisitorStreamMessage } from '../../protocol';
import type { Call, ControllerMessage, HostIdentity } from '../frame-messages';
import { boot } from './boot';
import type { Caller } from './caller';
import { createCaller } from './caller';
import type { ChatActions } from './chat-actions';
import { developerConsole } from './developer-console';
import type { Live } from './visitor-stream';
import { openLive } from './visitor-stream';
import type { Context } from './context';
import type { PlaybookActions } from './playbook-actions';
import type { ServerClient } from './server-client';
import { mergeConversation, setHistory } from './state';
import { resumePreview } from './state-preview';
import type { Store } from './store';
import { readyPayload } from './views';

export interface VisitOptions {
  server: ServerClient;
  store: Store;
  chat: ChatActions;
  playbooks: PlaybookActions;
  assumptions: Assumptions;
  tell: (message: ControllerMessage) => void;
  chatIsThere: Promise<void>;
}

/** One visit, from the hand-over of the identity to unload or reset. */
export interface Visit {
  call(call: Call): void;
  readyAnnounced(): void;
  hashChanged(hash: string): void;
  end(): Promise<void>;
}

export function beginVisit(host: HostIdentity, options: VisitOptions): Visit {
  const { server, store, chat, playbooks, assumptions, tell } = options;
  let live: Live | undefined;
  let giveUserJwt: (jwt: string) => void = () => undefined;
  const nextUserJwt = new Promise<string>((resolve) => (giveUserJwt = resolve));
  const context: Context = {
    aid: host.aid,
    assumptions,
    server,
    store,
    chat,
    playbooks,
    userJwt: null,
    stagedForm: undefined,
    tellHost: {
      identified: (userId, userJwt) => tell({ type: 'identified', userId, userJwt }),
      forgetAndReload() {
        live?.close();
        tell({ type: 'forget' });
        tell({ type: 'reload-frames' });
      },
      bootAgain(identify) {
        live?.close();
        tell({ type: 'reload-frames', identify });
      },
      redirect: (url) => tell({ type: 'redirect', url }),
    },
  };
  const caller = createCaller(context);
  const goLive = (): Promise<void> => {
    live = openLive(server.streamUrl(), (message) => hear(message, context));
    return live.started;
  };
  void begin(host, options, context, caller, { nextUserJwt, goLive });

  return {
    call(call) {
      if (call.method === 'setUserJwt') giveUserJwt(String(call.args[0]));
      caller.call(call);
    },
    readyAnnounced: () => caller.ready(),
    hashChanged: (hash) => void playbooks.followLink(hash).catch(() => undefined),
    end() {
      live?.close();
      // One that never began has no session to end, and nobody listens any more.
      return server.unload().catch(() => undefined);
    },
  };
}

interface Steps {
  nextUserJwt: Promise<string>;
  goLive: () => Promise<void>;
}

async function begin(
  host: HostIdentity,
  { server, store, playbooks, assumptions, tell, chatIsThere }: VisitOptions,
  context: Context,
  caller: Caller,
  { nextUserJwt, goLive }: Steps,
): Promise<void> {
  if ((await boot({ host, context, caller, nextUserJwt })) === 'refused')
    return developerConsole.bootFailed();
  tell({ type: 'bootstrapped' });
  await Promise.all([goLive(), chatIsThere]);
  await server.page({ cause: 'load', ...host.page, pageName: null }).catch(() => undefined);
  // ASSUMED: whether the boot that follows a reset raises ready again.
  const announce = !host.afterReset || assumptions.readyAfterReset;
  tell({ type: 'ready', payload: readyPayload(store.state), announce });
  await greetByPlaybook(host, store, playbooks).catch(() => undefined);
}

// After ready, so that handlers registered in `ready` hear of it (devdocs: Drift events).
async function greetByPlaybook(
  { page: { url } }: HostIdentity,
  store: Store,
  playbooks: PlaybookActions,
): Promise<void> {
  store.change(resumePreview);
  if (await playbooks.followLink(new URL(url).hash)) return;
  await playbooks.target({ url, pageName: null });
}

function hear(message: VisitorStreamMessage, { store, chat, playbooks }: Context): void {
  switch (message.type) {
    case 'conversations':
      return store.change(setHistory(message.conversations));
    case 'message':
      return chat.receive(message.message, message.inboxId);
    case 'conversation':
      return store.change(mergeConversation(message.conversation));
    case 'playbook':
      return playbooks.present(message.fired);
    case 'emit':
      return store.raise(message.name, message.payload ?? undefined);
  }
}
