import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

/** How many of a long list to draw: a few at first, more when asked. */
export function useLimit(first: number, step: number = first): [limit: number, more: () => void] {
  const [limit, setLimit] = useState(first);
  return [limit, () => setLimit((current) => current + step)];
}

export interface ShowMoreProps {
  hidden: number;
  /** As in "Show more events". */
  of: string;
  onMore: () => void;
}

/** Nothing where nothing is hidden. */
export function ShowMore({ hidden, of, onMore }: ShowMoreProps): VNode | null {
  if (hidden <= 0) return null;
  return (
    <button type="button" class="button is-more" onClick={onMore}>
      Show more {of} <span class="quiet">({hidden})</span>
    </button>
  );
}
