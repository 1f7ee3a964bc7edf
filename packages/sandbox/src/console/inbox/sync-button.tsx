import type { VNode } from 'preact';
import { useTurn } from '../parts/use-turn';

/** Tells every app that this conversation is ready for them, as Drift's own button does. */
export function SyncButton({ onSync }: { onSync: () => Promise<void> }): VNode {
  const [failure, turn] = useTurn();
  return (
    <>
      <button
        type="button"
        class="button is-small"
        title="Raises conversation_push"
        onClick={() => turn(onSync())}
      >
        Sync
      </button>
      {failure !== null && (
        <span role="alert" class="failure">
          {failure}
        </span>
      )}
    </>
  );
}
