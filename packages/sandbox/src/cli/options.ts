import { parseArgs } from 'node:util';
import type { SignedIdentities } from '../protocol';
import type { SandboxOptions } from '../settings/options';

export const USAGE = `driftkit-sandbox: a local Drift.

  --port <number>             where to listen; default 4100, 0 for a free port
  --api-port <number>         where the REST API listens; default ten above --port, 0 for a free port
  --host <address>            default 127.0.0.1, this machine only
  --allow-host <name>         a further name browsers may ask under; may be repeated
  --embed-id <id>             default sandbox0drft
  --secret-from-env <NAME>    the signing secret is in this environment variable, e.g. DRIFT_SIGNING_SECRET
  --access-token-from-env <NAME>  the REST API's bearer token is in this environment variable
  --webhooks <url>            where the first app’s webhooks go; every event, until the console says which
  --signed-identities <mode>  disabled, enabled or required (default)
  --data <directory>          keep state across restarts; default: in memory
  --seed <file>               who and what is known at the start, as JSON
  --ledger-limit <number>     how many entries the ledger keeps; default 20000
  --open                      open the console in the browser
  --help`;

export type CliCommand = { type: 'help' } | ({ type: 'start' } & StartCommand);

export interface StartCommand {
  options: SandboxOptions;
  secretFrom: string | null;
  /** Still to be read. */
  seedFile: string | null;
  open: boolean;
}

/** What the command line asks for. Throws an error whose message is for the person at the terminal. */
export function parseCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CliCommand {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4100' },
      'api-port': { type: 'string' },
      host: { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
      'embed-id': { type: 'string' },
      'secret-from-env': { type: 'string' },
      'access-token-from-env': { type: 'string' },
      webhooks: { type: 'string' },
      'signed-identities': { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      'ledger-limit': { type: 'string' },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return { type: 'help' };
  const secretFrom = values['secret-from-env'] ?? null;
  const port = portOf('--port', values.port);
  const tokenFrom = values['access-token-from-env'];
  const given: SandboxOptions = {
    port,
    apiPort: values['api-port'] === undefined ? besides(port) : portOf('--api-port', values['api-port']),
    ...(values.host !== undefined && { host: values.host }),
    ...(values['allow-host'] && { allowedHosts: values['allow-host'] }),
    ...(values['embed-id'] !== undefined && { embedId: values['embed-id'] }),
    // Whether it is one of the three is for createSandbox to say.
    ...(values['signed-identities'] !== undefined && {
      signedIdentities: values['signed-identities'] as SignedIdentities,
    }),
    ...(values.webhooks !== undefined && { webhooks: { requestUrl: values.webhooks } }),
    ...(values.data !== undefined && { data: values.data }),
    ...(values['ledger-limit'] !== undefined && { ledgerLimit: limitOf(values['ledger-limit']) }),
    ...(secretFrom !== null && { secret: valueOf('--secret-from-env', secretFrom, environment) }),
    ...(tokenFrom !== undefined && {
      accessToken: valueOf('--access-token-from-env', tokenFrom, environment),
    }),
  };
  return { type: 'start', options: given, secretFrom, seedFile: values.seed ?? null, open: values.open };
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`${option} must be a number from 0 to 65535; received "${text}".`);
}

/** Ten above the first address; free where that is none, or the first is free too. */
function besides(port: number): number {
  return port === 0 || port > 65_525 ? 0 : port + 10;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new Error(`--ledger-limit must be a whole number above 0; received "${text}".`);
}

function valueOf(
  option: string,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(`${option} ${name}: the environment variable ${name} is not set, or is empty.`);
}
