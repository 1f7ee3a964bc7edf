import { createIdentityHandler } from '@driftkit/identity-server';
import { toNodeHandler } from '@driftkit/identity-server/node';
import type { NodeContext } from '@driftkit/identity-server/node';
import type { Request, RequestHandler, Response } from 'express';
import type { User } from '../shared/api-types';

/** Signs Drift's token for whoever this browser's session belongs to; nothing in the request can ask for another. */
export function createDriftIdentity(
  secret: string,
  userOf: (request: Request) => User | undefined,
): RequestHandler {
  const handler = createIdentityHandler<NodeContext<Request, Response>>({
    secret,
    getUser: (_request, { req }) => userOf(req),
  });
  return toNodeHandler(handler);
}
