import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import session, { MemoryStore } from 'express-session';
import type { User } from '../shared/api-types';
import type { Accounts } from './accounts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
  }
}

const EIGHT_HOURS = 8 * 60 * 60 * 1000;

export interface Sessions {
  middleware: RequestHandler;
  /** Who this request's session says is logged in. The only way the server ever learns who somebody is. */
  userOf(request: Request): User | undefined;
  /** Ends every session at once, as a deploy or an expiry would; the browsers keep their cookies. */
  expireAll(): void;
}

/** Sessions in memory: enough for one process; a real deployment gives express-session a shared store. */
export function createSessions(accounts: Accounts): Sessions {
  const store = new MemoryStore();
  const middleware = session({
    store,
    name: 'harbor.sid',
    secret: randomBytes(32).toString('hex'),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: EIGHT_HOURS },
  });
  return {
    middleware,
    userOf: (request) => accounts.find(request.session.userId),
    expireAll: () => store.clear(),
  };
}

/** Logs the session in, under a new session id: one planted before the login is worth nothing after it. */
export function startSession(request: Request, user: User): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) return reject(error);
      request.session.userId = user.id;
      request.session.save((failure) => (failure ? reject(failure) : resolve()));
    });
  });
}

export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.destroy((error) => (error ? reject(error) : resolve()));
  });
}
