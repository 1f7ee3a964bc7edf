/** What Workers and edge functions give for work that outlasts the answer. */
interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

/** Where a context has it: it is one (Workers, Pages, Vercel, Netlify), or holds one (`{ env, ctx }`, Hono). */
const PLACES: readonly ((context: Record<string, unknown>) => unknown)[] = [
  (context) => context,
  (context) => context.ctx,
  (context) => context.executionCtx,
];

/**
 * Hands work to `waitUntil` of the context a handler was called with: these runtimes stop everything else as soon as the
 * answer is out. Without a `waitUntil`, the process lives on, and so does the work.
 */
export function keepAlive(context: unknown, work: Promise<unknown>): void {
  if (typeof context !== 'object' || context === null) return;
  for (const place of PLACES) {
    try {
      const execution = place(context as Record<string, unknown>);
      // As a method: the platform's own refuses to be called without its object.
      if (hasWaitUntil(execution)) return execution.waitUntil(work);
    } catch {
      // Hono's `executionCtx` throws where the runtime has none. The work goes on without it.
    }
  }
}

const hasWaitUntil = (value: unknown): value is ExecutionContext =>
  typeof (value as { waitUntil?: unknown } | null | undefined)?.waitUntil === 'function';
