import { isId, toJson } from '../ids';
import type { IdInput } from '../ids';

/** An event as a test writes it: ids as decimal digits, as `onEvent` gets them. */
export interface EventToSign {
  readonly type: string;
  readonly orgId?: IdInput;
  readonly data?: unknown;
  readonly [field: string]: unknown;
}

export interface SignEventOptions {
  /** Where the request goes; a handler does not look at it. */
  readonly url?: string;
  /** False: without the header `X-Verification-Token`. */
  readonly header?: boolean;
}

/**
 * The request that Drift would send: the token in the body and in the header, and ids as JSON numbers with every digit.
 *
 * @example
 * const response = await handler(signEvent({ type: 'new_message', orgId: '1', data: message }, verificationToken));
 */
export function signEvent(event: EventToSign, token: string, options: SignEventOptions = {}): Request {
  const { url = 'https://localhost/drift/webhooks', header = true } = options;
  const headers = { 'content-type': 'application/json', ...(header && { 'x-verification-token': token }) };
  const { type, orgId, data, ...extra } = event;
  const body = toJson(withIdsAsNumbers({ type, token, orgId, data, ...extra }, '', false));
  return new Request(url, { method: 'POST', headers, body });
}

/** The way back of the reader in ../ids. An external id stays text: it is yours, not Drift's. */
function withIdsAsNumbers(value: unknown, key: string, isAttributes: boolean): unknown {
  if (typeof value === 'string') return isNumericId(value, key, isAttributes) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => withIdsAsNumbers(item, key, isAttributes));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, field]) => [name, withIdsAsNumbers(field, name, key === 'attributes')]),
  );
}

const isNumericId = (value: string, key: string, isAttributes: boolean): boolean =>
  /^(?:0|[1-9]\d{0,18})$/.test(value) && !/^external_?id$/i.test(key) && isId(key, isAttributes);
