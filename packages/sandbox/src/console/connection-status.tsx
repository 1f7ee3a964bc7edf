import type { VNode } from 'preact';
import type { Connection } from './live/live-state';
import { timeOfDay } from './model/time-words';

export interface ConnectionStatusProps {
  connection: Connection;
  retryNow: () => void;
}

/** Whether the page shows the present state. */
export function ConnectionStatus({ connection, retryNow }: ConnectionStatusProps): VNode {
  return (
    <div class={`connection is-${connection.status}`}>
      <p role="status">
        <span class="dot" aria-hidden="true" />
        {WORDS[connection.status]}{' '}
        {connection.status === 'lost' && <span class="since">since {timeOfDay(connection.since)}</span>}
      </p>
      {connection.status === 'lost' && (
        <button type="button" class="button is-small" onClick={retryNow}>
          Try now
        </button>
      )}
    </div>
  );
}

const WORDS: Readonly<Record<Connection['status'], string>> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Disconnected',
};
