import { codeOf } from '../export/attempt';
import type { ChangeKind, Lease, Outcome } from '../store/store';
import { lookUp, syncContact } from './sync-contact';
import { syncConversation } from './sync-conversation';
import { disconnect, eraseEverywhere } from './erasure';
import { NoClientError, SyncError, shownOf } from './sync-error';
import type { Job, Team } from './team';

const WORK: Record<ChangeKind, (job: Job) => Promise<Outcome>> = {
  conversation: syncConversation,
  contact: syncContact,
  lookup: lookUp,
  erasure: eraseEverywhere,
  disconnect,
};

/** 5 s, 10 s, 20 s, … up to an hour: twelve tries take about five hours. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 3_600_000;
const LONGEST_WORK = 600_000;
const MOST_TRIES = 12;

/** Works on a row and stores the outcome. Rejects only when the store itself fails. */
export async function workOn(team: Team, lease: Lease): Promise<void> {
  await team.store.finish(lease, await outcomeOf(team, lease));
}

async function outcomeOf(team: Team, lease: Lease): Promise<Outcome> {
  try {
    const client = await team.clientOf(lease.orgId);
    return await withinLimit(WORK[lease.kind]({ team, client, lease }));
  } catch (error) {
    if (error instanceof NoClientError) return withoutClient(team, lease, error);
    if (codeOf(error) === 'unauthorized') team.dropClient(lease.orgId);
    return afterFailure(team, lease, error);
  }
}

/** The app no longer serves the org: the rows of the org wait until its next event. */
async function withoutClient(
  team: Team,
  { orgId, kind }: Lease,
  { message }: NoClientError,
): Promise<Outcome> {
  const said = `${message}: the changes of this org wait until its next event.`;
  if (await team.store.disconnect(orgId)) team.report(new SyncError('disconnected', said));
  return kind === 'disconnect' ? { type: 'forgotten' } : { type: 'again', at: team.now(), error: message };
}

/** Limits the time of one row: a destination that never answers would block its worker forever. A late write has a lower version than the next try. */
function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not finish within 10 minutes')), LONGEST_WORK);
    timer.unref();
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

function afterFailure(team: Team, lease: Lease, cause: unknown): Outcome {
  const error = reasonOf(cause);
  const { attempts } = lease;
  const change = shownOf(lease);
  if (attempts + 1 < MOST_TRIES) {
    return { type: 'again', at: team.now() + Math.min(FIRST_PAUSE * 2 ** attempts, LONGEST_PAUSE), error };
  }
  const message = `Gave up ${change.kind} ${change.id} of org ${change.orgId} after ${attempts + 1} tries: ${error}. Fix the cause, then call requeue().`;
  team.report(new SyncError('gave_up', message, { change, cause }));
  return { type: 'failed', error };
}

/** The reason as the store keeps it: one line, without the cause, which may hold secrets. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : 'a thrown value that is not an Error';
  // Postgres takes no U+0000, and then the failure itself could not be stored.
  return `${codeOf(cause) ?? 'error'}: ${text}`.replaceAll(/[\s\u0000-\u001f]+/g, ' ').slice(0, 300);
}
