import type { VNode } from 'preact';
import { useMemo, useReducer, useState } from 'preact/hooks';
import type { LedgerEntry } from '../../protocol';
import type { Picture } from '../live/live-state';
import { KEPT_ENTRIES } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import type { EntryKind } from '../model/entry-filter';
import { filterEntries } from '../model/entry-filter';
import { Panel } from '../parts/panel';
import { ShowMore, useLimit } from '../parts/show-more';
import { CallFilter } from './call-filter';
import { EntryRow } from './entry-row';
import { hold, RUNNING } from './hold';
import { LiveBar } from './live-bar';
import { useScrolledPast } from './use-scrolled-past';

export interface CallsPanelProps {
  entries: readonly LedgerEntry[];
  picture: Picture;
  /** The browser whose calls can be asked for alone. */
  browser?: BrowserRow;
  /** Only what happened to this contact. */
  contactId?: number;
}

/** The ledger, newest first. */
export function CallsPanel({ entries, picture, browser, contactId = NO_CONTACT }: CallsPanelProps): VNode {
  const [kind, setKind] = useState<EntryKind>('all');
  const [text, setText] = useState('');
  const [isOnlyThis, setOnlyThis] = useState(false);
  const [held, tell] = useReducer(hold, RUNNING);
  const [limit, more] = useLimit(100, 200);
  const lastSeq = entries.at(-1)?.seq ?? 0;
  const top = useScrolledPast((isScrolled) => tell({ type: 'scroll', isScrolled, lastSeq }));

  const aid = isOnlyThis ? (browser?.aid ?? null) : null;
  const browserContact = browser?.persona?.contactId ?? null;
  const matching = useMemo(
    () =>
      filterEntries(entries, {
        kind,
        text,
        browser: aid === null ? null : { aid, contactId: browserContact },
        contactId: contactId === NO_CONTACT ? null : contactId,
      }),
    [entries, kind, text, aid, browserContact, contactId],
  );
  const shown = matching.filter(({ seq }) => held.at === null || seq <= held.at);

  return (
    <Panel
      title="Calls"
      name="calls"
      aside={<span class="quiet">{countWords(matching.length, entries.length)}</span>}
    >
      <CallFilter kind={kind} text={text} onKind={setKind} onText={setText} />
      <LiveBar
        hold={held}
        waiting={matching.length - shown.length}
        isOnlyThis={browser ? isOnlyThis : null}
        onOnlyThis={setOnlyThis}
        onPause={(isPaused) => tell({ type: 'pause', isPaused, lastSeq })}
        onCatchUp={() => tell({ type: 'catch-up', lastSeq })}
      />
      <div class="entries-scroll">
        <div ref={top} />
        <ol class="entries" aria-label="Calls, newest first">
          {shown.slice(0, limit).map((entry) => (
            <EntryRow
              key={entry.seq}
              entry={entry}
              picture={picture}
              isOpen={held.open.has(entry.seq)}
              onToggle={() => tell({ type: 'toggle', seq: entry.seq, lastSeq })}
            />
          ))}
        </ol>
        {shown.length === 0 && <p class="quiet empty-line">{emptyWords(entries.length)}</p>}
        <ShowMore hidden={shown.length - limit} of="calls" onMore={more} />
        {entries.length >= KEPT_ENTRIES && limit >= shown.length && (
          <p class="quiet empty-line">
            Older entries are not kept here: <a href="/sandbox/ledger">the whole ledger</a>.
          </p>
        )}
      </div>
    </Panel>
  );
}

const NO_CONTACT = -1;

function countWords(matching: number, all: number): string {
  return matching === all ? String(all) : `${matching} of ${all}`;
}

function emptyWords(all: number): string {
  return all === 0 ? 'Nothing was called yet.' : 'Nothing fits this filter.';
}
