import { isItem } from '../archive/cells';
import type { TableName } from '../archive/tables';
import { interrupted } from '../archive/archive-error';
import type { WorkItem } from '../archive/work';
import type { Fetch } from './attempt';
import type { Pages } from './client';
import type { Context } from './context';
import { pagesFrom } from './pages';
import { walkConversations } from './listing';

const DAY = 86_400_000;
/** Drift gives no more meetings in one answer (drift-rest-api.md §4.5). */
const MOST_MEETINGS = 1_000;

/** The lists that Drift gives whole, and the table of each. Meetings: the last 30 days, and what is booked for the next year. */
const WHOLE: Partial<Record<TableName, (context: Context) => Promise<readonly unknown[]>>> = {
  users: ({ client, signal }) => all(client.users.list({ signal })),
  teams: ({ client, signal }) => all(client.teams.list({ signal })),
  playbooks: ({ client, signal }) => all(client.playbooks.list({ signal })),
  landing_pages: ({ client, signal }) => all(client.playbooks.landingPages({ signal })),
  meetings: (context) => meetingsBetween(context, context.now() - 30 * DAY, context.now() + 365 * DAY),
};

const all = (list: Pages): Promise<readonly unknown[]> => list.toArray({ limit: Infinity });

/** Asks for every list of the org again. `run` is higher than in any run before. */
export function askForLists({ archive }: Context, run: number): void {
  for (const name of [...Object.keys(WHOLE), 'accounts']) archive.work.ask('list', name, run);
}

/** One list of the org, the list of conversations among them. */
export const fetchList: Fetch = async (context, work) => {
  if (work.id === 'conversations') return walkConversations(context, work);
  if (work.id === 'accounts') return fetchAccounts(context, work);
  const { archive } = context;
  const items = await WHOLE[work.id as TableName]?.(context);
  archive.together(() => {
    archive.broken.reopen(work);
    keepAll(context, work, items ?? []);
    archive.work.close(work, 'done');
  });
};

const fetchAccounts: Fetch = async (context, work) => {
  const { client, archive, signal } = context;
  let isFirst = work.cursor === null;
  for await (const { items, cursor } of pagesFrom(client.accounts.list({}, { signal }), work.cursor)) {
    if (signal.aborted) throw interrupted();
    archive.together(() => {
      if (isFirst) archive.broken.reopen(work);
      isFirst = false;
      keepAll(context, work, items);
      if (cursor !== undefined) archive.work.keep(work, cursor);
    });
  }
  archive.together(() => archive.work.close(work, 'done'));
};

/** The work is named after its table. */
function keepAll({ archive }: Context, work: WorkItem, items: readonly unknown[]): void {
  const table = work.id as TableName;
  for (const item of items) {
    if (isItem(item) && table === 'meetings' && archive.isErased(item['schedulerId'])) continue;
    if (!isItem(item) || !archive.rows.put(table, item)) archive.broken.keep(work, table, item);
  }
}

/** Halves the time between until no answer is cut off. */
async function meetingsBetween(context: Context, start: number, end: number): Promise<readonly unknown[]> {
  const { client, signal } = context;
  const found = await all(client.meetings.list({ minStartTime: start, maxStartTime: end }, { signal }));
  if (found.length < MOST_MEETINGS || end - start <= 1) return found;
  const middle = Math.floor((start + end) / 2);
  return [
    ...(await meetingsBetween(context, start, middle)),
    ...(await meetingsBetween(context, middle, end)),
  ];
}
