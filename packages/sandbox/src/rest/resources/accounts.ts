import { Hono } from 'hono';
import { z } from 'zod';
import type { AccountDraft } from '../../stores/account-store';
import type { Account } from '../../protocol';
import { answer, OK } from '../answer';
import { allow } from '../auth';
import type { Rest, RestContext, RestEnv } from '../env';
import { notFound, RestError } from '../rest-error';
import { MaybeWhole, readBody, readQuery, WireId } from '../input';

const TYPES = [
  'STRING',
  'EMAIL',
  'NUMBER',
  'TEAMMEMBER',
  'ENUM',
  'DATE',
  'DATETIME',
  'LATLON',
  'LAT',
  'LON',
  'PHONE',
  'URL',
  'ENUMARRAY',
] as const;
const Property = z.object({
  label: z.string().max(200),
  name: z.string().min(1).max(200),
  value: z.unknown(),
  type: z.enum(TYPES),
});
const Fields = {
  ownerId: WireId,
  name: z.string().max(500).optional(),
  targeted: z.boolean().optional(),
  customProperties: z.array(Property).max(500).optional(),
};
const Domain = z.string().min(1).max(253);
const Create = z.object({ ...Fields, domain: Domain });
const Update = z.object({ ...Fields, domain: Domain.optional(), accountId: z.string() });
const Page = z.object({ index: MaybeWhole, size: MaybeWhole });
const DEFAULT_SIZE = 10;

/** `/accounts…`. */
export function accountRoutes(rest: Rest): Hono<RestEnv> {
  const { accounts } = rest.world;
  const app = new Hono<RestEnv>();
  const read = allow('account_read');
  const write = allow('account_write');
  app.post('/accounts/create', write, async (c) => {
    const draft = draftOf(rest, await readBody(c, Create));
    refuseTaken(rest, draft.domain);
    return answer(c, { data: accountShape(rest, accounts.create(draft)) });
  });
  app.patch('/accounts/update', write, async (c) => {
    const { accountId, ...given } = await readBody(c, Update);
    const { domain } = known(rest, accountId);
    const draft = draftOf(rest, { ...given, domain: given.domain ?? domain });
    if (draft.domain !== domain) refuseTaken(rest, draft.domain);
    return answer(c, { data: accountShape(rest, accounts.update(accountId, draft)) });
  });
  app.get('/accounts', read, (c) => answer(c, { data: accountPage(rest, c) }));
  app.get('/accounts/:id', read, (c) =>
    answer(c, { data: accountShape(rest, known(rest, c.req.param('id'))) }),
  );
  app.delete('/accounts/:id', write, (c) => {
    accounts.remove(known(rest, c.req.param('id')).accountId);
    return answer(c, OK);
  });
  return app;
}

function accountPage(rest: Rest, c: RestContext): object {
  const { index = 0, size = DEFAULT_SIZE } = readQuery(c, Page);
  const most = Number(rest.assumed().accountsLimit);
  if (size === 0) throw new RestError(400, 'size: must be at least 1', 'size');
  const count = Math.min(size, most);
  const all = rest.world.accounts.list();
  const next = index + count;
  return {
    accounts: all.slice(index, next).map((account) => accountShape(rest, account)),
    total: all.length,
    ...(next < all.length && { next: linkTo(c, { index, next, count }) }),
  };
}

/** The next page, as a relative address; but where a fault has another link. */
function linkTo(c: RestContext, { index, next, count }: Record<'index' | 'next' | 'count', number>): string {
  const fault = c.get('fault');
  const path = `/accounts?index=${fault === 'links_self' ? index : next}&size=${count}`;
  if (fault === 'links_foreign_host') return `https://drift.attacker.example${path}`;
  return fault === 'links_http' ? `http://driftapi.com${path}` : path;
}

function draftOf({ world, ids }: Rest, { ownerId, ...given }: z.output<typeof Create>): AccountDraft {
  const owner = ids.read(ownerId);
  if (owner === undefined || !world.users.get(owner))
    throw new RestError(400, 'ownerId: must be the id of a user', 'ownerId');
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(set) as Omit<AccountDraft, 'ownerId'>), ownerId: owner };
}

function refuseTaken({ world }: Rest, domain: string): void {
  if (world.accounts.byDomain(domain))
    throw new RestError(409, 'An account with this domain already exists.', 'domain');
}

function known({ world }: Rest, accountId: string): Account {
  const account = world.accounts.get(accountId);
  if (!account) throw notFound('account', accountId);
  return account;
}

/** An account as Drift answers it: without custom properties, they are an empty object (observed: drift-php). */
function accountShape({ assumed, ids }: Rest, account: Account): Record<string, unknown> {
  const { customProperties, ownerId, ...rest } = account;
  const isObserved = assumed().restAnswers === 'observed';
  const isEmpty = customProperties.length === 0;
  return {
    ...rest,
    ownerId: ids.write(ownerId),
    customProperties: isEmpty && isObserved ? {} : customProperties,
  };
}
