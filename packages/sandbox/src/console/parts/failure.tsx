import type { VNode } from 'preact';

/** What did not work, said at once; nothing where all did. */
export function Failure({ failure }: { failure: string | null }): VNode | null {
  if (failure === null) return null;
  return (
    <p role="alert" class="failure">
      That did not work. {failure}
    </p>
  );
}
