import { Hono } from 'hono';
import { ORG_ID } from '../../rules/known-ids';
import { answer } from '../answer';
import type { Rest, RestEnv } from '../env';
import { notFound } from '../rest-error';

/** `/teams…`. No scope of theirs is known. */
export function teamRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.get('/teams/org', (c) => answer(c, { data: [teamShape(rest)] }));
  app.get('/teams/users/:id', (c) => {
    const wire = c.req.param('id');
    const id = rest.ids.read(wire);
    const user = id === undefined ? undefined : rest.world.users.get(id);
    if (!user) throw notFound('user', wire);
    return answer(c, { data: user.bot ? [] : [teamShape(rest)] });
  });
  return app;
}

/** A sandbox has one team, of everybody. */
function teamShape({ world, ids }: Rest): Record<string, unknown> {
  const people = world.users.list().filter(({ bot }) => !bot);
  const owner = people.find(({ role }) => role === 'admin') ?? people[0];
  return {
    id: 1,
    orgId: ORG_ID,
    workspaceId: 1,
    name: 'Everyone',
    updatedAt: Math.max(0, ...people.map(({ updatedAt }) => updatedAt)),
    members: people.map(({ id }) => ids.write(id)),
    ...(owner && { owner: ids.write(owner.id) }),
    status: 'ENABLED',
    main: true,
    autoOffline: false,
    teamCsatEnabled: false,
    teamAvailabilityMode: 'ALWAYS_ONLINE',
    responseTimerEnabled: false,
  };
}
