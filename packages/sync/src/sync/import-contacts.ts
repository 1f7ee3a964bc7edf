import { namedInCsv } from '../export/contacts-csv';
import type { Named } from '../export/contacts-csv';
import type { Change } from '../store/store';
import { isEmail, isId, isName } from './valid-keys';
import { SyncError } from './sync-error';
import type { Team } from './team';

export interface Imported {
  rows: number;
  /** Rows that name nobody: no contact id, no e-mail and no external id that could be one. */
  skipped: number;
}

/** Number of rows in one write to the disk. */
const AT_ONCE = 500;

/** Marks every contact in Drift's CSV dump. A row without a contact id is looked up first. */
export async function importContacts(team: Team, file: string, orgId: string | undefined): Promise<Imported> {
  if (orgId === undefined)
    throw new TypeError(
      'importContacts: this sync serves several orgs. Pass the org of the CSV dump: { orgId }.',
    );
  const imported: Imported = { rows: 0, skipped: 0 };
  let changes: Change[] = [];
  const keep = async (): Promise<void> => {
    await team.store.markBacklog(changes, team.now());
    changes = [];
  };
  for await (const named of readable(file)) {
    imported.rows += 1;
    const change = changeOf(named, orgId);
    if (!change) imported.skipped += 1;
    else if (changes.push(change) === AT_ONCE) await keep();
  }
  await keep();
  return imported;
}

async function* readable(file: string): AsyncGenerator<Named> {
  try {
    yield* namedInCsv(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyncError(
      'unreadable',
      `importContacts: ${file} could not be read as a CSV dump of contacts: ${reason}`,
      {
        cause,
      },
    );
  }
}

function changeOf({ id, email, externalId }: Named, orgId: string): Change | undefined {
  if (isId(id)) return { orgId, kind: 'contact', id };
  if (isEmail(email)) return { orgId, kind: 'lookup', id: `email:${email}` };
  if (isName(externalId)) return { orgId, kind: 'lookup', id: `external:${externalId}` };
  return undefined;
}
