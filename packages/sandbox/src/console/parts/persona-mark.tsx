import type { VNode } from 'preact';
import type { Persona } from '../model/persona';

/** The colour by which a contact is known everywhere. Says nothing to a screen reader: the name stands beside it. */
export function PersonaMark({
  persona,
  size = 'small',
}: {
  persona: Persona | null;
  size?: MarkSize;
}): VNode {
  const tone = persona === null ? 'nobody' : persona.tone === null ? 'anonymous' : `tone-${persona.tone}`;
  return (
    <span class={`mark is-${size} ${tone}`} aria-hidden="true">
      {size === 'dot' ? '' : markOf(persona)}
    </span>
  );
}

type MarkSize = 'dot' | 'small' | 'large';

function markOf(persona: Persona | null): string {
  if (persona === null) return '×';
  return persona.tone === null ? '?' : persona.initials;
}
