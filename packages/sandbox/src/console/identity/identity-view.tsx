import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { CallsPanel } from '../calls/calls-panel';
import { ContactPanel } from '../contact/contact-panel';
import type { Control } from '../control';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import { Panel } from '../parts/panel';
import { BrowserList } from './browser-list';
import { Hero } from './hero';
import { PanelSwitch } from './panel-switch';
import type { PanelName } from './panel-switch';
import { PointYourApp } from './point-your-app';

export interface IdentityViewProps {
  picture: Picture;
  rows: readonly BrowserRow[];
  /** The browser a person chose; null follows the one that is at it now. */
  aid: string | null;
  control: Control;
}

export function IdentityView({ picture, rows, aid, control }: IdentityViewProps): VNode {
  const [panel, setPanel] = useState<PanelName>('calls');
  const chosen = rows.find((row) => row.aid === aid);
  const row = chosen ?? rows[0];
  if (!row) return <NobodyYet picture={picture} />;
  const { persona } = row;
  return (
    <div class={`identity-view shows-${panel}`}>
      <Hero row={row} picture={picture} isChosen={chosen !== undefined} />
      <PanelSwitch current={panel} browsers={rows.length} onChange={setPanel} />
      <BrowserList rows={rows} current={row.aid} isFollowing={chosen === undefined} />
      <CallsPanel picture={picture} browser={row} />
      {persona ? <ContactPanel persona={persona} picture={picture} control={control} /> : <NoContact />}
    </div>
  );
}

function NoContact(): VNode {
  return (
    <Panel title="Contact" name="contact">
      <p class="quiet">None. Drift refused the visit, so it has no contact.</p>
    </Panel>
  );
}

// A script asked for under a wrong embed id, say, leaves a trace although no browser came up.
function NobodyYet({ picture }: { picture: Picture }): VNode {
  return (
    <div class="identity-view is-empty">
      <PointYourApp url={picture.url} embedId={picture.embedId} />
      {picture.entries.length > 0 && <CallsPanel picture={picture} />}
    </div>
  );
}
