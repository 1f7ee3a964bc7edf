import type { Database, Row } from './database';
import type { Journal } from './journal';

/** What is to be done at Drift: kept first, then done, and done again where the process was killed or Drift was away. */
export interface Job {
  kind: JobKind;
  /** Whom or what it is about, as whoever kept it wrote it down. */
  subject: Readonly<Record<string, unknown>>;
  conversationId?: string | undefined;
}
export type JobKind = 'contact' | 'timeline' | 'erase' | 'command' | 'quote';

/** A job whose turn has come. */
export interface Turn extends Job {
  /** The same at every attempt. */
  key: string;
  keptAt: number;
  /** From 1. Above 1, the attempts before may have done some of it. */
  attempt: number;
}

export type Work = Readonly<Record<JobKind, (turn: Turn) => Promise<string>>>;

export interface Jobs {
  /** Resolves nothing: when it returns, the job is on disk. The second with the same key is left out. */
  keep(key: string, job: Job): void;
  /** Does what waits, one at a time, the oldest first. Each kind resolves to a sentence about what became of it. */
  start(work: Work): void;
  close(): void;
}

const MOST_ATTEMPTS = 12;
const LONGEST_PAUSE = 300_000;
const NEXT = `SELECT * FROM jobs WHERE state = 'waiting' ORDER BY next_at, id LIMIT 1`;

export function createJobs(database: Database, journal: Journal, now: () => number = Date.now): Jobs {
  let state: 'idle' | 'busy' | 'closed' = 'idle';
  let work: Work | undefined;
  let timer: NodeJS.Timeout | undefined;

  const wake = (): void => {
    if (state !== 'idle' || !work) return;
    clearTimeout(timer);
    const row = database.first(NEXT);
    if (!row) return;
    const wait = Number(row['next_at']) - now();
    if (wait > 0) timer = setTimeout(wake, wait);
    else void doNext(work, row);
  };
  async function doNext(doing: Work, row: Row): Promise<void> {
    state = 'busy';
    // Counted before it begins, so that a kill in the middle of it is an attempt.
    database.run('UPDATE jobs SET attempts = attempts + 1 WHERE id = ?', row['id'] ?? null);
    const turn = turnOf(row);
    const outcome = await journal.during(aboutOf(turn), () => attempt(doing, turn));
    if (isClosed()) return;
    finish(row, turn, outcome);
    state = 'idle';
    wake();
  }
  const isClosed = (): boolean => state === 'closed';
  function finish({ id }: Row, turn: Turn, { sentence, error }: Outcome): void {
    const isLast = turn.attempt >= MOST_ATTEMPTS;
    journal.add({ kind: 'job', title: titleOf(turn), sentence, ...aboutOf(turn) });
    if (error === undefined) {
      // What it was about is no longer needed; its key is, as events come twice.
      database.run("UPDATE jobs SET state = 'done', subject = '{}', error = NULL WHERE id = ?", id ?? null);
      return;
    }
    if (isLast) process.stderr.write(`[harbor] gave up the job ${turn.kind} ${turn.key}: ${error}\n`);
    database.run(
      'UPDATE jobs SET state = ?, next_at = ?, error = ? WHERE id = ?',
      ...[isLast ? 'failed' : 'waiting', now() + pauseAfter(turn.attempt), error, id ?? null],
    );
  }
  return {
    keep(key, { kind, subject, conversationId }) {
      const isNew = database.run(
        'INSERT INTO jobs (key, kind, subject, conversation_id, kept_at, next_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        ...[key, kind, JSON.stringify(subject), conversationId ?? null, now(), now()],
      );
      // Later: whoever keeps it may be in a transaction.
      if (isNew) setImmediate(wake);
    },
    start(given) {
      work = given;
      wake();
    },
    close() {
      state = 'closed';
      clearTimeout(timer);
    },
  };
}

interface Outcome {
  sentence: string;
  error?: string;
}

async function attempt(work: Work, turn: Turn): Promise<Outcome> {
  try {
    return { sentence: await work[turn.kind](turn) };
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    return { sentence: `Attempt ${turn.attempt} failed: ${error}`, error };
  }
}

const pauseAfter = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), LONGEST_PAUSE);
const titleOf = ({ kind, attempt: count }: Turn): string => (count > 1 ? `${kind}, attempt ${count}` : kind);

/** Whose timeline it belongs to. */
function aboutOf({ conversationId, subject }: Turn): { conversationId?: string; userId?: string } {
  const { userId } = subject;
  return {
    ...(conversationId !== undefined && { conversationId }),
    ...(typeof userId === 'string' && { userId }),
  };
}

const turnOf = (row: Row): Turn => ({
  kind: row['kind'] as JobKind,
  key: String(row['key']),
  subject: JSON.parse(String(row['subject'])) as Turn['subject'],
  keptAt: Number(row['kept_at']),
  attempt: Number(row['attempts']) + 1,
  ...(row['conversation_id'] !== null && { conversationId: String(row['conversation_id']) }),
});
