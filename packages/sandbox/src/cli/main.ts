import { parseCommand, USAGE } from './options';
import type { StartCommand } from './options';
import { greeting, sentenceFor } from './sentences';
import { openConsole } from './open-console';
import { createSandbox } from '../create-sandbox';
import { readSeed } from './read-seed';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  try {
    const command = parseCommand(process.argv.slice(2), process.env);
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

void main();
