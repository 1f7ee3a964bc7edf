import { Auth0Provider, useAuth0 } from '@auth0/auth0-react';
import { Auth0Client, GenericError } from '@auth0/auth0-spa-js';
import { createSession, fetchUserJwt } from '@driftkit/widget';
import type { GetUserJwt } from '@driftkit/widget';
import { DriftProvider } from '@driftkit/widget/react';
import type { ReactNode } from 'react';

// Made here, and not by <Auth0Provider>, so that `getUserJwt` may ask it too. auth0-react takes it from 2.6 on.
const auth0 = new Auth0Client({
  domain: 'acme.eu.auth0.com',
  clientId: 'your-client-id',
  authorizationParams: { audience: 'https://api.acme.com', redirect_uri: globalThis.location?.origin },
});

/** Auth0 has no cookie of your server's: its access token goes with the request. */
const getUserJwt: GetUserJwt = async (user, context) => {
  const accessToken = await auth0.getTokenSilently().catch((error: unknown) => {
    if (error instanceof GenericError && LOGGED_OUT.includes(error.error)) return null;
    throw error; // the network: driftkit asks again
  });
  if (accessToken === null) return null;
  const headers = { Authorization: `Bearer ${accessToken}` };
  return fetchUserJwt('/api/drift-identity', { headers })(user, context);
};
const LOGGED_OUT = ['login_required', 'invalid_grant', 'missing_refresh_token'];

export const drift = createSession({ embedId: 'abcdefgh1234', getUserJwt });

export function Chat({ children }: { children?: ReactNode }): ReactNode {
  return (
    <Auth0Provider client={auth0}>
      <WithUser>{children}</WithUser>
    </Auth0Provider>
  );
}

function WithUser({ children }: { children?: ReactNode }): ReactNode {
  const { isLoading, user } = useAuth0();
  const nobody = isLoading ? undefined : null;
  // `sub` stays with the person in every organisation. `org_id` is there after a login to one.
  const person = user?.sub
    ? { id: user.sub, name: user.name, email: user.email, organisation: user['org_id'] as string | undefined }
    : nobody;
  return (
    <DriftProvider drift={drift} user={person}>
      {children}
    </DriftProvider>
  );
}

/** Auth0 leaves the page: what was on it is hidden and forgotten before. */
export async function logOut(): Promise<void> {
  void drift.logout();
  await auth0.logout();
}
