/** Checks for mistakes of the programmer. The production build leaves them out. */
import { DriftError } from './errors';
import type { Report } from './errors';
import { because, show, wrongOption } from './messages';
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

/** Whether a value is right, by the name of the option. */
function optionChecks(isSession: boolean): Readonly<Record<string, (value: unknown) => boolean>> {
  const isCount = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= LONGEST;
  const isFunction = (value: unknown): boolean => typeof value === 'function';
  const isString = (value: unknown): boolean => typeof value === 'string';
  const isConfig = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    ['string', 'undefined'].includes(typeof (value as { cookieDomain?: unknown }).cookieDomain);
  const drift = {
    embedId: isEmbedId,
    enabled: (value: unknown) => typeof value === 'boolean',
    scriptUrl: (value: unknown) => isString(value) || isFunction(value),
    nonce: isString,
    config: isConfig,
    when: (value: unknown) => [value as { start?: unknown }].flat().every((one) => isFunction(one?.start)),
    timeout: isCount,
    retries: isCount,
    maxQueue: isCount,
    resetTimeout: isCount,
    onError: isFunction,
  };
  if (!isSession) return drift;
  return {
    ...drift,
    getUserJwt: isFunction,
    tokenTimeout: isCount,
    undecidedTimeout: isCount,
    whenTokenFails: (value) => value === 'anonymous' || value === 'unavailable',
    identityChange: (value) => value === 'live' || value === 'reload',
  };
}

/** @throws TypeError naming the option, its value and what it must be. */
export function checkOptions(caller: string, options: object): void {
  const checks = optionChecks(caller === 'createSession');
  const given = { embedId: undefined, ...options } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    const isRight = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (isRight && (value === undefined ? name !== 'embedId' : isRight(value))) continue;
    throw new TypeError(wrongOption(caller, name, show(value), Object.keys(checks)));
  }
}

export function isEmbedId(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]+$/.test(value);
}
