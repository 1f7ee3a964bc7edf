import type { VNode } from 'preact';

export type PanelName = 'calls' | 'contact' | 'browsers';

export interface PanelSwitchProps {
  current: PanelName;
  browsers: number;
  onChange: (panel: PanelName) => void;
}

/** On a narrow screen, chooses the panel that is shown. The style sheet hides it on a wide one. */
export function PanelSwitch({ current, browsers, onChange }: PanelSwitchProps): VNode {
  const names: [PanelName, string][] = [
    ['calls', 'Calls'],
    ['contact', 'Contact'],
    ['browsers', `Browsers (${browsers})`],
  ];
  return (
    <div class="panel-switch" role="group" aria-label="Panel">
      {names.map(([name, label]) => (
        <button key={name} type="button" aria-pressed={current === name} onClick={() => onChange(name)}>
          {label}
        </button>
      ))}
    </div>
  );
}
