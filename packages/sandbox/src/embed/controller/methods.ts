import type { Method } from '../method-names';
import type { Call } from '../frame-messages';
import { scalars, tokenOf } from './call-values';
import type { Context } from './context';
import { developerConsole } from './developer-console';
import { collectFormData, commitFormData } from './form-data';
import type { InteractionOptions } from './playbook-actions';
import type { Change } from './state';
import * as change from './state';
import { hidePreview } from './state-preview';

type Run = (context: Context, args: readonly unknown[], call: Call) => Promise<void> | void;

const set =
  (...changes: Change[]): Run =>
  ({ store }) =>
    store.change(...changes);
const nothing: Run = () => undefined;
const warn =
  (message: string): Run =>
  () =>
    developerConsole.warn(message);

const open = set(change.openChat);
const close = set(change.closeChat);
const toggle: Run = ({ store }) => store.change(store.state.chatOpen ? change.closeChat : change.openChat);
const greet =
  (isOnline: boolean): Run =>
  ({ store }, [message]) =>
    store.change(change.select(null), change.openChat, (state) => ({
      ...state,
      isOnline,
      greeting: typeof message === 'string' ? message : state.greeting,
    }));

/** What each method does, once its arguments have passed. */
export const METHODS: Readonly<Record<Method, Run>> = {
  identify,
  setUserAttributes,
  track: ({ server }, [event, attributes]) =>
    server.track({ event: String(event), attributes: scalars(attributes) }).catch(swallow('track')),
  page,
  config: ({ store }, [options]) => store.change(change.configure(options as Record<string, unknown>)),
  reset,
  setUserJwt: (context, [jwt]) => void (context.userJwt = String(jwt)),
  // It holds a boot back; once a visit has begun there is nothing left to wait for.
  waitForUserJwt: nothing,
  // The host page has it, and describes the page by it from then on.
  setContext: nothing,
  debug,
  ping: warn('drift.ping is not supported in this release.'),
  show: set(change.showWidget),
  hide: set(change.closeChat, change.hideWidget),
  'widget.show': set(change.showWidget),
  'widget.hide': set(change.hideWidget),
  openChat: open,
  hideChat: close,
  toggleChat: toggle,
  'sidebar.open': open,
  'sidebar.close': close,
  'sidebar.toggle': toggle,
  showWelcomeMessage: greet(true),
  showAwayMessage: greet(false),
  hideWelcomeMessage: close,
  hideAwayMessage: close,
  showWelcomeOrAwayMessage: set(change.select(null), change.openChat),
  goToConversation: ({ chat, store }, [id]) => {
    chat.select(id as number);
    store.change(change.openChat);
  },
  goToConversationList: ({ store }) => {
    if (store.state.conversations.length === 0) return;
    store.change((state) => ({ ...change.openChat(state), screen: 'list' }));
  },
  goToNewConversation: ({ chat }, [message]) => chat.say(String(message), null),
  startInteraction: ({ playbooks }, [options]) =>
    playbooks.startInteraction(options as InteractionOptions).catch(swallow('startInteraction')),
  scheduleMeeting: ({ playbooks }, [agentId]) =>
    playbooks.offerMeeting(agentId as number).catch(swallow('scheduleMeeting')),
  toggleChatTakeoverModal: ({ store }) =>
    store.change((state) => ({ ...change.openChat(state), takeover: !state.takeover })),
  toggleHoursAndTargeting: ({ store }, [enabled]) =>
    store.change((state) => ({ ...state, isOnline: enabled === true })),
  hidePreview: set(hidePreview),
  evaluateCampaignTargeting: ({ playbooks }, _, { page }) =>
    playbooks.target({ url: page.url, pageName: null }).catch(swallow('evaluateCampaignTargeting')),
  collectFormData,
  commitFormData,
  // The host page handles them. Only invalid calls come here, to be logged (observed).
  on: nothing,
  off: nothing,
  startVideoGreeting: warn('drift.api.startVideoGreeting is not supported in this release.'),
};

async function identify(context: Context, args: readonly unknown[], call: Call): Promise<void> {
  const [id, attributes, options] = args;
  const { aid, server, store, tellHost } = context;
  const userId = String(id);
  const userJwt = tokenOf(options) ?? context.userJwt;
  try {
    const body = { aid, userId, attributes: scalars(attributes), userJwt, when: 'session' } as const;
    const { outcome, conversations } = await server.identify(body);
    if (outcome === 'refused') return refused(context, userId, call);
    tellHost.identified(userId, userJwt);
    store.change(change.setHistory(conversations));
  } catch (error) {
    swallow('identify')(error);
  }
}

function refused({ assumptions, tellHost }: Context, userId: string, call: Call): void {
  developerConsole.swallowed(`identify("${userId}") was refused.`);
  // ASSUMED: whether that changes anything of the session that runs.
  if (assumptions.refusedIdentify === 'boots_again') tellHost.bootAgain(call);
}

async function page({ server, playbooks }: Context, [name]: readonly unknown[], call: Call): Promise<void> {
  const pageName = typeof name === 'string' ? name : null;
  try {
    await server.page({ cause: 'call', ...call.page, pageName });
    await playbooks.target({ url: call.page.url, pageName });
  } catch (error) {
    swallow('page')(error);
  }
}

async function setUserAttributes(context: Context, [attributes]: readonly unknown[]): Promise<void> {
  try {
    await context.server.attributes(scalars(attributes));
  } catch (error) {
    swallow('setUserAttributes')(error);
    // ASSUMED: whether a failure here leaves the serial queue stuck for good.
    if (context.assumptions.failedSetUserAttributes === 'jams') await new Promise<never>(() => undefined);
  }
}

async function reset({ server, store, tellHost }: Context): Promise<void> {
  store.change(change.closeChat);
  await server.reset().catch(swallow('reset'));
  tellHost.forgetAndReload();
}

function swallow(method: string): (error: unknown) => void {
  return (error) => developerConsole.swallowed(`${method} failed.`, error);
}

/** `drift.debug(command)`: what the SDK prints for developers (observed). */
async function debug({ server }: Context, [command]: readonly unknown[], { page }: Call): Promise<void> {
  if (typeof command !== 'string' || command.toLowerCase() !== 'playbooks') {
    return developerConsole.info('All debug commands: PLAYBOOKS, RECEIVE_MESSAGE, HELP');
  }
  const { results } = await server.target({ url: page.url, pageName: null, mayFire: false });
  developerConsole.info(`PLAYBOOK_TARGETING_RESULTS: ${JSON.stringify(results)}`);
}
