import type { Faults } from '../protocol';

/** Nothing goes wrong. Apart from `faults.ts`, so that the console carries no validators. */
export const NO_FAULTS: Faults = {
  script: 'none',
  boot: 'none',
  identify: 'none',
  attributes: 'none',
  track: 'none',
  events: 'none',
  cookies: 'none',
  webhook: 'none',
  oauth: 'none',
  rest: 'none',
};
