import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from './archive';
import { asArchiveError } from './archive-error';
import type { Archive } from './archive';
import { attachmentFile, attachmentFiles } from './attachment-file';
import { attachmentFacts, problemsOf, readManifest } from './manifest';
import type { Manifest } from './manifest';
import { changedRows } from './changed-rows';
import { TABLE_NAMES } from './tables';
import type { TableName } from './tables';
import { csvOf, expectedJsonl, jsonlOf } from './table-files';

export interface Verification {
  manifest: Manifest;
  /** Problems of the archive; empty when every file agrees with the manifest and the database. */
  problems: string[];
  /** Differences that need not be losses. */
  warnings: string[];
  /** The fix, when there are problems. */
  cure?: Cure;
}

/**
 * `export`: an export into this archive has not ended, or a file is not what the database says: export again. `erase`: an
 * erasure was cut off: run it again. `restore`: the database itself is not what was exported, and another export would only
 * write that down anew: put back a copy.
 */
export type Cure = 'export' | 'erase' | 'restore';

/**
 * Holds every file of a finished archive against the manifest, and the manifest against the database. Reads all, changes
 * nothing, asks nobody. Throws an ArchiveError where there is no finished archive.
 */
export function verifyArchive(directory: string): Verification {
  const manifest = readManifest(directory);
  const archive = openArchive(directory, 'read');
  try {
    return verificationOf(archive, manifest);
  } catch (error) {
    throw asArchiveError(error, directory);
  } finally {
    archive.close();
  }
}

function verificationOf(archive: Archive, manifest: Manifest): Verification {
  const unended = unendedProblems(archive);
  const erased = erasedProblems(archive, manifest);
  const database = [
    ...integrityProblems(archive),
    ...TABLE_NAMES.flatMap((name) => rowProblems(archive, manifest, name)),
    ...manifestProblems(archive, manifest),
  ];
  const files = [
    ...TABLE_NAMES.flatMap((name) => tableFileProblems(archive, manifest, name)),
    ...attachmentProblems(archive),
  ];
  const problems = [...unended, ...erased, ...database, ...files];
  const cure: Cure =
    unended.length > 0 ? 'export' : erased.length > 0 ? 'erase' : database.length > 0 ? 'restore' : 'export';
  return {
    manifest,
    problems,
    warnings: countWarnings(archive, manifest),
    ...(problems.length > 0 && { cure }),
  };
}

/** The database is ahead of the files then. */
function unendedProblems({ meta }: Archive): string[] {
  const run = meta.read('run') as { isOver: boolean } | undefined;
  return run?.isOver === false ? ['an export into this archive was begun and has not ended'] : [];
}

function integrityProblems({ database }: Archive): string[] {
  const [answer] = database.prepare('PRAGMA integrity_check').pluck().all() as string[];
  return answer === 'ok' ? [] : [`drift.sqlite is damaged: ${answer}`];
}

function rowProblems(archive: Archive, manifest: Manifest, name: TableName): string[] {
  const listed = manifest.tables[name];
  const expected = expectedJsonl(archive, name);
  if (listed.sha256 !== expected.sha256) {
    return [
      `${name}: the database has ${expected.rows} rows that are not the ${listed.rows} of the manifest`,
    ];
  }
  const { count, first } = changedRows(archive, name);
  return count === 0 ? [] : [`${name}: ${count} rows have a column that is not what "raw" says, as ${first}`];
}

function tableFileProblems(archive: Archive, manifest: Manifest, name: TableName): string[] {
  const csv = manifest.csv?.[name];
  return [
    ...fileProblems(archive, jsonlOf(name), manifest.tables[name].sha256),
    ...(csv ? fileProblems(archive, csvOf(name), csv.sha256) : []),
  ];
}

function fileProblems({ directory }: Archive, name: string, sha256: string | undefined): string[] {
  const found = hashOf(join(directory, name));
  if (found === undefined) return [`${name} is missing`];
  return found === sha256 ? [] : [`${name} was changed: its SHA-256 is not the manifest's`];
}

function attachmentProblems({ attachments, database }: Archive): string[] {
  const rows = database.prepare('SELECT id, sha256 FROM attachments').all() as {
    id: string;
    sha256: string | null;
  }[];
  const known = new Set(rows.map(({ id }) => attachmentFile(id)));
  const strays = attachmentFiles(attachments).filter((name) => !known.has(name));
  const wrong = rows.filter(
    ({ id, sha256 }) => sha256 !== null && hashOf(join(attachments, attachmentFile(id))) !== sha256,
  );
  return [
    ...wrong.map(
      ({ id }) =>
        `attachment ${id} is missing or was changed: remove its file, and export with --attachments again`,
    ),
    ...strays.map((name) => `attachments/${name} belongs to no message of this archive`),
  ];
}

/** What the manifest says beside the hashes of files. */
function manifestProblems(archive: Archive, manifest: Manifest): string[] {
  const here = problemsOf(archive);
  const differs = (name: 'failed' | 'gone'): boolean =>
    JSON.stringify(here[name]) !== JSON.stringify(manifest[name]);
  const count = (name: 'failed' | 'gone'): string =>
    `manifest.json names ${manifest[name].length} that ${name === 'gone' ? 'are gone' : 'failed'}, the database ${here[name].length}`;
  return [
    ...(differs('failed') ? [count('failed')] : []),
    ...(differs('gone') ? [count('gone')] : []),
    ...(here.isComplete === manifest.isComplete || differs('failed')
      ? []
      : [`manifest.json says ${manifest.isComplete ? '' : 'not '}complete, the database says otherwise`]),
    ...(attachmentFacts(archive).sha256 === manifest.attachments?.sha256
      ? []
      : ['manifest.json has other attachments than the database']),
  ];
}

function erasedProblems(archive: Archive, { erased }: Manifest): string[] {
  const count = archive.tombstones.count();
  return count === erased
    ? []
    : [`${count} contacts were erased, the manifest says ${erased}: run the erasure again`];
}

/** Drift's counts leave out `bulk_sent`, and move while an export runs: a difference does not prove a loss. */
function countWarnings({ database, meta }: Archive, { drift }: Manifest): string[] {
  const since = (meta.read('walk') as { since: number } | undefined)?.since ?? 0;
  if (since > 0) {
    const time = new Date(since).toISOString();
    return [`the archive has what changed since ${time}, so that Drift's counts are not compared`];
  }
  if (!drift.conversationCount) return ['Drift gave no counts to compare with'];
  const counted = database
    .prepare(
      "SELECT upper(status) AS status, count(*) AS rows FROM conversations WHERE status <> 'bulk_sent' GROUP BY 1",
    )
    .all() as { status: string; rows: number }[];
  const here = new Map(counted.map(({ status, rows }) => [status, rows]));
  return Object.entries(drift.conversationCount)
    .filter(([status, rows]) => (here.get(status) ?? 0) !== rows)
    .map(
      ([status, rows]) =>
        `Drift counted ${rows} conversations ${status}, the archive has ${here.get(status) ?? 0}`,
    );
}

function hashOf(file: string): string | undefined {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  try {
    const descriptor = openSync(file, 'r');
    try {
      for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
        hash.update(piece.subarray(0, read));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
