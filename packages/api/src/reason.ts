import { clean } from './refusal';

/**
 * What went wrong, copied without what may hold a secret: a `fetch` of somebody's own may put the whole request,
 * token included, onto the error it throws. Name, message, code and causes stay.
 */
export function reasonOf(thrown: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof thrown === 'string') return clean(thrown, secrets);
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return undefined;
  try {
    return copyOf(thrown, secrets, depth);
  } catch {
    // A getter of somebody's own may throw.
    return undefined;
  }
}

function copyOf(thrown: object, secrets: readonly string[], depth: number): Error {
  const { name, message, code, cause, errors } = thrown as Record<string, unknown>;
  const inner = cause ?? (Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  const reason = new Error(
    clean(typeof message === 'string' ? message : '', secrets),
    inner === undefined ? undefined : { cause: reasonOf(inner, secrets, depth + 1) },
  );
  if (typeof name === 'string') reason.name = clean(name, secrets);
  reason.stack = `${reason.name}: ${reason.message}`;
  if (typeof code === 'string' || typeof code === 'number') Object.assign(reason, { code });
  return reason;
}
