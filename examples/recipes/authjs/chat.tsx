import { createSession, fetchUserJwt } from '@driftkit/widget';
import { DriftProvider } from '@driftkit/widget/react';
import { useSession } from 'next-auth/react';
import type { ReactNode } from 'react';
import type {} from './auth';

export const drift = createSession({
  embedId: 'abcdefgh1234',
  getUserJwt: fetchUserJwt('/api/drift-identity'), // the session's cookie goes with it
});

/** Inside `<SessionProvider>`. */
export function Chat({ children }: { children?: ReactNode }): ReactNode {
  const { data: session, status } = useSession();
  const nobody = status === 'loading' ? undefined : null;
  // The session first: while Auth.js fetches it anew (`update()`), it is `loading`, and still has the person.
  const user = session ? { id: session.user.id, name: session.user.name, email: session.user.email } : nobody;
  return (
    <DriftProvider drift={drift} user={user}>
      {children}
    </DriftProvider>
  );
}
