/** What this browser remembers of a person: each change is told to the other tabs. */
import { erase, hashOf, isNamed, mark } from '../association';
import type { Erased } from '../association';
import { readJar } from '../cookies';
import type { World } from './world';

const domainOf = ({ engine }: World): string | undefined => engine.options.config?.cookieDomain;

/** What one tab says to the others: whom this browser belongs to from now on, by the hash that is in the marker; null for nobody. */
export interface PersonFact {
  readonly type: 'person';
  readonly hash: string | null;
}

/** The hash in what another tab said; undefined when it is no such fact. */
export function hashIn(fact: unknown): string | null | undefined {
  const { type, hash } = (fact ?? {}) as Partial<PersonFact>;
  return type === 'person' && (typeof hash === 'string' || hash === null) ? hash : undefined;
}

/** A withdrawal says so itself, and says nothing of who is logged in. */
function tell({ engine, tabs }: World, hash: string | null): void {
  if (engine.missing !== 'consent') tabs.tell({ type: 'person', hash } satisfies PersonFact);
}

/** Marks the browser as the person's. */
export function remember(world: World, id: string): void {
  const { jar, isNews } = mark(world.jar ?? readJar(), id, domainOf(world));
  world.jar = jar;
  if (isNews) tell(world, hashOf(id));
}

/** Deletes what the cookies say of a person, or all that Drift keeps. What they say then must be read again. */
export function forget(world: World, what: Erased = 'everything'): void {
  const jar = world.jar ?? readJar();
  erase(jar, what, domainOf(world));
  if (what === 'everything' && isNamed(jar)) tell(world, null);
  world.jar = undefined;
}
