import { parseCommand, USAGE } from './cli-options';
import type { CliCommand } from './cli-options';
import { greeting, sentenceFor } from './cli-sentences';
import { createSandbox } from './create-sandbox';

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

async function start({ options, secretFrom }: Extract<CliCommand, { type: 'start' }>): Promise<void> {
  const sandbox = await createSandbox(options);
  for (const line of greeting(sandbox, secretFrom)) say(line);
  const stop = (): void => void sandbox.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

void main();
