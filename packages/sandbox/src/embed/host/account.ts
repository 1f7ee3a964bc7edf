import type { Assumptions, Faults } from '../../protocol';

/** What the server writes into the script, which is made for one account as Drift's is. */
export interface Account {
  embedId: string;
  /** `alone`: as soon as the script is there. `at_init`: when the page calls `init` with the embed id. */
  start: 'alone' | 'at_init';
  assumptions: Assumptions;
  /** What goes wrong on purpose in the page itself. */
  faults: Pick<Faults, 'cookies' | 'events'>;
}
