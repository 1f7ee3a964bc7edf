import type { RestAssumptions } from '../../protocol';
import type { SwitchText } from './switch-text';

/** What Drift's documents do not say about its REST API, one sentence each. */
export const REST_ASSUMPTION_TEXTS: Readonly<{
  [K in keyof RestAssumptions]: SwitchText<RestAssumptions[K]>;
}> = {
  restIds: {
    title: 'REST: ids',
    explanation: 'Drift documents 64-bit ids. No JavaScript number holds an odd id above 2^53.',
    labels: { small: 'small', large: 'odd and above 2^53' },
  },
  restAnswers: {
    title: 'REST: shapes of answers',
    explanation: 'Which shape an answer has, where Drift’s documents differ from real answers.',
    labels: { observed: 'as seen', documented: 'as documented' },
  },
  restErrors: {
    title: 'REST: shape of errors',
    explanation: 'What the body of an error looks like.',
    labels: { error: '{error}', errors: '{errors: […]}', gateway: 'a gateway’s, for 401 and 429' },
  },
  rateLimit: {
    title: 'REST: rate limit',
    explanation: 'How the limits are counted: 600 requests a minute, 60 for reports.',
    labels: { per_minute: 'in calendar minutes', leaky_bucket: 'as a leaky bucket', none: 'not at all' },
  },
  rateHeaders: {
    title: 'REST: headers of the rate limit',
    explanation: 'Which headers say how many requests are left, and when to try again.',
    labels: {
      all: 'all, as Kong sends them',
      ratelimit: 'RateLimit-*',
      x_ratelimit: 'X-RateLimit-*-Minute',
      retry_after: 'Retry-After in seconds',
      retry_after_date: 'Retry-After as a date',
      none: 'none',
    },
  },
  linksHost: {
    title: 'REST: host of links',
    explanation: 'The host in links.next of a list.',
    labels: { 'api.drift.com': 'api.drift.com', sandbox: 'the sandbox' },
  },
  conversationsLimit: {
    title: 'REST: conversations in a page',
    explanation: 'The highest limit of the list of conversations.',
    labels: { 50: '50', 100: '100' },
  },
  accountsLimit: {
    title: 'REST: accounts in a page',
    explanation: 'The highest size of the list of accounts.',
    labels: { 65: '65', 100: '100' },
  },
  unknownUserId: {
    title: 'REST: a message of an unknown user',
    explanation: 'What happens to a message that names an unknown user.',
    labels: { bot: 'it is the bot’s', refused: 'refused' },
  },
  deletedContact: {
    title: 'REST: a deleted contact',
    explanation: 'Whether a contact that was deleted can still be read by its id.',
    labels: { gone: 'not found', readable: 'still read' },
  },
};
