import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const CONFIRMED_FOR = 1500;

export interface CopyableProps {
  /** What the value is, as in `drift_aid`: the button is called "Copy drift_aid". */
  name: string;
  value: string;
  /** What is shown in its place. */
  short?: string;
}

/** A value in a developer's letters, and a button that copies the whole of it. */
export function Copyable({ name, value, short = value }: CopyableProps): VNode {
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Not over plain http on another machine. Selected, it is one key away.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <span class="copyable">
      <code ref={shown} title={value}>
        {short}
      </code>
      <button
        type="button"
        class="button is-small is-quiet"
        aria-label={`Copy ${name}`}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      </button>
    </span>
  );
}
