import type { DriftClient } from '@driftkit/api';
import type { Accounts } from '../accounts';
import { normal } from '../accounts';
import type { Turn } from '../jobs';
import { writeContact } from './contacts';

/**
 * Erases a person in Drift, after they have deleted their account. Drift's deletion goes by e-mail, and takes every contact
 * **and every Drift user** with that address: so the address must be known to be the person's own, and no agent's.
 */
export async function eraseInDrift(
  drift: DriftClient,
  accounts: Accounts,
  isOn: boolean,
  turn: Turn,
): Promise<string> {
  const { email, isVerified } = turn.subject;
  if (!isOn) return 'Erasing in Drift is switched off (ERASE_IN_DRIFT): Drift keeps the contact.';
  if (isVerified !== true || typeof email !== 'string')
    return 'Nobody has confirmed the e-mail address, which may be somebody else’s: Drift keeps the contact.';
  for await (const user of drift.users.list()) {
    if (normal(user.email ?? '') === normal(email))
      return 'The e-mail address is also an agent’s, whom Drift would delete too: erase the contact by hand.';
  }
  await drift.gdpr.delete(email);
  // Whoever has come back in the meantime, under another id, lost the new contact with the old one.
  const again = accounts.findByEmail(email);
  if (again) await writeContact(drift, accounts, { ...turn, subject: { userId: again.id } });
  return 'Drift erases every contact with the e-mail address.';
}
