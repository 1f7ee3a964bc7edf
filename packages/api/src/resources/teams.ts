import { idOf } from '../ids';
import type { IdInput } from '../ids';
import type { Team } from '../models';
import type { CallOptions } from '../options';
import { wholeList } from '../pages';
import type { List } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { rowsIn } from '../shapes';

export interface Teams {
  /** All teams, in one request. */
  list(options?: CallOptions): List<Team>;
  /** The teams of one user, in one request. */
  ofUser(userId: IdInput, options?: CallOptions): List<Team>;
}

export function createTeams(send: Sender): Teams {
  return {
    list: (options) => wholeList(() => send(listTeams, options)),
    ofUser: (userId, options) => {
      const call = teamsOf(idOf(userId, 'userId'));
      return wholeList(() => send(call, options));
    },
  };
}

const listTeams: Call<Team[]> = { method: 'GET', path: '/teams/org', read: rowsIn };
const teamsOf = (userId: string): Call<Team[]> => ({
  method: 'GET',
  path: '/teams/users/{userId}',
  params: { userId },
  read: rowsIn,
});
