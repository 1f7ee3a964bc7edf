import type { DriftIn, VocabularyIn } from '../adapter';
import type { Drift, DriftUser, GivenUser, IdentityState, Session, Vocabulary } from '../index';

/**
 * Tells `getDrift` and the others which object your app made, and with it your team's own words. Say it once, beside the object:
 *
 * @example
 * declare module '@driftkit/widget/svelte' {
 *   interface Register { drift: typeof drift }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- it is there to be filled by the app
export interface Register {}

export type RegisteredDrift = DriftIn<Register>;

/**
 * What your app knows of who is here, as a function, so that it is read again when it changes: someone, nobody (`null`), or not known
 * (`undefined`): then nothing loads, and the chat of somebody who was here is hidden. A session that has ended is `null`.
 */
export type ReadUser<V extends Vocabulary = Vocabulary, U = DriftUser<V>> = () =>
  GivenUser<V, U> | null | undefined;

/** A value that templates, `$derived` and `$effect` follow; do not take `current` out of it. */
export interface Following<T> {
  readonly current: T;
}

export type DriftIdentity = Following<IdentityState> &
  Pick<Session<VocabularyIn<Register>>, 'login' | 'logout'>;

/** A `Drift` takes no user: it knows no logins. */
export interface SetDrift {
  <V extends Vocabulary, U = DriftUser<V>>(drift: Session<V> & RegisteredDrift, user?: ReadUser<V, U>): void;
  <V extends Vocabulary>(drift: Drift<V> & RegisteredDrift): void;
}
