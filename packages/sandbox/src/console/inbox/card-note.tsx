import type { VNode } from 'preact';
import type { Card } from '../../protocol';
import { cardWords } from '../model/card-words';

/** What the visitor is offered to answer with, and what the answer was. */
export function CardNote({ card }: { card: Card }): VNode {
  const { kind, choices, answer } = cardWords(card);
  if (choices.length > 0) {
    return (
      <ul class="card-choices" aria-label={kind}>
        {choices.map((text) => (
          <li key={text} class={text === answer ? 'is-chosen' : ''}>
            {text}
            {text === answer && <span class="unseen"> (clicked)</span>}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p class="card-note">
      {kind}: <strong>{answer ?? 'not answered yet'}</strong>
    </p>
  );
}
