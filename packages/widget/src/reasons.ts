/** Why something was refused: the half of a sentence that depends on the case. The production build keeps only its name. */

import { show } from './messages';

declare const process: { env: { NODE_ENV?: string } };

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
