/** All state of a session: the page engine, and what only a session knows. `loop.ts` moves it on, `actions.ts` change it, `derive.ts` says what follows from it. */
import { erase, hashOf, isNamed, mark } from '../association';
import type { Erased } from '../association';
import { readJar } from '../cookies';
import type { Jar } from '../cookies';
import type { Observable } from '../observable';
import type { ReadOptions } from '../options';
import { enter } from '../page/engine';
import type { Engine } from '../page/engine';
import type { Person } from '../page/record';
import type { Tabs } from '../tabs';
import type { IdentityState, LoginOutcome, LogoutOutcome } from './derive';
import type { Change, Fact, State } from './fold';
import type { Rules } from './next';
import type { GetUserJwt } from './user-jwt';
import type { Token, Wanted } from './wanted';

export interface SessionRules extends Rules, ReadOptions {
  readonly getUserJwt?: GetUserJwt;
  readonly tokenTimeout: number;
  readonly undecidedTimeout: number;
}

/** A promise of `login` or `logout` that waits. */
export interface Promised {
  readonly isLogin: boolean;
  readonly person: Person;
  readonly resolve: (outcome: LoginOutcome | LogoutOutcome) => void;
}

/** A request for a token: whoever it is for has this very `token`, until they have another. Old environments have no AbortController. */
export interface Flight {
  readonly token: Token;
  controller?: AbortController;
}

export interface World extends Engine {
  readonly options: SessionRules;
  heard(fact: Fact): void;
  readonly tabs: Tabs;
  readonly identity: Observable<IdentityState>;
  wanted: Wanted;
  isRequested: boolean;
  order?: State['order'];
  due?: State['due'];
  /** The cookies as last read; every fact makes them out of date. */
  jar?: Jar | undefined;
  /** How often in a row the cookies have contradicted us. */
  strikes: number;
  promised: Promised[];
  /** The one request for a token that is under way. */
  flight?: Flight | undefined;
  /** Until another tab's logout has reached the server. */
  logoutTimer?: ReturnType<typeof setTimeout> | undefined;
  /** Until `undefined` has lasted too long. */
  silenceTimer?: ReturnType<typeof setTimeout> | undefined;
  /** An action is under way: what happens meanwhile is folded in, and followed up after it. */
  isActing: boolean;
  /** How many facts are being followed up, one within the other. */
  depth: number;
  /** Stops listening to the browser. */
  unwatch?: () => void;
}

export function apply(world: World, { page, ...change }: Change): void {
  Object.assign(world, change);
  if (page && page !== world.page) enter(world, page);
}

const domainOf = ({ options }: World): string | undefined => options.config?.cookieDomain;

/** A message from one tab to the others: the hash of the user of this browser, as in the marker; null when nobody is logged in. */
export interface PersonMessage {
  readonly type: 'person';
  readonly hash: string | null;
}

/** The hash in another tab's message; undefined when the message is not a PersonMessage. */
export function hashIn(fact: unknown): string | null | undefined {
  const { type, hash } = (fact ?? {}) as Partial<PersonMessage>;
  return type === 'person' && (typeof hash === 'string' || hash === null) ? hash : undefined;
}

/** Stores in the marker that this browser belongs to the person. */
export function remember(world: World, id: string): void {
  const { jar, isNews } = mark(world.jar ?? readJar(), id, domainOf(world));
  world.jar = jar;
  if (isNews) world.tabs.tell({ type: 'person', hash: hashOf(id) } satisfies PersonMessage);
}

/** Deletes the cookies about a person, or all Drift cookies. Afterwards the cookies must be read again. */
export function eraseCookies(world: World, what: Erased = 'everything'): void {
  const jar = world.jar ?? readJar();
  erase(jar, what, domainOf(world));
  const isLogout = what === 'everything' && isNamed(jar);
  if (isLogout) world.tabs.tell({ type: 'person', hash: null } satisfies PersonMessage);
  world.jar = undefined;
}
