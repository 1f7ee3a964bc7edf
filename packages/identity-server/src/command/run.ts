import { parseArgs } from 'node:util';
import { IdentityError } from '../errors';
import { printable } from '../printable';
import { inspect, secret, sign, verify } from './commands';
import type { Command } from './commands';
import { UsageError } from './console';
import type { Console } from './console';
import { OPTIONS } from './options';
import type { Options } from './options';

const COMMANDS: Record<string, { takes?: string; accepts: (keyof typeof OPTIONS)[]; run: Command }> = {
  sign: { takes: 'a user id', accepts: ['expires-in', 'claims'], run: sign },
  verify: { takes: 'a token', accepts: ['user-id', 'clock-tolerance'], run: verify },
  inspect: { takes: 'a token', accepts: ['user-id'], run: inspect },
  secret: { accepts: [], run: secret },
};

/** Runs the command line. Resolves with the exit code: 0, 1 for a token that does not hold, 2 for a wrong call. */
export async function runCommand(args: readonly string[], console: Console): Promise<number> {
  try {
    return await dispatch(args, console);
  } catch (error) {
    if (error instanceof IdentityError) {
      console.err(`${error.code}: ${error.message}\n`);
      return 1;
    }
    if (!(error instanceof Error)) throw error;
    console.err(`${error.message.split('\n').map(shown).join('\n')}\n`);
    return 2;
  }
}

/** An argument may have been pasted from anywhere. The usage keeps the spaces it is laid out with. */
const shown = (line: string): string => line.replace(/[^ ]+/g, printable);

async function dispatch(args: readonly string[], console: Console): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help === true) {
    console.out(USAGE);
    return 0;
  }
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(USAGE);
  if (values.secret !== undefined) {
    throw new UsageError(
      "A secret in an argument stays in the shell's history: use DRIFT_SIGNING_SECRET or --secret-stdin.",
    );
  }
  assertFits(name, command, values, rest);
  return command.run(rest[0] ?? '', values, console);
}

function assertFits(
  name: string,
  { takes, accepts }: (typeof COMMANDS)[string],
  values: Options,
  rest: string[],
): void {
  if (rest.length !== (takes ? 1 : 0))
    throw new UsageError(`${name} takes ${takes ? `${takes}, and that alone` : 'no argument'}.`);
  const foreign = Object.keys(values).find(
    (key) => key !== 'secret-stdin' && !(accepts as string[]).includes(key),
  );
  if (foreign !== undefined) throw new UsageError(`${name} does not take --${foreign}.`);
}

const USAGE = `driftkit-identity: tokens of Drift's signed identities, for trying things and finding faults

  driftkit-identity sign <userId> [--expires-in <seconds>] [--claims <json>]
      prints a token for this user
  driftkit-identity verify <token> [--user-id <id>] [--clock-tolerance <seconds>]
      prints its claims, or says why it does not hold (exit code 1)
  driftkit-identity inspect <token> [--user-id <id>]
      says what is in it, and what Drift would do with it in each mode (exit code 1 if it does not hold);
      works without the secret
  driftkit-identity secret
      prints a new secret, for the sandbox and for tests

The secret comes from the environment (DRIFT_SIGNING_SECRET), or with --secret-stdin from standard input: one per line,
verify and inspect try each. Never as an argument: those stand in the shell's history and in the list of processes.
A token can be given as "-" to be read from standard input.
`;
