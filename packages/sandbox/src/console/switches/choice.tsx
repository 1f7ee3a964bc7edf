import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface ChoiceProps {
  title: string;
  explanation: ComponentChildren;
  /** In words, and in the order they are shown. */
  options: readonly { value: string; label: string }[];
  value: string;
  /** Beside the title, and no part of the name. */
  aside?: ComponentChildren;
  onChange: (value: string) => void;
  /** What belongs to the position it is in. */
  children?: ComponentChildren;
}

/** One switch with a handful of positions. */
export function Choice(props: ChoiceProps): VNode {
  const { title, explanation, options, value, aside, onChange, children } = props;
  const id = useId();
  return (
    <div class="choice">
      <div class="choice-head">
        <h3 id={id}>{title}</h3> {aside}
      </div>
      <p id={`${id}-explanation`} class="quiet">
        {explanation}
      </p>
      <div class="segments" role="radiogroup" aria-labelledby={id} aria-describedby={`${id}-explanation`}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              class="unseen"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {children}
    </div>
  );
}
