import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';

export interface RaiseEventProps {
  events: readonly string[];
  /** Rejects with a sentence that says why not. */
  onRaise: (event: string, data: unknown) => Promise<void>;
}

/** Sends an event by hand, with data as it is written. */
export function RaiseEvent({ events, onRaise }: RaiseEventProps): VNode {
  const id = useId();
  const [event, setEvent] = useState(events[0] ?? '');
  const [text, setText] = useState('{}');
  const [failure, setFailure] = useState<string | null>(null);
  const raise = async (submit: Event): Promise<void> => {
    submit.preventDefault();
    try {
      await onRaise(event, JSON.parse(text));
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof SyntaxError ? 'The data is no JSON.' : (error as Error).message);
    }
  };
  return (
    <form class="raise-event" onSubmit={(submit) => void raise(submit)}>
      <h3>Send by hand</h3>
      <label for={`${id}-event`} class="unseen">
        Event
      </label>
      <select id={`${id}-event`} value={event} onChange={(change) => setEvent(change.currentTarget.value)}>
        {events.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <label for={`${id}-data`} class="unseen">
        Data, as JSON
      </label>
      <textarea
        id={`${id}-data`}
        rows={2}
        spellcheck={false}
        value={text}
        onInput={(input) => setText(input.currentTarget.value)}
      />
      <button type="submit" class="button">
        Send
      </button>
      {failure !== null && (
        <p role="alert" class="failure">
          Not sent. {failure}
        </p>
      )}
    </form>
  );
}
