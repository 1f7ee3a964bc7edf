import type { VNode } from 'preact';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import { Panel } from '../parts/panel';
import { CallFilter } from './call-filter';
import { EntryList } from './entry-list';
import { LiveBar } from './live-bar';
import { useShownEntries } from './use-shown-entries';

export interface CallsPanelProps {
  picture: Picture;
  /** The browser whose calls can be asked for alone. */
  browser?: BrowserRow;
  /** Only what happened to this contact. */
  contactId?: number;
}

/** The ledger, newest first. */
export function CallsPanel({ picture, browser, contactId }: CallsPanelProps): VNode {
  const { entries } = picture;
  const list = useShownEntries(entries, {
    aid: browser?.aid ?? null,
    aidContactId: browser?.persona?.contactId ?? null,
    contactId: contactId ?? null,
  });
  const { filter, setFilter, matching } = list;
  const count = matching === entries.length ? matching : `${matching} of ${entries.length}`;
  return (
    <Panel title="Calls" name="calls" aside={<span class="quiet">{count}</span>}>
      <CallFilter
        kind={filter.kind}
        text={filter.text}
        onKind={(kind) => setFilter({ kind })}
        onText={(text) => setFilter({ text })}
      />
      <LiveBar
        hold={list.held}
        waiting={list.waiting}
        isOnlyThis={browser ? filter.isOnlyThis : null}
        onOnlyThis={(isOnlyThis) => setFilter({ isOnlyThis })}
        onPause={list.setPaused}
        onCatchUp={list.catchUp}
      />
      <EntryList list={list} picture={picture} />
    </Panel>
  );
}
