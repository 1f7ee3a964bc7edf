import type { DriftIn, VocabularyIn } from '../adapter';

/**
 * Tells the hooks which object your app made, and with it your team's own words for events and attributes.
 * Say it once, beside the object; unsaid, the hooks know a plain `Drift` and take any word.
 *
 * It is an interface to augment, and no factory of hooks: it costs no byte, components import from one place,
 * and a test may still put another object of the same type into `<DriftProvider>`.
 *
 * @example
 * export const drift = createSession<{ events: { opened_pricing: { plan: string } } }>({ embedId })
 * declare module '@driftkit/widget/react' {
 *   interface Register { drift: typeof drift }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- it is there to be filled by the app
export interface Register {}

/** The type that `useDrift` returns and `<DriftProvider>` accepts. */
export type RegisteredDrift = DriftIn<Register>;
export type RegisteredVocabulary = VocabularyIn<Register>;
