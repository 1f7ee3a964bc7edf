// app/api/drift-identity/route.ts of Next, with next-auth 4.
import { createIdentityHandler } from '@driftkit/identity-server';
import { getServerSession } from 'next-auth';
import { authOptions } from './auth';

const identity = createIdentityHandler({
  secret: () => process.env['DRIFT_SIGNING_SECRET'],
  // With Auth.js 5: `(await auth())?.user`, of your own auth.ts.
  getUser: async () => (await getServerSession(authOptions))?.user ?? null,
});
export { identity as GET, identity as POST };
