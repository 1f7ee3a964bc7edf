import type { ReactNode } from 'react';

/** Something that went wrong, in a sentence; read out by screen readers when it appears. */
export function Notice({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="notice" role="alert">
      {children}
    </div>
  );
}
