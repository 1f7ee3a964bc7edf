/** The switches for what Drift's documents do not say about its REST API; see `rest/assumptions.ts`. */
export interface RestAssumptions {
  /** `large`: ids of contacts, conversations, messages, users and files are odd and above 2^53. */
  restIds: 'small' | 'large';
  /** Which shape an answer has, where the documents differ from real answers. */
  restAnswers: 'observed' | 'documented';
  /** `{error}`, `{errors: […]}`, or for 401 and 429 what a Kong gateway says. */
  restErrors: 'error' | 'errors' | 'gateway';
  rateLimit: 'per_minute' | 'leaky_bucket' | 'none';
  rateHeaders: 'all' | 'ratelimit' | 'x_ratelimit' | 'retry_after' | 'retry_after_date' | 'none';
  /** Where `links` point to. */
  linksHost: 'api.drift.com' | 'sandbox';
  /** Most rows of one page of `/conversations/list`. */
  conversationsLimit: '50' | '100';
  /** Most rows of one page of `/accounts`. */
  accountsLimit: '65' | '100';
  /** Who is the author of a message that names an unknown user. */
  unknownUserId: 'bot' | 'refused';
  /** What `GET /contacts/{id}` makes of a deleted contact. */
  deletedContact: 'gone' | 'readable';
}
