import type { Sandbox } from '@driftkit/sandbox';

// Every answer to what Drift's documents leave open, as the sandbox can be switched to it.

type Changes = Parameters<Sandbox['configure']>[0];
export type IdentityChange = 'live' | 'reload';

export interface Mode {
  name: string;
  changes: Changes;
  /** No reset ever settles, so there is no point in waiting for it. */
  unsettled?: true;
  /** Where Drift can neither be reset nor taken down chat has to end: by these ways to change. */
  endsWith?: readonly IdentityChange[];
  /** Drift takes no token mid-session, so that nobody is ever identified live. */
  onlyAtBoot?: true;
  jams?: true;
  /** The ways to change that are walked at every run; the others on demand, by `npm run test:long`. */
  often?: readonly IdentityChange[];
}

const assume = (assumptions: NonNullable<Changes['assumptions']>): Changes => ({ assumptions });

export const MODES: readonly Mode[] = [
  { name: 'as we guess it', changes: {}, often: ['live', 'reload'] },
  { name: 'signed identities disabled', changes: { signedIdentities: 'disabled' } },
  { name: 'signed identities enabled', changes: { signedIdentities: 'enabled' } },
  {
    name: 'a conversation moves when its visitor is identified',
    changes: assume({ conversationOnIdentify: 'moves' }),
  },
  { name: 'no ready after a reset', changes: assume({ readyAfterReset: false }), unsettled: true },
  {
    name: 'no handlers after a reset',
    changes: assume({ handlersAfterReset: 'gone' }),
    unsettled: true,
  },
  {
    name: 'a reset leaves the id cookie',
    changes: assume({ cookiesAfterReset: 'identity' }),
    often: ['live'],
  },
  { name: 'a reset leaves no cookie', changes: assume({ cookiesAfterReset: 'none' }) },
  {
    name: 'no handlers after an unload',
    changes: assume({ handlersAfterUnload: 'gone' }),
    often: ['reload'],
  },
  {
    name: 'no token counts mid-session',
    changes: assume({ tokenMidSession: 'ignored' }),
    onlyAtBoot: true,
  },
  { name: 'an identify that meets a reset is lost', changes: assume({ identifyDuringReset: 'lost' }) },
  {
    name: 'an identify that meets a reset goes to the old contact',
    changes: assume({ identifyDuringReset: 'to_old_contact' }),
  },
  { name: 'another subject is accepted', changes: assume({ subMismatch: 'accepted' }) },
  { name: 'an associated drift_aid is nobody’s', changes: assume({ associatedAid: 'anonymous' }) },
  { name: 'the token is kept in a cookie', changes: assume({ userJwtCookie: 'stored' }) },
  { name: 'the snippet’s array stays', changes: assume({ loadedGlobal: 'array' }) },
  { name: 'a handler that throws stops the rest', changes: assume({ throwingHandler: 'stops_the_rest' }) },
  {
    name: 'a failed call jams the queue',
    changes: assume({ failedSetUserAttributes: 'jams' }),
    unsettled: true,
    jams: true,
  },
  { name: 'no unload', changes: assume({ unload: false }), endsWith: ['reload'] },
  {
    name: 'no unload, and no ready after a reset',
    changes: assume({ unload: false, readyAfterReset: false }),
    unsettled: true,
    endsWith: ['live', 'reload'],
  },
  {
    name: 'no unload, and no handlers after a reset',
    changes: assume({ unload: false, handlersAfterReset: 'gone' }),
    unsettled: true,
    endsWith: ['live', 'reload'],
  },
  {
    name: 'no unload, and a failed call jams the queue',
    changes: assume({ unload: false, failedSetUserAttributes: 'jams' }),
    unsettled: true,
    endsWith: ['live', 'reload'],
    jams: true,
  },
];
