import type { VNode } from 'preact';

export type PanelName = 'calls' | 'contact' | 'browsers';

export interface PanelSwitchProps {
  current: PanelName;
  browsers: number;
  onChange: (panel: PanelName) => void;
}

/** Where there is no room for all panels side by side, one is shown; elsewhere the style sheet hides this. */
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
