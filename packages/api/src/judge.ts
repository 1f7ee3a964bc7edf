import { DriftApiError } from './errors';
import type { DriftApiErrorCode, DriftApiErrorDetails } from './errors';
import { parseExact } from './ids';
import type { Limits } from './limits';
import { reasonOf } from './reason';
import { clean, jsonOf, refusalOf } from './refusal';
import { isRead } from './request';
import type { Call, Outcome } from './request';
import { WrongShape, saysError } from './shapes';

/**
 * `again`: the call may be sent once more. `by` names the counter of such tries (`renew`: the token was refused), and
 * `error` is thrown when no try is left.
 */
export type Verdict =
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; error: DriftApiError }
  | { kind: 'again'; by: 'limit' | 'failure' | 'renew'; error: DriftApiError };

export interface Facts {
  readonly call: Call;
  readonly attempts: number;
  readonly since: number;
  readonly limits: Limits | undefined;
  readonly secrets: readonly string[];
}

/** Says what an outcome means. Pure: it does not know how many tries are left. */
export function judge(outcome: Outcome, facts: Facts): Verdict {
  switch (outcome.kind) {
    case 'answered':
      return outcome.status < 300 ? accept(outcome, facts) : refuse(outcome, facts);
    case 'redirected':
      return unlessWrite(
        facts,
        'failed',
        'unsafe_link',
        'Drift answered with a redirect, which is not followed: the token would go there.',
        outcome,
      );
    case 'too_large':
      return unlessWrite(facts, 'failed', 'bad_answer', 'The answer is larger than maxAnswerBytes.', outcome);
    case 'timeout':
      return unlessWrite(facts, 'again', 'timeout', 'No whole answer within the timeout.');
    case 'aborted':
      return unlessWrite(facts, 'failed', 'aborted', 'The signal aborted it.', { cause: outcome.cause });
    case 'failed':
      if (outcome.isUnsent)
        return again(
          'failure',
          errorOf(facts, 'network', 'The connection could not be made, so nothing was sent.', outcome),
        );
      return unlessWrite(facts, 'again', 'network', 'The connection broke, or fetch failed.', outcome);
  }
}

type Answered = Extract<Outcome, { kind: 'answered' }>;

function accept({ status, headers, text, bytes }: Answered, facts: Facts): Verdict {
  const { call } = facts;
  const bad = (what: string): Verdict =>
    unlessWrite(facts, 'failed', 'bad_answer', what, { status, headers });
  if (!bytes && /^\s*<(!doctype|html)/i.test(text)) return bad('Drift answered with a page of HTML.');
  let value: unknown = bytes ?? text;
  try {
    // An acknowledgement may be empty.
    if ((call.answer ?? 'json') === 'json') value = text.trim() === '' ? undefined : parseExact(text);
  } catch {
    // The parser's own error is left out: it quotes the body.
    return bad('The answer is not JSON, or only a part of it.');
  }
  if (!bytes && saysError(call.answer === 'text' ? jsonOf(text) : value)) {
    const { type, said } = wordsOf(text, facts.secrets);
    const what = 'The status is a success, and the body is an error.';
    return unlessWrite(facts, 'failed', 'bad_answer', what, { status, headers, type }, said);
  }
  try {
    return { kind: 'done', value: call.read(value, headers) };
  } catch (error) {
    if (error instanceof DriftApiError) return { kind: 'failed', error };
    const why = error instanceof WrongShape ? ` ${error.message}` : '';
    return bad(`The answer does not have the shape that Drift promises.${why}`);
  }
}

function refuse({ status, headers, text }: Answered, facts: Facts): Verdict {
  const { type, said } = wordsOf(text, facts.secrets);
  const details = { status, headers, type };
  if (status === 429)
    return again(
      'limit',
      errorOf(facts, 'rate_limited', `Drift's limit of calls is reached.`, details, said),
    );
  if (status === 408 || status >= 500) {
    return unlessWrite(facts, 'again', 'unavailable', 'Drift failed.', details, said);
  }
  const { ifNotFound } = facts.call;
  const code = codeOf(status, said);
  if (code === 'not_found' && ifNotFound) return { kind: 'done', value: ifNotFound() };
  const error = errorOf(facts, code, REFUSALS[code](facts.call), details, said);
  return code === 'unauthorized' ? again('renew', error) : { kind: 'failed', error };
}

function wordsOf(text: string, secrets: readonly string[]): { type: string | undefined; said: string } {
  const { type, message } = refusalOf(text, secrets);
  return { type, said: [type, message].filter(Boolean).join(': ') };
}

type RefusalCode = 'unauthorized' | 'forbidden' | 'not_found' | 'conflict' | 'invalid';

/** The status of a duplicate is not documented: its words count too. */
function codeOf(status: number, said: string): RefusalCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not_found';
  return status === 409 || /already exists|duplicate/i.test(said) ? 'conflict' : 'invalid';
}

const REFUSALS: Record<RefusalCode, (call: Call) => string> = {
  unauthorized: () => 'The access token is wrong, revoked or expired.',
  forbidden: ({ scope }) =>
    `The access token lacks the scope ${scope ?? 'that this call needs'}. Scopes are frozen into a token: ` +
    'add the scope at dev.drift.com, disconnect and reconnect the app, and use its new token.',
  not_found: () => 'Drift knows no such object.',
  conflict: () => 'Drift has one of these already.',
  invalid: () => 'Drift refuses the request as it is.',
};

interface Found {
  readonly status?: number;
  readonly headers?: Headers;
  readonly type?: string | undefined;
  readonly cause?: unknown;
}

/** A failed read says what went wrong. After a failed write that was sent, it is unknown whether Drift did it. */
function unlessWrite(
  facts: Facts,
  ifRead: 'again' | 'failed',
  code: DriftApiErrorCode,
  what: string,
  found: Found = {},
  said = '',
): Verdict {
  const error = errorOf(facts, code, what, found, said);
  if (isRead(facts.call)) return ifRead === 'again' ? again('failure', error) : { kind: 'failed', error };
  return { kind: 'failed', error: unknownOutcome(facts, error) };
}

const again = (by: 'limit' | 'failure' | 'renew', error: DriftApiError): Verdict => ({
  kind: 'again',
  by,
  error,
});

/** Drift knows no idempotency key: a second POST could be a second message to a customer. */
function unknownOutcome(facts: Facts, cause: DriftApiError): DriftApiError {
  const { method, path } = facts.call;
  const how = facts.call.lookFor?.how ?? 'Read the object again, and compare.';
  const lookFor = { ...facts.call.lookFor, how, since: facts.since };
  const { status, requestId } = cause;
  return new DriftApiError(
    'outcome_unknown',
    `${method} ${path} was sent, but it is not known whether Drift carried it out (${cause.code}${status ? `, ${status}` : ''}). ` +
      `Do not send it again before you have checked. ${how}`,
    { method, path, status, requestId, attempts: facts.attempts, lookFor, cause },
  );
}

function errorOf(
  facts: Facts,
  code: DriftApiErrorCode,
  what: string,
  found: Found,
  said = '',
): DriftApiError {
  const { call, attempts, limits, secrets } = facts;
  const { method, path } = call;
  const status = found.status ? ` (${found.status}${said ? ` ${said}` : ''})` : '';
  const tries = attempts > 1 ? ` Tried ${attempts} times.` : '';
  const id = found.headers?.get('x-request-id') ?? found.headers?.get('x-kong-request-id');
  const details: DriftApiErrorDetails = {
    method,
    path,
    attempts,
    status: found.status,
    type: found.type,
    requestId: id ? clean(id, secrets) : undefined,
    retryAfter: waitIn(limits, code),
    cause: found.cause === undefined ? undefined : reasonOf(found.cause, secrets),
  };
  return new DriftApiError(code, `${method} ${path} failed${status}. ${what}${tries}`, details);
}

function waitIn(limits: Limits | undefined, code: DriftApiErrorCode): number | undefined {
  const ms = limits?.retryAfter ?? (code === 'rate_limited' ? limits?.reset : undefined);
  return ms === undefined ? undefined : Math.ceil(ms / 1_000);
}
