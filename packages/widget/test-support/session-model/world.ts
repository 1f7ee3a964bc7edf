/** In which the session has to hold: the team's options, the browser, and how Drift behaves where its documents are silent. */
import fc from 'fast-check';
import type { Refusal } from '../stubborn-cookies';

const usually = <T>(first: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(first) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

export interface World {
  signed: boolean;
  identityChange: 'live' | 'reload';
  whenTokenFails: 'anonymous' | 'unavailable';
  consent: 'not asked' | 'own trigger' | 'onConsent';
  maxQueue: number;
  readyAfterReset: boolean;
  handlersAfterReset: 'kept' | 'gone';
  aidAfterReset: 'new' | 'kept';
  unload: boolean;
  /** Whom the cookies name before anything happens. */
  leftover: string | undefined;
  /** Somebody else's snippet has booted first, for this contact. */
  foreign: string | undefined;
  foreignEmbedId: string;
  jarRefuses: Refusal;
}

/** The world to which a failure shrinks. */
export const PLAIN: World = {
  signed: false,
  identityChange: 'live',
  whenTokenFails: 'anonymous',
  consent: 'not asked',
  maxQueue: 1000,
  readyAfterReset: true,
  handlersAfterReset: 'kept',
  aidAfterReset: 'new',
  unload: true,
  leftover: undefined,
  foreign: undefined,
  foreignEmbedId: 'abcdefgh1234',
  jarRefuses: 'nothing',
};

export const world: fc.Arbitrary<World> = fc.record({
  signed: fc.boolean(),
  identityChange: usually<World['identityChange']>('live', 'reload'),
  whenTokenFails: fc.constantFrom<World['whenTokenFails'][]>('anonymous', 'unavailable'),
  consent: usually<World['consent']>('not asked', 'own trigger', 'onConsent'),
  maxQueue: usually(1000, 2),
  readyAfterReset: usually(true, false),
  handlersAfterReset: usually<World['handlersAfterReset']>('kept', 'gone'),
  aidAfterReset: usually<World['aidAfterReset']>('new', 'kept'),
  unload: usually(true, false),
  leftover: fc.constantFrom(undefined, 'ann', 'zoe'),
  foreign: usually<string | undefined>(undefined, 'ann', 'zoe', 'nobody'),
  foreignEmbedId: usually('abcdefgh1234', 'zyxwvuts9876'),
  jarRefuses: usually<Refusal>('nothing', 'to forget the id', 'everything'),
});
