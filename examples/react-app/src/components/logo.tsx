import type { ReactNode } from 'react';

/** A buoy on the water. */
export function Logo(): ReactNode {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M6 19c3.3-3.4 6.7-3.4 10 0s6.7 3.4 10 0" />
      <circle cx="16" cy="10" r="3.2" />
    </svg>
  );
}
