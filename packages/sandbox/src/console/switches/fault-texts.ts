import type { Faults, ScriptFault } from '../../protocol';
import type { SwitchText } from './assumption-texts';

/** The faults as a person reads them. A new one does not compile until it has its text. */
export const FAULT_TEXTS: Readonly<{
  script: SwitchText<Extract<ScriptFault, string> | 'slow'>;
  boot: SwitchText<Faults['boot']>;
  attributes: SwitchText<Faults['attributes']>;
}> = {
  script: {
    title: 'The script',
    explanation: 'How the include script is answered.',
    labels: {
      none: 'as it should be',
      '404': '404',
      '500': '500',
      slow: 'slowly',
      hang: 'never',
      no_global: 'without Drift in it',
      throws: 'so that it throws',
    },
  },
  boot: {
    title: 'The boot',
    explanation: 'What becomes of a visit that asks to begin.',
    labels: { none: 'it begins', never_ready: 'silence: never ready', refused: 'refused: no access token' },
  },
  attributes: {
    title: 'setUserAttributes',
    explanation: 'What becomes of it on its way to Drift.',
    labels: { none: 'it arrives', fail: 'it fails on the network' },
  },
};

/** The faults that are on. */
export function activeFaults(faults: Faults): (keyof Faults)[] {
  return (Object.keys(FAULT_TEXTS) as (keyof Faults)[]).filter((name) => faults[name] !== 'none');
}
