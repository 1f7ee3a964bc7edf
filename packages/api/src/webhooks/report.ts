import { WebhookError } from './errors';
import type { WebhookErrorCode } from './errors';
import type { ErrorContext, WebhookHandlerOptions } from './options';

/** Takes every refusal and failure; it never throws. */
export type Report = (error: WebhookError, context: ErrorContext) => void;

/** What anybody on the internet can cause: without an `onError`, one line a minute for each is enough. */
const CAUSED_BY_SENDERS = new Set<WebhookErrorCode>([
  'method_not_allowed',
  'body_too_large',
  'body_too_slow',
  'body_unreadable',
  'body_invalid',
  'token_wrong',
  'verify_refused',
  'org_not_ours',
]);

const PAUSE = 60_000;

/** Reports to the app; what the app's own hook throws is printed. */
export function createReport(onError: WebhookHandlerOptions['onError']): Report {
  const print = createPrint();
  if (onError === undefined) return print;
  return (error, context) => {
    const failed = (cause: unknown): void =>
      print(new WebhookError('hook_failed', 'onError threw.', { cause }));
    try {
      Promise.resolve(onError(error, context)).catch(failed);
    } catch (cause) {
      failed(cause);
    }
  };
}

function createPrint(): (error: WebhookError) => void {
  const printedAt = new Map<WebhookErrorCode, number>();
  return (error) => {
    const now = Date.now();
    const isRepeat = now - (printedAt.get(error.code) ?? -Infinity) < PAUSE;
    if (CAUSED_BY_SENDERS.has(error.code) && isRepeat) return;
    printedAt.set(error.code, now);
    // oxlint-disable-next-line no-console -- the last resort: a webhook that fails in silence cannot be mended
    console.error(`[driftkit] ${error.code}:`, error);
  };
}
