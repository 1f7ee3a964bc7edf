import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from './archive';
import { ArchiveError } from './archive-error';
import { attachmentFile, attachmentFiles, removeAttachment, writeAll, writeWhole } from './attachment-file';
import { FORMAT } from './database';
import { TABLE_NAMES } from './tables';
import type { TableName } from './tables';
import { removeCsv, writeCsv, writeJsonl } from './table-files';
import type { FileFacts } from './table-files';

/** Lists what an archive has and what is missing. `verify` compares the files with it. */
export interface Manifest {
  format: number;
  /** When the files were written, ISO 8601. */
  writtenAt: string;
  /** True where nothing failed: all that Drift would give is here. */
  isComplete: boolean;
  tables: Record<TableName, FileFacts>;
  /** The spreadsheets, where they were asked for. */
  csv?: Record<TableName, FileFacts>;
  /** The files that are there. `sha256` is of one line for each, sorted by id: id, bytes and SHA-256 of the file. */
  attachments: { files: number; bytes: number; sha256: string };
  /** Items that Drift listed but no longer had when they were fetched. */
  gone: Listed[];
  /** How many contacts were erased from this archive. */
  erased: number;
  /** Items that could not be fetched. The next run tries them again. */
  failed: Listed[];
  /** Drift's own counts of conversations by status at the end of the export; null where it did not say. */
  drift: { conversationCount: Readonly<Record<string, number>> | null };
}

export interface Listed {
  kind: string;
  id: string;
  code: string;
}

const FILE = 'manifest.json';

/** Writes the files of all tables anew and, last, the manifest. */
export function writeFiles(archive: Archive, options: { csv: boolean; now: number }): Manifest {
  removeStrayAttachments(archive);
  const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, writeJsonl(archive, name)]));
  const csv = options.csv
    ? Object.fromEntries(TABLE_NAMES.map((name) => [name, writeCsv(archive, name)]))
    : undefined;
  // Those of an earlier run would say what is no longer so.
  if (!csv) for (const name of TABLE_NAMES) removeCsv(archive, name);
  return writeManifest(archive, {
    format: FORMAT,
    writtenAt: new Date(options.now).toISOString(),
    ...problemsOf(archive),
    tables: tables as Manifest['tables'],
    ...(csv && { csv: csv as Record<TableName, FileFacts> }),
    attachments: attachmentFacts(archive),
    erased: archive.tombstones.count(),
    drift: {
      conversationCount: (archive.meta.read('conversationCount') ??
        null) as Manifest['drift']['conversationCount'],
    },
  });
}

export function readManifest(directory: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(directory, FILE), 'utf8');
  } catch {
    const message = `${directory} has no ${FILE}: the export has not finished yet. Run driftkit-export --out ${directory} again.`;
    throw new ArchiveError('not_finished', message);
  }
  const manifest = parsed(text);
  if (manifest) return manifest;
  const message = `${join(directory, FILE)} is damaged: it is not a manifest. Run driftkit-export --out ${directory} again.`;
  throw new ArchiveError('damaged', message);
}

/** Undefined where it is not what an export writes. */
function parsed(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const isWhole = TABLE_NAMES.every((name) => typeof manifest.tables[name].sha256 === 'string');
    const areLists = Array.isArray(manifest.failed) && Array.isArray(manifest.gone);
    return isWhole && areLists && typeof manifest.drift === 'object' ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function writeManifest({ directory }: Archive, manifest: Manifest): Manifest {
  writeWhole(join(directory, FILE), (descriptor) =>
    writeAll(descriptor, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
  );
  return manifest;
}

export function problemsOf({ work, broken }: Archive): Pick<Manifest, 'isComplete' | 'gone' | 'failed'> {
  const nameless = broken.listed().map(({ kind, mark }) => ({ kind, id: mark, code: 'no_id' }));
  const failed = [...work.listed('failed'), ...nameless];
  const isOpen = work.hasOpen();
  return { isComplete: failed.length === 0 && !isOpen, gone: work.listed('gone'), failed };
}

export function attachmentFacts({ database }: Archive): Manifest['attachments'] {
  const hash = createHash('sha256');
  const facts = { files: 0, bytes: 0 };
  const rows = database
    .prepare('SELECT id, bytes, sha256 FROM attachments WHERE sha256 IS NOT NULL ORDER BY length(id), id')
    .iterate() as IterableIterator<{ id: string; bytes: number; sha256: string }>;
  for (const { id, bytes, sha256 } of rows) {
    facts.files += 1;
    facts.bytes += bytes;
    hash.update(`${id} ${bytes} ${sha256}\n`);
  }
  return { ...facts, sha256: hash.digest('hex') };
}

/** Files whose row is gone (erased) or never came (the process was killed in between). */
function removeStrayAttachments({ attachments, database }: Archive): void {
  const wanted = database.prepare('SELECT id FROM attachments').pluck().all() as string[];
  const names = new Set(wanted.map(attachmentFile));
  for (const name of attachmentFiles(attachments)) if (!names.has(name)) removeAttachment(attachments, name);
}
