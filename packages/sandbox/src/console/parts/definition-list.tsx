import type { ComponentChildren, VNode } from 'preact';

export interface Definition {
  term: string;
  value: ComponentChildren;
}

/** Names and values; `name` is what a screen reader calls the list. */
export function DefinitionList({ name, items }: { name: string; items: readonly Definition[] }): VNode {
  return (
    <dl class="definitions" aria-label={name}>
      {items.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
