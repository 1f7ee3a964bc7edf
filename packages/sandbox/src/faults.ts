import type { Faults } from './protocol';

/** What goes wrong on purpose, switched while the sandbox runs. */
export interface FaultSwitches {
  readonly current: Faults;
  /** Changes the named faults; they hold until changed again. Throws `TypeError` on an unknown one. */
  set(changes: Partial<Faults>): void;
  clear(): void;
}

const NO_FAULTS: Faults = { script: 'none', boot: 'none', attributes: 'none' };

const CHOICES = {
  script: ['none', '404', '500', 'hang', 'no_global', 'throws'],
  boot: ['none', 'never_ready', 'refused'],
  attributes: ['none', 'fail'],
} as const;

export function createFaults(onChange: (faults: Faults) => void): FaultSwitches {
  let current = { ...NO_FAULTS };
  const change = (next: Faults): void => {
    current = next;
    onChange({ ...current });
  };
  return {
    get current() {
      return { ...current };
    },
    set(changes) {
      const problem = faultsProblem(changes);
      if (problem) throw new TypeError(problem);
      change({ ...current, ...changes });
    },
    clear: () => change({ ...NO_FAULTS }),
  };
}

function faultsProblem(changes: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    const choices: readonly unknown[] | undefined = CHOICES[name as keyof Faults];
    if (!choices) return `there is no fault "${name}"; there are: ${Object.keys(CHOICES).join(', ')}`;
    if (choices.includes(value) || (name === 'script' && isSlow(value))) continue;
    const slow = name === 'script' ? ' or { slow: milliseconds }' : '';
    return `the fault "${name}" is one of ${choices.join(', ')}${slow}; received ${JSON.stringify(value)}`;
  }
  return undefined;
}

function isSlow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('slow' in value)) return false;
  return typeof value.slow === 'number' && value.slow >= 0 && Object.keys(value).length === 1;
}
