import type { App } from '../../protocol';
import type { AppChanges, Control } from '../control';

/** What the panels of an app's page have in common. */
export interface AppPanelProps {
  app: App;
  control: Control;
  /** Does something to the sandbox; what does not work is said above the panels. */
  turn: (done: Promise<unknown>) => void;
  /** Resolves when it is done, also where it did not work. */
  change: (changes: AppChanges) => Promise<void>;
}
