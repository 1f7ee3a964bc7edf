import { DriftApiError } from '@driftkit/api';
import type { DriftClient } from '@driftkit/api';
import type { Accounts } from '../accounts';
import type { Turn } from '../jobs';

/** Gives Drift's contact with our own id what the account says now: at sign-up before the person ever chats, and after a purchase. */
export async function writeContact(drift: DriftClient, accounts: Accounts, turn: Turn): Promise<string> {
  const user = accounts.find(String(turn.subject['userId']));
  if (!user) return 'The account has been deleted meanwhile: nothing is told.';
  const { id, email, name, company, plan } = user;
  const contact = await drift.contacts.upsertByExternalId(id, { email, name, company, plan });
  const lost = contact.dropped.length > 0 ? ` Drift did not take ${contact.dropped.join(', ')}.` : '';
  return `Contact ${contact.id} has the account’s data; identify("${id}") lands on it.${lost}`;
}

/** What happened, on the contact's timeline. Where nobody knows whether Drift took it, it is left: twice would be worse. */
export async function writeTimeline(drift: DriftClient, { subject, keptAt }: Turn): Promise<string> {
  const { userId, event } = subject;
  try {
    await drift.contacts.postEvent({ externalId: String(userId), event: String(event), createdAt: keptAt });
  } catch (error) {
    if (!(error instanceof DriftApiError) || error.code !== 'outcome_unknown') throw error;
  }
  return `“${String(event)}” stands on the contact’s timeline.`;
}
