import type { VNode } from 'preact';
import type { EntryKind } from '../model/entry-filter';

export interface CallFilterProps {
  kind: EntryKind;
  text: string;
  onKind: (kind: EntryKind) => void;
  onText: (text: string) => void;
}

const KINDS: readonly [EntryKind, string][] = [
  ['all', 'All'],
  ['calls', 'Calls'],
  ['identity', 'Identity'],
  ['activity', 'Activity'],
  ['problems', 'Dropped'],
];

export function CallFilter({ kind, text, onKind, onText }: CallFilterProps): VNode {
  return (
    <div class="call-filter" role="search" aria-label="Calls">
      <fieldset class="segments">
        <legend class="unseen">Kind</legend>
        {KINDS.map(([name, label]) => (
          <label key={name}>
            <input
              type="radio"
              class="unseen"
              name="kind"
              checked={kind === name}
              onChange={() => onKind(name)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <input
        type="search"
        aria-label="Filter calls by text"
        placeholder="Filter"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
}
