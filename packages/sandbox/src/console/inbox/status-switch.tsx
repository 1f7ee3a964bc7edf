import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ConversationStatus } from '../../protocol';

const WORDS: Readonly<Record<ConversationStatus, string>> = {
  open: 'open',
  closed: 'closed',
  pending: 'pending',
  bulk_sent: 'sent, not answered',
};

export interface StatusSwitchProps {
  status: ConversationStatus;
  /** Rejects with a sentence when it did not work. */
  onStatus: (status: ConversationStatus) => Promise<void>;
}

/** What a conversation is, and the way to the other state: who closes one also opens it again. */
export function StatusSwitch({ status, onStatus }: StatusSwitchProps): VNode {
  const [failure, setFailure] = useState<string | null>(null);
  const other = status === 'closed' ? 'open' : 'closed';
  const turn = (): void => {
    onStatus(other).then(
      () => setFailure(null),
      (error: Error) => setFailure(error.message),
    );
  };
  return (
    <p class="status-switch">
      <span class={`badge ${status === 'closed' ? '' : 'is-good'}`}>{WORDS[status]}</span>
      <button type="button" class="button is-small" onClick={turn}>
        {other === 'closed' ? 'Close' : 'Reopen'}
      </button>
      {failure !== null && (
        <span role="alert" class="failure">
          {failure}
        </span>
      )}
    </p>
  );
}
