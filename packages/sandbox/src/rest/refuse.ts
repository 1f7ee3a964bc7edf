import { answer } from './answer';
import type { Rest, RestContext } from './env';
import { RestError } from './rest-error';

/** The one place where an error becomes an answer. */
export function refuse({ assumed }: Rest, c: RestContext, error: Error): Response {
  const known = error instanceof RestError ? error : new RestError(500, error.message);
  return answer(c, bodyOf(known, assumed().restErrors), known.status);
}

function bodyOf({ status, type, message, param }: RestError, shape: 'error' | 'errors' | 'gateway'): object {
  if (shape === 'errors') return { errors: [{ type, message, ...(param !== undefined && { param }) }] };
  // As a Kong gateway says it, before Drift is even asked.
  if (shape === 'gateway' && status === 401) return { error: 'invalid_token', error_description: message };
  if (shape === 'gateway' && status === 429) return { message };
  return { error: { type, message } };
}
