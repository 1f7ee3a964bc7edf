/** Checks for mistakes of the programmer. The production build leaves them out. */
import { DriftError } from './errors';
import type { Report } from './errors';
import { because, show } from './messages';
import type { Reason } from './messages';

/** The longest pause a timer of the browser can keep. */
const LONGEST = 2 ** 31 - 1;

/** The type of the first argument that Drift's own check accepts. */
const FIRST: Record<string, string> = {
  goToConversation: 'number',
  goToNewConversation: 'string',
  startInteraction: 'object',
  scheduleMeeting: 'number',
  commitFormData: 'object',
  toggleHoursAndTargeting: 'boolean',
  setUserJwt: 'string',
};

/** Whether Drift would take a call of its api; reports it where not. */
export function checkApiCall(path: string, given: unknown, report: Report): boolean {
  const type = FIRST[path];
  const isWrong = type && (typeof given !== type || given === null || Number.isNaN(given));
  if (isWrong) return refuse(`api.${path}`, report, 'wrong_argument', given, type);
  if (path !== 'startInteraction') return true;
  const { interactionId } = given as { interactionId?: unknown };
  const isId = typeof interactionId === 'number' && interactionId;
  return isId ? true : refuse(`api.${path}`, report, 'no_interaction_id', interactionId);
}

export const checkEventName = (event: unknown, report: Report): boolean =>
  (typeof event === 'string' && event.trim() !== '') || refuse('track', report, 'no_event_name', event);

export const checkPageName = (name: unknown, report: Report): boolean =>
  name === undefined || typeof name === 'string' || refuse('page', report, 'no_string', name);

export const checkConfig = (options: unknown, report: Report): boolean =>
  (typeof options === 'object' && options !== null) || refuse('config', report, 'no_object', options);

export const checkListener = (event: unknown, listener: unknown, report: Report): boolean =>
  typeof listener === 'function' || refuse(`on(${show(event)})`, report, 'no_listener', listener);

/** Why an attribute was left out. */
export function whyLeftOut(key: string, value: unknown): string {
  if (key === 'email') return because('no_email', value);
  if (typeof value === 'number') return because('no_finite_number', value);
  return because('not_flat', Array.isArray(value) ? 'an array' : `of type ${typeof value}`);
}

function refuse<R extends Reason>(
  method: string,
  report: Report,
  reason: R,
  ...values: Parameters<typeof because<R>> extends [R, ...infer V] ? V : never
): false {
  report(new DriftError('bad_call', [method, because(reason, ...(values as never))]));
  return false;
}

type Check = (value: unknown) => boolean;
const isCount: Check = (value) => typeof value === 'number' && value >= 0 && value <= LONGEST;
const isFunction: Check = (value) => typeof value === 'function';
const isString: Check = (value) => typeof value === 'string';
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const isTriggers: Check = (value) =>
  [value as { start?: unknown }].flat().every((one) => isFunction(one?.start));
const isConfig: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  ['string', 'undefined'].includes(typeof (value as { cookieDomain?: unknown }).cookieDomain);

/** The options by name: whether a value is right, and what it must be. */
function optionRules(isSession: boolean): Record<string, readonly [isRight: Check, want: string]> {
  const count = [isCount, `a number from 0 to ${LONGEST}`] as const;
  const drift = {
    embedId: [isEmbedId, "the id in your Drift snippet, drift.load('…')"],
    enabled: [isOneOf(true, false), 'true or false'],
    scriptUrl: [
      (value: unknown) => isString(value) || isFunction(value),
      'the base URL of the script, or a function that returns its whole URL',
    ],
    nonce: [isString, 'a string'],
    config: [isConfig, 'an object whose cookieDomain is a string'],
    when: [isTriggers, 'a trigger from @driftkit/widget/triggers, or an array of them'],
    timeout: count,
    retries: count,
    maxQueue: count,
    resetTimeout: count,
    onError: [isFunction, 'a function'],
  } as const;
  if (!isSession) return drift;
  return {
    ...drift,
    getUserJwt: [isFunction, 'a function'],
    tokenTimeout: count,
    undecidedTimeout: count,
    whenTokenFails: [isOneOf('anonymous', 'unavailable'), "'anonymous' or 'unavailable'"],
    identityChange: [isOneOf('live', 'reload'), "'live' or 'reload'"],
  };
}

/** @throws TypeError naming the option, its value and what it must be. */
export function checkOptions(caller: string, options: object): void {
  const rules = optionRules(caller === 'createSession');
  const wrong = (what: string): TypeError => new TypeError(`[driftkit] ${caller}: ${what}`);
  for (const [name, value] of Object.entries({ embedId: undefined, ...options })) {
    const [isRight, want] = (Object.hasOwn(rules, name) && rules[name]) || [];
    if (!isRight) throw wrong(`Unknown option "${name}". Valid options: ${Object.keys(rules).join(', ')}.`);
    if (value === undefined ? name === 'embedId' : !isRight(value))
      throw wrong(`${name} is ${show(value)}; it must be ${want}`);
  }
}

export function isEmbedId(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]+$/.test(value);
}
