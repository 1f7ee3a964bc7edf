import { createSession, fetchUserJwt } from '@driftkit/widget';

/** Made once, in a module; it touches nothing before the plugin loads it, and on a server it touches nothing at all. */
export const drift = createSession({
  embedId: 'abcdefgh1234',
  getUserJwt: fetchUserJwt('/api/drift-identity'),
});

// `useDrift()` gives this very type.
declare module '@driftkit/widget/vue' {
  interface Register {
    drift: typeof drift;
  }
}
