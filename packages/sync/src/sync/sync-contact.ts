import type { Contact } from '@driftkit/api';
import type { Change, Outcome } from '../store/store';
import { eraseAgain, finishing, know } from './finish-job';
import { orNull } from './or-null';
import type { Job } from './team';

/** Fetches the contact from Drift and writes its current data. */
export async function syncContact(job: Job): Promise<Outcome> {
  const { team, client, lease } = job;
  if (await team.store.isErased(lease.orgId, lease.id)) return eraseAgain(job, lease.id);
  const contact = await orNull(client.contacts.get(lease.id));
  if (!contact) return { type: 'done' };
  await know(team, lease.orgId, contact);
  const done: Outcome = { type: 'done' };
  await team.destination.upsertContact(
    { orgId: lease.orgId, contact },
    { version: lease.version, ...finishing(job, done, [lease.id]) },
  );
  if (await team.store.isErased(lease.orgId, lease.id)) return eraseAgain(job, lease.id);
  return done;
}

/** Finds and marks the contacts for a CSV row that has no contact id. */
export async function lookUp({ team, client, lease }: Job): Promise<Outcome> {
  const [kind, ...rest] = lease.id.split(':');
  const name = rest.join(':');
  const found: (Contact | undefined)[] =
    kind === 'email'
      ? await client.contacts.findByEmail(name).toArray({ limit: Infinity })
      : [await client.contacts.findByExternalId?.(name)];
  const changes = found
    .filter((contact) => contact !== undefined)
    .map(({ id }): Change => ({ orgId: lease.orgId, kind: 'contact', id }));
  await team.store.markBacklog(changes, team.now());
  return { type: 'forgotten' };
}
