import { choiceProblem } from '../settings/choices';
import { LONGEST_DELAY } from '../time/clock';
import type { Faults } from '../protocol';
import { REST_FAULTS, restFaultProblem } from '../settings/rest-fault';
import { NO_FAULTS } from '../settings/no-faults';

/** What goes wrong on purpose, switched while the sandbox runs. */
export interface FaultSwitches {
  readonly current: Faults;
  /** Changes the named faults; they hold until changed again. Throws `TypeError` on an unknown one. */
  set(changes: Partial<Faults>): void;
  clear(): void;
}

const CHOICES = {
  script: ['none', '404', '500', 'hang', 'half_sent', 'no_global', 'throws'],
  boot: ['none', 'never_ready', 'refused', 'unreachable'],
  identify: ['none', 'refused', 'fail'],
  attributes: ['none', 'fail'],
  track: ['none', 'lost'],
  events: ['none', 'lost'],
  cookies: ['none', 'refused'],
  webhook: [
    'none',
    'duplicated',
    'reordered',
    'delayed',
    'dropped',
    'wrong_token',
    'rotated_token',
    'cut_off',
  ],
  oauth: ['none', 'refresh_lost', 'refresh_slow', 'unavailable'],
  rest: ['none', ...REST_FAULTS],
} as const satisfies Record<keyof Faults, readonly unknown[]>;

export function createFaultStore(onChange: (faults: Faults) => void): FaultSwitches {
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

function faultsProblem(changes: unknown): string | undefined {
  if (typeof changes !== 'object' || changes === null) return choiceProblem('fault', CHOICES, changes);
  const { rest, ...browser } = changes as Partial<Faults>;
  const restProblem = rest === undefined ? undefined : restFaultProblem(rest);
  if (restProblem !== undefined) return restProblem;
  const { script, ...others } = browser;
  const problem = choiceProblem('fault', CHOICES, isSlow(script) ? others : browser);
  return problem && script !== undefined ? `${problem}. For a slow script: { slow: milliseconds }` : problem;
}

function isSlow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('slow' in value)) return false;
  return (
    typeof value.slow === 'number' &&
    value.slow >= 0 &&
    value.slow <= LONGEST_DELAY &&
    Object.keys(value).length === 1
  );
}
