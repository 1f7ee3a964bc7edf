/** Why something was refused: the half of a sentence that depends on the case. The production build keeps the name and the values. */

declare const process: { env: { NODE_ENV?: string } };

export type Reason =
  | 'no_user_id'
  | 'no_event_name'
  | 'no_string'
  | 'no_object'
  | 'no_listener'
  | 'no_interaction_id'
  | 'wrong_argument'
  | 'unreadable'
  | 'too_soon'
  | 'no_email'
  | 'no_finite_number'
  | 'not_flat'
  | 'changed_type'
  | 'other_embed_id'
  | 'function_style'
  | 'other_session'
  | 'beside_session'
  | 'no_token'
  | 'no_jwt'
  | 'wrong_algorithm'
  | 'wrong_sub'
  | 'no_lifetime'
  | 'no_answer'
  | 'ran_out'
  | 'answered'
  | 'no_user_jwt';

const reasons: Record<Reason, (...values: string[]) => string> = {
  // calls
  no_user_id: (id) => `${id} is no user id; pass the stable, unique id of the person as a string`,
  no_event_name: (given) => `its event name is ${given}`,
  no_string: (given) => `its name is ${given}, no string`,
  no_object: (given) => `it takes an object, not ${given}`,
  no_listener: (given) => `its listener is ${given}, no function`,
  no_interaction_id: (given) => `interactionId is ${given}, and Drift takes only a number that is not 0`,
  wrong_argument: (given, type) => `its first argument is ${given}, and Drift takes only a ${type}`,
  unreadable: () => 'reading its attributes threw',
  too_soon: (milliseconds) =>
    `another one left less than ${milliseconds} ms before, and Drift ignores it then`,
  // attributes
  no_email: (given) => `was left out: ${given} is no e-mail address`,
  no_finite_number: (given) => `was left out: it is ${given}`,
  not_flat: (kind) => `was left out: it is ${kind}, and Drift takes string, number or boolean`,
  changed_type: (first, now) =>
    `was a ${first} and is a ${now} now: Drift keeps the first type for ever and drops other values`,
  // conflicts
  other_embed_id: (embedId) => `This page already loads Drift for another embedId, "${embedId}"`,
  function_style: () => 'Another loader on this page calls drift as a function and brings its own script',
  other_session: () => 'Another session is live on this page',
  beside_session: (method) => `${method} beside a live session of this page`,
  // tokens
  no_token: (given) => `getUserJwt gave ${given}`,
  no_jwt: () => 'it is no JWT of three parts that can be read',
  wrong_algorithm: (algorithm) => `its algorithm is ${algorithm}, Drift takes HS256`,
  wrong_sub: (sub, id) => `its sub is ${sub}, the user's id is ${id}`,
  no_lifetime: () => 'it expires no later than it was issued',
  no_answer: () => 'no answer in tokenTimeout',
  ran_out: () => 'the userJwt in hand ran out, and there is no getUserJwt',
  answered: (url, status) => `${url} answered ${status}`,
  no_user_jwt: (url) => `${url} answered without a "userJwt"`,
};

export const because = (reason: Reason, ...values: string[]): string =>
  process.env.NODE_ENV !== 'production' ? reasons[reason](...values) : [reason, ...values].join(' ');
