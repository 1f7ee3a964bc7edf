import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { DriftIn, VocabularyIn } from '../adapter';
import type { Drift, DriftUser, GivenUser, IdentityState, Session, Vocabulary } from '../index';

/**
 * Tells the composables which object your app made, and with it your team's own words. Say it once, beside the object:
 *
 * @example
 * declare module '@driftkit/widget/vue' {
 *   interface Register { drift: typeof drift }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- it is there to be filled by the app
export interface Register {}

export type RegisteredDrift = DriftIn<Register>;

export type DriftPluginOptions<V extends Vocabulary = Vocabulary, U = DriftUser<V>> =
  | {
      drift: Session<V> & RegisteredDrift;
      /**
       * What your app knows of who is here, as a ref or a getter: someone, nobody (`null`), or not known (`undefined`): then nothing loads,
       * and the chat of somebody who was here is hidden. A session that has ended is `null`.
       */
      user?: MaybeRefOrGetter<GivenUser<V, U> | null | undefined>;
    }
  | { drift: Drift<V> & RegisteredDrift; user?: never };

export interface DriftIdentity extends Pick<Session<VocabularyIn<Register>>, 'login' | 'logout'> {
  readonly identity: Readonly<ShallowRef<IdentityState>>;
}
