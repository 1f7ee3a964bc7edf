import type { VNode } from 'preact';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';
import type { Assumptions } from '../../protocol';
import { Panel } from '../parts/panel';
import { ASSUMPTION_TEXTS } from './assumption-texts';
import { Choice } from './choice';

export interface AssumptionSwitchesProps {
  assumptions: Assumptions;
  onChange: (changes: Partial<Assumptions>) => void;
}

/** What the documents leave open, one switch each. */
export function AssumptionSwitches({ assumptions, onChange }: AssumptionSwitchesProps): VNode {
  const names = Object.keys(ASSUMPTION_TEXTS) as (keyof Assumptions)[];
  const changed = names.filter((name) => assumptions[name] !== DEFAULT_ASSUMPTIONS[name]);
  return (
    <Panel
      title="Assumed behaviours"
      name="assumptions"
      aside={
        changed.length > 0 && (
          <button type="button" class="button is-small" onClick={() => onChange({ ...DEFAULT_ASSUMPTIONS })}>
            Back to the defaults ({changed.length})
          </button>
        )
      }
    >
      <p class="quiet">
        Drift’s documents do not say these. Each default is a guess; an app that holds under both positions is
        safe either way. They count from the next load of a page.
      </p>
      <div class="choices">
        {names.map((name) => (
          <Assumption key={name} name={name} assumptions={assumptions} onChange={onChange} />
        ))}
      </div>
    </Panel>
  );
}

interface AssumptionProps extends AssumptionSwitchesProps {
  name: keyof Assumptions;
}

function Assumption({ name, assumptions, onChange }: AssumptionProps): VNode {
  const { title, explanation, labels } = ASSUMPTION_TEXTS[name];
  const isDefault = assumptions[name] === DEFAULT_ASSUMPTIONS[name];
  return (
    <Choice
      title={title}
      explanation={explanation}
      aside={
        <>
          <span class="badge">assumed</span>
          {!isDefault && <span class="badge is-changed">changed</span>}
        </>
      }
      options={Object.entries<string>(labels).map(([value, label]) => ({ value, label }))}
      value={String(assumptions[name])}
      onChange={(value) => onChange({ [name]: parsed(value) })}
    />
  );
}

// The positions of a switch are strings or booleans; radio buttons know only strings.
function parsed(value: string): string | boolean {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}
