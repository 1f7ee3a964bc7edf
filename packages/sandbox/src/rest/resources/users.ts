import { Hono } from 'hono';
import { z } from 'zod';
import type { User } from '../../protocol';
import type { UserChanges } from '../../stores/user-store';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { notFound, RestError } from '../rest-error';
import { readBody, readQuery, Repeated } from '../input';

const MOST = 20;
const Ids = z.object({ userId: Repeated });
const Changes = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  alias: z.string().max(200).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(50).optional(),
  locale: z.string().max(50).optional(),
  avatarUrl: z.string().max(2000).optional(),
  availability: z.enum(['AVAILABLE', 'OFFLINE']).optional(),
});

/** `/users…`, except meetings. */
export function userRoutes(rest: Rest): Hono<RestEnv> {
  const { users } = rest.world;
  const app = new Hono<RestEnv>();
  const read = allow('user_read');
  app.get('/users/list', read, (c) => {
    const all = users.list().map((user) => userShape(rest, user));
    // The official article prints a bare list.
    return answer(c, rest.assumed().restAnswers === 'observed' ? { data: all } : all);
  });
  app.get('/users', read, (c) => {
    const { userId } = readQuery(c, Ids);
    if (userId.length === 0) throw new RestError(400, 'userId: is required', 'userId');
    if (userId.length > MOST)
      throw new RestError(400, `userId: may be given at most ${MOST} times`, 'userId');
    const found = userId.flatMap((wire) => find(rest, wire) ?? []);
    const shapes = found.map((user): [string, unknown] => [
      String(rest.ids.write(user.id)),
      userShape(rest, user),
    ]);
    return answer(c, { data: Object.fromEntries(shapes) });
  });
  app.patch('/users/update', allow('user_write'), async (c) => {
    const { id } = known(rest, c.req.query('userId'));
    const changes = await readBody(c, Changes);
    return answer(c, { data: userShape(rest, users.update(id, changes as UserChanges)) });
  });
  app.get('/users/:id', read, (c) => answer(c, { data: userShape(rest, known(rest, c.req.param('id'))) }));
  return app;
}

function find({ world, ids }: Rest, wire: unknown): User | undefined {
  const id = ids.read(wire);
  return id === undefined ? undefined : world.users.get(id);
}

function known(rest: Rest, wire: unknown): User {
  const user = find(rest, wire);
  if (!user) throw notFound('user', wire);
  return user;
}

/** A user as Drift answers it. Fields that are not set are absent. */
function userShape({ ids }: Rest, user: User): Record<string, unknown> {
  return { ...user, id: ids.write(user.id) };
}
