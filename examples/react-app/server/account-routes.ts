import express from 'express';
import type { Request, Router } from 'express';
import type { User } from '../shared/api-types';
import { PLANS } from '../shared/plans';
import type { Accounts } from './accounts';
import type { Database } from './database';
import { forgetPerson } from './forget-person';
import type { Jobs } from './jobs';
import { refuse } from './refuse';
import { endSession } from './sessions';
import { textsOf } from './sign-up-routes';

export interface AccountParts {
  database: Database;
  accounts: Accounts;
  jobs: Jobs;
  userOf: (request: Request) => User | undefined;
}

/** What a person does with their account: buy a plan, delete it. Drift is told by jobs, so that nobody waits for Drift. */
export function createAccountRoutes({ database, accounts, jobs, userOf }: AccountParts): Router {
  const routes = express.Router();

  routes.post('/plan', (request, response) => {
    const user = userOf(request);
    if (!user) return refuse(response, 401, 'not_logged_in', 'Log in to choose a plan.');
    const plan = PLANS.find((each) => each === textsOf(request, 'plan').plan);
    if (!plan || plan === 'trial') return refuse(response, 400, 'bad_plan', 'There is no such plan.');
    const cause = crypto.randomUUID();
    database.together(() => {
      accounts.choosePlan(user.id, plan);
      jobs.keep(`contact:${user.id}:${cause}`, { kind: 'contact', subject: { userId: user.id } });
      jobs.keep(`timeline:${user.id}:${cause}`, {
        kind: 'timeline',
        subject: { userId: user.id, event: `Chose ${plan}` },
      });
    });
    response.json({ user: accounts.find(user.id) });
  });

  routes.post('/account/delete', async (request, response) => {
    const user = userOf(request);
    if (!user) return refuse(response, 401, 'not_logged_in', 'Log in to delete your account.');
    const { password } = textsOf(request, 'password');
    if ((await accounts.authenticate(user.email, password))?.id !== user.id)
      return refuse(response, 403, 'wrong_password', 'That is not your password.');
    database.together(() => {
      forgetPerson(database, user);
      const { id: userId, email, isVerified } = user;
      jobs.keep(`erase:${userId}`, { kind: 'erase', subject: { userId, email, isVerified } });
    });
    await endSession(request);
    response.sendStatus(204);
  });
  return routes;
}
