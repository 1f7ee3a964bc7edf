import { parseArgs } from 'node:util';

export const USAGE = `driftkit-export: takes all of your data out of Drift.

  DRIFT_ACCESS_TOKEN=… driftkit-export --out drift-archive

  --out <folder>       the archive; default drift-archive. Run the same command again to go on
  --since <date>       only conversations that changed since then, e.g. 2026-01-31
  --attachments        the files that were sent in chats
  --transcripts        Drift's plain-text transcripts: one more call for each conversation
  --csv                a spreadsheet for each table
  --contacts <file>    Drift's own CSV dump of contacts: the API lists none without a conversation
  --help

driftkit-export verify [--out <folder>]     holds every file against the manifest
driftkit-export erase --contact <id or e-mail> [--out <folder>]     removes a person from a finished archive

Environment: DRIFT_ACCESS_TOKEN, the token of an app with the scopes contact_read, conversation_read, user_read, account_read;
DRIFT_API_URL, another address than https://driftapi.com.
Exit codes: 0 all is there, 1 something is missing or wrong, 2 the command line is wrong, 130 stopped by you.`;

export type Command =
  | { type: 'help' }
  | { type: 'verify'; directory: string }
  | { type: 'erase'; directory: string; contact: string }
  | { type: 'export'; directory: string; token: string; baseUrl?: string; wanted: Wanted };

export interface Wanted {
  since?: number;
  attachments: boolean;
  transcripts: boolean;
  csv: boolean;
  contactsCsv?: string;
}

/** The command line is wrong. Its message is for the person at the terminal. */
export class UsageError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the command line. Throws a UsageError. */
export function parseCommand(args: readonly string[], environment: Environment): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { type: 'help' };
  const [name = 'export', ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Unexpected argument ${JSON.stringify(more[0])}.`);
  const directory = values.out ?? 'drift-archive';
  if (directory === '') throw new UsageError('--out needs the name of a folder.');
  if (name === 'verify') return { type: 'verify', directory };
  if (name === 'erase') return { type: 'erase', directory, contact: contactOf(values.contact) };
  if (name !== 'export')
    throw new UsageError(`Unknown command ${JSON.stringify(name)}. Valid commands: export, verify, erase.`);
  if (values.contact !== undefined)
    throw new UsageError(
      '--contact is an option of driftkit-export erase. To pass a CSV dump, use --contacts.',
    );
  return { type: 'export', directory, ...access(environment), wanted: wantedOf(values) };
}

function parsed(args: readonly string[]): ReturnType<typeof read> {
  try {
    return read(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      since: { type: 'string' },
      attachments: { type: 'boolean', default: false },
      transcripts: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      contacts: { type: 'string' },
      contact: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });

function wantedOf(values: ReturnType<typeof read>['values']): Wanted {
  return {
    attachments: values.attachments,
    transcripts: values.transcripts,
    csv: values.csv,
    ...(values.since !== undefined && { since: timeOf(values.since) }),
    ...(values.contacts !== undefined && { contactsCsv: values.contacts }),
  };
}

function timeOf(given: string): number {
  const time = Date.parse(given);
  // 01/02/2026 is January for some and February for others: taken for the wrong one, a month is missing.
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(given) || Number.isNaN(time)) {
    throw new UsageError(
      `--since ${JSON.stringify(given)} is not a date. Write it like 2026-01-31 or 2026-01-31T08:00:00Z.`,
    );
  }
  return time;
}

function contactOf(given: string | undefined): string {
  if (given === undefined || given.trim() === '') {
    throw new UsageError('erase needs --contact <id or e-mail>, as in contacts.jsonl.');
  }
  return given.trim();
}

function access(environment: Environment): { token: string; baseUrl?: string } {
  const token = environment['DRIFT_ACCESS_TOKEN']?.trim();
  const baseUrl = environment['DRIFT_API_URL']?.trim();
  if (!token) {
    throw new UsageError(
      'DRIFT_ACCESS_TOKEN is not set. Set this environment variable to the token of your Drift app. The command line cannot pass it, because other users of the machine could read it.',
    );
  }
  if (baseUrl && !URL.canParse(baseUrl)) {
    throw new UsageError(
      `DRIFT_API_URL is not a URL: ${JSON.stringify(baseUrl)}. Write it like https://driftapi.com.`,
    );
  }
  return { token, ...(baseUrl && { baseUrl }) };
}
