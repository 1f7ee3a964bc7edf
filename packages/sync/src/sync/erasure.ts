import { codeOf } from '../export/attempt';
import type { Outcome } from '../store/store';
import { orNull } from './or-null';
import { SyncError, shownOf } from './sync-error';
import type { Job } from './team';

/** Drift's own deletion takes a while: ask again after this many milliseconds. */
const ASK_AGAIN = 600_000;
const MOST_ASKED = 24;

/**
 * Erases a contact here only after Drift no longer has it: otherwise a forged event could destroy data.
 * Order: first the mark that keeps the contact from coming back, then the destination, then the e-mails. An interrupted erasure is repeated.
 */
export async function eraseEverywhere(job: Job): Promise<Outcome> {
  const { team, client, lease } = job;
  const [kind, ...rest] = lease.id.split(':');
  const named = rest.join(':');
  if (kind === 'unknown')
    return refuse(
      job,
      'The event names neither a contact nor an e-mail: erase by hand, with status() as the list.',
    );
  const email = kind === 'email' ? named : undefined;
  const contactIds = email === undefined ? [named] : await contactsOf(job, email);
  if (contactIds.length === 0)
    return refuse(job, 'Nobody is known under the e-mail of the event: look for the person in your system.');
  for (const contactId of contactIds) {
    if (await orNull(client.contacts.get(contactId))) return askAgain(job, contactId);
  }
  // A 404 must come from Drift, and not from a wrong address or a proxy, which would say so of everybody.
  await client.conversations.list().toArray({ limit: 1 });
  for (const contactId of contactIds) {
    await team.store.erase(lease.orgId, contactId);
    await team.destination.erase({ orgId: lease.orgId, contactId, ...(email !== undefined && { email }) });
    await team.store.forgetEmails(lease.orgId, contactId);
  }
  return { type: 'forgotten' };
}

/** The contacts that we know under this e-mail, and those that Drift still has. */
async function contactsOf({ team, client, lease }: Job, email: string): Promise<string[]> {
  const known = await team.store.contactsWithEmail(lease.orgId, email);
  const there = await client.contacts.findByEmail(email).toArray({ limit: Infinity });
  return [...new Set([...known, ...there.map(({ id }) => id)])];
}

function askAgain(job: Job, contactId: string): Outcome {
  const { team, lease } = job;
  const error = `Drift still has contact ${contactId}, so nothing was erased`;
  if (lease.attempts + 1 < MOST_ASKED) return { type: 'again', at: team.now() + ASK_AGAIN, error };
  return refuse(job, `${error}. Delete the contact in Drift, then requeue().`);
}

function refuse({ team, lease }: Job, error: string): Outcome {
  team.report(new SyncError('not_erased', error, { change: shownOf(lease) }));
  return { type: 'failed', error };
}

/** The org has disconnected the app. If Drift no longer accepts the token, the rows of the org wait. */
export async function disconnect({ team, client, lease }: Job): Promise<Outcome> {
  try {
    await client.users.list().toArray({ limit: 1 });
  } catch (error) {
    if (codeOf(error) !== 'unauthorized') throw error;
    team.dropClient(lease.orgId);
    const message = `Drift no longer accepts the token of org ${lease.orgId}. Changes of this org wait until it is connected again.`;
    if (await team.store.disconnect(lease.orgId)) team.report(new SyncError('disconnected', message));
  }
  return { type: 'forgotten' };
}
