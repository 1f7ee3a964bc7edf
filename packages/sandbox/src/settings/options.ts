import { randomBytes } from 'node:crypto';
import type { AppDraft } from '../stores/app-store';
import { assertDraft } from '../stores/app-store';
import type { Seed } from '../seed/seed';
import type { Assumptions, Playbook, SignedIdentities } from '../protocol';
import { WEBHOOK_EVENTS } from '../webhooks/events';

export interface SettingsChanges {
  signedIdentities?: SignedIdentities;
  cookieDomains?: string[];
  assumptions?: Partial<Assumptions>;
}

export interface SandboxOptions extends SettingsChanges {
  /** Default 0: a free one. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** Names under which browsers may ask, beside the loopback ones. Needed with a `host` that others can reach. */
  allowedHosts?: string[];
  /** Default `sandbox0drft`. */
  embedId?: string;
  /** Where state is kept across restarts: a directory, made if it is not there. Default: state is in memory alone. */
  data?: string;
  /** Who and what is known at the start, and after each `reset()`. With `data`, only where that is still empty. */
  seed?: Seed;
  /** How many ledger entries are kept; the oldest go first. Default 20 000. */
  ledgerLimit?: number;
  /** How many browsers are remembered; those not seen for longest go first. Default 5000. */
  visitorLimit?: number;
  /** The key of signed identities, at least 32 bytes as Drift's are. Default: a new random one. */
  secret?: string;
  /** Where the REST half listens. Default 0: a free one. */
  apiPort?: number;
  /** The bearer token of the first app, at least 16 characters. Default: a new random one. */
  accessToken?: string;
  /** Where the first app has its webhooks sent, and which events; default: every one. Default: nowhere. */
  webhooks?: { requestUrl: string; events?: string[] };
  /** The bot's scripts. Default: one to try out, which answers to every `interactionId`. */
  playbooks?: Playbook[];
}

// Written as a record, so that no option can be forgotten.
const OPTIONS: Readonly<Record<keyof SandboxOptions, true>> = {
  signedIdentities: true,
  cookieDomains: true,
  assumptions: true,
  port: true,
  apiPort: true,
  accessToken: true,
  webhooks: true,
  host: true,
  allowedHosts: true,
  embedId: true,
  data: true,
  seed: true,
  ledgerLimit: true,
  visitorLimit: true,
  secret: true,
  playbooks: true,
};

/** Throws `TypeError` for an option there is not: misspelt, it would leave its default in force without a word. */
export function assertOptions(options: SandboxOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(OPTIONS, name));
  if (unknown === undefined) return;
  throw new TypeError(`Unknown option "${unknown}". Valid options: ${Object.keys(OPTIONS).join(', ')}`);
}

const DEFAULT_EMBED_ID = 'sandbox0drft';
/** The embed id of the options, or the default. Throws `TypeError` when it is none Drift could have given. */
export function embedIdOf({ embedId = DEFAULT_EMBED_ID }: SandboxOptions): string {
  // The shape seen everywhere: lower-case letters and digits, perhaps with a suffix as in `-dev` (observed).
  if (/^[a-z0-9]{8,}(-[a-z]+)?$/.test(embedId)) return embedId;
  throw new TypeError(
    `embedId must be 8 or more lower-case letters and digits; received ${JSON.stringify(embedId)}`,
  );
}

/** How many entries the ledger keeps. Throws `TypeError` when that is no number of entries. */
export function ledgerLimitOf({ ledgerLimit = 20_000 }: SandboxOptions): number {
  return positive('ledgerLimit', ledgerLimit);
}

/** How many browsers are remembered. Throws `TypeError` when that is no number of browsers. */
export function visitorLimitOf({ visitorLimit = 5000 }: SandboxOptions): number {
  return positive('visitorLimit', visitorLimit);
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${name} must be a whole number above 0; received ${JSON.stringify(value)}`);
}

/** The signing secret of the options, or a new one. Throws `TypeError` when it is empty. */
export function secretOf({ secret = randomBytes(32).toString('base64url') }: SandboxOptions): string {
  if (typeof secret === 'string' && secret !== '') return secret;
  throw new TypeError('secret must be a non-empty string');
}

/** The bearer token of the options, if there is one. Throws `TypeError` for one that no header could carry. */
export function accessTokenOf({ accessToken }: SandboxOptions): string | undefined {
  if (accessToken === undefined || /^[\w.~+/=-]{16,200}$/.test(accessToken)) return accessToken;
  throw new TypeError('accessToken must be 16 to 200 characters of letters, digits and . _ ~ + / = -');
}

/** What the first app is subscribed to. Throws `TypeError` for an address or an event there is not. */
export function subscriptionOf({
  webhooks,
}: SandboxOptions): Pick<AppDraft, 'requestUrl' | 'events'> | undefined {
  if (webhooks === undefined) return undefined;
  const { requestUrl, events = Object.keys(WEBHOOK_EVENTS) } = webhooks;
  assertDraft({ requestUrl, events });
  return { requestUrl, events };
}
