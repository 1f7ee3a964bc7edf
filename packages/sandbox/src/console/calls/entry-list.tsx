import type { VNode } from 'preact';
import type { Picture } from '../live/live-state';
import { KEPT_ENTRIES } from '../live/live-state';
import { ShowMore, useLimit } from '../parts/show-more';
import { EntryRow } from './entry-row';
import { useScrolledPast } from './use-scrolled-past';
import type { ShownEntries } from './use-shown-entries';

export interface EntryListProps {
  list: ShownEntries;
  picture: Picture;
}

/** As many rows as people read, and a way to more. */
export function EntryList({ list: { shown, held, toggle, setScrolled }, picture }: EntryListProps): VNode {
  const [limit, more] = useLimit(100, 200);
  const top = useScrolledPast(setScrolled);
  const kept = picture.entries.length;
  return (
    <div class="entries-scroll">
      <div ref={top} />
      <ol class="entries" aria-label="Calls, newest first">
        {shown.slice(0, limit).map((entry) => (
          <EntryRow
            key={entry.seq}
            entry={entry}
            picture={picture}
            isOpen={held.open.has(entry.seq)}
            onToggle={() => toggle(entry.seq)}
          />
        ))}
      </ol>
      {shown.length === 0 && (
        <p class="quiet empty-line">{kept === 0 ? 'Nothing was called yet.' : 'Nothing fits this filter.'}</p>
      )}
      <ShowMore hidden={shown.length - limit} of="calls" onMore={more} />
      {kept >= KEPT_ENTRIES && limit >= shown.length && (
        <p class="quiet empty-line">
          Older entries are not kept here: <a href="/sandbox/ledger">the whole ledger</a>.
        </p>
      )}
    </div>
  );
}
