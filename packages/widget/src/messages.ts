/** Every sentence driftkit can say: what happened, with which value, and what to do. The production build keeps only the codes. */

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
    `Drift's script could not be loaded from ${url}. A blocker, a content-security policy (script-src) or the address itself stops it. Show another way to get in touch, or call load() to try again.`,
  offline: (url) =>
    `Drift's script could not be loaded from ${url}: the browser is offline. Call load() once it is online again.`,
  timeout: (milliseconds, leftover) =>
    `Drift did not become ready within ${milliseconds} ms.${
      leftover
        ? ' An id cookie of Drift is left in this browser and nothing signs it: signed identities are probably REQUIRED, so pass getUserJwt to createSession.'
        : ' Its servers may be slow or blocked, or signed identities are REQUIRED and the identity came without a valid userJwt.'
    } Call load() to try again.`,
  no_drift: (url) =>
    `The script at ${url} ran, but Drift is not there. Is the embedId right, and is it Drift that answers at that address?`,
  removed: () =>
    `Drift's frames were taken off the page again and again, and were not brought back any more. Does a blocker or the page itself remove them? Call load() to try again.`,
  conflict: (why) =>
    `${why}. One page has one Drift: remove the other snippet, or use the instance that is already there.`,
  unloaded: (what) => `${what} was not delivered: unload() came first.`,
  queue_full: (method, limit) =>
    `${method} was refused: ${limit} calls already wait for Drift. Is load() called, and do its conditions ever come true? Raise maxQueue if this many are meant.`,
  bad_call: (method, why) => `${method} was not sent: ${why}.`,
  bad_attribute: (method, key, why) => `${method}: the attribute "${key}" ${why}. The rest is sent.`,
  callback_threw: (what) =>
    `${what} threw; everything else goes on. The error it threw is the cause of this one.`,
  token_failed: (why) =>
    `getUserJwt gave no token (${why}). Nobody is identified without one. login() or stating the same user again tries again.`,
  token_invalid: (why) =>
    `The userJwt was refused before use: ${why}. Sign it on the server with signUserJwt({ userId, secret }) of @driftkit/identity-server.`,
  not_logged_in: () =>
    `The server says that nobody is logged in (getUserJwt gave null), so this browser was treated as logged out. State the user again after a new login.`,
  undecided: (milliseconds) =>
    `The app has said undefined for ${milliseconds} ms: nobody knows who is here, and so there is no chat. Say setUser(null) when nobody is logged in (user={session?.user ?? null}, once the session is known); undefined means that the app does not know yet.`,
  not_forgotten: (names) =>
    `Chat stays off because these cookies of somebody else would not go: ${names}. Are they HttpOnly, on another path, or on a domain that this page cannot write? Set config.cookieDomain to their domain.`,
  reset_unsettled: (milliseconds) =>
    `Drift's reset did not settle within ${milliseconds} ms. Where Drift can be unloaded it is loaded afresh; where it cannot, chat stays hidden until the page is loaded again.`,
  tabs_disagree: () =>
    `The tabs of this browser disagree about who is logged in: another one has stated somebody else since. The last word of an app counts.`,
  consent_withdrawn: () => `Consent was withdrawn: the widget is gone and its cookies are forgotten.`,
  superseded: (what) => `${what} was not delivered: the person it was made for is not the one here any more.`,
  disabled: () => `Drift is switched off for this page (enabled: false).`,
  server: () => `There is no document here, so nothing of Drift runs on a server.`,
};

/** Whether sentences and console reports are wanted; bundlers fold it away in production. */
export const development: boolean = process.env.NODE_ENV !== 'production';

/** A value as a sentence can show it: never long, and nothing of what is inside an object, which may be a token or a person's. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

const options: Record<string, string> = {
  embedId: "the id in your Drift snippet, drift.load('…')",
  enabled: 'true or false',
  scriptUrl: 'the base of the address, or a function that returns the whole of it',
  nonce: 'a string',
  config: 'an object, and its cookieDomain a string',
  when: 'a trigger of @driftkit/widget/triggers, or a list of them',
  onError: 'a function',
  getUserJwt: 'a function',
  whenTokenFails: "'anonymous' or 'unavailable'",
  identityChange: "'live' or 'reload'",
};

function mendingOf(name: string, known: string[]): string {
  return known.includes(name)
    ? `; it must be ${options[name] ?? 'a number from 0 to 2147483647'}`
    : `, but there is no such option; there are ${known.join(', ')}`;
}

export function wrongOption(caller: string, name: string, value: string, known: string[]): string {
  return `[driftkit] ${caller}: ${name} is ${value}${mendingOf(name, known)}`;
}

/** Says something that cost nothing and broke nothing, in development only. */
export function notice(sentence: string): void {
  // oxlint-disable-next-line no-console -- the developer's console is where advice belongs
  if (process.env.NODE_ENV !== 'production') console.warn(`[driftkit] ${sentence}`);
}

export function describe(code: DriftErrorCode, values: string[]): string {
  return process.env.NODE_ENV !== 'production'
    ? `[driftkit] ${sentences[code](...values)}`
    : `[driftkit] ${[code, ...values].join(': ')}`;
}

/** Why something was refused: the half of a sentence that depends on the case. The production build keeps only its name. */
const reasons = {
  // calls
  no_user_id: (id: unknown) =>
    `${show(id)} is no user id; pass the stable, unique id of the person as a string`,
  no_event_name: (given: unknown) => `its event name is ${show(given)}`,
  no_string: (given: unknown) => `its name is ${show(given)}, no string`,
  no_object: (given: unknown) => `it takes an object, not ${show(given)}`,
  no_listener: (given: unknown) => `its listener is ${show(given)}, no function`,
  no_interaction_id: (given: unknown) =>
    `interactionId is ${show(given)}, and Drift takes only a number that is not 0`,
  wrong_argument: (given: unknown, type: string) =>
    `its first argument is ${show(given)}, and Drift takes only a ${type}`,
  unreadable: () => 'reading its attributes threw',
  // attributes
  no_email: (given: unknown) => `was left out: ${show(given)} is no e-mail address`,
  no_finite_number: (given: number) => `was left out: it is ${given}`,
  not_flat: (kind: string) => `was left out: it is ${kind}, and Drift takes string, number or boolean`,
  changed_type: (first: string, now: string) =>
    `was a ${first} and is a ${now} now: Drift keeps the first type for ever and drops other values`,
  // conflicts
  other_embed_id: (embedId: string) => `This page already loads Drift for another embedId, "${embedId}"`,
  foreign_identity: () =>
    'Other code on this page identifies people in Drift, or Drift keeps ids in a spelling of its own',
  no_rest: () => 'something on this page undoes again and again what the session does',
  other_session: () => 'Another session is live on this page',
  beside_session: (method: string) => `${method} beside a live session of this page`,
  // tokens
  no_token: (given: string) => `getUserJwt gave ${given}`,
  no_jwt: () => 'it is no JWT of three parts that can be read',
  wrong_algorithm: (algorithm: unknown) => `its algorithm is ${show(algorithm)}, Drift takes HS256`,
  wrong_sub: (sub: unknown, id: string) => `its sub is ${show(sub)}, the user's id is ${show(id)}`,
  no_lifetime: () => 'it expires no later than it was issued',
  no_answer: () => 'no answer in tokenTimeout',
  ran_out: () => 'the userJwt in hand ran out, and there is no getUserJwt',
  answered: (url: string, status: number) => `${url} answered ${status}`,
  no_user_jwt: (url: string) => `${url} answered without a "userJwt"`,
};

export type Reason = keyof typeof reasons;

export const because = <R extends Reason>(reason: R, ...values: Parameters<(typeof reasons)[R]>): string =>
  process.env.NODE_ENV !== 'production'
    ? (reasons[reason] as (...values: unknown[]) => string)(...values)
    : reason;
