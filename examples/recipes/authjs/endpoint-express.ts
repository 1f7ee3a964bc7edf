import type { ExpressAuthConfig } from '@auth/express';
import { getSession } from '@auth/express';
import { createIdentityHandler } from '@driftkit/identity-server';
import { toNodeHandler } from '@driftkit/identity-server/node';
import type { NodeContext } from '@driftkit/identity-server/node';
import express from 'express';

export const authConfig: ExpressAuthConfig = {
  providers: [], // yours
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? '' } }),
  },
};

const identity = createIdentityHandler({
  secret: () => process.env['DRIFT_SIGNING_SECRET'],
  getUser: async (_request, { req }: NodeContext<express.Request>) => {
    const id = (await getSession(req, authConfig))?.user?.id;
    return id ? { id } : null;
  },
});

export const app: express.Express = express();
app.all('/api/drift-identity', toNodeHandler(identity));
