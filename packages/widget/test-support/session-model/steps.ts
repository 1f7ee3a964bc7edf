/** What can happen to a session, as data. */
import fc from 'fast-check';

export const PEOPLE = ['ann', 'bob', 'cat'] as const;
export type Id = (typeof PEOPLE)[number];

/** What the app can say. */
export type Call =
  | { readonly do: 'setUser' | 'login'; readonly id: Id; readonly plan: number }
  | { readonly do: 'identify'; readonly id: Id; readonly token: TokenInHand }
  | {
      readonly do:
        | 'nobody'
        | 'undecided'
        | 'logout'
        | 'reset'
        | 'track'
        | 'attributes'
        | 'openChat'
        | 'load'
        | 'unload'
        | 'close';
    };
export type TokenInHand = 'right' | 'none' | 'wrong' | 'expired' | 'short';

/** Where a call may be made from: a listener speaks once, the next time it is told. */
export const LISTENERS = ['ready', 'state', 'identity', 'chatOpen', 'onError'] as const;
export type Listener = (typeof LISTENERS)[number];

export type Step =
  | Call
  | { readonly do: 'within'; readonly listener: Listener; readonly call: Call }
  /** The page is left the moment the call returns, and the app's next page is opened with the same cookies. */
  | { readonly do: 'leave'; readonly call: Call }
  | { readonly do: 'token'; readonly answer: Answer }
  | { readonly do: 'otherTab'; readonly id: 'ann' | 'zoe' | null }
  | { readonly do: 'wait' | 'sleep' | 'clock'; readonly ms: number }
  | { readonly do: 'foreign'; readonly id: 'ann' | 'zoe' | 'nobody' }
  | { readonly do: 'beside'; readonly what: 'load' | 'track' | 'identify' | 'reset' | 'unload' }
  | { readonly do: 'second'; readonly what: 'load' | 'login' | 'logout' | 'track' | 'unload' }
  | Happening;
export type Answer = 'right' | 'short' | 'null' | 'wrong' | 'fail';

/** What Drift, the browser and other people do. */
const EVENTS = {
  drift: ['arrive', 'ready', 'ready', 'come', 'come'],
  trouble: ['scriptError', 'empty', 'jam', 'again', 'removed', 'chatOpens'],
  browser: ['online', 'restore', 'lookAway', 'lookAt', 'stranger'],
  consent: ['give', 'withdraw', 'withdrawElsewhere'],
} as const;
export type Event = (typeof EVENTS)[keyof typeof EVENTS][number];

/** Of Drift's, the browser's or a person's own doing. */
export interface Happening {
  readonly do: Event;
}

const CALLS: readonly string[] = [
  ...['setUser', 'login', 'identify', 'nobody', 'undecided', 'logout', 'reset'],
  ...['track', 'attributes', 'openChat', 'load', 'unload', 'close'],
];
export const isCall = (step: Step): step is Call => CALLS.includes(step.do);

const OCCASIONS = Object.entries(EVENTS).flatMap(([who, events]) =>
  events.map((event): [string, string] => [event, who === 'trouble' ? 'drift' : who]),
);
/** Who makes this happen; undefined for what is said. */
export const actorOf = (step: Step): string | undefined => new Map(OCCASIONS).get(step.do);
export const isEvent = (step: Step): step is Happening => actorOf(step) !== undefined;

const id = fc.constantFrom(...PEOPLE);
const plan = fc.constantFrom(1, 2);
const kind = <K extends string>(...kinds: K[]): fc.Arbitrary<{ do: K }> =>
  fc.constantFrom(...kinds).map((it) => ({ do: it }));
const some = <K extends string, T extends Record<string, fc.Arbitrary<unknown>>>(
  it: K,
  parts: T,
): fc.Arbitrary<{ do: K } & { [P in keyof T]: T[P] extends fc.Arbitrary<infer V> ? V : never }> =>
  fc.record({ do: fc.constant(it), ...parts }) as never;

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: some('setUser', { id, plan }) },
  { weight: 4, arbitrary: some('login', { id, plan }) },
  { weight: 4, arbitrary: kind('nobody', 'logout', 'reset') },
  { weight: 6, arbitrary: kind('track', 'track', 'attributes', 'openChat', 'undecided') },
  { weight: 4, arbitrary: kind('load', 'load', 'unload') },
  {
    weight: 2,
    arbitrary: some('identify', {
      id,
      token: fc.constantFrom<TokenInHand[]>('right', 'right', 'none', 'wrong', 'expired', 'short'),
    }),
  },
  { weight: 1, arbitrary: kind('close') },
);
const hours = (...list: number[]): fc.Arbitrary<number> => fc.constantFrom(...list.map((n) => n * 3_600_000));

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 26, arbitrary: call },
  { weight: 12, arbitrary: kind(...EVENTS.drift) },
  {
    weight: 8,
    arbitrary: some('token', {
      answer: fc.constantFrom<Answer[]>('right', 'right', 'null', 'wrong', 'short', 'fail'),
    }),
  },
  { weight: 5, arbitrary: some('wait', { ms: fc.constantFrom(0, 600, 2500, 6000, 20_000) }) },
  { weight: 4, arbitrary: some('within', { listener: fc.constantFrom(...LISTENERS), call }) },
  { weight: 3, arbitrary: some('otherTab', { id: fc.constantFrom(null, 'ann' as const, 'zoe' as const) }) },
  { weight: 3, arbitrary: kind(...EVENTS.trouble) },
  { weight: 3, arbitrary: kind(...EVENTS.browser) },
  { weight: 3, arbitrary: kind(...EVENTS.consent) },
  { weight: 1, arbitrary: some('leave', { call }) },
  { weight: 1, arbitrary: fc.oneof(some('sleep', { ms: hours(5) }), some('clock', { ms: hours(-5, 5) })) },
  {
    weight: 1,
    arbitrary: some('foreign', { id: fc.constantFrom('ann' as const, 'zoe' as const, 'nobody' as const) }),
  },
  {
    weight: 1,
    arbitrary: some('beside', {
      what: fc.constantFrom(
        'load' as const,
        'track' as const,
        'identify' as const,
        'reset' as const,
        'unload' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: some('second', {
      what: fc.constantFrom(
        'load' as const,
        'login' as const,
        'logout' as const,
        'track' as const,
        'unload' as const,
      ),
    }),
  },
);
