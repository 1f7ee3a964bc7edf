import type { Context } from 'hono';

/** Settles when the client stops waiting: the page left, or the sandbox closes. */
export function requestGone(c: Context): Promise<void> {
  const { signal } = c.req.raw;
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}
