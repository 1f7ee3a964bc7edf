import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface ChoiceProps {
  title: string;
  explanation: ComponentChildren;
  /** In words, and in the order they are shown. */
  options: readonly { value: string; label: string }[];
  value: string;
  /** Beside the title. */
  aside?: ComponentChildren;
  onChange: (value: string) => void;
  /** What belongs to the position it is in. */
  children?: ComponentChildren;
}

/** One switch with a handful of positions. */
export function Choice({
  title,
  explanation,
  options,
  value,
  aside,
  onChange,
  children,
}: ChoiceProps): VNode {
  const id = useId();
  return (
    <fieldset class="choice" aria-describedby={`${id}-explanation`}>
      <legend>
        {title} {aside}
      </legend>
      <p id={`${id}-explanation`} class="quiet">
        {explanation}
      </p>
      <div class="segments">
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
    </fieldset>
  );
}
