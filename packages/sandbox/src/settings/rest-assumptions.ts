import type { Choices } from './choices';
import type { RestAssumptions } from '../protocol';

/** What Drift's documents do not say about its REST API, as switches; as in `assumptions.ts` of the whole. */
export const DEFAULT_REST_ASSUMPTIONS: Readonly<RestAssumptions> = {
  // Documented are int64; those seen in answers are below 2^53.
  restIds: 'small',
  // Where an answer was seen that differs from the documents, it is the one that was seen.
  restAnswers: 'observed',
  // ASSUMED: which of the shapes stands where.
  restErrors: 'error',
  // ASSUMED: a gateway counts in calendar minutes; one vendor saw a leaky bucket.
  rateLimit: 'per_minute',
  // ASSUMED: all the headers that a Kong gateway sends.
  rateHeaders: 'all',
  // Seen in answers, whatever host was called.
  linksHost: 'api.drift.com',
  // The older page says 50, the newer 100.
  conversationsLimit: '50',
  // Clients say 65, older documents 100.
  accountsLimit: '65',
  // ASSUMED: an unknown user is the bot, as in the answer that driftapi-npm prints.
  unknownUserId: 'bot',
  // ASSUMED: a contact that was deleted is not found any more.
  deletedContact: 'gone',
};

export const REST_CHOICES: Choices & { [K in keyof RestAssumptions]: readonly RestAssumptions[K][] } = {
  restIds: ['small', 'large'],
  restAnswers: ['observed', 'documented'],
  restErrors: ['error', 'errors', 'gateway'],
  rateLimit: ['per_minute', 'leaky_bucket', 'none'],
  rateHeaders: ['all', 'ratelimit', 'x_ratelimit', 'retry_after', 'retry_after_date', 'none'],
  linksHost: ['api.drift.com', 'sandbox'],
  conversationsLimit: ['50', '100'],
  accountsLimit: ['65', '100'],
  unknownUserId: ['bot', 'refused'],
  deletedContact: ['gone', 'readable'],
};
