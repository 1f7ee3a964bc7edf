import { createSession, fetchUserJwt } from '@driftkit/widget';
import type {} from '@driftkit/widget/svelte';

/** Made once, in a module; it touches nothing before a component loads it, and on a server it touches nothing at all. */
export const drift = createSession({
  embedId: 'abcdefgh1234',
  getUserJwt: fetchUserJwt('/api/drift-identity'),
});

// `getDrift()` gives this very type.
declare module '@driftkit/widget/svelte' {
  interface Register {
    drift: typeof drift;
  }
}
