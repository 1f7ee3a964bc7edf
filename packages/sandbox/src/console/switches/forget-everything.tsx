import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Panel } from '../parts/panel';

/** The one switch that takes something away, so it asks first. */
export function ForgetEverything({ onConfirm }: { onConfirm: () => void }): VNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const confirm = (): void => {
    dialog.current?.close();
    onConfirm();
  };
  return (
    <Panel title="Start over" name="start-over">
      <p class="quiet">
        Forgets every browser, contact, conversation and call, and sets all switches back to what the sandbox
        was started with.
      </p>
      <button type="button" class="button is-danger" onClick={() => dialog.current?.showModal()}>
        Reset everything …
      </button>
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>Reset everything?</h2>
        <p>
          Everything this sandbox knows is forgotten. Pages that are open keep their cookies; reload them to
          begin anew.
        </p>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" class="button is-danger" onClick={confirm}>
            Reset everything
          </button>
        </div>
      </dialog>
    </Panel>
  );
}
