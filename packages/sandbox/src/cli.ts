import { parseCommand, USAGE } from './cli-options';
import type { CliCommand } from './cli-options';
import type { Sandbox } from './create-sandbox';
import { createSandbox } from './create-sandbox';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs the command until Ctrl-C; answers the exit code when there was nothing to run. */
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

function greeting({ url, embedId, signedIdentities }: Sandbox, secretFrom: string | null): string[] {
  const secret =
    secretFrom === null
      ? 'random; to sign tokens yourself: --secret-from-env DRIFT_SIGNING_SECRET'
      : `from ${secretFrom}`;
  return [
    `Drift sandbox    ${url}`,
    `  script         ${url}/include/<bucket>/${embedId}.js`,
    `  state, ledger  ${url}/sandbox/state  ${url}/sandbox/ledger`,
    `  identities     ${signedIdentities}; signing secret: ${secret}`,
    `Ctrl-C stops it.`,
  ];
}

function sentenceFor(error: unknown): string {
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${address} is taken. Stop what runs there, or choose another: --port ${(port ?? 0) + 1}`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user. Choose one above 1023.`;
  if (code === 'EADDRNOTAVAIL')
    return `${address} is no address of this machine. Leave --host out for 127.0.0.1.`;
  return message;
}

void main();
