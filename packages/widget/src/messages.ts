/** Every error message: what happened, with which value, and what to do. The production build keeps only the codes. */

/** The closed table of codes; `README.md` has cause and cure of each. */
export type DriftErrorCode =
  | 'blocked'
  | 'offline'
  | 'timeout'
  | 'no_drift'
  | 'removed'
  | 'conflict'
  | 'unloaded'
  | 'queue_full'
  | 'bad_call'
  | 'bad_attribute'
  | 'callback_threw'
  | 'token_failed'
  | 'token_invalid'
  | 'not_logged_in'
  | 'undecided'
  | 'not_forgotten'
  | 'reset_unsettled'
  | 'tabs_disagree'
  | 'consent_withdrawn'
  | 'superseded'
  | 'disabled'
  | 'server';

declare const process: { env: { NODE_ENV?: string } };

const sentences: Record<DriftErrorCode, (...values: string[]) => string> = {
  blocked: (url) =>
    `Drift's script could not be loaded from ${url}. A blocker, a content-security policy (script-src) or a wrong address may be the cause. Show another way to get in touch, or call load() to try again.`,
  offline: (url) =>
    `Drift's script could not be loaded from ${url}: the browser is offline. Call load() once it is online again.`,
  timeout: (milliseconds, leftover) =>
    `Drift did not become ready within ${milliseconds} ms.${
      leftover
        ? ' This browser still has a Drift id cookie, and no userJwt was passed. Signed identities are probably REQUIRED: pass getUserJwt to createSession.'
        : ' Its servers may be slow or blocked, or signed identities are REQUIRED and the user had no valid userJwt.'
    } Call load() to try again.`,
  no_drift: (url) => `The script at ${url} loaded but did not define Drift. Check embedId and scriptUrl.`,
  removed: () =>
    `Drift's frames were removed from the page again and again, and driftkit stopped restoring them. A blocker or the page itself may remove them. Call load() to try again.`,
  conflict: (why) =>
    `${why}. A page can have only one Drift: remove the other snippet, or use the instance that exists.`,
  unloaded: (what) => `${what} was dropped: unload() was called first.`,
  queue_full: (method, limit) =>
    `${method} was refused: ${limit} calls already wait for Drift. Check that the app calls load() and that its triggers fire. If you need more waiting calls, raise maxQueue.`,
  bad_call: (method, why) => `${method} was not sent: ${why}.`,
  bad_attribute: (method, key, why) =>
    `${method}: the attribute "${key}" ${why}. The other attributes are sent.`,
  callback_threw: (what) => `${what} threw an error: see cause. Drift and the other listeners still run.`,
  token_failed: (why) =>
    `getUserJwt returned no token (${why}). Without a token Drift does not identify the user. To try again, call login(), or setUser() with the same user.`,
  token_invalid: (why) =>
    `The userJwt is not valid and was not sent to Drift: ${why}. Sign it on your server with signUserJwt({ userId, secret }) from @driftkit/identity-server.`,
  not_logged_in: () =>
    `getUserJwt returned null, which means that nobody is logged in. driftkit logged this browser out of Drift. After the next login, call setUser() with the user again.`,
  undecided: (milliseconds) =>
    `The user has been undefined for ${milliseconds} ms, so there is no chat. undefined means that the app does not know yet who is logged in. When nobody is logged in, call setUser(null), or pass user={session?.user ?? null} once the session is known.`,
  not_forgotten: (names) =>
    `Chat is off: could not delete another user's cookies: ${names}. They may be HttpOnly, on another path or domain. If on another domain, set config.cookieDomain.`,
  reset_unsettled: (milliseconds) =>
    `Drift's reset did not finish within ${milliseconds} ms. driftkit loads Drift again if it can unload it. If it cannot, chat stays hidden until the page is reloaded.`,
  tabs_disagree: () =>
    `Another tab of this browser has set a different user since. The user that an app set last counts.`,
  consent_withdrawn: () => `Consent was withdrawn: driftkit removed the widget and deleted its cookies.`,
  superseded: (what) => `${what} was dropped: the user it was made for is no longer current.`,
  disabled: () => `Drift is turned off for this page (enabled: false).`,
  server: () => `Drift needs a browser: this code runs where there is no document, such as a server.`,
};

/** True when messages and console reports are wanted. Bundlers remove this code from production builds. */
export const development: boolean = process.env.NODE_ENV !== 'production';

/** A value as a message shows it. Long text is cut. Contents of objects are never shown: they may hold a token or personal data. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

/** Prints advice in the console, in development only. Use it where nothing failed. */
export function notice(sentence: string): void {
  // oxlint-disable-next-line no-console -- the developer's console is where advice belongs
  if (process.env.NODE_ENV !== 'production') console.warn(`[driftkit] ${sentence}`);
}

export function describe(code: DriftErrorCode, values: readonly unknown[]): string {
  return process.env.NODE_ENV !== 'production'
    ? `[driftkit] ${sentences[code](...values.map(String))}`
    : `[driftkit] ${[code, ...values].join(': ')}`;
}

/** Why a call or a value was refused: the part of a message that differs by case. The production build keeps only the reason's name. */
const reasons = {
  // calls
  no_user_id: (id: unknown) => `${show(id)} is not a user id; pass the user's stable, unique id as a string`,
  no_event_name: (given: unknown) => `its event name is ${show(given)}`,
  no_string: (given: unknown) => `its name is ${show(given)}, not a string`,
  no_object: (given: unknown) => `it takes an object, not ${show(given)}`,
  no_listener: (given: unknown) => `its listener is ${show(given)}, not a function`,
  no_interaction_id: (given: unknown) =>
    `interactionId is ${show(given)}; Drift accepts only a number other than 0`,
  wrong_argument: (given: unknown, type: string) =>
    `its first argument is ${show(given)}; Drift accepts only a ${type}`,
  unreadable: () => 'reading its attributes threw an error',
  // attributes
  no_email: (given: unknown) => `was left out: ${show(given)} is not an e-mail address`,
  no_finite_number: (given: number) => `was left out: it is ${given}`,
  not_flat: (kind: string) => `was left out: it is ${kind}; Drift accepts a string, a number or a boolean`,
  changed_type: (first: string, now: string) =>
    `was a ${first} before and is now a ${now}. Drift keeps the first type of an attribute and drops values of other types`,
  // conflicts
  other_embed_id: (embedId: string) => `This page already loads Drift for another embedId, "${embedId}"`,
  foreign_identity: () =>
    'Other code on this page calls drift.identify, or Drift stores user ids in another form than the app passes',
  no_rest: () => 'other code on this page undoes the work of the session again and again',
  other_session: () => 'This page already has a session',
  beside_session: (method: string) => `${method} was called, but a session controls Drift on this page`,
  // tokens
  no_token: (given: unknown) => `getUserJwt returned ${show(given)}`,
  no_jwt: () => 'it is not a readable JWT of three parts',
  wrong_algorithm: (algorithm: unknown) => `its algorithm is ${show(algorithm)}; Drift accepts only HS256`,
  wrong_sub: (sub: unknown, id: string) => `its sub is ${show(sub)}, but the user's id is ${show(id)}`,
  no_lifetime: () => 'it expires at or before the time it was issued',
  no_answer: () => 'there was no answer within tokenTimeout',
  ran_out: () => 'the userJwt expired, and the session has no getUserJwt',
  answered: (url: string, status: number) => `${url} answered ${status}`,
  no_user_jwt: (url: string) => `${url} answered without a "userJwt"`,
};

export type Reason = keyof typeof reasons;

export const because = <R extends Reason>(reason: R, ...values: Parameters<(typeof reasons)[R]>): string =>
  process.env.NODE_ENV !== 'production'
    ? (reasons[reason] as (...values: unknown[]) => string)(...values)
    : reason;
