import { setTimeout as sleepFor } from 'node:timers/promises';
import { openArchive } from '../archive/archive';
import type { Archive } from '../archive/archive';
import { asArchiveError } from '../archive/archive-error';
import { writeFiles } from '../archive/manifest';
import type { Manifest } from '../archive/manifest';
import type { ExportClient } from './client';
import { checkContactsCsv, mergeContactsCsv } from './contacts-csv';
import type { Context } from './context';
import { drain } from './drain';
import {
  askForFiles,
  fetchAttachment,
  fetchContact,
  fetchConversation,
  fetchMessages,
  fetchTranscript,
} from './fetch';
import { beginWalk, changedRows, walkAgain } from './listing';
import { askForLists, fetchList } from './org-lists';
import { createPatience } from './patience';
import { progressOf } from './progress';
import type { Progress } from './progress';

export interface ExportOptions {
  /** A client of `@driftkit/api`. It paces the calls and tries failed ones again. */
  client: ExportClient;
  /** The folder of the archive. It is made, or gone on with where it is there. */
  directory: string;
  /** Only conversations that changed at or after this time, in milliseconds. */
  since?: number;
  /** Fetches the files that were sent in chats too. */
  attachments?: boolean;
  /** Fetches Drift's plain-text transcripts too: one more call for each conversation. */
  transcripts?: boolean;
  /** Writes a spreadsheet for each table too. */
  csv?: boolean;
  /** The path of Drift's own CSV dump of contacts. */
  contactsCsv?: string;
  /** Stops the export. What is under way is finished and kept. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
  /** Milliseconds without any answer of Drift after which the export stops; 10 minutes. */
  patience?: number;
  now?(): number;
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** A lively org always has a conversation that has just changed. The next run takes what this one left. */
const MOST_WALKS = 10;

/**
 * Takes all that Drift's API gives into an archive, the most valuable first. Killed anywhere and started again, it ends as if
 * nothing had happened. Resolves to the manifest once all was asked for: `isComplete` says whether all was given. Rejects with
 * an ArchiveError for what ends it early: a refused token, a full disk, a Drift that is away, `signal`; all is kept then.
 */
export async function exportArchive(options: ExportOptions): Promise<Manifest> {
  if (options.contactsCsv !== undefined) await checkContactsCsv(options.contactsCsv);
  const archive = openArchive(options.directory);
  try {
    const context = contextOf(options, archive);
    beginRun(context);
    await fetchAll(context, options);
    await readCounts(context);
    archive.meta.write('run', { number: runNumber(archive), isOver: true });
    context.moved('files');
    return writeFiles(archive, { csv: options.csv ?? false, now: context.now() });
  } catch (error) {
    throw asArchiveError(error, options.directory);
  } finally {
    archive.close();
  }
}

async function fetchAll(context: Context, options: ExportOptions): Promise<void> {
  const { archive } = context;
  for (let walks = 1; ; walks += 1) {
    beginWalk(context, options.since ?? 0);
    await drain(context, 'list', 'listing', fetchList);
    await drain(context, 'messages', 'messages', fetchMessages);
    if (changedRows(context) === 0 || walks === MOST_WALKS) break;
  }
  await drain(context, 'conversation', 'details', fetchConversation);
  await drain(context, 'contact', 'details', fetchContact);
  if (options.contactsCsv !== undefined) {
    // After the contacts of conversations, so that a row without an id finds the contact it belongs to.
    await mergeContactsCsv(archive, options.contactsCsv);
    await drain(context, 'contact', 'details', fetchContact);
  }
  archive.work.askForTranscripts(options.transcripts ?? false);
  await drain(context, 'transcript', 'transcripts', fetchTranscript);
  if (options.attachments) askForFiles(archive);
  await drain(context, 'attachment', 'attachments', fetchAttachment);
}

/** A new run fetches the lists of the org again, and rows that had no id. A run that was interrupted continues. */
function beginRun(context: Context): void {
  const { archive } = context;
  const last = archive.meta.read('run') as { number: number; isOver: boolean } | undefined;
  const isNew = !last || last.isOver;
  const number = (last?.number ?? 0) + (isNew ? 1 : 0);
  archive.together(() => {
    archive.work.reopenFailed();
    archive.meta.write('run', { number, isOver: false });
    askForLists(context, number);
    if (isNew) askForNameless(context);
  });
}

/** Fetches again the sources of rows without an id, because Drift may have fixed them. The lists of the org are fetched in every run. */
function askForNameless(context: Context): void {
  const { broken, work } = context.archive;
  for (const { kind, id } of broken.sources()) {
    if (kind === 'list' && id === 'conversations') walkAgain(context);
    else work.askAgain(kind, id);
  }
}

const runNumber = (archive: Archive): number => (archive.meta.read('run') as { number: number }).number;

/** For `verify` to compare with. An export without them is as complete. */
async function readCounts({ client, archive, signal }: Context): Promise<void> {
  const stats = await client.conversations.stats({ signal }).catch(() => undefined);
  archive.meta.write('conversationCount', stats?.conversationCount ?? null);
}

function contextOf(options: ExportOptions, archive: Archive): Context {
  const { client } = options;
  const now = options.now ?? Date.now;
  const signal = options.signal ?? new AbortController().signal;
  const sleep = options.sleep ?? pause;
  const watch = progressOf(archive, now);
  let last: Progress = { phase: 'listing', done: 0, total: 0, rate: 0 };
  return {
    client,
    archive,
    signal,
    now,
    patience: createPatience({
      probe: () => client.conversations.stats({ signal }),
      sleep,
      now,
      limit: options.patience ?? 600_000,
      onWait: (left) => options.onProgress?.({ ...last, waiting: left }),
    }),
    moved(phase) {
      last = watch(phase);
      options.onProgress?.(last);
    },
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleepFor(milliseconds, undefined, { signal }).catch(() => undefined);
}
