import { parseExact } from './ids';

/** What Drift says of an error, in whichever shape: documented, observed, or the gateway's in front of it. */
export interface Refusal {
  readonly type?: string;
  readonly message?: string;
}

const LONGEST = 300;

/** Reads an error body. `secrets` are cut out of what Drift says. Anything that is not JSON says nothing. */
export function refusalOf(text: string, secrets: readonly string[]): Refusal {
  const body = objectOf(jsonOf(text));
  const first = Array.isArray(body['errors']) ? objectOf(body['errors'][0]) : {};
  const error = objectOf(body['error']);
  const type = stringOf(error['type']) ?? stringOf(first['type']) ?? stringOf(body['error']);
  const message =
    stringOf(error['message']) ??
    messageWithParam(first) ??
    stringOf(body['error_description']) ??
    stringOf(body['message']);
  return {
    ...(type !== undefined && { type: clean(type, secrets) }),
    ...(message !== undefined && { message: clean(message, secrets) }),
  };
}

/** Cuts out secrets, bounds the length, and leaves no character that could forge a line of a log. */
export function clean(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter(Boolean)
    .flatMap((secret) => [secret, asInQuery(secret), asInQuery(secret).replaceAll('+', '%20')]);
  const without = forms.reduce((left, secret) => left.replaceAll(secret, '[removed]'), text);
  const line = without.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

const asInQuery = (secret: string): string => new URLSearchParams([['', secret]]).toString().slice(1);

function messageWithParam(error: Record<string, unknown>): string | undefined {
  const message = stringOf(error['message']);
  const param = stringOf(error['param']);
  return message !== undefined && param !== undefined ? `${message} (${param})` : message;
}

/** Undefined where the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;
