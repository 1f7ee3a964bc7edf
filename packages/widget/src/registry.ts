export interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

/** An instance, as the others on its page see it. */
export interface PageInstance {
  /** Lets the person of this page go: a logout or a reset that was said to another instance. Settles as the logout does. */
  release(): Promise<unknown>;
  /** Forgets whom it was told of; Drift is somebody else's to reset. */
  disown(): void;
}

/**
 * What all instances on this page must know of each other, also when they come from several copies of this package:
 * one entry on `globalThis`, under a versioned name. Made at the first load, never by an import.
 */
export interface PageRegistry {
  /** The live session: only it may speak of persons. */
  session?: PageInstance | undefined;
  /** A script tag that waits for its answer: taken off the page it runs all the same. */
  pending?: HTMLScriptElement | undefined;
  /** Tells this page from the other tabs. */
  readonly id: string;
  /** The policy under Trusted Types, once one was needed. */
  policy?: ScriptPolicy;
  /** The cookie domain of our marker, once it is known. Without a name it is this host only. */
  domain?: { name: string | undefined };
  /** Told when other code calls the `load` of our stub: whoever booted Drift last, since who made the stub may be closed. */
  askedToLoad?: (embedId: string) => void;
  /** Everybody who uses the Drift of this page, to be told when one of them takes it down. */
  readonly users: Map<PageInstance, () => void>;
  /** Everybody who was told of a person since the last logout, loaded or not. */
  readonly told: Set<PageInstance>;
  /** The visibility of each frame that one of us has hidden, as it was before: whoever has the page next may show it again. */
  hidden?: WeakMap<Element, readonly [value: string, priority: string]>;
  /** What components have done with each object, once there was one; see `adapter.ts`. */
  holdings?: Map<object, Holding>;
}

export interface Holding {
  /** How many components hold it. An object that nobody holds lives on, since one may come back. */
  count: number;
  /** A component has stated who is here. */
  isSpokenFor: boolean;
  /** The path that Drift has counted last. */
  path?: string;
}

const KEY = Symbol.for('driftkit.page.1');

export function pageRegistry(): PageRegistry {
  const page = globalThis as { [KEY]?: Omit<PageRegistry, 'told'> & { told?: PageRegistry['told'] } };
  const registry = (page[KEY] ??= { id: Math.random().toString(36), users: new Map() });
  // An earlier copy of this package may have made it with less in it.
  registry.told ??= new Set();
  return registry as PageRegistry;
}

/**
 * Says a logout to all the others of the page: the one that has Drift lets its person go, the others forget whom they were told of.
 * Returns the answer of the first; undefined where `own` has Drift, or nobody.
 */
export function tellOthersToLetGo(own: PageInstance, hasDrift: boolean): Promise<unknown> | undefined {
  const { session, told } = pageRegistry();
  const owner = session ?? (hasDrift ? own : othersBeside(own)[0]);
  for (const other of [...told]) if (other !== own && other !== owner) other.disown();
  return owner === own ? undefined : owner?.release();
}

/** Everybody else who uses the Drift of this page. */
export const othersBeside = (own: PageInstance): PageInstance[] =>
  [...pageRegistry().users.keys()].filter((other) => other !== own);
