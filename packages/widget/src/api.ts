/** `drift.api` with Drift's names, from birth: every call waits for ready. */
import { checkApiCall } from './checks';
import type { ContactRules } from './attributes';
import { development } from './messages';
import { isolate } from './observable';
import type { GivenAttributes, VendorApi, Vocabulary } from './vendor';

export interface DriftApi<V extends Vocabulary = Vocabulary> extends Omit<VendorApi, 'setUserAttributes'> {
  setUserAttributes<A>(attributes: GivenAttributes<V, A>): void;
}

/** Opening, closing and hiding the chat: calls about the widget, which belong to no person. */
const WIDGET_CALLS = [
  'openChat',
  'hideChat',
  'toggleChat',
  'showWelcomeMessage',
  'hideWelcomeMessage',
  'showAwayMessage',
  'hideAwayMessage',
  'showWelcomeOrAwayMessage',
  'hidePreview',
  'toggleChatTakeoverModal',
  'widget.show',
  'widget.hide',
  'sidebar.open',
  'sidebar.close',
  'sidebar.toggle',
] as const;

/** Calls about the person who is here. */
const PERSON_CALLS = [
  'goToConversation',
  'goToConversationList',
  'goToNewConversation',
  'startInteraction',
  'scheduleMeeting',
  'collectFormData',
  'commitFormData',
  'evaluateCampaignTargeting',
  'toggleHoursAndTargeting',
] as const satisfies ApiCalls;

/** Calls about a person, beyond those that everybody has. */
export type ApiCalls = readonly (keyof VendorApi)[];

/** The calls for a token in hand, which a session leaves out: there is no way round its laws. */
export const JWT_CALLS: ApiCalls = ['setUserJwt', 'waitForUserJwt'];

/**
 * Sends a call to Drift; a `personal` call belongs to the person it was made for. A function gives the arguments, or undefined
 * where nothing is left to send: it runs once that person is known, since a getter among them may state another one.
 */
export type Call = (path: string, args: unknown[] | (() => unknown[] | undefined), personal: boolean) => void;

/** At the top level: within a function that is never called by name, bundlers keep the check in production. */
const isTaken: typeof checkApiCall = development ? checkApiCall : () => true;

export function createApi(call: Call, rules: ContactRules, more: ApiCalls): DriftApi {
  const api: Record<string, Record<string, unknown> | ((...args: unknown[]) => void)> = {
    widget: {},
    sidebar: {},
  };
  for (const path of WIDGET_CALLS) {
    const [name = '', inner] = path.split('.');
    // Event handlers hand their event over; Drift takes a message or nothing.
    const method = (message: unknown): void =>
      call(`api.${path}`, typeof message === 'string' ? [message] : [], false);
    if (inner) (api[name] as Record<string, unknown>)[inner] = method;
    else api[name] = method;
  }
  for (const path of [...PERSON_CALLS, ...more])
    api[path] = (...args) =>
      isolate(`api.${path}`, rules.report, () => {
        if (!isTaken(path, args[0], rules.report)) return;
        call(`api.${path}`, () => args.map(copy), true);
      });
  api['setUserAttributes'] = (attributes) => {
    const read = (): unknown[] | undefined => {
      const clean = rules.attributes('setUserAttributes', attributes);
      return Object.keys(clean).length > 0 ? [clean] : undefined;
    };
    call('api.setUserAttributes', read, true);
  };
  return api as unknown as DriftApi;
}

/** Arguments are taken as they are at the call: what the page changes later is not sent. */
export function copy(value: unknown): unknown {
  const isPlain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  // jsdom has no structuredClone. Drift posts its arguments to its frames, where a clone is what arrives.
  return typeof structuredClone === 'function' ? structuredClone(value) : JSON.parse(JSON.stringify(value));
}
