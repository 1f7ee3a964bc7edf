import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Playbook } from '../../protocol';
import { shownText } from '../model/shown-text';

export interface FirePlaybookProps {
  playbooks: readonly Playbook[];
  /** Rejects with a sentence that says why it did not fire. */
  onFire: (interactionId: number) => Promise<void>;
}

/** Lets a playbook fire on the contact's open pages, as Drift would by itself. */
export function FirePlaybook({ playbooks, onFire }: FirePlaybookProps): VNode {
  const id = useId();
  const [chosen, choose] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // The list may have changed since it was chosen.
  const playbook = playbooks.find(({ interactionId }) => interactionId === chosen) ?? playbooks[0];
  if (!playbook) return <p class="quiet">There are no playbooks.</p>;
  const fire = (event: Event): void => {
    event.preventDefault();
    onFire(playbook.interactionId).then(
      () => setFailure(null),
      (error: unknown) => setFailure((error as Error).message),
    );
  };
  return (
    <form class="fire-playbook" onSubmit={fire}>
      <label for={id} class="unseen">
        Playbook
      </label>
      <select
        id={id}
        value={playbook.interactionId}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      >
        {playbooks.map(({ interactionId, name }) => (
          <option key={interactionId} value={interactionId}>
            {shownText(name, 80)} ({interactionId})
          </option>
        ))}
      </select>
      <button type="submit" class="button">
        Fire
      </button>
      {failure !== null && (
        <p role="alert" class="failure">
          {failure}
        </p>
      )}
    </form>
  );
}
