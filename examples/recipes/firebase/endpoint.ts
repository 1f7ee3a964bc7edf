import { createIdentityHandler } from '@driftkit/identity-server';
import { toNodeHandler } from '@driftkit/identity-server/node';
import express from 'express';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';

const auth = getAuth(initializeApp({ projectId: 'acme' }));

const identity = createIdentityHandler({
  secret: () => process.env['DRIFT_SIGNING_SECRET'],
  getUser: async (request) => {
    const idToken = request.headers.get('authorization')?.replace(/^Bearer /, '');
    if (!idToken) return null;
    const { uid } = await auth.verifyIdToken(idToken);
    return { id: uid };
  },
});

export const app: express.Express = express();
app.all('/api/drift-identity', toNodeHandler(identity));
