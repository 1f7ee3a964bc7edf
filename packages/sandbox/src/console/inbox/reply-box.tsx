import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { StoredMessage } from '../../protocol';

const LONGEST = 10_000;

export interface ReplyBoxProps {
  /** The name of the visitor. */
  to: string;
  draft: string;
  onDraft: (text: string) => void;
  /** Rejects with a sentence when it did not get through; what was written is still there then. */
  onSend: (text: string, type: StoredMessage['type']) => Promise<void>;
}

/** Where an agent answers: Enter sends, Shift+Enter breaks the line. */
export function ReplyBox({ to, draft, onDraft, onSend }: ReplyBoxProps): VNode {
  const id = useId();
  const [state, setState] = useState<{ status: 'writing' | 'sending' } | { status: 'failed'; why: string }>({
    status: 'writing',
  });
  const [type, setType] = useState<StoredMessage['type']>('chat');
  const text = draft.trim();
  const send = async (): Promise<void> => {
    if (text === '' || state.status === 'sending') return;
    setState({ status: 'sending' });
    try {
      await onSend(text, type);
      onDraft('');
      setState({ status: 'writing' });
    } catch (error) {
      setState({ status: 'failed', why: (error as Error).message });
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter is its own.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form class={`reply ${type === 'private_note' ? 'is-note' : ''}`} onSubmit={onSubmit}>
      <Kinds type={type} onType={setType} />
      <label for={id} class="unseen">
        Reply to {to}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={LONGEST}
        placeholder={type === 'chat' ? 'Answer as an agent' : 'Only agents will see it'}
        aria-describedby={`${id}-hint`}
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="button is-strong" disabled={text === ''}>
        Send
      </button>
      <p id={`${id}-hint`} class="quiet hint">
        Enter sends, Shift+Enter breaks the line. A line that begins with / is a command, and a private note.
      </p>
      {state.status === 'failed' && (
        <p role="alert" class="failure">
          Not sent. {state.why}
        </p>
      )}
    </form>
  );
}

const KINDS: readonly [StoredMessage['type'], string][] = [
  ['chat', 'Reply'],
  ['private_note', 'Private note'],
];

/** Who reads it: the visitor and the agents, or only the agents. */
function Kinds({
  type,
  onType,
}: {
  type: StoredMessage['type'];
  onType: (type: StoredMessage['type']) => void;
}): VNode {
  return (
    <div class="reply-kinds" role="group" aria-label="What you write">
      {KINDS.map(([kind, label]) => (
        <button
          key={kind}
          type="button"
          class="button is-small"
          aria-pressed={kind === type}
          onClick={() => onType(kind)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
