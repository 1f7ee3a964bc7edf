import { parseCommand, USAGE } from './options';
import type { StartCommand } from './options';
import { greeting, sentenceFor } from './sentences';
import { createSandbox } from '../create-sandbox';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Seed } from '../seed/seed';
import { parseSeed } from '../seed/seed';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs the command. Never rejects: what goes wrong is said, and ends in the exit code. */
export async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  try {
    const command = parseCommand(args, environment);
    if (command.type === 'help') return say(USAGE);
    await start(command);
  } catch (error) {
    process.stderr.write(`driftkit-sandbox: ${sentenceFor(error)}\n`);
    process.exitCode = 1;
  }
}

async function start({ options, secretFrom, seedFile, open }: StartCommand): Promise<void> {
  const seed = seedFile === null ? {} : { seed: await readSeed(seedFile) };
  const sandbox = await createSandbox({ ...options, ...seed });
  for (const line of greeting(sandbox, secretFrom)) say(line);
  if (open) openConsole(sandbox.url, say);
  const stop = (): void => void sandbox.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Starts whatever the system opens addresses with. */
type Opener = (url: string) => Promise<ChildProcess>;

const system: Opener = async (url) => (await import('open')).default(url);

/** Opens the console in the system's browser; where there is none, a sentence says so and nothing else changes. */
export function openConsole(url: string, say: (line: string) => void, opener: Opener = system): void {
  const failed = (): void => say(`No browser could be opened here. Open ${url} yourself.`);
  opener(url).then((child) => {
    child.once('error', failed);
    child.once('exit', (code) => {
      if (code !== null && code > 0) failed();
    });
  }, failed);
}

/** The seed in this file. Rejects with a sentence that names the file and the path in it. */
export async function readSeed(file: string): Promise<Seed> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`--seed ${file}: cannot be read (${cause.code}).`, { cause });
  });
  return parseSeed(jsonOf(text, file), `--seed ${file}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`--seed ${file}: is not JSON (${(cause as Error).message}).`, { cause });
  }
}
