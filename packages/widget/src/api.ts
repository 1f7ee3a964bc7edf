/** `drift.api` with Drift's names, from birth: every call waits for ready, and what Drift would refuse is named before it is sent. */
import type { ContactRules } from './contact-rules';
import { DriftError } from './errors';
import type { Report } from './errors';
import { show } from './messages';
import { because } from './reasons';
import { isolate } from './observable';
import type { UserAttributes, VendorApi, Vocabulary } from './vendor';

export interface DriftApi<V extends Vocabulary = Vocabulary> extends Omit<VendorApi, 'setUserAttributes'> {
  setUserAttributes(attributes: UserAttributes<V>): void;
}

/** What Drift's own argument check wants first; `undefined` for calls without a required argument. */
type FirstArgument = 'number' | 'string' | 'boolean' | 'object' | undefined;

/** Opening, closing and hiding the chat: calls about the widget, which are nobody's. */
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

/** Calls about the person who is here, with what Drift requires of their first argument. */
const PERSON_CALLS = {
  goToConversation: 'number',
  goToConversationList: undefined,
  goToNewConversation: 'string',
  startInteraction: 'object',
  scheduleMeeting: 'number',
  collectFormData: undefined,
  commitFormData: 'object',
  evaluateCampaignTargeting: undefined,
  toggleHoursAndTargeting: 'boolean',
} as const satisfies ApiCalls;

/** Calls about a person, each with what Drift requires of its first argument. */
export type ApiCalls = Partial<Record<keyof VendorApi, FirstArgument>>;

/** The calls for a token in hand, which a session leaves out: there is no way round its laws. */
export const JWT_CALLS: ApiCalls = { setUserJwt: 'string', waitForUserJwt: undefined };

/** Hands a checked call on; `personal` calls belong to the person they were made for. */
export type Call = (path: string, args: unknown[], personal: boolean) => void;

export function createApi(call: Call, rules: ContactRules, report: Report, more: ApiCalls): DriftApi {
  const api: Record<string, unknown> = { widget: {}, sidebar: {} };
  const define = (path: string, method: (...args: unknown[]) => void): void => {
    const [group, name] = path.split('.');
    if (name) (api[group as 'widget'] as Record<string, unknown>)[name] = method;
    else api[path] = method;
  };
  for (const path of WIDGET_CALLS)
    // Event handlers hand their event over; Drift takes a message or nothing.
    define(path, (message) => call(`api.${path}`, typeof message === 'string' ? [message] : [], false));
  for (const [path, first] of Object.entries({ ...PERSON_CALLS, ...more }))
    define(path, (...args) =>
      isolate(`api.${path}`, report, () => {
        const why = fault(path, first, args[0]);
        if (why) report(new DriftError('bad_call', [`api.${path}`, why]));
        else call(`api.${path}`, args.map(copy), true);
      }),
    );
  define('setUserAttributes', (attributes) => {
    const clean = rules.attributes('setUserAttributes', attributes);
    if (Object.keys(clean).length > 0) call('api.setUserAttributes', [clean], true);
  });
  return api as unknown as DriftApi;
}

function fault(path: string, first: FirstArgument, given: unknown): string | undefined {
  if (first && (typeof given !== first || given === null || Number.isNaN(given)))
    return because('wrong_argument', show(given), first);
  if (path !== 'startInteraction') return undefined;
  const { interactionId } = given as { interactionId?: unknown };
  return typeof interactionId === 'number' && interactionId
    ? undefined
    : because('no_interaction_id', show(interactionId));
}

/** Arguments are taken as they are at the call: what the page changes later is not sent. */
export function copy(value: unknown): unknown {
  const isPlain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  // jsdom has no structuredClone.
  return typeof structuredClone === 'function' ? structuredClone(value) : JSON.parse(JSON.stringify(value));
}
