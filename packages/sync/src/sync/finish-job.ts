import type { Contact } from '@driftkit/api';
import type { About } from '../destinations/destination';
import type { Sql } from '../store/sql';
import type { Outcome } from '../store/store';
import type { Job, Team } from './team';

/** When destination and store share a database, the change is finished in the destination's transaction. Finishing it twice has no effect. */
export function finishing(job: Job, outcome: Outcome, people: Iterable<string>): Pick<About, 'finish'> {
  const { team, lease } = job;
  if (team.destination.database !== team.store.name) return {};
  return {
    async finish(sql) {
      await assertNobodyErased(job, people, sql);
      await team.store.finish(lease, outcome, sql);
    },
  };
}

/** Throws when a person was erased between the first check and the write. The row is then tried again, without that person. */
export async function assertNobodyErased(
  { team, lease }: Job,
  people: Iterable<string>,
  sql?: Sql,
): Promise<void> {
  for (const id of people) {
    if (await team.store.isErased(lease.orgId, id, sql))
      throw new Error(`Contact ${id} was erased during this write`);
  }
}

export async function eraseAgain({ team, lease }: Job, contactId: string): Promise<Outcome> {
  await team.destination.erase({ orgId: lease.orgId, contactId });
  return { type: 'forgotten' };
}

/** Stores which contact has this e-mail, for an erasure request that has only the e-mail. */
export async function know({ store }: Team, orgId: string, contact: Contact): Promise<void> {
  const { email } = contact.attributes;
  if (typeof email === 'string' && email !== '') await store.knowContact(orgId, contact.id, email);
}
