import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface PanelProps {
  title: string;
  /** The class that places it. */
  name: string;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of a view, under a heading by which it is called. */
export function Panel({ title, name, aside, children }: PanelProps): VNode {
  const id = useId();
  return (
    <section class={`panel ${name}`} aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
