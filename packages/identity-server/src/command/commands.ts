import { randomBytes } from 'node:crypto';
import { signUserJwt } from '../sign-user-jwt';
import { verifyUserJwt } from '../verify-user-jwt';
import { UsageError } from './console';
import type { Console } from './console';
import { claimsOf, numberOf, optionalSecrets, secrets, tokenOf } from './inputs';
import { inspectToken } from './inspect';
import type { Options } from './options';
import { printable } from '../printable';

/** One command: its one argument, its options, and the world. Its exit code; it rejects when there is no result. */
export type Command = (argument: string, options: Options, console: Console) => number | Promise<number>;

/** Prints a token. */
export async function sign(userId: string, options: Options, console: Console): Promise<number> {
  const [secret, second] = await secrets(console, options['secret-stdin'] === true);
  if (second !== undefined)
    throw new UsageError('sign takes one secret, and standard input brought several lines.');
  const expiresIn = numberOf(options['expires-in'], 'expires-in');
  const claims = claimsOf(options.claims);
  const now = () => console.now();
  const given = {
    ...(expiresIn !== undefined && { expiresIn, maxExpiresIn: expiresIn }),
    ...(claims && { claims }),
  };
  console.out(`${await signUserJwt({ userId, secret, now, ...given })}\n`);
  return 0;
}

/** Prints the claims of a token that holds. */
export async function verify(argument: string, options: Options, console: Console): Promise<number> {
  const fromStdin = options['secret-stdin'] === true;
  const token = await tokenOf(argument, console, fromStdin);
  const secret = await secrets(console, fromStdin);
  const userId = options['user-id'];
  const clockTolerance = numberOf(options['clock-tolerance'], 'clock-tolerance');
  const given = {
    ...(userId !== undefined && { userId }),
    ...(clockTolerance !== undefined && { clockTolerance }),
  };
  const verified = await verifyUserJwt(token, { secret, now: () => console.now(), ...given });
  console.out(`${printable(JSON.stringify(verified.claims))}\n`);
  if (secret.length > 1) console.err(`Signed with secret ${verified.secretIndex + 1} of ${secret.length}.\n`);
  if (verified.expiresAt === null)
    console.err('It never expires: Drift accepts that, and whoever has it can use it for ever.\n');
  return 0;
}

/** Prints what is in a token and what Drift does with it. The exit code is 1 for an invalid token. */
export async function inspect(argument: string, options: Options, console: Console): Promise<number> {
  const fromStdin = options['secret-stdin'] === true;
  const token = await tokenOf(argument, console, fromStdin);
  const secrets = await optionalSecrets(console, fromStdin);
  const userId = options['user-id'];
  const { text, holds } = await inspectToken({ token, secrets, userId, now: console.now() });
  console.out(text);
  return holds ? 0 : 1;
}

/** Prints a new secret. */
export function secret(_argument: string, _options: Options, console: Console): number {
  console.out(`${randomBytes(32).toString('base64url')}\n`);
  console.err(
    "For the sandbox and for tests: your account's own secret stands in Drift's settings for signed identities.\n",
  );
  return 0;
}
