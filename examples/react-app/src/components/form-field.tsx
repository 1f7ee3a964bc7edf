import type { InputHTMLAttributes, ReactNode } from 'react';

/** A labelled field; it must be filled in. */
export function FormField({
  label,
  ...input
}: { label: string } & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  return (
    <label>
      {label}
      <input required {...input} />
    </label>
  );
}

/** What went wrong with a form, beside it. */
export function FieldProblem({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="field-problem" role="alert">
      {children}
    </p>
  );
}

export const textOf = (entries: FormData, name: string): string => {
  const value = entries.get(name);
  return typeof value === 'string' ? value : '';
};
