import express from 'express';
import type { Request, Router } from 'express';
import { createConversationRoutes } from './conversation-routes';
import { createAccountRoutes } from './account-routes';
import type { AccountParts } from './account-routes';
import type { Conversations } from './conversations';
import { createJournalRoutes } from './journal-routes';
import type { JournalParts } from './journal-routes';
import { overviewOf } from './overview';
import { refuse } from './refuse';
import { endSession, startSession } from './sessions';
import { createSignUpRoutes } from './sign-up-routes';
import type { SignUpParts } from './sign-up-routes';

export interface ApiParts extends AccountParts, SignUpParts, JournalParts {
  conversations: Conversations;
}

/** The app's own JSON API. A form of another site cannot send JSON, so only JSON is read. */
export function createApi(parts: ApiParts): Router {
  const { accounts, conversations, userOf: sessionUser } = parts;
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
    const user = await accounts.authenticate(email, password);
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

  api.use('/conversations', createConversationRoutes(conversations, sessionUser));
  api.use(createSignUpRoutes(parts));
  api.use(createAccountRoutes(parts));
  api.use(createJournalRoutes(parts));

  api.use((_request, response) => refuse(response, 404, 'not_found', 'There is no such thing here.'));
  return api;
}

function credentials(request: Request): { email: string; password: string } {
  const { email, password } = (request.body ?? {}) as Record<string, unknown>;
  return { email: text(email), password: text(password) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
