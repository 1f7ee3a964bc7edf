import express from 'express';
import type { Request, Router } from 'express';
import type { User } from '../shared/api-types';
import type { Conversations } from './conversations';
import { readMeeting } from '../shared/read-meeting';
import { refuse } from './refuse';

/**
 * What a person's browser saw happen in the chat. The session says whose it is; `x-harbor-user` says whose the page thinks it is:
 * the two differ when another tab has switched accounts, and then nothing is kept.
 */
export function createConversationRoutes(
  conversations: Conversations,
  sessionUser: (request: Request) => User | undefined,
): Router {
  const routes = express.Router();

  routes.use((request, response, next) => {
    const user = sessionUser(request);
    if (!user) return refuse(response, 401, 'not_logged_in', 'Log in to see your conversations.');
    if (!isMeant(request, user))
      return refuse(response, 409, 'another_user', 'Somebody else is logged in by now.');
    response.locals['user'] = user;
    next();
  });

  routes.get('/', (_request, response) => {
    response.json({ conversations: conversations.of(userOf(response.locals).id) });
  });

  routes.put('/:id', (request, response) => {
    const id = Number(request.params.id);
    if (!Number.isSafeInteger(id) || id <= 0)
      return refuse(response, 400, 'bad_conversation', 'That is no conversation.');
    const { meeting: given } = (request.body ?? {}) as { meeting?: unknown };
    const meeting = readMeeting(given);
    if (given !== undefined && !meeting)
      return refuse(response, 400, 'bad_meeting', 'That meeting cannot be read.');
    response.json({ conversation: conversations.note(userOf(response.locals).id, id, meeting) });
  });
  return routes;
}

const isMeant = (request: Request, user: User): boolean =>
  (request.get('x-harbor-user') ?? user.id) === user.id;

const userOf = (locals: Record<string, unknown>): User => locals['user'] as User;
