import { join } from 'node:path';
import { asArchiveError } from './archive-error';
import { createBroken } from './broken';
import type { Broken } from './broken';
import { closeDatabase, inTransaction, openDatabase } from './database';
import type { Database, Use } from './database';
import { createMeta } from './meta';
import type { Meta } from './meta';
import { createRows } from './rows';
import type { Rows } from './rows';
import { createTombstones } from './tombstones';
import type { Tombstones } from './tombstones';
import { createWork } from './work';
import type { Work } from './work';

/** An open archive. This process alone has it until `close`. */
export interface Archive {
  directory: string;
  /** Where the attachments are, each named by its id alone. */
  attachments: string;
  database: Database;
  rows: Rows;
  work: Work;
  broken: Broken;
  meta: Meta;
  tombstones: Tombstones;
  /** True for the id of a contact that was erased from this archive and must not come back. */
  isErased(contactId: unknown): boolean;
  /** All that `step` writes is kept, or none of it. */
  together(step: () => void): void;
  close(): void;
}

/** Opens the archive in this folder: `begin` makes one where there is none. Throws an ArchiveError where that cannot be. */
export function openArchive(directory: string, use: Use = 'begin'): Archive {
  const database = openDatabase(directory, use);
  try {
    return archiveOf(directory, database);
  } catch (error) {
    closeDatabase(database);
    throw asArchiveError(error, directory);
  }
}

function archiveOf(directory: string, database: Database): Archive {
  const meta = createMeta(database);
  const tombstones = createTombstones(database, meta);
  return {
    directory,
    attachments: join(directory, 'attachments'),
    database,
    meta,
    rows: createRows(database),
    work: createWork(database),
    broken: createBroken(database),
    tombstones,
    isErased: (contactId) => typeof contactId === 'string' && tombstones.has('contact', contactId),
    together(step) {
      try {
        inTransaction(database, step);
      } catch (error) {
        throw asArchiveError(error, directory);
      }
    },
    close: () => closeDatabase(database),
  };
}
