import { ArchiveError } from '../archive/archive-error';
import { eraseContact } from '../archive/erase';
import { verifyArchive } from '../archive/verify';
import type { ExportClient } from '../export/client';
import { exportArchive } from '../export/export';
import { UsageError, USAGE, parseCommand } from './options';
import type { Command } from './options';
import { createProgressLine } from './progress-line';
import { erasedFrom, exported, verified } from './sentences';

export interface Surroundings {
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  stdout: { write(text: string): unknown };
  stderr: { isTTY?: boolean; columns?: number; write(text: string): unknown };
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  connect(access: Access): ExportClient;
}

interface Access {
  accessToken: string;
  baseUrl?: string;
}

/** Runs a command line. Resolves to the exit code, and never rejects. */
export async function run(surroundings: Surroundings): Promise<number> {
  try {
    const command = parseCommand(surroundings.args, surroundings.environment);
    return await obey(command, surroundings);
  } catch (error) {
    surroundings.stderr.write(`driftkit-export: ${sentenceFor(error)}\n`);
    if (error instanceof UsageError) return 2;
    return error instanceof ArchiveError && error.code === 'interrupted' ? 130 : 1;
  }
}

async function obey(command: Command, surroundings: Surroundings): Promise<number> {
  const say = (lines: string[]): void => void surroundings.stdout.write(`${lines.join('\n')}\n`);
  switch (command.type) {
    case 'help':
      say([USAGE]);
      return 0;
    case 'verify': {
      const verification = verifyArchive(command.directory);
      say(verified(command.directory, verification));
      return verification.problems.length === 0 && verification.manifest.isComplete ? 0 : 1;
    }
    case 'erase': {
      const { erased } = eraseContact(command.directory, command.contact);
      say(erasedFrom(command.directory, command.contact, erased));
      return 0;
    }
    case 'export':
      return bringAll(command, surroundings, say);
  }
}

async function bringAll(
  { directory, token, baseUrl, wanted }: Extract<Command, { type: 'export' }>,
  { connect, signal, stderr }: Surroundings,
  say: (lines: string[]) => void,
): Promise<number> {
  const line = createProgressLine(stderr);
  const client = connected(connect, { accessToken: token, ...(baseUrl !== undefined && { baseUrl }) });
  try {
    const manifest = await exportArchive({ ...wanted, client, directory, signal, onProgress: line.show });
    line.end();
    say(exported(directory, manifest));
    return manifest.isComplete ? 0 : 1;
  } finally {
    line.end();
  }
}

/** A token or an address that cannot be used is a mistake in the environment. */
function connected(connect: Surroundings['connect'], access: Access): ExportClient {
  try {
    return connect(access);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`DRIFT_ACCESS_TOKEN or DRIFT_API_URL cannot be used: ${reason}`, { cause: error });
  }
}

/** Errors of ours say what to do. Of any other only its message is printed: a cause may hold a request with its token. */
function sentenceFor(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} See driftkit-export --help.`;
  return error instanceof Error ? error.message : String(error);
}
