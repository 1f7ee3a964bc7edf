import { assumptionsProblem, DEFAULT_ASSUMPTIONS } from '../settings/assumptions';
import type { SandboxOptions, SettingsChanges } from '../settings/options';
import type { Settings } from '../protocol';

export interface SettingsStore {
  readonly current: Settings;
  /** Throws `TypeError` for an unknown setting or value. */
  set(changes: SettingsChanges): void;
  /** Back to what the sandbox was created with. */
  restore(): void;
}

const MODES: readonly unknown[] = ['disabled', 'enabled', 'required'];

export function createSettingsStore(
  options: SandboxOptions,
  onChange: (settings: Settings) => void,
): SettingsStore {
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
      `signedIdentities must be one of ${MODES.join(', ')}; received ${JSON.stringify(signedIdentities)}`,
    );
  }
  if (cookieDomains !== undefined && !isListOfStrings(cookieDomains)) {
    throw new TypeError(`cookieDomains must be a list of domains, such as [".example.com"]`);
  }
  const problem = assumptionsProblem(assumptions);
  if (problem) throw new TypeError(problem);
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
