import { UsageError } from './console';
import type { Console } from './console';

const NO_SECRET = 'No secret: set DRIFT_SIGNING_SECRET, or pipe it in with --secret-stdin.';

/** The secrets of this call, in the order in which they are tried; empty without a secret. */
export async function optionalSecrets(console: Console, fromStdin: boolean): Promise<string[]> {
  if (!fromStdin) return console.env.DRIFT_SIGNING_SECRET ? [console.env.DRIFT_SIGNING_SECRET] : [];
  const lines = (await console.readStdin()).split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0) throw new UsageError('--secret-stdin was given, and standard input is empty.');
  return lines;
}

/** The secrets of this call, at least one. */
export async function secrets(console: Console, fromStdin: boolean): Promise<[string, ...string[]]> {
  const [first, ...rest] = await optionalSecrets(console, fromStdin);
  if (first === undefined) throw new UsageError(NO_SECRET);
  return [first, ...rest];
}

/** The token, or where it is "-" what comes from standard input. */
export async function tokenOf(argument: string, console: Console, secretFromStdin: boolean): Promise<string> {
  if (argument !== '-') return argument;
  if (secretFromStdin) throw new UsageError('Standard input can bring the token or the secret, not both.');
  return (await console.readStdin()).trim();
}

/** A number given as an option; undefined where it is not. */
export function numberOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number))
    throw new UsageError(`--${name} must be a number, and not "${text}".`);
  return number;
}

/** The claims given as JSON; undefined where they are not. */
export function claimsOf(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new UsageError('--claims must be a JSON object, such as \'{"plan":"pro"}\'.');
  }
}
