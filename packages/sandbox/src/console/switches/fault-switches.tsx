import type { ComponentChildren, VNode } from 'preact';
import { NO_FAULTS } from '../../settings/no-faults';
import type { Faults } from '../../protocol';
import { Panel } from '../parts/panel';
import { Choice } from './choice';
import { activeFaults, FAULT_TEXTS } from './fault-texts';
import { SlowBy } from './slow-by';

export interface FaultSwitchesProps {
  faults: Faults;
  onChange: (changes: Partial<Faults>) => void;
}

const SLOW_AT_FIRST = 3000;
const SIMPLE = (Object.keys(NO_FAULTS) as (keyof Faults)[]).filter((name) => name !== 'script');

/** What goes wrong on purpose. */
export function FaultSwitches({ faults, onChange }: FaultSwitchesProps): VNode {
  const isOn = activeFaults(faults);
  const { script } = faults;
  return (
    <Panel
      title="Faults"
      name="faults"
      aside={
        isOn.length > 0 && (
          <button type="button" class="button is-small" onClick={() => onChange(NO_FAULTS)}>
            All off
          </button>
        )
      }
    >
      <p class="quiet">They hold until they are switched off.</p>
      <div class="choices">
        <Fault
          name="script"
          value={typeof script === 'object' ? 'slow' : script}
          isOn={isOn.includes('script')}
          onChange={(value) =>
            onChange({ script: value === 'slow' ? { slow: SLOW_AT_FIRST } : (value as 'none') })
          }
        >
          {typeof script === 'object' && (
            <SlowBy milliseconds={script.slow} onChange={(slow) => onChange({ script: { slow } })} />
          )}
        </Fault>
        {SIMPLE.map((name) => (
          <Fault
            key={name}
            name={name}
            value={positionOf(faults, name)}
            isOn={isOn.includes(name)}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
    </Panel>
  );
}

// A test may have said of which requests; the switch shows what happens to them.
function positionOf(faults: Faults, name: keyof Faults): string {
  const value = faults[name];
  if (typeof value === 'string') return value;
  return 'kind' in value ? value.kind : 'slow';
}

interface FaultProps {
  name: keyof Faults;
  value: string;
  isOn: boolean;
  onChange: (value: string) => void;
  children?: ComponentChildren;
}

function Fault({ name, value, isOn, onChange, children }: FaultProps): VNode {
  const { title, explanation, labels } = FAULT_TEXTS[name];
  return (
    <Choice
      title={title}
      explanation={explanation}
      aside={isOn && <span class="badge is-bad">fault</span>}
      options={positionsOf(labels)}
      value={value}
      onChange={onChange}
    >
      {children}
    </Choice>
  );
}

// A record puts names that are numbers first; what is no fault comes before those that are.
function positionsOf(labels: Readonly<Record<string, string>>): { value: string; label: string }[] {
  const { none = '', ...faults } = labels;
  return [['none', none] as const, ...Object.entries(faults)].map(([value, label]) => ({ value, label }));
}
