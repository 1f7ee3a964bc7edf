import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Copyable } from './copyable';

export interface SecretProps {
  /** As in "Show access token". */
  name: string;
  /** What the stream says of it: its beginning. */
  masked: string;
  /** The whole of it. Rejects with a sentence. */
  reveal: () => Promise<string>;
  onFailure: (done: Promise<unknown>) => void;
}

/** A secret that is fetched when a person asks for it, and hidden again when it changes. */
export function Secret({ name, masked, reveal, onFailure }: SecretProps): VNode {
  const [whole, setWhole] = useState<string | null>(null);
  useEffect(() => setWhole(null), [masked]);
  if (whole !== null) return <Copyable name={name} value={whole} />;
  return (
    <span class="copyable">
      <code>{masked}</code>
      <button
        type="button"
        class="button is-small is-quiet"
        aria-label={`Show ${name}`}
        onClick={() => onFailure(reveal().then(setWhole))}
      >
        Show
      </button>
    </span>
  );
}
