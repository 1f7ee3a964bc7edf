import './theme-switch.css';
import type { ReactNode } from 'react';
import { useChoice } from '../choice';
import { theme, THEMES } from '../theme';

const NAMES = { light: 'Light', dark: 'Dark', system: 'System' };

/** The chat follows it too. */
export function ThemeSwitch(): ReactNode {
  const chosen = useChoice(theme) ?? 'system';
  return (
    <fieldset className="theme-switch">
      <legend>Theme</legend>
      {THEMES.map((each) => (
        <label key={each}>
          <input type="radio" name="theme" checked={each === chosen} onChange={() => theme.set(each)} />
          <span>{NAMES[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
