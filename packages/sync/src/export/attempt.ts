import { ArchiveError, asArchiveError, interrupted } from '../archive/archive-error';
import type { WorkItem } from '../archive/work';
import type { Context } from './context';

/** Fetches one thing and writes it, with the closing of its work, in one transaction. */
export type Fetch = (context: Context, item: WorkItem) => Promise<void>;

/** So often is each thing tried, beside the tries of the client itself. */
export const ATTEMPTS = 4;

/** Failures that may pass. `bad_answer` is one of them, since half a body may be whole the next time. */
const PASSING = new Set(['network', 'timeout', 'unavailable', 'rate_limited', 'bad_answer']);

/**
 * Runs one fetch and books what became of it: done by the fetch itself, `gone` where Drift no longer has it, to be tried
 * again, or `failed`. Rejects only for what ends the export: a refused token, a full disk, a Drift that is away, a stop.
 */
export async function attempt(context: Context, item: WorkItem, fetch: Fetch): Promise<void> {
  const { archive, patience, signal } = context;
  try {
    await fetch(context, item);
    patience.answered();
  } catch (error) {
    if (signal.aborted) throw interrupted();
    const code = codeOf(error);
    if (code === undefined) throw asArchiveError(error, archive.directory);
    if (code === 'unauthorized') throw unauthorized(error);
    if (!PASSING.has(code)) patience.answered();
    else await patience.unanswered(signal);
    book(context, item, code);
  }
}

function book({ archive }: Context, item: WorkItem, code: string): void {
  archive.together(() => {
    if (code === 'not_found') return archive.work.close(item, 'gone');
    archive.work.fail(item, code, PASSING.has(code) ? ATTEMPTS : 1);
  });
}

/** The code of a DriftApiError, also of one that another copy of the package made; undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'DriftApiError') return undefined;
  return String((error as Error & { code?: unknown }).code);
}

function unauthorized(cause: unknown): ArchiveError {
  const message =
    'Drift refused the access token. All fetched data is kept. Put a valid token into DRIFT_ACCESS_TOKEN, and run the same command again.';
  return new ArchiveError('unauthorized', message, { cause });
}
