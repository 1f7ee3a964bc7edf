import type { VNode } from 'preact';
import type { SignedIdentities } from '../../protocol';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import { MODE_WORDS, MODES } from '../model/verdict-words';
import { Failure } from '../parts/failure';
import { Panel } from '../parts/panel';
import { useTurn } from '../parts/use-turn';
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
  const [failure, turn] = useTurn();
  const mode = settings.signedIdentities;
  return (
    <div class="switches-view">
      <Failure failure={failure} />
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
