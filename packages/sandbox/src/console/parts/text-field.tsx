import type { VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface TextFieldProps {
  label: string;
  explanation: string;
  placeholder?: string;
  isAddress?: boolean;
  value: string;
  /** Without the blanks around it. */
  onChange: (value: string) => void;
}

/** A line of text that counts when the field is left. */
export function TextField({
  label,
  explanation,
  placeholder,
  isAddress = false,
  value,
  onChange,
}: TextFieldProps): VNode {
  const id = useId();
  return (
    <div class="choice">
      <h3>
        <label for={id}>{label}</label>
      </h3>
      <p id={`${id}-explanation`} class="quiet">
        {explanation}
      </p>
      <input
        id={id}
        type="text"
        {...(isAddress && { inputMode: 'url' as const })}
        class="text-field"
        {...(placeholder !== undefined && { placeholder })}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-explanation`}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
      />
    </div>
  );
}
