import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { shownText } from '../model/shown-text';

/** Takes an app away, so it asks first. */
export function RemoveApp({ name, onConfirm }: { name: string; onConfirm: () => void }): VNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const confirm = (): void => {
    dialog.current?.close();
    onConfirm();
  };
  return (
    <>
      <button type="button" class="button is-danger" onClick={() => dialog.current?.showModal()}>
        Remove …
      </button>
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>Remove {shownText(name, 100)}?</h2>
        <p>Its tokens stop working. The ledger keeps what was sent to it.</p>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" class="button is-danger" onClick={confirm}>
            Remove
          </button>
        </div>
      </dialog>
    </>
  );
}
