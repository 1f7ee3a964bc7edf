import type { Progress } from '../export/progress';

/** Prints the progress: one line that is rewritten in a terminal, or one JSON object per line elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Ends the line, so that what follows stands on its own. */
  end(): void;
}

interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const TERMINAL_EVERY = 200;
const LOG_EVERY = 10_000;

export function createProgressLine(stderr: Terminal, now: () => number = Date.now): ProgressLine {
  const every = stderr.isTTY ? TERMINAL_EVERY : LOG_EVERY;
  let shownAt = -Infinity;
  let phase: string | undefined;
  let wasWaiting = false;
  return {
    show(progress) {
      const isWaiting = progress.waiting !== undefined;
      if (progress.phase === phase && isWaiting === wasWaiting && now() - shownAt < every) return;
      shownAt = now();
      phase = progress.phase;
      wasWaiting = isWaiting;
      stderr.write(
        stderr.isTTY ? overwritten(lineOf(progress), stderr.columns) : `${JSON.stringify(progress)}\n`,
      );
    },
    end() {
      if (stderr.isTTY && phase !== undefined) stderr.write('\n');
      phase = undefined;
    },
  };
}

const overwritten = (line: string, columns = 80): string => `\r\u001b[2K${line.slice(0, columns - 1)}`;

const DOING: Record<Progress['phase'], string> = {
  listing: 'reading the list of conversations',
  messages: 'messages of conversations',
  details: 'details of conversations, and contacts',
  transcripts: 'transcripts',
  attachments: 'attachments',
  files: 'writing the files',
};

function lineOf({ phase, done, total, rate, timeLeft, waiting }: Progress): string {
  if (waiting !== undefined) return `Drift does not answer: trying again for ${timeOf(waiting)}`;
  if (phase === 'files') return DOING.files;
  const count = phase === 'listing' ? `${done} so far` : `${done} of ${total}`;
  const speed = rate > 0 ? `, ${Math.round(rate)} a minute` : '';
  const left = timeLeft === undefined || phase === 'listing' ? '' : `, ${timeOf(timeLeft)} left`;
  return `${DOING[phase]}: ${count}${speed}${left}`;
}

function timeOf(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}
