import { randomBytes } from 'node:crypto';
import { assumptionsProblem, DEFAULT_ASSUMPTIONS } from './assumptions';
import type { Assumptions, Playbook, Settings, SignedIdentities } from './protocol';

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
  /** The key of signed identities, at least 32 bytes as Drift's are. Default: a new random one. */
  secret?: string;
  /** The bot's scripts. Default: one to try out, which answers to every `interactionId`. */
  playbooks?: Playbook[];
}

export interface SettingsBox {
  readonly current: Settings;
  /** Throws `TypeError` when a value is none that exists. */
  set(changes: SettingsChanges): void;
  /** Back to what the sandbox was created with. */
  restore(): void;
}

const DEFAULT_EMBED_ID = 'sandbox0drft';
const MODES: readonly unknown[] = ['disabled', 'enabled', 'required'];

export function createSettings(options: SandboxOptions, onChange: (settings: Settings) => void): SettingsBox {
  const merge = (base: Settings, changes: SettingsChanges): Settings => {
    check(changes);
    return structuredClone({
      signedIdentities: changes.signedIdentities ?? base.signedIdentities,
      cookieDomains: changes.cookieDomains ?? base.cookieDomains,
      assumptions: { ...base.assumptions, ...changes.assumptions },
    });
  };
  const defaults: Settings = {
    signedIdentities: 'required',
    cookieDomains: [],
    assumptions: { ...DEFAULT_ASSUMPTIONS },
  };
  const initial = merge(defaults, options);
  let current = initial;
  const change = (next: Settings): void => {
    current = next;
    onChange(structuredClone(next));
  };

  return {
    get current() {
      return current;
    },
    set: (changes) => change(merge(current, changes)),
    restore: () => change(initial),
  };
}

function check({ signedIdentities, cookieDomains, assumptions = {} }: SettingsChanges): void {
  if (signedIdentities !== undefined && !MODES.includes(signedIdentities)) {
    throw new TypeError(
      `signedIdentities is one of ${MODES.join(', ')}; received ${JSON.stringify(signedIdentities)}`,
    );
  }
  if (cookieDomains !== undefined && !isListOfStrings(cookieDomains)) {
    throw new TypeError(`cookieDomains is a list of domains such as [".example.com"]`);
  }
  const problem = assumptionsProblem(assumptions);
  if (problem) throw new TypeError(problem);
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** The embed id of the options, or the default. Throws `TypeError` when it is none Drift could have given. */
export function embedIdOf({ embedId = DEFAULT_EMBED_ID }: SandboxOptions): string {
  // The shape seen everywhere: lower-case letters and digits, perhaps with a suffix as in `-dev` (observed).
  if (/^[a-z0-9]{8,}(-[a-z]+)?$/.test(embedId)) return embedId;
  throw new TypeError(
    `embedId is 8 or more lower-case letters and digits; received ${JSON.stringify(embedId)}`,
  );
}

/** The signing secret of the options, or a new one. Throws `TypeError` when it is empty. */
export function secretOf({ secret = randomBytes(32).toString('base64url') }: SandboxOptions): string {
  if (typeof secret === 'string' && secret !== '') return secret;
  throw new TypeError('secret is a string that is not empty');
}
