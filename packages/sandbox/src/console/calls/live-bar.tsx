import type { VNode } from 'preact';
import type { Hold } from './hold';

export interface LiveBarProps {
  hold: Hold;
  /** Entries that came since the list stands still. */
  waiting: number;
  /** Null when the list cannot be narrowed to one browser. */
  isOnlyThis: boolean | null;
  onPause: (isPaused: boolean) => void;
  onCatchUp: () => void;
  onOnlyThis: (isOnlyThis: boolean) => void;
}

/** Says whether the list runs on. It always takes the same room. */
export function LiveBar({ hold, waiting, isOnlyThis, onPause, onCatchUp, onOnlyThis }: LiveBarProps): VNode {
  return (
    <div class="live-bar">
      {waiting > 0 ? (
        <button type="button" class="button is-small is-strong" onClick={onCatchUp}>
          Show {waiting} new
        </button>
      ) : (
        <span class="quiet">{wordsFor(hold)}</span>
      )}
      {isOnlyThis !== null && (
        <label class="check">
          <input
            type="checkbox"
            checked={isOnlyThis}
            onChange={(event) => onOnlyThis(event.currentTarget.checked)}
          />
          Only this browser
        </label>
      )}
      <button
        type="button"
        class="button is-small is-quiet"
        aria-pressed={hold.isPaused}
        onClick={() => onPause(!hold.isPaused)}
      >
        Pause
      </button>
    </div>
  );
}

function wordsFor({ at, isPaused, open }: Hold): string {
  if (at === null) return 'Live, newest first';
  if (isPaused) return 'Paused';
  return open.size > 0 ? 'Held: an entry is open' : 'Held: scrolled';
}
