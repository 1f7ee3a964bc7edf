import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Card } from '../../protocol';
import type { CardProps } from './props';

const FIELDS = {
  email: {
    label: 'E-mail address',
    input: { type: 'email', autocomplete: 'email', placeholder: 'name@company.com', maxLength: 254 },
    problem: 'An e-mail address looks like name@company.com.',
    fits: (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  },
  phone: {
    label: 'Phone number',
    input: { type: 'tel', autocomplete: 'tel', placeholder: '+49 30 1234567', maxLength: 40 },
    problem: 'A phone number has digits, at least six of them.',
    fits: (value: string) => /^\+?[\d ()./-]{6,40}$/.test(value) && value.replace(/\D/g, '').length >= 6,
  },
} as const;

/** Asks for an e-mail address or a phone number. The visitor's next message shows the answer, so the card disappears. */
export function ContactCard({
  card: { type, answer },
  isSending,
  onAnswer,
}: CardProps<Card & { type: 'email' | 'phone' }>): VNode | null {
  const id = useId();
  const [value, setValue] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { label, input, problem, fits } = FIELDS[type];
  if (answer !== null) return null;
  const submit = (event: Event): void => {
    event.preventDefault();
    const given = value.trim();
    setWrong(!fits(given));
    if (isSending || !fits(given)) return;
    onAnswer(type === 'email' ? { type, email: given } : { type, phone: given });
  };
  return (
    <form class="card" noValidate onSubmit={submit}>
      <label for={id}>{label}</label>
      <div class="card-row">
        <input
          id={id}
          {...input}
          value={value}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-problem` : undefined}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        <button type="submit" class="primary" aria-disabled={isSending}>
          Submit
        </button>
      </div>
      {isWrong && (
        <p id={`${id}-problem`} class="card-failed" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
