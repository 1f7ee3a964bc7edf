import type { VNode } from 'preact';
import type { Card } from '../../protocol';
import type { CardProps } from './props';

/** Buttons with replies. The visitor's next message shows the chosen one, so the card disappears. */
export function ButtonsCard({
  card: { buttons, answer },
  question,
  isSending,
  onAnswer,
}: CardProps<Card & { type: 'buttons' }>): VNode | null {
  if (answer !== null) return null;
  return (
    <div class="replies" role="group" aria-label={question}>
      {buttons.map((text) => (
        <button
          key={text}
          type="button"
          class="reply"
          aria-disabled={isSending}
          onClick={() => !isSending && onAnswer({ type: 'buttons', text })}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
