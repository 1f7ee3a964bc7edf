import { IdentityError } from './errors';
import { inWords } from './fault-in-words';
import type { ErrorEvent, IdentityHandlerOptions, SignEvent } from './identity-options';
import { isRefusal } from './refusals';
import { isPromiseLike } from './time-limit';
import { keepAlive } from './wait-until';

/** The app's hooks. What they throw or reject with is reported, and never reaches the answer. */
export interface Hooks<Context> {
  signed(event: SignEvent<Context>): void;
  failed(error: IdentityError, event: ErrorEvent<Context>): void;
}

/** Prints a fault of the server, for apps without an `onError`. */
export function logFault(error: IdentityError): void {
  if (isRefusal(error.code)) return;
  // eslint-disable-next-line no-console -- the last resort: an endpoint that fails in silence cannot be mended
  console.error(`[driftkit] ${error.code}:`, inWords(error));
}

/** The hooks of these options. */
export function safeHooks<Context>({ onSign, onError }: IdentityHandlerOptions<Context>): Hooks<Context> {
  const failed: Hooks<Context>['failed'] = (error, event) => {
    if (onError === undefined) return logFault(error);
    run(
      () => onError(error, event),
      event.context,
      (cause) => logFault(new IdentityError('hook_failed', 'onError threw.', { cause })),
    );
  };
  return {
    failed,
    signed(event) {
      if (onSign === undefined) return;
      const { request, context } = event;
      const report = (cause: unknown) =>
        failed(new IdentityError('hook_failed', 'onSign threw.', { cause }), { request, context });
      run(() => onSign(event), context, report);
    },
  };
}

function run(hook: () => unknown, context: unknown, report: (cause: unknown) => void): void {
  try {
    const result = hook();
    if (isPromiseLike(result)) keepAlive(context, Promise.resolve(result).then(undefined, report));
  } catch (cause) {
    report(cause);
  }
}
