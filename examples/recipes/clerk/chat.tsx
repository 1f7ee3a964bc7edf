import { useAuth, useUser } from '@clerk/react';
import { createSession, fetchUserJwt } from '@driftkit/widget';
import { DriftProvider } from '@driftkit/widget/react';
import type { ReactNode } from 'react';

export const drift = createSession({
  embedId: 'abcdefgh1234',
  getUserJwt: fetchUserJwt('/api/drift-identity'), // Clerk's cookie `__session` goes with it
});

/** Inside `<ClerkProvider>`. */
export function Chat({ children }: { children?: ReactNode }): ReactNode {
  const { isLoaded, user } = useUser();
  const { orgId } = useAuth();
  const person = user && {
    id: user.id,
    name: user.fullName,
    email: user.primaryEmailAddress?.emailAddress,
    organisation: orgId,
  };
  // Clerk is not loaded again while it switches the session or the organisation: so long the chat is hidden, and nothing is reset.
  return (
    <DriftProvider drift={drift} user={isLoaded ? person : undefined}>
      {children}
    </DriftProvider>
  );
}
