import express from 'express';
import type { Request, Router } from 'express';
import type { Links } from './links';
import type { Mailbox } from './mailbox';
import { refuse } from './refuse';
import { startSession } from './sessions';
import type { SignUp } from './sign-up';
import { isEmail, SHORTEST_PASSWORD } from '../shared/sign-up-rules';

export interface SignUpParts {
  signUp: SignUp;
  links: Links;
  /** Shown to everybody: only beside a sandbox. */
  shownMailbox: Mailbox | undefined;
}

export function createSignUpRoutes({ signUp, links, shownMailbox }: SignUpParts): Router {
  const routes = express.Router();

  routes.post('/sign-up', (request, response) => {
    const { email, name, company } = textsOf(request, 'email', 'name', 'company');
    if (!isEmail(email)) return refuse(response, 400, 'bad_email', 'That is not an e-mail address.');
    if (!name || !company) return refuse(response, 400, 'incomplete', 'Give your name and your company.');
    signUp.ask({ email, name, company, plan: 'trial' });
    // The same answer for everybody: it does not tell who is a customer.
    response.status(202).json({});
  });

  // The token comes in a body: addresses stand in logs.
  routes.post('/link', (request, response) => {
    const invited = links.peek(textsOf(request, 'token').token);
    if (!invited) return refuse(response, 410, 'link_used', NO_LINK);
    response.json({ invited });
  });

  routes.post('/welcome', async (request, response) => {
    const { token, name, company, password } = textsOf(request, 'token', 'name', 'company', 'password');
    if (!name || !company) return refuse(response, 400, 'incomplete', 'Give your name and your company.');
    if (password.length < SHORTEST_PASSWORD)
      return refuse(
        response,
        400,
        'short_password',
        `A password has ${SHORTEST_PASSWORD} characters or more.`,
      );
    const user = await signUp.open(token, { name, company, password });
    if (!user) return refuse(response, 410, 'link_used', NO_LINK);
    await startSession(request, user);
    response.json({ user });
  });

  routes.get('/mailbox', (_request, response) => {
    if (!shownMailbox) return refuse(response, 404, 'not_found', 'There is no such thing here.');
    response.json({ mails: shownMailbox.list() });
  });
  return routes;
}

const NO_LINK = 'This link has been used, or is too old. Ask for another on the sign-up page.';
const LONGEST = 200;

/** The fields as texts; what is none, or too long, is an empty one. */
export function textsOf<Name extends string>(request: Request, ...names: Name[]): Record<Name, string> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const textOf = (value: unknown): string =>
    typeof value === 'string' && value.length <= LONGEST ? value : '';
  return Object.fromEntries(
    names.map((name) => [name, name === 'password' ? textOf(body[name]) : textOf(body[name]).trim()]),
  ) as Record<Name, string>;
}
