import { createIdentityHandler } from '@driftkit/identity-server';
import { toNodeHandler } from '@driftkit/identity-server/node';
import type { NodeContext } from '@driftkit/identity-server/node';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';

const identity = createIdentityHandler({
  secret: () => process.env['DRIFT_SIGNING_SECRET'],
  getUser: (_request, { req }: NodeContext<express.Request>) => {
    const sub = req.auth?.payload.sub;
    return sub ? { id: sub } : null;
  },
});

export const app: express.Express = express();
// Checks the access token; who has none is nobody, and gets the 401 that driftkit understands.
const checked = auth({
  audience: 'https://api.acme.com',
  issuerBaseURL: process.env['AUTH0_ISSUER'] ?? 'https://acme.eu.auth0.com',
});
app.all('/api/drift-identity', checked, toNodeHandler(identity));
