import { WebhookError } from './errors';
import type { ErrorContext, WebhookHandlerOptions } from './options';
import type { ParsedWebhook } from './parse-webhook';
import type { Report } from './report';
import { createMemorySeen } from './seen';
import type { SeenAnswer } from './seen';

/** Hands an event over once; resolves with what failed, after it was reported, and never rejects. */
export type Delivery = (parsed: ParsedWebhook) => Promise<WebhookError | undefined>;

export function createDelivery(
  { onEvent, seen = createMemorySeen() }: WebhookHandlerOptions,
  report: Report,
): Delivery {
  /** A second delivery that comes while the first is handled waits for it, and is answered like the first. */
  const running = new Map<string, ReturnType<Delivery>>();

  async function handle({ event, dedupeKey }: ParsedWebhook, context: ErrorContext): ReturnType<Delivery> {
    try {
      await onEvent(event, { dedupeKey });
      return undefined;
    } catch (cause) {
      const error = new WebhookError('event_failed', `onEvent failed on ${event.type}: ${messageOf(cause)}`, {
        cause,
      });
      report(error, context);
      return error;
    }
  }

  /** Tells `seen`; what it throws is reported, and answered where the event was not handled. */
  async function tell<T>(
    what: () => T | Promise<T>,
    name: string,
    context: ErrorContext,
  ): Promise<T | WebhookError> {
    try {
      return await what();
    } catch (cause) {
      const error = new WebhookError('seen_failed', `seen.${name} failed: ${messageOf(cause)}`, { cause });
      report(error, context);
      return error;
    }
  }

  async function handleOnce(parsed: ParsedWebhook, key: string, context: ErrorContext): ReturnType<Delivery> {
    const answer = await tell(async () => assertAnswer(await seen.begin(key)), 'begin', context);
    if (answer instanceof WebhookError) return answer;
    if (answer === 'done') return undefined;
    if (answer === 'in_progress') return inProgress(report, context);
    const failure = await handle(parsed, context);
    if (failure === undefined) await tell(() => seen.done(key), 'done', context);
    else await tell(() => seen.failed(key), 'failed', context);
    return failure;
  }

  return (parsed) => {
    const { event, dedupeKey } = parsed;
    const context = { type: event.type, orgId: event.orgId, dedupeKey };
    if (event.problems) report(unexpectedShape(event.type, event.problems), context);
    if (dedupeKey === undefined) return handle(parsed, context);
    const first = running.get(dedupeKey);
    if (first) return waitFor(first, () => inProgress(report, context));
    const work = handleOnce(parsed, dedupeKey, context).finally(() => running.delete(dedupeKey));
    running.set(dedupeKey, work);
    return work;
  };
}

/** An `onEvent` may never end: without a bound, each further delivery of its event would hold a connection for good. */
const LONGEST_WAIT = 10_000;

function waitFor(first: ReturnType<Delivery>, tooLong: () => WebhookError): ReturnType<Delivery> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(tooLong()), LONGEST_WAIT);
    void first.then((failure) => {
      clearTimeout(timer);
      resolve(failure);
    });
  });
}

function assertAnswer(answer: SeenAnswer): SeenAnswer {
  if (ANSWERS.has(answer)) return answer;
  throw new TypeError(
    `seen.begin must return one of ${[...ANSWERS].join(', ')}, but returned ${String(answer)}.`,
  );
}

const ANSWERS: ReadonlySet<unknown> = new Set<SeenAnswer>(['new', 'in_progress', 'done']);

function inProgress(report: Report, context: ErrorContext): WebhookError {
  const error = new WebhookError(
    'event_in_progress',
    'This event is being handled now, by an earlier delivery or by another process.',
  );
  report(error, context);
  return error;
}

const unexpectedShape = (type: string, problems: readonly string[]): WebhookError =>
  new WebhookError(
    'shape_unexpected',
    `${type} came without a documented ${problems.join(', ')}. The event is handled nevertheless.`,
  );

/** What an app throws may be anything, also what cannot be written as text. */
function messageOf(cause: unknown): string {
  try {
    return cause instanceof Error ? cause.message : String(cause);
  } catch {
    return 'what it threw cannot be written as text';
  }
}
