import express from 'express';
import type { Request, Router } from 'express';
import { createConversationRoutes } from './conversation-routes';
import type { Conversations } from './conversations';
import { overviewOf } from './overview';
import { authenticate } from './people';
import { refuse } from './refuse';
import { endSession, sessionUser, startSession } from './sessions';

/** The app's own JSON API. A form of another site cannot send JSON, so only JSON is read. */
export function createApi(conversations: Conversations): Router {
  const api = express.Router();
  api.use(express.json({ limit: '10kb' }), (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });

  api.get('/me', (request, response) => {
    response.json({ user: sessionUser(request) ?? null });
  });

  api.post('/login', async (request, response) => {
    const { email, password } = credentials(request);
    const user = await authenticate(email, password);
    if (!user)
      return refuse(response, 401, 'wrong_credentials', 'That e-mail and password do not belong together.');
    await startSession(request, user);
    response.json({ user });
  });

  api.post('/logout', async (request, response) => {
    await endSession(request);
    response.sendStatus(204);
  });

  api.get('/overview', (request, response) => {
    const user = sessionUser(request);
    if (!user) return refuse(response, 401, 'not_logged_in', 'Log in to see your account.');
    response.json(overviewOf(user));
  });

  api.use('/conversations', createConversationRoutes(conversations));

  api.use((_request, response) => refuse(response, 404, 'not_found', 'There is no such thing here.'));
  return api;
}

function credentials(request: Request): { email: string; password: string } {
  const { email, password } = (request.body ?? {}) as Record<string, unknown>;
  return { email: text(email), password: text(password) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
