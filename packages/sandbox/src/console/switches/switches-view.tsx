import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SignedIdentities } from '../../protocol';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import { MODE_WORDS, MODES } from '../model/verdict-words';
import { Panel } from '../parts/panel';
import { AssumptionSwitches } from './assumption-switches';
import { Choice } from './choice';
import { CookieDomains } from './cookie-domains';
import { FaultSwitches } from './fault-switches';
import { ForgetEverything } from './forget-everything';

export interface SwitchesViewProps {
  picture: Picture;
  control: Control;
}

/** Everything that can be turned. A switch shows what the sandbox says, so it moves only when it worked. */
export function SwitchesView({ picture: { settings, faults }, control }: SwitchesViewProps): VNode {
  const [failure, setFailure] = useState<string | null>(null);
  const turn = (done: Promise<void>): void => {
    done.then(
      () => setFailure(null),
      (error: Error) => setFailure(error.message),
    );
  };
  const mode = settings.signedIdentities;
  return (
    <div class="switches-view">
      {failure !== null && (
        <p role="alert" class="failure">
          That did not work. {failure}
        </p>
      )}
      <Panel title="Identities" name="identities">
        <div class="choices">
          <Choice
            title="Signed identities"
            explanation={`${MODE_WORDS[mode]} It counts from the next identify or visit.`}
            options={MODES.map((value) => ({ value, label: value }))}
            value={mode}
            onChange={(value) => turn(control.setMode(value as SignedIdentities))}
          />
          <CookieDomains
            domains={settings.cookieDomains}
            onChange={(domains) => turn(control.setCookieDomains(domains))}
          />
        </div>
      </Panel>
      <FaultSwitches faults={faults} onChange={(changes) => turn(control.setFaults(changes))} />
      <AssumptionSwitches
        assumptions={settings.assumptions}
        onChange={(changes) => turn(control.setAssumptions(changes))}
      />
      <ForgetEverything onConfirm={() => turn(control.forgetEverything())} />
    </div>
  );
}
