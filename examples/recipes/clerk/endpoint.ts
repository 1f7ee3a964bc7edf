import { clerkMiddleware, getAuth } from '@clerk/express';
import { createIdentityHandler } from '@driftkit/identity-server';
import { toNodeHandler } from '@driftkit/identity-server/node';
import type { NodeContext } from '@driftkit/identity-server/node';
import express from 'express';

const identity = createIdentityHandler({
  secret: () => process.env['DRIFT_SIGNING_SECRET'],
  getUser: (_request, { req }: NodeContext<express.Request>) => {
    const { userId } = getAuth(req); // Next: `await auth()` of @clerk/nextjs/server
    return userId ? { id: userId } : null;
  },
});

export const app: express.Express = express();
app.use(clerkMiddleware());
app.all('/api/drift-identity', toNodeHandler(identity));
