import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChatIntent } from '../frame-messages';
import { Icon } from './icon';

const LONGEST = 5000;

export function Composer({ tell }: { tell: (intent: ChatIntent) => void }): VNode {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    tell({ type: 'send', text: text.trim() });
    setText('');
    // The button is about to be disabled, and would take the focus with it.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter sends, Shift+Enter breaks the line; while an input method composes, Enter is its own.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      <textarea
        ref={field}
        aria-label="Message"
        placeholder="Write a message"
        rows={1}
        maxLength={LONGEST}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}
